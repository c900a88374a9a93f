"""What an inspector typed into the grid of self beside verified, as entries; one reason holds for a whole indicator."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from scoring.analysis.verification import Entry

_KEY = ["unit", "indicator"]

Pair = tuple[str, str]  # unit, indicator


@dataclass(frozen=True)
class Typed:
    """What was typed.

    Attributes:
        entries: what is to be kept, in the order of the grid.
        confirmed: units and indicators that are ticked as reported and for which nothing was typed.
        lone: units and indicators of which there is a reason and no verified value.
    """

    entries: tuple[Entry, ...]
    confirmed: tuple[Pair, ...] = ()
    lone: tuple[Pair, ...] = ()

    @property
    def pairs(self) -> set[Pair]:
        """The units and indicators of which something is to be kept."""
        return {(entry.unit, entry.indicator) for entry in self.entries} | set(self.confirmed)

    def without(self, pairs: Collection[Pair]) -> Typed:
        """What was typed of other units and indicators."""
        entries = tuple(entry for entry in self.entries if (entry.unit, entry.indicator) not in pairs)
        return replace(self, entries=entries, confirmed=tuple(pair for pair in self.confirmed if pair not in pairs))


def typed_entries(rows: pd.DataFrame, edited: pd.DataFrame) -> Typed:
    """Tell what was typed from what stood there.

    A reason typed at one field of an indicator holds for its other verified fields too: for those that are typed, and
    for those that were given earlier, unless they get a reason of their own.

    Args:
        rows: LEDGER_COLUMNS, as shown.
        edited: `verified` and `reason` of the same rows as they stand now (None is blank), and perhaps `as_reported`.
    """
    now = rows[[*_KEY, "field"]].assign(
        verified=_words(edited["verified"], rows.index), reason=_words(edited["reason"], rows.index)
    )
    value_typed, reason_typed = now["verified"] != rows["verified"], now["reason"] != rows["reason"]
    own, kept = now["reason"].where(reason_typed, ""), rows["reason"].where(~reason_typed, "")
    shared = _shared(now, own)
    now["reason"] = _first(own, shared, kept, _shared(now, kept))
    has_value = (now["verified"].str.strip() != "") | (rows["verified"] != "")
    changed = has_value & (value_typed | reason_typed | ((shared != "") & (now["reason"] != rows["reason"])))
    entries = tuple(Entry(*row) for row in now[changed].itertuples(index=False, name=None))
    spoken = {(entry.unit, entry.indicator) for entry in entries}
    lone = _pairs(now[reason_typed & (own.str.strip() != "")])
    ticked = _pairs(now[edited["as_reported"].to_numpy(bool)]) if "as_reported" in edited else ()
    return Typed(
        entries, tuple(pair for pair in ticked if pair not in spoken), tuple(p for p in lone if p not in spoken)
    )


def _words(column: pd.Series, index: pd.Index) -> pd.Series:
    """A column of the grid as text; what was cleared is blank."""
    return column.astype(object).where(column.notna(), "").astype(str).set_axis(index)


def _shared(now: pd.DataFrame, reasons: pd.Series) -> pd.Series:
    """The first reason that is given of each row's indicator, '' where none is."""
    given = now[_KEY].assign(reason=reasons.where(reasons.str.strip() != ""))
    return given.groupby(_KEY, sort=False)["reason"].transform("first").fillna("")


def _first(*columns: pd.Series) -> pd.Series:
    """Row by row the first text that is not blank."""
    first = columns[0]
    for column in columns[1:]:
        first = first.where(first.str.strip() != "", column)
    return first


def _pairs(rows: pd.DataFrame) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys(zip(rows["unit"], rows["indicator"], strict=True)))
