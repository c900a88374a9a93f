"""Where marks are lost: by indicator, by whom, and against the group's best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import (
    counted,
    listed,
    lost_marks,
    members,
    percent,
    position,
)
from scoring.analysis.heat import ranked_order, summed
from scoring.engine import ScoreSheet
from scoring.numbers import plain, without_noise
from scoring.words import Lang


def pareto(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Lost marks by indicator, most first; indicators on which nobody loses are left out.

    Returns:
        indicator, title, section (id), section_title, lost (marks, all units together), share (of
        all lost marks, 0..1), cumulative (of the shares down to here) and units (how many lose).
    """
    lost = lost_marks(sheet)[:, members(sheet, group)]
    placed = sheet.system.placed
    frame = pd.DataFrame(
        {
            "indicator": [p.indicator.id for p in placed],
            "title": [p.indicator.title.get(lang) for p in placed],
            "section": [p.section.id for p in placed],
            "section_title": [p.section.title.get(lang) for p in placed],
            "lost": without_noise(lost.sum(axis=1), sheet.system.scale),
            "units": (lost > 0).sum(axis=1),
        }
    )
    frame = frame[frame["lost"] > 0].sort_values("lost", ascending=False, kind="stable")
    frame["share"] = frame["lost"] / frame["lost"].sum()
    frame["cumulative"] = frame["share"].cumsum()
    return frame.reset_index(drop=True)


@dataclass(frozen=True)
class Gap:
    """An indicator on which marks are lost.

    Attributes:
        lost: marks, all units together; share: of all lost marks, 0..1.
        units: how many units lose here; alike: whether all of them lose the same.
        main: names of those who lose most, at most three, most first.
    """

    indicator: str
    title: str
    lost: float
    share: float
    units: int
    alike: bool
    main: tuple[str, ...]


def widest(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh", count: int = 3) -> list[Gap]:
    """The indicators on which most marks are lost, most first; fewer than `count` if fewer do."""
    lost, who = lost_marks(sheet), members(sheet, group)
    rows = {indicator: row for row, indicator in enumerate(sheet.system.indicators)}
    names = sheet.units["name"].to_numpy()[who]
    found = []
    for gap in pareto(sheet, group, lang).head(count).to_dict("records"):
        here = lost[rows[gap["indicator"]]][who]
        losers = [at for at in np.argsort(-here, kind="stable") if here[at] > 0]
        shown = {key: gap[key] for key in ("indicator", "title", "lost", "share", "units")}
        main = tuple(str(names[at]) for at in losers[:3])
        found.append(Gap(**shown, alike=bool(here[losers[0]] == here[losers[-1]]), main=main))
    return found


def gap_sentences(gaps: list[Gap], lang: Lang = "zh", decimals: int = 2) -> list[str]:
    """The gaps in words, one sentence each, in the order given, marks with so many decimals."""
    said = _gap_zh if lang == "zh" else _gap_en
    return [said(gap, place, decimals) for place, gap in enumerate(gaps)]


def _gap_zh(gap: Gap, place: int, decimals: int) -> str:
    head = ("失分最多的是", "其次是", "第三是")[place] if place < 3 else f"第{place + 1}是"
    whole = "即全部失分" if gap.share == 1 else f"占全部失分的{percent(gap.share)}"
    text = f"{head}“{gap.title}”（{gap.indicator}），共失{plain(gap.lost, decimals)}分，{whole}，"
    if gap.units <= len(gap.main):
        return f"{text}涉及{gap.units}个单位：{listed(gap.main, 'zh')}。"
    if gap.alike:
        return f"{text}涉及{gap.units}个单位，各失{plain(gap.lost / gap.units, decimals)}分。"
    return f"{text}涉及{gap.units}个单位，其中较多的是{listed(gap.main, 'zh')}。"


def _gap_en(gap: Gap, place: int, decimals: int) -> str:
    head = ("Most marks are lost on", "Then on", "Third, on")[place] if place < 3 else "Next, on"
    whole = "all that was lost" if gap.share == 1 else f"{percent(gap.share)} of all lost marks"
    text = f"{head} '{gap.title}' ({gap.indicator}): {plain(gap.lost, decimals)} in all, {whole}, "
    if gap.units <= len(gap.main):
        return f"{text}by {counted(gap.units, 'unit')}: {listed(gap.main, 'en')}."
    if gap.alike:
        return f"{text}by {gap.units} units, {plain(gap.lost / gap.units, decimals)} each."
    return f"{text}by {gap.units} units, most by {listed(gap.main, 'en')}."


def distance(sheet: ScoreSheet, unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """One unit's section rates beside those of its group.

    Returns:
        A row per section: section (id), title, rate, median and best of the group (the unit
        included), to_median, to_best, to_full (rate minus each, full being 1; 0..1 scale), lost
        (marks). NaN where nothing of the section applies to the unit, or to anybody.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at = position(sheet, unit)
    who = members(sheet, sheet.units["group"].iloc[at])
    rates = pd.DataFrame(sheet.total_arrays.section_rate[:, who].T)
    own = pd.Series(sheet.total_arrays.section_rate[:, at])
    number = {s.id: row for row, s in enumerate(sheet.system.sections)}
    part_of = np.array([number[p.section.id] for p in sheet.system.placed])
    frame = pd.DataFrame(
        {
            "section": [s.id for s in sheet.system.sections],
            "title": [s.title.get(lang) for s in sheet.system.sections],
            "rate": own,
            "median": rates.median(),
            "best": rates.max(),
            "lost": summed(lost_marks(sheet), part_of, len(number))[:, at],
        }
    )
    for name, reference in (("median", frame["median"]), ("best", frame["best"]), ("full", 1.0)):
        frame[f"to_{name}"] = without_noise(frame["rate"] - reference, 1.0)
    return frame


def distances(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Every unit's score beside its own group's best and median and full marks, best first.

    Returns:
        unit, name, group_title, score, group_best, group_median, to_best, to_median, to_full
        (points: score minus each). NaN where a unit has no score.
    """
    frame = sheet.totals
    scores = frame.groupby("group")["score"]
    best, median = scores.transform("max"), scores.transform("median")
    frame = frame.assign(
        group_title=[sheet.system.groups[g].title.get(lang) for g in frame["group"]],
        group_best=best,
        group_median=median,
    )
    for name, reference in (("best", best), ("median", median), ("full", sheet.system.scale)):
        frame[f"to_{name}"] = without_noise(frame["score"] - reference, sheet.system.scale)
    columns = ["unit", "name", "group_title", "score", "group_best", "group_median"]
    shown = frame.iloc[ranked_order(sheet, group)]
    return shown[[*columns, "to_best", "to_median", "to_full"]].reset_index(drop=True)


def farthest_sentence(rows: pd.DataFrame, decimals: int = 2, lang: Lang = "zh") -> str:
    """Which unit is farthest below its group's median, in words; '' where nobody is below it.

    Args:
        rows: what `distances` gives.
        decimals: of a score.
    """
    below = rows[rows["to_median"] < 0]
    if below.empty:
        return ""
    worst, least = below.loc[below["to_median"].idxmin()], below["to_median"].min()
    away, level = plain(-least, decimals), int((below["to_median"] == least).sum())
    if lang == "zh":
        also = f"等{level}个单位" if level > 1 else ""
        return f"离本组中位数最远的是{worst['name']}{also}（{worst['group_title']}），低{away}分。"
    also = f" and {level - 1} more" if level > 1 else ""
    return f"Farthest below its group's median: {worst['name']}{also} ({worst['group_title']}), by {away}."
