"""What another system does to the same units: whose score, rank and grade move."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.analysis.common import counted, listed, members
from scoring.engine import ScoreSheet
from scoring.numbers import plain, without_noise
from scoring.words import Lang

EFFECT_COLUMNS = [
    *("unit", "name", "group_title", "score_before", "score_after", "score_change"),
    *("rank_before", "rank_after", "rank_change", "grade_before", "grade_after"),
]

_FEW = 3  # units that a sentence names


def effect(before: ScoreSheet, after: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Every unit that both sheets have, in the order of its new rank, the unranked last.

    Args:
        group: a group's id (in both sheets), whose own ranks are then compared; None for all units.

    Returns:
        EFFECT_COLUMNS: scores in points, ranks from 1, `rank_change` the places gained, grades by
        title. NaN (or '') where a unit has none.
    """
    was, now = _side(before, group, lang), _side(after, group, lang)
    both = now.add_suffix("_after").join(was.add_suffix("_before"), how="inner")
    both["score_change"] = without_noise(both["score_after"] - both["score_before"], after.system.scale)
    both["rank_change"] = both["rank_before"] - both["rank_after"]
    both = both.rename(columns={"name_after": "name", "group_title_after": "group_title"})
    ordered = both.sort_values(["rank_after", "rank_before"], na_position="last", kind="stable")
    return ordered.rename_axis("unit").reset_index()[EFFECT_COLUMNS]


def _side(sheet: ScoreSheet, group: str | None, lang: Lang) -> pd.DataFrame:
    """name, group_title, score, rank, grade of the group's units, by unit."""
    totals = sheet.totals[members(sheet, group)].set_index("unit")
    titles = {g: title.get(lang) for g, title in sheet.system.grade_titles.items()} | {"": ""}
    groups = {g: one.title.get(lang) for g, one in sheet.system.groups.items()}
    return pd.DataFrame(
        {
            "name": totals["name"],
            "group_title": totals["group"].map(groups),
            "score": totals["score"],
            "rank": totals["rank" if group is None else "group_rank"],
            "grade": totals["grade"].map(titles),
        }
    )


def moved(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `effect` whose rank or grade differs (or is there on one side only)."""
    rank = ~_equal(frame["rank_before"], frame["rank_after"])
    return frame[rank | (frame["grade_before"] != frame["grade_after"])].reset_index(drop=True)


def changes(frame: pd.DataFrame) -> pd.Series:
    """Which rows of `effect` differ in score, rank or grade."""
    same = _equal(frame["score_before"], frame["score_after"]) & _equal(frame["rank_before"], frame["rank_after"])
    return ~same | (frame["grade_before"] != frame["grade_after"])


def _equal(a: pd.Series, b: pd.Series) -> np.ndarray:
    return np.isclose(a.to_numpy(float), b.to_numpy(float), rtol=0, atol=0, equal_nan=True)


def effect_sentence(frame: pd.DataFrame, lang: Lang = "zh", decimals: int = 2) -> str:
    """What moves, in one sentence, from the rows of `effect`; `decimals` of a score."""
    if frame.empty:
        return "没有可比较的单位。" if lang == "zh" else "There are no units to compare."
    scores = int((~_equal(frame["score_before"], frame["score_after"])).sum())
    if not changes(frame).any():
        return "所有单位的总分、名次、等次都不变。" if lang == "zh" else "No score, rank or grade changes."
    ranks = int((~_equal(frame["rank_before"], frame["rank_after"])).sum())
    parts = [
        _scores_words(frame, scores, lang, decimals),
        _ranks_words(frame, ranks, lang),
        _grades_words(frame[frame["grade_before"] != frame["grade_after"]], lang),
    ]
    said = ("，" if lang == "zh" else "; ").join(parts)
    return f"{said}。" if lang == "zh" else f"{said[0].upper()}{said[1:]}."


def _scores_words(frame: pd.DataFrame, count: int, lang: Lang, decimals: int) -> str:
    if not count:
        return "总分都不变" if lang == "zh" else "no score changes"
    most = float(frame["score_change"].abs().max())
    who = frame.loc[frame["score_change"].abs().idxmax()] if most == most else None
    if who is None:
        return f"{count}个单位总分变动" if lang == "zh" else f"{counted(count, 'unit')} with another score"
    sign = "+" if who["score_change"] > 0 else "−"
    size = f"{sign}{plain(abs(who['score_change']), decimals)}"
    if lang == "zh":
        return f"{count}个单位总分变动，变动最大的是{who['name']}（{size}）"
    return f"the score of {counted(count, 'unit')} changes, most for {who['name']} ({size})"


def _ranks_words(frame: pd.DataFrame, count: int, lang: Lang) -> str:
    if not count:
        return "名次都不变" if lang == "zh" else "no rank changes"
    was, now = (frame.loc[frame[side] == 1, "name"].tolist() for side in ("rank_before", "rank_after"))
    first = ""
    if was and now and set(was) != set(now):
        old, new = listed(was[:3], lang), listed(now[:3], lang)
        first = f"，第1名由{old}变为{new}" if lang == "zh" else f", first place goes from {old} to {new}"
    elif was and now:
        stays = listed(now[:3], lang)
        first = f"，第1名仍是{stays}" if lang == "zh" else f", first place stays with {stays}"
    units = f"{count}个单位名次变动" if lang == "zh" else f"the rank of {counted(count, 'unit')} changes"
    return units + first


def _grades_words(frame: pd.DataFrame, lang: Lang) -> str:
    """How many grades change, and whose where they are few."""
    count, zh = len(frame), lang == "zh"
    if not count:
        return "等次都不变" if zh else "no grade changes"
    said = f"{count}个单位等次变动" if zh else f"the grade of {counted(count, 'unit')} changes"
    if count > _FEW:
        return said
    colon, between = ("：", "；") if zh else (": ", "; ")
    whose = [
        f"{name}{colon}{before or '—'} → {after or '—'}"
        for name, before, after in zip(frame["name"], frame["grade_before"], frame["grade_after"], strict=True)
    ]
    return f"{said}（{between.join(whose)}）" if zh else f"{said} ({between.join(whose)})"


def rank_words(before: float, after: float) -> str:
    """5 → 3; a dash where there is no rank."""
    return " → ".join("—" if rank != rank else plain(rank) for rank in (before, after))
