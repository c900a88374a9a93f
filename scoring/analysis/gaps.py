"""Where marks are lost: by section and measure, by indicator, and against the group's best."""

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
    two,
)
from scoring.engine import ScoreSheet, counted_marks
from scoring.numbers import Floats, without_noise


@dataclass(frozen=True)
class Heat:
    """Units against parts of the system (sections, or the measures of one section).

    Attributes:
        rate: index unit code (in the order of the ranking), a column per part's id; 0..1, NaN where
            nothing of the part applies.
        lost: the same shape, in marks.
        names: unit code -> name, in the same order.
        titles: part's id -> title, in the file's order.
    """

    rate: pd.DataFrame
    lost: pd.DataFrame
    names: dict[str, str]
    titles: dict[str, str]


def heat(sheet: ScoreSheet, group: str | None = None, section: str | None = None, lang: str = "zh") -> Heat:
    """Rates and lost marks of units by section, or by measure of one section.

    Args:
        group: a group's id, or None for all units.
        section: a section's id; None for the sections themselves.

    Raises:
        KeyError: the system has no such section.
    """
    system = sheet.system
    if section is None:
        titles = {s.id: s.title.get(lang) for s in system.sections}
        number = {s.id: at for at, s in enumerate(system.sections)}
        part_of = np.array([number[p.section.id] for p in system.placed])
        rate = sheet.total_arrays.section_rate
    else:
        inside = {s.id: s for s in system.sections}[section]
        titles = {m.id: m.title.get(lang) for m in inside.measures}
        number = {m.id: at for at, m in enumerate(inside.measures)}
        part_of = np.array([number.get(p.measure.id, -1) for p in system.placed])
        rate = _rates(sheet, part_of, len(titles))
    lost = _summed(lost_marks(sheet), part_of, len(titles))
    order = _ranked_order(sheet, group)
    codes = sheet.units["unit"].to_numpy()[order]
    names = dict(zip(codes, sheet.units["name"].to_numpy()[order], strict=True))
    rates = pd.DataFrame(rate[:, order].T, index=codes, columns=list(titles))
    lost_of = without_noise(lost[:, order].T, system.scale)
    return Heat(rates, pd.DataFrame(lost_of, index=codes, columns=list(titles)), names, titles)


def shortened(whole: Heat, most: int = 40) -> Heat:
    """The first and last rows of a long one, `most` in all; a short one whole."""
    if len(whole.names) <= most:
        return whole
    codes = list(whole.names)
    kept = codes[: most - most // 2] + codes[-(most // 2) :]
    names = {code: whole.names[code] for code in kept}
    return Heat(whole.rate.loc[kept], whole.lost.loc[kept], names, whole.titles)


def heat_sentence(whole: Heat, lang: str = "zh") -> str:
    """Which part has the lowest mean rate and which the highest, in words; '' without any rate."""
    means = whole.rate.mean().dropna()
    if means.empty:
        return ""
    low, high = str(means.idxmin()), str(means.idxmax())
    worst = f"{whole.titles[low]}", percent(means[low])
    best = f"{whole.titles[high]}", percent(means[high])
    if low == high or means[low] == means[high]:
        whole_zh, whole_en = f"平均得分率{worst[1]}。", f"The mean rate is {worst[1]}."
        return whole_zh if lang == "zh" else whole_en
    if lang == "zh":
        return f"平均得分率最低的是“{worst[0]}”（{worst[1]}），最高的是“{best[0]}”（{best[1]}）。"
    return f"The mean rate is lowest in “{worst[0]}” ({worst[1]}), highest in “{best[0]}” ({best[1]})."


def _summed(values: Floats, part_of: np.ndarray, parts: int) -> Floats:
    """(indicators, units) summed to (parts, units)."""
    return np.stack([values[part_of == part].sum(axis=0) for part in range(parts)])


def _rates(sheet: ScoreSheet, part_of: np.ndarray, parts: int) -> Floats:
    """earned / marks of each part, (parts, units); NaN where nothing counts."""
    earned, marks = (_summed(x, part_of, parts) for x in counted_marks(sheet.system, sheet.line_arrays))
    return np.divide(earned, marks, out=np.full_like(earned, np.nan), where=marks > 0)


def _ranked_order(sheet: ScoreSheet, group: str | None) -> np.ndarray:
    """Rows of the group's units, best first, the unranked last."""
    who = np.flatnonzero(members(sheet, group))
    return who[np.argsort(sheet.rank[who], kind="stable")]


def pareto(sheet: ScoreSheet, group: str | None = None, lang: str = "zh") -> pd.DataFrame:
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


def widest(sheet: ScoreSheet, group: str | None = None, lang: str = "zh", count: int = 3) -> list[Gap]:
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


def gap_sentences(gaps: list[Gap], lang: str = "zh") -> list[str]:
    """The gaps in words, one sentence each, in the order given."""
    said = _gap_zh if lang == "zh" else _gap_en
    return [said(gap, place) for place, gap in enumerate(gaps)]


def _gap_zh(gap: Gap, place: int) -> str:
    head = ("失分最多的是", "其次是", "第三是")[place] if place < 3 else f"第{place + 1}是"
    whole = "即全部失分" if gap.share == 1 else f"占全部失分的{percent(gap.share)}"
    text = f"{head}“{gap.title}”（{gap.indicator}），共失{two(gap.lost)}分，{whole}，"
    if gap.units <= len(gap.main):
        return f"{text}涉及{gap.units}个单位：{listed(gap.main, 'zh')}。"
    if gap.alike:
        return f"{text}涉及{gap.units}个单位，各失{two(gap.lost / gap.units)}分。"
    return f"{text}涉及{gap.units}个单位，其中较多的是{listed(gap.main, 'zh')}。"


def _gap_en(gap: Gap, place: int) -> str:
    head = ("Most marks are lost on", "Then on", "Third, on")[place] if place < 3 else "Next, on"
    whole = "all that was lost" if gap.share == 1 else f"{percent(gap.share)} of all lost marks"
    text = f"{head} “{gap.title}” ({gap.indicator}): {two(gap.lost)} in all, {whole}, "
    if gap.units <= len(gap.main):
        return f"{text}by {counted(gap.units, 'unit')}: {listed(gap.main, 'en')}."
    if gap.alike:
        return f"{text}by {gap.units} units, {two(gap.lost / gap.units)} each."
    return f"{text}by {gap.units} units, most by {listed(gap.main, 'en')}."


def distance(sheet: ScoreSheet, unit: str, lang: str = "zh") -> pd.DataFrame:
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
            "lost": _summed(lost_marks(sheet), part_of, len(number))[:, at],
        }
    )
    for name, reference in (("median", frame["median"]), ("best", frame["best"]), ("full", 1.0)):
        frame[f"to_{name}"] = without_noise(frame["rate"] - reference, 1.0)
    return frame


def distances(sheet: ScoreSheet, group: str | None = None, lang: str = "zh") -> pd.DataFrame:
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
    shown = frame.iloc[_ranked_order(sheet, group)]
    return shown[[*columns, "to_best", "to_median", "to_full"]].reset_index(drop=True)
