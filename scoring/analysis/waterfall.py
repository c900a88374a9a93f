"""From full marks to the score, step by step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.analysis.common import position
from scoring.analysis.losses import section_losses
from scoring.engine import BaseParts, ScoreSheet
from scoring.numbers import Floats, half_up, without_noise
from scoring.words import Lang, Text, text

STEPS: dict[str, Text] = {
    "scale": text("满分", "Full marks"),
    "start": text("起始分", "Points to start with"),
    "coefficient": text("难度系数", "Coefficient"),
    "base": text("基础分", "Base"),
    "awaited": text("待评", "Awaited"),
    "bonus": text("加分", "Bonus"),
    "deduction": text("扣分", "Deduction"),
    "rounding": text("取整", "Rounding"),
    "floor": text("不低于0分", "Not below 0"),
    "veto": text("一票否决", "Veto"),
    "score": text("总分", "Score"),
}
LEVELS = ("scale", "base", "score")  # steps that show a level; the others change it


def waterfall(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """The steps from the scale to a unit's score.

    Steps are rounded as totals are. What rounding leaves over is added to the section that loses
    most, so the sections' steps add up to the published base exactly. With `aggregation: geometric`
    sections multiply, and what is lost is shared out by their parts of the logarithm. What is awaited is no
    section's loss but a step of its own.

    Returns:
        kind (scale, start, coefficient, section, awaited, base, bonus, deduction, floor, rounding, veto, score),
        section (id, '' for other steps), title, points (signed change; of scale, base and score the
        level itself) and level (the score after the step). Sections are always there; the rest only
        where it changes something. Empty for a unit without a score.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    if np.isnan(sheet.total_arrays.score[at]):
        return pd.DataFrame(columns=["kind", "section", "title", "points", "level"])
    steps = _before_sections(sheet, at)
    awaited, lost = _awaited_points(sheet, at), _rounded_losses(sheet, at)
    steps += [("section", s.id, -points) for s, points in zip(sheet.system.sections, lost, strict=True)]
    steps.append(("awaited", "", -awaited))
    steps.append(("base", "", float(sheet.total_arrays.base[at])))
    steps += _after_base(sheet, at)
    frame = pd.DataFrame(steps, columns=["kind", "section", "points"])
    frame = frame[frame["kind"].isin(["section", *LEVELS]) | (frame["points"] != 0)]
    frame["points"] = without_noise(frame["points"], sheet.system.scale)
    titles = {s.id: s.title.get(lang) for s in sheet.system.sections}
    frame["title"] = [
        titles[s] if s else STEPS[k].get(lang) for k, s in zip(frame["kind"], frame["section"], strict=True)
    ]
    if not sheet.system.sections:
        frame.loc[0, "title"] = STEPS["start"].get(lang)
    frame["level"] = _levels(frame, steps[0][2], sheet.system.scale)
    return frame[["kind", "section", "title", "points", "level"]].reset_index(drop=True)


def _before_sections(sheet: ScoreSheet, at: int) -> list[tuple[str, str, float]]:
    """What a unit could have before anything is lost; without sections only what it starts with."""
    system = sheet.system
    if not system.sections:
        return [("scale", "", system.start)]
    full = float(sheet.base_parts.full[at])
    return [("scale", "", system.scale), ("start", "", system.start), ("coefficient", "", full - system.scale)]


def _rounded_losses(sheet: ScoreSheet, at: int) -> Floats:
    parts = _without_awaited(sheet, at)
    if not sheet.system.sections:
        return np.empty(0)
    lost = half_up(section_losses(parts)[:, 0], sheet.system.rounding.total)
    left = parts.full[0] + sheet.system.start - sheet.total_arrays.base[at] - _awaited_points(sheet, at) - lost.sum()
    lost[np.argmax(lost)] += left
    return lost


def _without_awaited(sheet: ScoreSheet, at: int) -> BaseParts:
    """How the unit's base would come about if what is awaited earned full marks."""
    parts = sheet.base_parts.of(at)
    awaited = sheet.line_arrays.awaited[:, at][:, None]
    return replace(parts, earned=np.where(awaited, parts.best, parts.earned))


def _awaited_points(sheet: ScoreSheet, at: int) -> float:
    """By how much the base could rise once what is awaited is entered."""
    if not sheet.line_arrays.awaited[:, at].any():
        return 0.0
    highest = half_up(_without_awaited(sheet, at).base(), sheet.system.rounding.total)[0]
    return float(without_noise(highest - sheet.total_arrays.base[at], sheet.system.scale))


def _after_base(sheet: ScoreSheet, at: int) -> list[tuple[str, str, float]]:
    t, system = sheet.total_arrays, sheet.system
    change = t.base[at] + t.bonus[at] - t.deduction[at]
    published = float(half_up(without_noise(change, system.scale), system.rounding.total))
    before_veto = max(0.0, published)
    return [
        ("bonus", "", float(t.bonus[at])),
        ("deduction", "", -float(t.deduction[at])),
        ("rounding", "", float(without_noise(published - change, system.scale))),
        ("floor", "", before_veto - published),
        ("veto", "", float(t.score[at]) - before_veto),
        ("score", "", float(t.score[at])),
    ]


def _levels(frame: pd.DataFrame, first: float, scale: float) -> Floats:
    """The level after each step: a level itself, or the one before it changed by the points."""
    changes = frame["points"].where(~frame["kind"].isin(LEVELS), 0.0)
    return without_noise(first + changes.cumsum(), scale)
