"""Checks between the figures that one source gives of one indicator.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.facts import NA_FIELD, TEXT_FIELDS
from scoring.numbers import typed
from scoring.problems import Problem
from scoring.system import Indicator, Item
from scoring.workbook.intake.collector import Given, Place

Check = tuple[Problem, Place]


def check_figures(
    item: Item,
    given: Mapping[str, Given],
    blanks: Mapping[str, Place],
    year: int,
    is_partial: bool = False,
    group: str = "",
) -> Iterator[Check]:
    """What does not fit together.

    Args:
        given: the filled fields, those that could not be read too.
        blanks: where the blank fields would stand, as far as the file has a place for them.
        year: that is assessed.
        is_partial: whether some fields may be left out: an inspector may correct one half of a pair, or one month.
        group: the unit's, as far as it is known.
    """
    figures = {field: one for field, one in given.items() if field not in TEXT_FIELDS}
    values = {field: one.value for field, one in figures.items()}
    for one in item.fact_kind.inconsistencies(item, values, year, is_partial):
        place = figures[one.field].place if one.field in figures else blanks.get(one.field)
        other = {"other": figures[one.other].place.words()} if one.other else {}
        yield Problem(one.code, {**one.params, **other}), place or next(iter(figures.values())).place
    yield from _beyond_marks(item, group, figures)
    if NA_FIELD in given:
        yield from _claim(item, given[NA_FIELD], figures)


def _beyond_marks(item: Item, group: str, figures: Mapping[str, Given]) -> Iterator[Check]:
    """Figures that are too large where the unit's group can earn less than others."""
    if not group or not isinstance(item, Indicator) or not isinstance(item.marks, dict):
        return
    low, high = item.bounds_where(item.marks_for(group))
    for one in figures.values():
        if one.value is not None and low is not None and high is not None and not low <= one.value <= high:
            params = {"found": typed(one.value), "low": typed(low), "high": typed(high)}
            yield Problem("out_of_range", params), one.place


def _claim(item: Item, claim: Given, figures: Mapping[str, Given]) -> Iterator[Check]:
    if not (isinstance(item, Indicator) and item.may_not_apply):
        yield Problem("na_not_allowed"), claim.place
    if figures:
        other = next(iter(figures.values())).place
        yield Problem("na_beside_value", {"other": other.words()}), claim.place
