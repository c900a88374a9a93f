"""From full marks to the score, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.analysis.common import position
from scoring.analysis.loss_shares import Shares, loss_shares, without_awaited
from scoring.engine import ScoreSheet
from scoring.numbers import Floats, half_up, plain, without_noise
from scoring.system import Section
from scoring.words import Lang, Text, listed, quoted, text

STEPS: dict[str, Text] = {
    "scale": text("满分", "Full marks"),
    "start": text("起始分", "Points to start with"),
    "coefficient": text("难度系数", "Coefficient"),
    "gate": text("{parts}清零", "{parts}: earns 0"),
    "beyond": text("{part}超出满分", "{part}: beyond full marks"),
    "in_part": text("{adjustments}（计入{part}）", "{adjustments} (in {part})"),
    "base": text("基础分", "Base"),
    "awaited": text("待评", "Awaited"),
    "bonus": text("加分", "Bonus"),
    "deduction": text("扣分", "Deduction"),
    "rounding": text("取整", "Rounding"),
    "floor": text("不低于{limit}分", "Not below {limit}"),
    "ceiling": text("不高于{limit}分", "Not above {limit}"),
    "veto": text("一票否决", "Veto"),
    "score": text("总分", "Score"),
}
LEVELS = ("scale", "base", "score")  # steps that show a level; the others change it
OF_SECTIONS = ("section", "beyond", "gate", "in_part")


class Step(NamedTuple):
    """A step: `section` is '' where it is none's."""

    kind: str
    section: str
    title: str
    points: float


def waterfall(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """The steps from the scale to a unit's score.

    A section's steps are what its indicators lost, what they earned beyond full marks, what a closed gate took, and
    what adjustments in it took or gave. Steps are rounded as totals are. What rounding leaves over is added to the
    largest loss, so the steps add up to the published base exactly. With `aggregation: geometric`
    sections multiply, and what is lost is shared out by their parts of the logarithm. What is awaited is no
    section's loss but a step of its own.

    Returns:
        kind (scale, start, coefficient, OF_SECTIONS, awaited, base, bonus, deduction, rounding, floor, ceiling, veto,
        score), section (id, '' for other steps), title, points (signed change; of scale, base and score the
        level itself) and level (the score after the step). Sections are always there; the rest only
        where it changes something. Empty for a unit without a score.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    if np.isnan(sheet.total_arrays.score[at]):
        return pd.DataFrame(columns=["kind", "section", "title", "points", "level"])
    awaited = _awaited_points(sheet, at)
    steps = [*_before_sections(sheet, at, lang), *_section_steps(sheet, at, awaited, lang)]
    steps += [_step("awaited", -awaited, lang), _step("base", float(sheet.total_arrays.base[at]), lang)]
    steps += _after_base(sheet, at, lang)
    frame = pd.DataFrame(steps)
    frame["points"] = without_noise(frame["points"], sheet.system.scale)
    frame = frame[frame["kind"].isin(["section", *LEVELS]) | (frame["points"] != 0)]
    frame["level"] = _levels(frame, steps[0].points, sheet.system.scale)
    return frame.reset_index(drop=True)


def _step(kind: str, points: float, lang: Lang, section: str = "", **values: object) -> Step:
    return Step(kind, section, STEPS[kind].format(lang, **values), points)


def _before_sections(sheet: ScoreSheet, at: int, lang: Lang) -> list[Step]:
    """What a unit could have before anything is lost; without sections only what it starts with."""
    system = sheet.system
    if not system.sections:
        return [Step("scale", "", STEPS["start"].get(lang), system.start)]
    full = float(sheet.base_parts.full[at])
    return [
        _step("scale", system.scale, lang),
        _step("start", system.start, lang),
        _step("coefficient", full - system.scale, lang),
    ]


def _section_steps(sheet: ScoreSheet, at: int, awaited: float, lang: Lang) -> list[Step]:
    """What every section lost or gained, rounded so that the steps make the base."""
    if not sheet.system.sections:
        return []
    parts = without_awaited(sheet).of(at)
    steps = list(_exact_steps(sheet, at, loss_shares(parts), lang))
    points = half_up([step.points for step in steps], sheet.system.rounding.total)
    first = parts.full[0] + sheet.system.start
    points[np.argmin(points)] += sheet.total_arrays.base[at] + awaited - first - points.sum()
    return [step._replace(points=float(change)) for step, change in zip(steps, points, strict=True)]


def _exact_steps(sheet: ScoreSheet, at: int, shares: Shares, lang: Lang) -> Iterator[Step]:
    row = measure = 0
    for number, section in enumerate(sheet.system.sections):
        count, inside = sum(len(m.indicators) for m in section.measures), len(section.measures)
        own, gates = (each[row : row + count, 0] for each in (shares.own, shares.gates))
        added = float(shares.in_measures[measure : measure + inside, 0].sum() + shares.in_sections[number, 0])
        row, measure, part = row + count, measure + inside, quoted(section.title.get(lang), lang)
        yield Step("section", section.id, section.title.get(lang), -float(np.maximum(own, 0.0).sum()))
        yield _step("beyond", float(np.maximum(-own, 0.0).sum()), lang, section.id, part=part)
        closed = _closed(sheet, at, section, lang)
        yield _step("gate", -float(gates.sum()), lang, section.id, parts=closed)
        yield _step("in_part", -added, lang, section.id, adjustments=_acting(sheet, at, section, lang), part=part)


def _closed(sheet: ScoreSheet, at: int, section: Section, lang: Lang) -> str:
    """The titles of what a gate closed in a section: itself or measures."""
    parts = sheet.parts[sheet.parts["unit"] == sheet.units["unit"].iloc[at]].set_index("part")["closed"]
    found = [part.title.get(lang) for part in (section, *section.measures) if parts[part.id]]
    return listed([quoted(title, lang) for title in dict.fromkeys(found)], lang)


def _acting(sheet: ScoreSheet, at: int, section: Section, lang: Lang) -> str:
    """The titles of the adjustments that act in a section or its measures."""
    inside = {section.id, *(measure.id for measure in section.measures)}
    points = sheet.total_arrays.points[:, at]
    acting = [a for a, own in zip(sheet.system.adjustments, points, strict=True) if a.in_ in inside and own]
    return listed([adjustment.title.get(lang) for adjustment in acting], lang)


def _awaited_points(sheet: ScoreSheet, at: int) -> float:
    """By how much the base could rise once what is awaited is entered."""
    if not sheet.line_arrays.awaited[:, at].any():
        return 0.0
    highest = half_up(without_awaited(sheet).of(at).base(), sheet.system.rounding.total)[0]
    return float(without_noise(highest - sheet.total_arrays.base[at], sheet.system.scale))


def _after_base(sheet: ScoreSheet, at: int, lang: Lang) -> list[Step]:
    t, system = sheet.total_arrays, sheet.system
    change = t.base[at] + t.bonus[at] - t.deduction[at]
    published = float(half_up(without_noise(change, system.scale), system.rounding.total))
    at_least, at_most = system.total.at_least, system.total.at_most
    raised = published if at_least is None else max(at_least, published)
    bounded = raised if at_most is None else min(at_most, raised)
    return [
        _step("bonus", float(t.bonus[at]), lang),
        _step("deduction", -float(t.deduction[at]), lang),
        _step("rounding", float(without_noise(published - change, system.scale)), lang),
        _step("floor", raised - published, lang, limit=plain(at_least or 0.0)),
        _step("ceiling", bounded - raised, lang, limit=plain(at_most or 0.0)),
        _step("veto", float(t.score[at]) - bounded, lang),
        _step("score", float(t.score[at]), lang),
    ]


def _levels(frame: pd.DataFrame, first: float, scale: float) -> Floats:
    """The level after each step: a level itself, or the one before it changed by the points."""
    changes = frame["points"].where(~frame["kind"].isin(LEVELS), 0.0)
    return without_noise(first + changes.cumsum(), scale)
