"""Figures that others changed since somebody looked at them: what has to be as it was, and how a change is told.

Tested in tests/services/test_verifying.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from scoring.analysis.changed_facts import changed_facts
from scoring.analysis.ledger import verified_label
from scoring.facts import NA_FIELD
from scoring.problems import Problem
from scoring.services.meanwhile import YOURSELF
from scoring.services.shown_names import shown_names
from scoring.store import Store
from scoring.store.moved import ANY_FIELD, SEEN_COLUMNS
from scoring.system import IndicatorSystem
from scoring.words import SOURCES, Lang, Text, quoted, text, with_reason

Figure = tuple[str, str, str]  # unit, indicator, field
Seen = Mapping[Figure, int]  # figure -> the version of the store at which it was looked at

_BLANK = text("空白", "blank")
_SOMEBODY = text("他人", "somebody")


def seen_figures(rows: pd.DataFrame, seen: Seen, judged: int) -> pd.DataFrame:
    """SEEN_COLUMNS of all that has to be as it was for rows (with unit, indicator, field) to be kept.

    A value ends a claim of "not applicable" and a claim ends the values, so that each rests on the other too.

    Args:
        judged: the version at which the rows were judged, all figures of an indicator together.
    """
    found: dict[tuple[str, str, str, int], None] = {}
    for unit, indicator, field in rows[["unit", "indicator", "field"]].itertuples(index=False, name=None):
        version = seen.get((unit, indicator, field), judged)
        fields = (ANY_FIELD,) if field == NA_FIELD else (field, NA_FIELD)
        found |= dict.fromkeys((unit, indicator, one, version) for one in fields)
        found[unit, indicator, ANY_FIELD, judged] = None
    return pd.DataFrame(list(found), columns=SEEN_COLUMNS)


class MovedFigure(NamedTuple):
    """A figure that somebody changed, and what is told of it: by whom, from what to what."""

    figure: Figure
    problem: Problem

    @property
    def pair(self) -> tuple[str, str]:
        """Its unit and indicator."""
        return self.figure[:2]


def moved_figures(
    store: Store, system: IndicatorSystem, moved: pd.DataFrame, lang: Lang, own_name: str
) -> list[MovedFigure]:
    """What is told of each figure of MOVED_COLUMNS to who is kept under a name, '' for none."""
    words, names = changed_facts(moved, system, lang), shown_names(store, moved["by"])
    found = []
    for row, said, name in zip(moved.to_dict("records"), words.to_dict("records"), names, strict=True):
        by = YOURSELF if own_name and row["by"] == own_name else name or _SOMEBODY
        figure = (row["unit"], row["indicator"], row["field"])
        found.append(MovedFigure(figure, _problem(row, said, lang, by)))
    return found


def _problem(row: dict[str, Any], said: dict[str, Any], lang: Lang, by: str | Text) -> Problem:
    old, new = (_stood(said[side], row[f"{side}_text"], row["source"], lang) for side in ("old", "new"))
    params = {"by": by, "source": SOURCES[row["source"]], "old": old, "new": new}
    cell = verified_label(said["field"], lang) if row["source"] == "verified" else said["field"]
    return Problem("figure_moved", params, cell=cell, unit=row["unit"], indicator=row["indicator"])


def _stood(value: str, reason: str, source: str, lang: Lang) -> str:
    """A figure in quotation marks, an inspector's with its reason; that there is none, in bare words."""
    if not value:
        return _BLANK.get(lang)
    has_reason = reason and source == "verified" and reason != value
    return quoted(with_reason(value, reason, lang) if has_reason else value, lang)
