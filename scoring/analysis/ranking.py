"""The ranking as a table: one row a unit, with what its score is compared with."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.common import as_shown, is_ordered, members, rank_column
from scoring.engine import ScoreSheet
from scoring.numbers import tidy, without_noise
from scoring.words import Lang, joined

SECTION_PREFIX = "rate_"


def section_column(section: str) -> str:
    """The column of `ranking` that holds a section's rate."""
    return f"{SECTION_PREFIX}{section}"


def ranking(
    sheet: ScoreSheet,
    previous: ScoreSheet | None = None,
    group: str | None = None,
    lang: Lang = "zh",
) -> pd.DataFrame:
    """All units, or those of one group, best first; units without a rank last. Group by group, with gaps
    within each, where there is no rank across groups.

    Args:
        previous: the period before, for changes of rank.
        group: a group's id. Gaps are then to the group's mean and first, rank changes within it.

    Returns:
        A row per unit: rank, group_rank, unit, name, group (id), group_title, score, gap_to_mean,
        gap_to_first (points; 0 or less), grade (id), grade_title, base, bonus, deduction, vetoes
        (tuple of ids), veto_titles, rank_change (places gained; NaN for a unit not ranked in both
        periods), self_score, verification_cut (self - score), and `rate_<section>` (0..1) for every
        section. NaN where a unit has no score or no rank.
    """
    system, who, by = sheet.system, members(sheet, group), rank_column(sheet, group)
    apart = not is_ordered(sheet, group)
    frame = sheet.totals[who].copy()
    grades, groups = system.grade_titles, system.groups
    ranked = frame["score"].where(frame[by].notna())
    frame["group_title"] = [groups[g].title.get(lang) for g in frame["group"]]
    frame["grade_title"] = [grades[g].get(lang) if g else "" for g in frame["grade"]]
    titles = {a.id: a.title.get(lang) for a in system.adjustments}
    frame["veto_titles"] = [joined((titles[v] for v in ids), lang) for ids in frame["vetoes"]]
    groups_of = frame["group"] if apart else pd.Series(0, index=frame.index)
    means = frame["score"].groupby(groups_of).transform("mean")
    for name, reference in (
        ("gap_to_mean", as_shown(means, system)),
        ("gap_to_first", ranked.groupby(groups_of).transform("max")),
    ):
        frame[name] = without_noise(frame["score"] - reference, system.scale)
    cut = frame["self_score"] - frame["score"]
    frame["verification_cut"] = without_noise(cut, system.scale)
    frame["rank_change"] = _previous_ranks(frame, previous, by) - frame[by]
    for number, section in enumerate(system.sections):
        frame[section_column(section.id)] = sheet.total_arrays.section_rate[number, who]
    frame["_group"] = frame["group"].map({name: at for at, name in enumerate(groups)}) if apart else 0
    order = ["_group", by, "score"]
    ordered = frame.sort_values(order, ascending=[True, True, False], na_position="last", kind="stable")
    return ordered[[*_COLUMNS, *(section_column(s.id) for s in system.sections)]].reset_index(drop=True)


_COLUMNS = [
    *("rank", "group_rank", "unit", "name", "group", "group_title", "score", "gap_to_mean", "gap_to_first"),
    *("grade", "grade_title", "base", "bonus", "deduction", "vetoes", "veto_titles", "rank_change"),
    *("self_score", "verification_cut"),
]


def _previous_ranks(frame: pd.DataFrame, previous: ScoreSheet | None, by: str) -> pd.Series:
    """The rank each unit of `frame` had before; within the group only if it was in the same one."""
    if previous is None:
        return pd.Series(float("nan"), index=frame.index)
    before = previous.totals.set_index("unit")
    was = frame["unit"].map(before[by])
    if by == "group_rank":
        was = was.where(frame["unit"].map(before["group"]) == frame["group"])
    return was.astype(float)


def ends(frame: pd.DataFrame, most: int = 40, keep: str = "") -> pd.DataFrame:
    """The first and last rows of a long ranking, `most` in all, and one unit wherever it stands; a short one whole.

    Args:
        keep: the code of the unit to keep; one that is not there is no matter.

    Returns:
        The rows with `position`, their place in the whole (0-based): it jumps where rows were left out.
    """
    whole = frame.assign(position=range(len(frame)))
    if len(frame) <= most:
        return whole
    last = most // 2
    at_an_end = (whole["position"] < most - last) | (whole["position"] >= len(frame) - last)
    return whole[at_an_end | (whole["unit"] == keep)].reset_index(drop=True)


def matching(frame: pd.DataFrame, words: str, grade: str | None = None) -> pd.DataFrame:
    """The rows whose name or code holds every one of the words, whatever their case, and that hold the grade.

    Args:
        grade: a grade's id, '' for units without one; None for all.
    """
    text = (frame["unit"] + " " + frame["name"]).map(tidy).str.lower()  # （某某） is found by (某某)
    for word in tidy(words).lower().split():
        frame = frame[text[frame.index].str.contains(word, regex=False)]
    return frame if grade is None else frame[frame["grade"] == grade]
