"""How final a period's scores are: who has reported, and what is still waited for.

A score sheet alone says what panel and inspectors have yet to enter; units, files and verifications are the store's to
tell (services/finality.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from scoring.analysis.common import Bools, item_keys, members
from scoring.engine import ScoreSheet
from scoring.facts import NA_FIELD
from scoring.rules import IndicatorRule
from scoring.system import Indicator
from scoring.words import Lang, Text, gettext, joined, listed, ngettext, some_units, text, with_reason

NAMED = 3  # units or indicators that the sentence names

PROVISIONAL, FINAL = text("暂列", "Provisional"), text("齐全", "Complete")


@dataclass(frozen=True)
class Awaited:
    """An indicator of which panel or inspectors have figures to enter.

    Attributes:
        indicator, title: which one. units: how many units lack a figure. figures: how many figures are blank.
        fields: the raters whose scores are blank, as labels; none where the inspectors' one figure is.
    """

    indicator: str
    title: Text
    units: int
    figures: int
    fields: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Finality:
    """How final the scores are.

    Attributes:
        reported, expected: units. missing: names of those that are waited for.
        files: later versions that wait for a decision. left_out: files with errors that do not count.
        awaited: what panel and inspectors have yet to enter.
        verified, to_verify: results (unit and indicator) that units reported; both 0 where nobody keeps track.
    """

    reported: int
    expected: int
    missing: tuple[str, ...] = ()
    files: int = 0
    left_out: int = 0
    awaited: tuple[Awaited, ...] = ()
    verified: int = 0
    to_verify: int = 0

    @property
    def is_provisional(self) -> bool:
        """Whether anything is still waited for."""
        is_verified = self.verified == self.to_verify
        return not is_verified or bool(self.missing or self.files or self.left_out or self.awaited)

    @property
    def word(self) -> Text:
        """What the scores are called."""
        return PROVISIONAL if self.is_provisional else FINAL


def awaited_figures(sheet: ScoreSheet, group: str | None = None) -> tuple[Awaited, ...]:
    """The indicators of which panel or inspectors have figures to enter, in the file's order.

    A panel is complete once every rater's score is there, or so many as its rule says have to be; without such a
    number a score needs fewer (its state is then `scored`).
    """
    who = members(sheet, group)
    found = (_awaited(sheet, row, item, who) for row, item in enumerate(sheet.system.indicators.values()))
    return tuple(one for one in found if one is not None)


def _awaited(sheet: ScoreSheet, row: int, item: Indicator, who: Bools) -> Awaited | None:
    lines, is_panel = sheet.line_arrays, bool(item.raters)
    if not item.has_facts or (not is_panel and item.reported_by != "inspector"):
        return None
    asked = who & np.asarray(lines.applies[row])
    blank = np.isnan(sheet.counted.of(item.id)) & asked
    if not is_panel or cast(IndicatorRule, item.rule).says_enough():
        blank &= lines.awaited[row]
    if not blank.any():
        return None
    raters = [item.field_label(f) for f, of_rater in zip(item.fields, blank, strict=True) if of_rater.any()]
    units = int(blank.any(axis=0).sum())
    return Awaited(item.id, item.title, units, int(blank.sum()), tuple(raters) if is_panel else ())


def verified_results(sheet: ScoreSheet, facts: pd.DataFrame, group: str | None = None) -> tuple[int, int]:
    """How many of the results that units reported an inspector has spoken on, and how many there are.

    Args:
        facts: FACT_COLUMNS; those of other units have no effect.
    """
    units = sheet.units["unit"][members(sheet, group)]
    items = [item.id for item in sheet.system.unit_reported() if isinstance(item, Indicator)]
    known = facts[facts["unit"].isin(units) & facts["indicator"].isin(items)]
    figures = known[known["value"].notna() | (known["field"] == NA_FIELD)]
    own = item_keys(figures[figures["source"] == "self"]).unique()
    verified = item_keys(figures[figures["source"] == "verified"]).unique()
    return int(own.isin(verified).sum()), len(own)


def finality_line(finality: Finality, lang: Lang = "zh") -> str:
    """The word for it and the sentence: what a report or the answer of a command says."""
    return gettext(lang, "{word}: {what}", word=finality.word, what=finality_sentence(finality, lang))


def finality_sentence(finality: Finality, lang: Lang = "zh") -> str:
    """The standing in one sentence: who has reported, what is waited for; without the word for it."""
    reported = gettext(
        lang, "{reported} of {expected} units reported", reported=finality.reported, expected=finality.expected
    )
    clauses = [reported, *_waited_for(finality, lang)]
    if not finality.is_provisional:
        clauses.append(gettext(lang, "nothing is waited for"))
    return gettext(lang, "{clauses}.", clauses=gettext(lang, "; ").join(clauses))


def _waited_for(finality: Finality, lang: Lang) -> Iterator[str]:
    if finality.missing:
        yield gettext(lang, "waiting for {units}", units=some_units(finality.missing, NAMED, lang))
    if finality.left_out:
        count = finality.left_out
        yield ngettext(
            lang, "{count} file has errors and does not count", "{count} files have errors and do not count", count
        )
    if finality.files:
        count = finality.files
        yield ngettext(lang, "{count} file waits for a decision", "{count} files wait for a decision", count)
    if finality.awaited and finality.missing:
        items = _items(finality.awaited, lang)
        yield gettext(lang, "still to be entered for units that reported: {items}", items=items)
    elif finality.awaited:
        yield gettext(lang, "still to be entered: {items}", items=_items(finality.awaited, lang))
    if finality.verified < finality.to_verify:
        yield gettext(lang, "{done:,} of {all:,} results verified", done=finality.verified, all=finality.to_verify)


def _items(awaited: tuple[Awaited, ...], lang: Lang) -> str:
    """The first indicators, each with what is missing of it; how many there are where they are too many to name."""
    named = [
        with_reason(f"{one.indicator} {one.title.get(lang)}", _missing(one, lang), lang) for one in awaited[:NAMED]
    ]
    if len(awaited) <= NAMED:
        return listed(named, lang)
    more = len(awaited) - NAMED
    first = joined(named, lang)
    return ngettext(
        lang, "{first} and {count} more indicator", "{first} and {count} more indicators", more, first=first
    )


def _missing(one: Awaited, lang: Lang) -> str:
    if not one.fields:
        return ngettext(lang, "{count} unit", "{count} units", one.units)
    scores = ngettext(lang, "{count} score", "{count} scores", one.figures)
    if len(one.fields) > NAMED:
        return scores
    return gettext(lang, "{scores}: {raters}", scores=scores, raters=joined((f.get(lang) for f in one.fields), lang))
