"""Checks between the figures that one source gives of one indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from scoring.facts import NA_FIELD, TEXT_FIELDS, field_label
from scoring.numbers import plain
from scoring.problems import Problem
from scoring.system import Indicator, Item
from scoring.words import Text, text
from scoring.workbook.intake.collector import Given, Place
from scoring.workbook.layout import PAIRS, SERIES

Check = tuple[Problem, Place]


def field_text(field: str) -> Text:
    """A field's label in both languages."""
    return text(field_label(field), field_label(field, "en"))


def check_figures(
    item: Item, given: Mapping[str, Given], blanks: Mapping[str, Place], year: int, partial_is_fine: bool = False
) -> Iterator[Check]:
    """What does not fit together.

    Args:
        given: the filled fields, those that could not be read too.
        blanks: where the blank fields would stand, as far as the file has a place for them.
        year: that is assessed.
        partial_is_fine: an inspector may correct one half of a pair, or one month.
    """
    figures = {field: one for field, one in given.items() if field not in TEXT_FIELDS}
    if not partial_is_fine:
        if item.facts in PAIRS:
            yield from _half_pair(item, figures, blanks)
        if item.facts in SERIES:
            yield from _blank_periods(item, figures, blanks)
    if item.facts == "ratio":
        yield from _too_much_done(figures)
    if item.facts == "date":
        yield from _far_off(figures, year)
    if NA_FIELD in given:
        yield from _claim(item, given[NA_FIELD], figures)


def _half_pair(item: Item, figures: Mapping[str, Given], blanks: Mapping[str, Place]) -> Iterator[Check]:
    pair = PAIRS[item.facts]
    missing = [field for field in pair if field not in figures]
    if len(missing) != 1:
        return
    (blank,) = missing
    (filled,) = figures
    problem = Problem("half_pair", {"filled": field_text(filled), "blank": field_text(blank)})
    yield problem, blanks.get(blank, figures[filled].place)


def _blank_periods(item: Item, figures: Mapping[str, Given], blanks: Mapping[str, Place]) -> Iterator[Check]:
    missing = [field for field in item.fields if field not in figures]
    if not figures or not missing:
        return
    periods = text("、".join(field_label(f) for f in missing), ", ".join(field_label(f, "en") for f in missing))
    place = blanks.get(missing[0]) or next(iter(figures.values())).place
    yield Problem("blank_periods", {"periods": periods}), place


def _too_much_done(figures: Mapping[str, Given]) -> Iterator[Check]:
    done, due = figures.get("done"), figures.get("due")
    if done and due and done.value is not None and due.value is not None and done.value > due.value:
        params = {"done": plain(done.value), "due": plain(due.value), "other": str(due.place)}
        yield Problem("done_exceeds_due", params), done.place


def _far_off(figures: Mapping[str, Given], year: int) -> Iterator[Check]:
    """A date that is not of the year nor of one beside it: 1925 for 2025 would be in good time."""
    for given in figures.values():
        if given.value is not None and abs((day := dt.date.fromordinal(int(given.value))).year - year) > 1:
            yield Problem("date_far_off", {"found": day.isoformat(), "year": year}), given.place


def _claim(item: Item, claim: Given, figures: Mapping[str, Given]) -> Iterator[Check]:
    if not (isinstance(item, Indicator) and item.may_not_apply):
        yield Problem("na_not_allowed"), claim.place
    if figures:
        other = next(iter(figures.values())).place
        yield Problem("na_beside_value", {"other": str(other)}), claim.place
