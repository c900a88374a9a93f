"""What another system does to the same units: whose score, rank and grade move."""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.analysis.common import is_ordered, members, rank_column
from scoring.engine import ScoreSheet
from scoring.numbers import signed, without_noise
from scoring.words import Lang, gettext, listed, ngettext

EFFECT_COLUMNS = [
    *("unit", "name", "group_title", "score_before", "score_after", "score_change"),
    *("rank_before", "rank_after", "rank_change", "grade_before", "grade_after"),
]

_FEW = 3  # units that a sentence names


def effect(before: ScoreSheet, after: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Every unit that one of the sheets has, in the order of its new rank, the unranked last.

    Args:
        group: a group's id (in both sheets), whose own ranks are then compared; None for all units.

    Returns:
        EFFECT_COLUMNS: scores in points, ranks from 1, `rank_change` the places gained, grades by
        title. NaN (or '') where a unit has none.
    """
    column = "rank" if "group_rank" not in (rank_column(before, group), rank_column(after, group)) else "group_rank"
    old, new = _side(before, group, column, lang), _side(after, group, column, lang)
    units = new.index.append(old.index.difference(new.index, sort=False))
    both = new.reindex(units).add_suffix("_after").join(old.add_suffix("_before"))
    for column in ("name", "group_title"):
        both[column] = both[f"{column}_after"].fillna(both[f"{column}_before"])
    both[["grade_before", "grade_after"]] = both[["grade_before", "grade_after"]].fillna("")
    both["score_change"] = without_noise(both["score_after"] - both["score_before"], after.system.scale)
    both["rank_change"] = both["rank_before"] - both["rank_after"]
    if not is_ordered(after, group):
        both = both.sort_values("group_title", kind="stable")
    apart = both["group_title"].ne(both["group_title"].shift()).cumsum() if not is_ordered(after, group) else 0
    ordered = both.assign(_part=apart).sort_values(
        ["_part", "rank_after", "rank_before"], na_position="last", kind="stable"
    )
    return ordered.rename_axis("unit").reset_index()[EFFECT_COLUMNS]


def _side(sheet: ScoreSheet, group: str | None, column: str, lang: Lang) -> pd.DataFrame:
    """name, group_title, score, rank (of a column), grade of the group's units, by unit."""
    totals = sheet.totals[members(sheet, group)].set_index("unit")
    titles = {g: title.get(lang) for g, title in sheet.system.grade_titles.items()} | {"": ""}
    groups = {g: one.title.get(lang) for g, one in sheet.system.groups.items()}
    return pd.DataFrame(
        {
            "name": totals["name"],
            "group_title": totals["group"].map(groups),
            "score": totals["score"],
            "rank": totals[column],
            "grade": totals["grade"].map(titles),
        }
    )


def moves(frame: pd.DataFrame) -> pd.DataFrame:
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
        return gettext(lang, "There are no units to compare.")
    has_grades = bool((frame[["grade_before", "grade_after"]].fillna("") != "").to_numpy().any())
    if not changes(frame).any():
        if not has_grades:
            return gettext(lang, "No score or rank changes.")
        return gettext(lang, "No score, rank or grade changes.")
    scores, ranks = _scores_clause(frame, lang, decimals), _ranks_clause(frame, lang)
    if not has_grades:
        return gettext(lang, "{scores}; {ranks}.", scores=scores, ranks=ranks)
    grades = _grades_clause(frame[frame["grade_before"] != frame["grade_after"]], lang)
    return gettext(lang, "{scores}; {ranks}; {grades}.", scores=scores, ranks=ranks, grades=grades)


def _scores_clause(frame: pd.DataFrame, lang: Lang, decimals: int) -> str:
    """How many scores change, and whose most; the sentence begins with it."""
    count = int((~_equal(frame["score_before"], frame["score_after"])).sum())
    if not count:
        return gettext(lang, "No score changes")
    sizes = frame["score_change"].abs().fillna(0.0)
    if not sizes.max():  # a score that is there on one side only has changed by no amount
        return ngettext(lang, "{count} unit with another score", "{count} units with another score", count)
    most = frame.loc[sizes.idxmax()]
    moved = frame.loc[sizes > 0, "score_change"].round(decimals + 1)
    if count == len(moved) > 1 and moved.nunique() == 1:
        change = signed(most["score_change"], decimals)
        return gettext(lang, "The scores of {count} units change by {change} each", count=count, change=change)
    return ngettext(
        lang,
        "The score of {count} unit changes, most for {unit} ({change})",
        "The score of {count} units changes, most for {unit} ({change})",
        count,
        unit=most["name"],
        change=signed(most["score_change"], decimals),
    )


def _ranks_clause(frame: pd.DataFrame, lang: Lang) -> str:
    """How many ranks change, and who is first."""
    count = int((~_equal(frame["rank_before"], frame["rank_after"])).sum())
    if not count:
        return gettext(lang, "no rank changes")
    firsts = {side: frame[frame[f"rank_{side}"] == 1] for side in ("before", "after")}
    before, after = (rows["name"].tolist() for rows in firsts.values())
    apart = any(rows[f"score_{side}"].nunique() > 1 for side, rows in firsts.items())  # each the first of its group
    if not before or not after or apart:
        return ngettext(lang, "the rank of {count} unit changes", "the rank of {count} units changes", count)
    if set(before) == set(after):
        return ngettext(
            lang,
            "the rank of {count} unit changes, first place stays with {units}",
            "the rank of {count} units changes, first place stays with {units}",
            count,
            units=listed(after[:_FEW], lang),
        )
    return ngettext(
        lang,
        "the rank of {count} unit changes, first place goes from {before} to {after}",
        "the rank of {count} units changes, first place goes from {before} to {after}",
        count,
        before=listed(before[:_FEW], lang),
        after=listed(after[:_FEW], lang),
    )


def _grades_clause(frame: pd.DataFrame, lang: Lang) -> str:
    """How many grades change, and whose where they are few."""
    count = len(frame)
    if not count:
        return gettext(lang, "no grade changes")
    if count > _FEW:
        return ngettext(lang, "the grade of {count} unit changes", "the grade of {count} units changes", count)
    return ngettext(
        lang,
        "the grade of {count} unit changes ({units})",
        "the grade of {count} units changes ({units})",
        count,
        units=gettext(lang, "; ").join(
            gettext(lang, "{unit}: {before} → {after}", unit=name, before=before or "—", after=after or "—")
            for name, before, after in zip(frame["name"], frame["grade_before"], frame["grade_after"], strict=True)
        ),
    )
