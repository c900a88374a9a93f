"""What the figures of a batch's files say against each other.

Tested in tests/workbook/batch/test_combine.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from scoring.facts import TEXT_FIELDS, Inconsistency
from scoring.system import Indicator
from scoring.workbook.batch.files import Files, Numbered


def conflicts(files: Files) -> Numbered:
    """The same figure by one source, with two values."""
    facts = files.facts()
    facts = facts[~facts["field"].isin(TEXT_FIELDS)]
    key = ["unit", "indicator", "field", "source"]
    repeated = facts[facts.duplicated(key, keep=False)]
    differing = repeated[repeated.groupby(key, sort=False)["value"].transform("nunique") > 1]
    for _, same in differing.groupby(key, sort=False):
        for _, row in same.iterrows():
            others = same[same["value"] != row["value"]]
            if len(others):
                yield files.at_row("fact_conflict", row, other=files.where(others.iloc[0]))


def claims_and_values(files: Files) -> Numbered:
    """ "Not applicable" in one file, a value by the same source in another."""
    facts = files.facts()
    key = ["unit", "indicator", "source"]
    figures = facts[~facts["field"].isin(TEXT_FIELDS)].drop_duplicates(key)
    for here, there in _pairs(facts[facts["field"] == "na"], figures, key):
        yield files.at_row("na_beside_value", here, other=files.where(there))
        yield files.at_row("na_beside_value", there, other=files.where(here))


def wrong_group(files: Files) -> Numbered:
    """Figures for indicators that a unit does not have, in files that do not say the group that counts."""
    groups = files.firsts("group")
    details = files.details()
    silent = details[details["unit"].isin(groups) & (details["group"] != details["unit"].map(groups))]
    for _, row in files.facts().merge(silent[["unit", "number"]], on=["unit", "number"]).iterrows():
        item, group = files.system.items[row["indicator"]], groups[row["unit"]]
        if isinstance(item, Indicator) and row["field"] not in ("evidence", "note") and not item.applies(group):
            yield files.at_row("not_for_group", row, group=files.system.groups[group].title)


def inconsistent(files: Files) -> Numbered:
    """Figures of several files, or of unit and inspector, that do not fit together; the inspector's count."""
    items = {id_: item for id_, item in files.system.items.items() if item.fact_kind.fields_stand_together}
    facts, key = files.facts(), ["unit", "indicator"]
    figures = facts[facts["indicator"].isin(items) & ~facts["field"].isin(TEXT_FIELDS)]
    figures = figures.sort_values("source", kind="stable")  # self before verified
    counted = figures.drop_duplicates([*key, "field"], keep="last")
    origins = counted.groupby(key, sort=False)[["number", "source"]].transform("nunique")
    for (_, indicator), rows in counted[(origins > 1).any(axis=1)].groupby(key, sort=False):
        item, by_field = items[indicator], {row["field"]: row for _, row in rows.iterrows()}
        values: dict[str, float | None] = {field: row["value"] for field, row in by_field.items()}
        for one in item.fact_kind.inconsistencies(item, values, files.system.year, is_partial=True):
            yield from _both_sides(files, one, by_field)


def _both_sides(files: Files, one: Inconsistency, by_field: Mapping[str, pd.Series]) -> Numbered:
    """A mistake between two figures, for each file that has one of them."""
    here, there = by_field[one.field], by_field[one.other or one.field]
    yield files.at_row(one.code, here, **one.params, other=files.where(there))
    if there["number"] != here["number"]:
        yield files.at_row(one.code, there, **one.params, other=files.where(here))


def _pairs(left: pd.DataFrame, right: pd.DataFrame, key: list[str]) -> Iterator[tuple[pd.Series, pd.Series]]:
    """The rows of two frames of facts that agree in `key`."""
    both = (
        left.reset_index(drop=True)
        .reset_index(names="here")[["here", *key]]
        .merge(right.reset_index(drop=True).reset_index(names="there")[["there", *key]], on=key)
    )
    for here, there in zip(both["here"], both["there"], strict=True):
        yield left.iloc[here], right.iloc[there]
