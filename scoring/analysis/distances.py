"""How far units are from the best and the median of their groups, and from full marks."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.common import as_shown, full_points, members, part_losses, position, rate_as_shown
from scoring.analysis.heat import ranked_order
from scoring.engine import ScoreSheet
from scoring.numbers import plain, without_noise
from scoring.words import Lang, gettext, some_units, with_reason


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
    frame = pd.DataFrame(
        {
            "section": [s.id for s in sheet.system.sections],
            "title": [s.title.get(lang) for s in sheet.system.sections],
            "rate": own,
            "median": rates.median(),
            "best": rates.max(),
            "lost": part_losses(sheet, "section")[:, at],
        }
    )
    for name, reference in (("median", frame["median"]), ("best", frame["best"]), ("full", 1.0)):
        frame[f"to_{name}"] = without_noise(rate_as_shown(frame["rate"]) - rate_as_shown(reference), 1.0)
    return frame


def distances(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Every unit's score beside its own group's best and median and full marks, best first.

    Returns:
        unit, name, group_title, score, group_best, group_median, to_best, to_median, to_full
        (points: score minus each). NaN where a unit has no score.
    """
    frame = sheet.totals
    scores = frame.groupby("group")["score"]
    best, median = scores.transform("max"), as_shown(scores.transform("median"), sheet.system)
    frame = frame.assign(
        group_title=[sheet.system.groups[g].title.get(lang) for g in frame["group"]],
        group_best=best,
        group_median=median,
    )
    for name, reference in (("best", best), ("median", median), ("full", full_points(sheet.system))):
        frame[f"to_{name}"] = without_noise(frame["score"] - reference, sheet.system.scale)
    columns = ["unit", "name", "group_title", "score", "group_best", "group_median"]
    ordered = frame.iloc[ranked_order(sheet, group)]
    return ordered[[*columns, "to_best", "to_median", "to_full"]].reset_index(drop=True)


def farthest_sentence(rows: pd.DataFrame, decimals: int = 2, lang: Lang = "zh") -> str:
    """Which unit is farthest below its group's median, in words; '' where nobody is below it.

    Args:
        rows: what `distances` gives.
        decimals: of a score.
    """
    below = rows[rows["to_median"] < 0]
    if below.empty:
        return ""
    farthest = below[below["to_median"] == below["to_median"].min()]
    return gettext(
        lang,
        "Farthest below its group's median: {units}, by {points}.",
        units=_with_groups(farthest["name"].tolist(), farthest["group_title"].tolist(), lang),
        points=plain(-farthest["to_median"].iloc[0], decimals),
    )


def _with_groups(names: list[str], groups: list[str], lang: Lang) -> str:
    """Units with their group, each with its own where they differ."""
    if len(set(groups)) == 1:
        return with_reason(some_units(names, 1, lang), groups[0], lang)
    return some_units([with_reason(n, g, lang) for n, g in zip(names, groups, strict=True)], 1, lang)
