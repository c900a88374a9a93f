"""One unit's result: what it scored, every indicator with what was reported, and its past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import Bools, comparable, lost_marks, members, position
from scoring.engine import STATE_NAMES, ScoreSheet
from scoring.facts import NA_FIELD, TEXT_FIELDS, field_label, shown_value
from scoring.numbers import plain, without_noise
from scoring.system import Adjustment, Indicator
from scoring.words import SOURCES, STATES, Lang


@dataclass(frozen=True)
class Card:
    """What a unit's result comes to. Scores and changes in points; NaN where there is none.

    Attributes:
        ranked, group_ranked: how many units have a rank, in all and in the group.
        verification_cut: self_score - score.
        vetoes: titles of the vetoes that struck.
        compared_with: the earlier period's year where the unit has a score there too, else None.
        score_change: this period minus the earlier one; rank_change: places gained.
    """

    unit: str
    name: str
    group: str
    group_title: str
    scale: float
    score: float
    base: float
    bonus: float
    deduction: float
    self_score: float
    verification_cut: float
    rank: float
    ranked: int
    group_rank: float
    group_ranked: int
    grade: str
    grade_title: str
    vetoes: tuple[str, ...]
    compared_with: int | None
    score_change: float
    rank_change: float


def card(sheet: ScoreSheet, unit: str, previous: ScoreSheet | None = None, lang: Lang = "zh") -> Card:
    """The result of one unit.

    Raises:
        KeyError: the sheet has no such unit.
    """
    system, at = sheet.system, position(sheet, unit)
    total = sheet.totals.iloc[at]
    group, grade = str(total["group"]), str(total["grade"])
    titles = {a.id: a.title.get(lang) for a in system.adjustments}
    numbers = {k: float(total[k]) for k in ("score", "base", "bonus", "deduction", "self_score")}
    year, score_change, rank_change = _changes(sheet, previous, unit)
    return Card(
        unit=unit,
        name=str(total["name"]),
        group=group,
        group_title=system.groups[group].title.get(lang),
        scale=system.scale,
        **numbers,
        verification_cut=_difference(sheet, numbers["self_score"], numbers["score"]),
        rank=float(total["rank"]),
        ranked=_ranked(sheet, members(sheet, None)),
        group_rank=float(total["group_rank"]),
        group_ranked=_ranked(sheet, members(sheet, group)),
        grade=grade,
        grade_title=system.grade_titles[grade].get(lang) if grade else "",
        vetoes=tuple(titles[v] for v in total["vetoes"]),
        compared_with=year,
        score_change=score_change,
        rank_change=rank_change,
    )


def _ranked(sheet: ScoreSheet, who: Bools) -> int:
    return int(np.isfinite(sheet.rank[who]).sum())


def _difference(sheet: ScoreSheet, one: float, other: float) -> float:
    return float(without_noise(one - other, sheet.system.scale))


def _changes(sheet: ScoreSheet, previous: ScoreSheet | None, unit: str) -> tuple[int | None, float, float]:
    """The earlier year, the change of score and the places gained."""
    if previous is None or not (previous.units["unit"] == unit).any():
        return None, float("nan"), float("nan")
    now, then = position(sheet, unit), position(previous, unit)
    scores = sheet.total_arrays.score[now], previous.total_arrays.score[then]
    change = _difference(sheet, *scores) if comparable(sheet, previous) else float("nan")
    return previous.system.year, change, float(previous.rank[then] - sheet.rank[now])


# --- every indicator -----------------------------------------------------------------------------


def lines_table(sheet: ScoreSheet, unit: str, facts: pd.DataFrame, lang: Lang = "zh") -> pd.DataFrame:
    """Every indicator of one unit, in the file's order.

    Args:
        facts: FACT_COLUMNS; those of other units have no effect.

    Returns:
        section, measure, title (titles), indicator (id), marks, reported and verified (values
        as people read them, '' where none), reason (the inspector's), counted
        (what was reported and what replaces it, in one text), corrected (whether an inspector changed
        what the unit itself reports), earned, lost (marks, 0 where nothing applies), rate (0..1),
        state (id), state_label, rule, why and evidence. Earned and rate are NaN where an indicator
        does not apply. What the unit's group does not have is left out.

    Raises:
        KeyError: the sheet has no such unit.
    """
    system, at, a = sheet.system, position(sheet, unit), sheet.line_arrays
    group = sheet.units["group"].iloc[at]
    own, lost = _by_item(facts[facts["unit"] == unit]), lost_marks(sheet)[:, at]
    rows = []
    for row, place in enumerate(system.placed):
        item = place.indicator
        if not item.applies(group):
            continue
        state = STATE_NAMES[a.state[row, at]]
        rows.append(
            {
                "section": place.section.title.get(lang),
                "measure": place.measure.title.get(lang),
                "indicator": item.id,
                "title": item.title.get(lang),
                "marks": a.marks[row, at],
                **_said(item, own.get(item.id, {}), lang),
                "earned": a.earned[row, at],
                "lost": lost[row],
                "rate": a.rate[row, at],
                "state": state,
                "state_label": STATES[state].get(lang),
                "rule": system.rule_text(item, lang),
                "why": sheet.why(unit, item.id, lang),
            }
        )
    return pd.DataFrame(rows, columns=LINE_TABLE_COLUMNS)


LINE_TABLE_COLUMNS = [
    *("section", "measure", "indicator", "title", "marks", "reported", "verified", "reason"),
    *("counted", "corrected"),
    *("earned", "lost", "rate", "state", "state_label", "rule", "why", "evidence"),
]


def by_section(lines: pd.DataFrame) -> list[tuple[str, float, float, pd.DataFrame]]:
    """The rows of `lines_table` by section: (title, earned, marks that apply, rows), in their order."""
    parts = [(str(title), rows) for title, rows in lines.groupby("section", sort=False)]
    return [
        (title, float(rows["earned"].sum()), float(rows.loc[rows["earned"].notna(), "marks"].sum()), rows)
        for title, rows in parts
    ]


def _said(item: Indicator, said: dict[str, pd.DataFrame], lang: Lang) -> dict[str, object]:
    """What was reported and verified on an indicator, in words."""
    own, verified = (shown_facts(item, said.get(source), lang) for source in ("self", "verified"))
    corrected = bool(verified) and item.reported_by == "unit"
    mark = f"{SOURCES['verified'].get(lang)}{'：' if lang == 'zh' else ': '}"
    both = [part for part in (own, f"{mark}{verified}") if part]
    return {
        "reported": own,
        "verified": verified,
        "reason": _reasons(said.get("verified")),
        "counted": ("；" if lang == "zh" else "; ").join(both) if corrected else own or verified,
        "corrected": corrected,
        "evidence": _text_of(said.get("self"), "evidence"),
    }


def adjustments_table(sheet: ScoreSheet, unit: str, facts: pd.DataFrame, lang: Lang = "zh") -> pd.DataFrame:
    """What was recorded for one unit outside the indicators' marks.

    Returns:
        A row per adjustment that has a figure: indicator (id), title, reported, verified, points
        (signed, within its own cap), rule and why.

    Raises:
        KeyError: the sheet has no such unit.
    """
    system, at = sheet.system, position(sheet, unit)
    own = _by_item(facts[facts["unit"] == unit])
    rows = [
        {
            "indicator": item.id,
            "title": item.title.get(lang),
            "reported": shown_facts(item, own[item.id].get("self"), lang),
            "verified": shown_facts(item, own[item.id].get("verified"), lang),
            "points": sheet.total_arrays.points[row, at],
            "rule": system.rule_text(item, lang),
            "why": sheet.why(unit, item.id, lang),
        }
        for row, item in enumerate(system.adjustments)
        if item.id in own
    ]
    columns = ["indicator", "title", "reported", "verified", "points", "rule", "why"]
    return pd.DataFrame(rows, columns=columns)


def _by_item(facts: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """item -> source -> its facts."""
    found: dict[str, dict[str, pd.DataFrame]] = {}
    for (item, source), rows in facts.groupby(["indicator", "source"], observed=True):
        found.setdefault(str(item), {})[str(source)] = rows
    return found


def _text_of(said: pd.DataFrame | None, field: str) -> str:
    return "" if said is None else "；".join(said.loc[said["field"] == field, "text"])


def _reasons(said: pd.DataFrame | None) -> str:
    """The inspector's reasons, each once."""
    return "" if said is None else "；".join(dict.fromkeys(text for text in said["text"] if text))


def shown_facts(item: Indicator | Adjustment, said: pd.DataFrame | None, lang: Lang = "zh") -> str:
    """What one source said about an item, as a person reads it: 是, 18 / 20人, 1月 2，2月 1.

    Args:
        said: FACT_COLUMNS of one unit, item and source; None for nothing.
    """
    if said is None:
        return ""
    if (said["field"] == NA_FIELD).any():
        claim = field_label(NA_FIELD, lang)
        reason = _text_of(said, NA_FIELD)
        return f"{claim}：{reason}" if lang == "zh" else f"{claim}: {reason}"
    given = said[said["value"].notna() & ~said["field"].isin(TEXT_FIELDS)]
    values = dict(zip(given["field"], given["value"], strict=True))
    shown = {f: shown_value(item.facts, values[f], item, lang) for f in item.fields if f in values}
    return _joined(item, shown, lang)


def counted_text(sheet: ScoreSheet, item: Indicator | Adjustment, at: int, lang: Lang = "zh") -> str:
    """What counts on an item for the unit in row `at`, as a person reads it; '' for nothing."""
    figures = sheet.counted.of(item.id)[:, at]
    given = {f: v for f, v in zip(item.fields, figures, strict=True) if not np.isnan(v)}
    return _joined(item, {f: shown_value(item.facts, float(v), item, lang) for f, v in given.items()}, lang)


def _joined(item: Indicator | Adjustment, shown: dict[str, str], lang: Lang) -> str:
    unit = item.unit.get(lang)
    measured = unit if lang == "zh" else f" {unit}".rstrip()
    if list(shown) == ["value"]:
        numeric = item.facts in ("count", "number")
        return shown["value"] + (measured if numeric else "")
    if item.facts == "ratio" and len(shown) == 2:
        return f"{shown['done']} / {shown['due']}{measured}"
    comma = "，" if lang == "zh" else ", "
    return comma.join(f"{field_label(f, lang)} {value}" for f, value in shown.items())


# --- its past ------------------------------------------------------------------------------------


def history(sheets: Iterable[ScoreSheet], unit: str, lang: Lang = "zh") -> pd.DataFrame:
    """One unit through the periods, the earliest first; periods it is not in are left out.

    Returns:
        year, score, scale, median (score of the unit's group in that year), rank, ranked (how many
        units had a rank), grade_title; NaN where none.
    """
    rows = [
        {
            "year": sheet.system.year,
            "score": sheet.total_arrays.score[at],
            "scale": sheet.system.scale,
            "median": _group_median(sheet, int(at)),
            "rank": sheet.rank[at],
            "ranked": _ranked(sheet, members(sheet, None)),
            "grade_title": _grade_title(sheet, int(at), lang),
        }
        for sheet in sheets
        for at in np.flatnonzero((sheet.units["unit"] == unit).to_numpy())
    ]
    columns = ["year", "score", "scale", "median", "rank", "ranked", "grade_title"]
    return pd.DataFrame(rows, columns=columns).sort_values("year", ignore_index=True)


def _group_median(sheet: ScoreSheet, at: int) -> float:
    scores = sheet.total_arrays.score[members(sheet, sheet.units["group"].iloc[at])]
    known = scores[np.isfinite(scores)]
    return float(without_noise(np.median(known), sheet.system.scale)) if len(known) else float("nan")


def _grade_title(sheet: ScoreSheet, at: int, lang: Lang) -> str:
    index = int(sheet.grade[at])
    return "" if index < 0 else sheet.system.grades[index].title.get(lang)


def shown_rank(rank: float, ranked: int) -> str:
    """A rank as it is written: 3 / 18; a dash without one."""
    return "—" if np.isnan(rank) else f"{plain(rank)} / {ranked}"
