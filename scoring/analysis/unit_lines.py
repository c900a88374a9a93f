"""One unit's result indicator by indicator: what was reported, what it earned and why."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.analysis.common import left_out, lost_marks, position
from scoring.analysis.record import counted_words
from scoring.engine import STATE_NAMES, ScoreSheet
from scoring.facts import NA_FIELD, TEXT_FIELDS
from scoring.numbers import plain
from scoring.system import Indicator, Item, Section
from scoring.words import SOURCES, STATES, Lang, capitalised, gettext, joined, text


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
        does not apply. What the unit's group does not have is left out. apart: why it does not count though it
        applies ("not taken", "left out"), else ''.

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
                **_reported(item, own.get(item.source.id, {}), counted_text(sheet, item, at, lang), lang),
                "earned": a.earned[row, at],
                "lost": lost[row],
                "rate": a.rate[row, at],
                "apart": _apart(sheet, row, at, lang),
                "state": state,
                "state_label": STATES[state].get(lang),
                "rule": system.rule_text(item, lang),
                "why": sheet.why(unit, item.id, lang),
            }
        )
    table = pd.DataFrame(rows, columns=LINE_TABLE_COLUMNS)
    return table.astype({"corrected": bool})  # without a row it could be anything


LINE_TABLE_COLUMNS = [
    *("section", "measure", "indicator", "title", "marks", "reported", "verified", "reason"),
    *("counted", "corrected"),
    *("earned", "lost", "rate", "apart", "state", "state_label", "rule", "why", "evidence"),
]


def _apart(sheet: ScoreSheet, row: int, at: int, lang: Lang) -> str:
    """Why an indicator that applies does not count: a part took another, or is out."""
    if not sheet.line_arrays.applies[row, at]:
        return ""
    if not sheet.line_arrays.taken[row, at]:
        return gettext(lang, "not taken")
    return gettext(lang, "left out") if left_out(sheet)[row, at] else ""


class SectionLines(NamedTuple):
    """One section of a unit.

    Attributes:
        earned, marks: as they count. rate: the one that enters the base, NaN where none does.
        weight: None where its marks are what it weighs. is_weighed: whether its measures have weights.
        rows: of `lines_table`. notes: what its parts took, closed or left out, in words, and what they weigh.
    """

    title: str
    earned: float
    marks: float
    rate: float
    weight: float | None
    is_weighed: bool
    rows: pd.DataFrame
    notes: list[str]


def by_section(sheet: ScoreSheet, unit: str, lines: pd.DataFrame, lang: Lang = "zh") -> list[SectionLines]:
    """The rows of `lines_table` by section, in their order; a section without any is left out.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, totals = position(sheet, unit), sheet.total_arrays
    found = []
    for row, section in enumerate(sheet.system.sections):
        inside = {indicator.id for measure in section.measures for indicator in measure.indicators}
        rows = lines[lines["indicator"].isin(inside)]
        if not rows.empty:
            found.append(
                SectionLines(
                    title=section.title.get(lang),
                    earned=float(totals.section_earned[row, at]),
                    marks=float(totals.section_marks[row, at]),
                    rate=float(totals.section_rate[row, at]),
                    weight=section.weight,
                    is_weighed=any(measure.weight is not None for measure in section.measures),
                    rows=rows,
                    notes=section_notes(sheet, unit, section, lang),
                )
            )
    return found


def section_notes(sheet: ScoreSheet, unit: str, section: Section, lang: Lang) -> list[str]:
    """What a section did with what is in it, then its measures, and what they weigh."""
    own = sheet.part_why(unit, section.id, lang)
    told = [(measure.title, sheet.part_why(unit, measure.id, lang)) for measure in section.measures]
    of_measures = [
        # one that is called as its section is needs no name before what happened in it
        capitalised(words) if title == section.title else _OF_MEASURE.format(lang, title=title, words=words)
        for title, words in told
        if words
    ]
    return [*([capitalised(own)] if own else []), *of_measures, *_weights(section, lang)]


def _weights(section: Section, lang: Lang) -> list[str]:
    """What the measures of a section weigh, where they have weights."""
    weights = {m.title.get(lang): m.weight for m in section.measures if m.weight is not None}
    if not weights:
        return []
    words = joined([_WEIGHT.format(lang, title=title, weight=plain(weight)) for title, weight in weights.items()], lang)
    return [gettext(lang, "Weights of the measures: {weights}", weights=words)]


_OF_MEASURE = text("“{title}”：{words}", "'{title}': {words}")
_WEIGHT = text("“{title}”{weight}", "'{title}' {weight}")
_CORRECTED = text("{own}；{source}：{verified}", "{own}; {source}: {verified}")
_ONLY_VERIFIED = text("{source}：{verified}", "{source}: {verified}")
_CLAIMED = text("{label}：{reason}", "{label}: {reason}")


def _reported(item: Indicator, own: dict[str, pd.DataFrame], counting: str, lang: Lang) -> dict[str, object]:
    """What was reported and verified on an indicator, in words; `counting`: what counts."""
    reported, verified = (facts_text(item, own.get(source), lang) for source in ("self", "verified"))
    is_corrected = bool(verified) and item.reported_by == "unit"
    counted = reported or verified
    if is_corrected:
        both = _CORRECTED if reported else _ONLY_VERIFIED
        counted = both.format(lang, own=reported, source=SOURCES["verified"], verified=verified)
    if item.counted is not None:
        counted = counted_words(item, counting, lang)
    return {
        "reported": reported,
        "verified": verified,
        "reason": _reasons(own.get("verified")),
        "counted": counted,
        "corrected": is_corrected,
        "evidence": _text_of(own.get("self"), "evidence"),
    }


def adjustments_table(sheet: ScoreSheet, unit: str, facts: pd.DataFrame, lang: Lang = "zh") -> pd.DataFrame:
    """What was recorded for one unit outside the indicators' marks.

    Returns:
        A row per adjustment that has a figure, or is to be counted from the record: indicator (id), title, reported,
        verified, points (signed, within its own cap and those it shares), rule and why.

    Raises:
        KeyError: the sheet has no such unit.
    """
    system, at = sheet.system, position(sheet, unit)
    own = _by_item(facts[facts["unit"] == unit])
    rows = [
        {
            "indicator": item.id,
            "title": item.title.get(lang),
            "reported": facts_text(item, own.get(item.source.id, {}).get("self"), lang),
            "verified": _verified_text(sheet, item, at, own.get(item.source.id, {}), lang),
            "points": sheet.total_arrays.points[row, at],
            "rule": system.rule_text(item, lang),
            "why": _adjustment_why(sheet, unit, at, item, lang),
        }
        for row, item in enumerate(system.adjustments)
        if item.source.id in own or item.counted is not None
    ]
    columns = ["indicator", "title", "reported", "verified", "points", "rule", "why"]
    return pd.DataFrame(rows, columns=columns)


def _verified_text(sheet: ScoreSheet, item: Item, at: int, own: dict[str, pd.DataFrame], lang: Lang) -> str:
    if item.counted is not None:
        return counted_words(item, counted_text(sheet, item, at, lang), lang)
    return facts_text(item, own.get("verified"), lang)


def _adjustment_why(sheet: ScoreSheet, unit: str, at: int, item: Item, lang: Lang) -> str:
    """Why an adjustment gives what it does; with where the figure comes from if it is on record."""
    why = sheet.why(unit, item.id, lang)
    return counted_words(item, why, lang) if counted_text(sheet, item, at, lang) else why


def _by_item(facts: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """item -> source -> its facts."""
    by_item: dict[str, dict[str, pd.DataFrame]] = {}
    for (item, source), rows in facts.groupby(["indicator", "source"], observed=True):
        by_item.setdefault(str(item), {})[str(source)] = rows
    return by_item


def _text_of(facts: pd.DataFrame | None, field: str) -> str:
    return "" if facts is None else "；".join(facts.loc[facts["field"] == field, "text"])


def _reasons(facts: pd.DataFrame | None) -> str:
    """The inspector's reasons, each once."""
    return "" if facts is None else "；".join(dict.fromkeys(reason for reason in facts["text"] if reason))


def facts_text(item: Item, facts: pd.DataFrame | None, lang: Lang = "zh") -> str:
    """What one source reports on an item, as a person reads it: 是, 18 / 20人, 1月 2，2月 1.

    Args:
        facts: FACT_COLUMNS of one unit, item and source; None for nothing.
    """
    if facts is None:
        return ""
    if (facts["field"] == NA_FIELD).any():
        return _CLAIMED.format(lang, label=item.field_label(NA_FIELD), reason=_text_of(facts, NA_FIELD))
    given = facts[facts["value"].notna() & ~facts["field"].isin(TEXT_FIELDS)]
    return item.fact_kind.text(dict(zip(given["field"], given["value"], strict=True)), item, lang)


def counted_text(sheet: ScoreSheet, item: Item, at: int, lang: Lang = "zh") -> str:
    """What counts on an item for the unit in row `at`, as a person reads it; '' for nothing."""
    figures = sheet.counted.of(item.id)[:, at]
    given = {field: float(v) for field, v in zip(item.source.fields, figures, strict=True) if not np.isnan(v)}
    return item.fact_kind.text(given, item, lang)
