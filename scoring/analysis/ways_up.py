"""What would raise a unit: the indicators that give most back, and what the next place takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from scoring.analysis.common import members, position, total_decimals
from scoring.analysis.losses import bases_with_full, gains, only_together
from scoring.engine import STATE_NAMES, UNANSWERED, ScoreSheet, made_of
from scoring.engine.lines import Ints
from scoring.numbers import TOLERANCE, Bools, Floats, plain, without_noise
from scoring.rules import AdjustmentRule
from scoring.words import STATES, Lang, gettext


def ways_up(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """The indicators on which a unit loses, those that give most back first.

    Not among them is what others have yet to enter, or what is not on record yet. Last come those that give points
    back only together with others, such as two zeros that close one gate.

    Returns:
        indicator (id), title, section_title, marks, earned, lost (marks), gain (points the base
        rises by if this indicator alone earned full marks; 0 for those that need others), state_label, rule (what
        full marks take, in words) and why (how it stands now).

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, a = position(sheet, unit), sheet.line_arrays
    gained, order = _in_order(sheet, at)
    columns = ["indicator", "title", "section_title", "marks", "earned", "lost", "gain", "state_label", "rule", "why"]
    rows = []
    for row in order:
        place = sheet.system.placed[row]
        is_alone, why = gained[row] > 0, sheet.why(unit, place.indicator.id, lang)
        rows.append(
            {
                "indicator": place.indicator.id,
                "title": place.indicator.title.get(lang),
                "section_title": place.section.title.get(lang),
                "marks": a.marks[row, at],
                "earned": a.earned[row, at],
                "lost": max(0.0, float(without_noise(a.marks[row, at] - a.earned[row, at], sheet.system.scale))),
                "gain": float(without_noise(gained[row], sheet.system.scale)),
                "state_label": STATES[STATE_NAMES[a.state[row, at]]].get(lang),
                "rule": sheet.system.rule_text(place.indicator, lang),
                "why": why if is_alone else gettext(lang, "{why}; counts only together with others", why=why),
            }
        )
    return pd.DataFrame(rows, columns=columns)


def _in_order(sheet: ScoreSheet, at: int) -> tuple[Floats, Ints]:
    """Points that each indicator gives back alone, (indicators,), and the rows of those that do, the most first.

    Then those that give points back only together with others; none where others have yet to enter the figure.
    """
    parts, can_rise = sheet.base_parts.of(at), _can_rise(sheet, at)
    given = gains(parts)
    alone = np.where(can_rise & (given > TOLERANCE * sheet.system.scale), given, 0.0)
    first = np.argsort(-alone, kind="stable")[: int((alone > 0).sum())]
    return alone, np.concatenate([first, np.array(only_together(parts, alone > 0, can_rise), dtype=np.int64)])


def _can_rise(sheet: ScoreSheet, at: int) -> Bools:
    """The indicators that more could be earned on: others have entered the figure, or it is on record already."""
    counted = np.array([place.indicator.reported_by == "record" for place in sheet.system.placed], dtype=bool)
    return ~sheet.line_arrays.awaited[:, at] & ~(counted & (sheet.line_arrays.state[:, at] == UNANSWERED))


def capping_veto(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> str:
    """The title of the veto at whose limit the unit's score stands, '' without one.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    score, struck = sheet.total_arrays.score[at], sheet.total_arrays.vetoed[:, at]
    for item, hit in zip(sheet.system.adjustments, struck, strict=True):
        if hit and cast(AdjustmentRule, item.rule).limits().score_at_most == score:
            return item.title.get(lang)
    return ""


def ways_needed(sheet: ScoreSheet, at: int, at_least: float, among: Collection[str] | None) -> int | None:
    """How many of the indicators, in the order of `ways_up`, bring the score to `at_least`; None: not even all."""
    _, order = _in_order(sheet, at)
    if among is not None:
        is_meant = np.array([place.indicator.id in among for place in sheet.system.placed], dtype=bool)
        order = order[is_meant[order]]
    bases = bases_with_full(sheet.base_parts.of(at), order)
    # Bonus that counts only from a base that is reached counts with it.
    scores = made_of(sheet.system, bases, sheet.total_arrays.points[:, [at]]).score
    enough = np.flatnonzero(scores >= at_least)
    return int(enough[0]) + 1 if len(enough) else None


@dataclass(frozen=True)
class NextPlace:
    """What the next better place within the group takes, supposing that what is added and taken off stays as it is.

    Attributes:
        rank, unit, name, score: the unit in front (the first given of several at one place), its place and points.
        missing: points missing to draw level; 0 where something else than points keeps the unit behind.
        ways: how many of `ways_up`, from the first, draw level; 0 for none, None if not even all do.
        decimals: of points, as the system rounds totals.
        is_bare: whether there are no indicators at all that could give points back.
    """

    rank: int
    unit: str
    name: str
    score: float
    missing: float
    ways: int | None
    decimals: int
    is_bare: bool = False


def next_place(sheet: ScoreSheet, unit: str, among: Collection[str] | None = None) -> NextPlace | None:
    """What the next better place takes; None at the first, without a rank, or where a veto caps the score.

    Args:
        among: the indicators that can still be bettered; None for all.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    rank, score = sheet.group_rank[at], sheet.total_arrays.score
    ahead = members(sheet, sheet.units["group"].iloc[at]) & (sheet.group_rank < rank)
    if not ahead.any() or sheet.total_arrays.vetoed[:, at].any():
        return None
    last = np.flatnonzero(ahead)
    front = int(last[np.argmax(sheet.group_rank[last])])
    missing = max(0.0, float(without_noise(score[front] - score[at], sheet.system.scale)))
    return NextPlace(
        rank=int(sheet.group_rank[front]),
        unit=str(sheet.units["unit"].iloc[front]),
        name=str(sheet.units["name"].iloc[front]),
        score=float(score[front]),
        missing=missing,
        ways=ways_needed(sheet, at, float(score[front]), among) if missing else 0,
        decimals=total_decimals(sheet.system),
        is_bare=not sheet.system.sections,
    )


def next_place_sentence(place: NextPlace | None, lang: Lang = "zh", limited: bool = False) -> str:
    """What the next place takes, in words; '' for None. `limited`: not every indicator can still be bettered."""
    if place is None:
        return ""
    values: dict[str, object] = {"rank": place.rank, "unit": place.name, "score": plain(place.score, place.decimals)}
    if not place.missing:
        return gettext(lang, "Next in the group is number {rank}, {unit} ({score}), level on points.", **values)
    values["missing"] = plain(place.missing, place.decimals)
    if place.is_bare:
        return gettext(lang, "Next in the group is number {rank}, {unit} ({score}), {missing} ahead.", **values)
    if place.ways is None and limited:
        return gettext(
            lang,
            "Next in the group is number {rank}, {unit} ({score}), {missing} ahead; "
            "what can still be done this period would not draw level.",
            **values,
        )
    if place.ways is None:
        return gettext(
            lang,
            "Next in the group is number {rank}, {unit} ({score}), {missing} ahead; "
            "full marks everywhere would not draw level.",
            **values,
        )
    if place.ways == 1:
        return gettext(
            lang,
            "Next in the group is number {rank}, {unit} ({score}), {missing} ahead; the first below would draw level.",
            **values,
        )
    return gettext(
        lang,
        "Next in the group is number {rank}, {unit} ({score}), {missing} ahead; "
        "the first {ways} below would draw level.",
        ways=place.ways,
        **values,
    )


def capped_sentence(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> str:
    """That a veto's limit keeps the score from rising, in words; '' where none does."""
    if not (veto := capping_veto(sheet, unit, lang)):
        return ""
    score = plain(float(sheet.total_arrays.score[position(sheet, unit)]), total_decimals(sheet.system))
    return gettext(
        lang,
        "The veto '{veto}' holds the score at {score}: what is gained raises the base, not the score.",
        veto=veto,
        score=score,
    )
