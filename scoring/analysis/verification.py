"""Checking what units reported: what to look at first, self beside verified, and inspectors' entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS, FACT_KINDS, NA_FIELD, BadValue, field_label, shown_value
from scoring.numbers import plain, tidy
from scoring.problems import Problem
from scoring.system import IndicatorSystem, Item
from scoring.words import SOURCES, Lang

WORK_COLUMNS = [
    "unit",
    "name",
    "indicator",
    "earned",
    "marks",
    "median",
    "reasons",
    "verified",
    "risk",
]
LEDGER_COLUMNS = [
    "unit",
    "name",
    "indicator",
    "field",
    "self",
    "verified",
    "reason",
    "evidence",
    "note",
]


# --- what to look at first -----------------------------------------------------------------------


def work_list(sheet: ScoreSheet, facts: pd.DataFrame) -> pd.DataFrame:
    """What units reported, what is most worth checking first.

    The risk is in marks: what the unit gives itself, times how far its rate stands above the median
    of its group (0..1), once more where evidence is asked for and none is named; a claim of
    "not applicable" puts all its marks at risk. What has been verified comes last.

    Returns:
        WORK_COLUMNS: `earned` by the unit's own figures (NaN for a claim), `median` the group's rate,
        `reasons` a tuple of above_median | no_evidence | claimed_na, `verified` whether an inspector has spoken.
    """
    own = _own_sheet(sheet, facts)
    lines = own.lines.merge(sheet.units, on="unit").query(
        "indicator in @_unit_reported", local_dict={"_unit_reported": _reported(sheet.system)}
    )
    lines = lines.astype({"unit": object, "indicator": object})
    claimed = _keys(lines).isin(_keys(facts[(facts["field"] == NA_FIELD) & (facts["source"] == "self")]))
    lines = lines.assign(claimed=claimed & (lines["state"] == "not_applicable").to_numpy())
    lines = lines[(lines["state"] == "scored") | lines["claimed"]]
    scored = lines["rate"].where(lines["state"] == "scored")
    lines["median"] = scored.groupby([lines["group"], lines["indicator"]]).transform("median")
    above = (scored - lines["median"]).clip(lower=0).fillna(0.0)
    bare = _without_evidence(sheet.system, lines, facts)
    stake = lines["earned"].where(~lines["claimed"], lines["marks"])
    lines["risk"] = stake * (above + bare + lines["claimed"])
    lines["reasons"] = _reasons(above.to_numpy() > 0, bare, lines["claimed"].to_numpy())
    lines["verified"] = _keys(lines).isin(_keys(facts[facts["source"] == "verified"]))
    ordered = lines.assign(stake=stake).sort_values(
        ["verified", "risk", "stake", "unit"], ascending=[True, False, False, True], kind="stable"
    )
    return ordered[WORK_COLUMNS].reset_index(drop=True)


def _reported(system: IndicatorSystem) -> list[str]:
    return [i.id for i in system.indicators.values() if i.reported_by == "unit"]


def _own_sheet(sheet: ScoreSheet, facts: pd.DataFrame) -> ScoreSheet:
    by_units = {item.id for item in sheet.system.unit_reported()}
    overruled = (facts["source"] == "verified") & facts["indicator"].isin(by_units)
    return score(sheet.system, sheet.units, facts[~overruled])


def _keys(frame: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([frame["unit"].astype(object), frame["indicator"].astype(object)])


def _without_evidence(system: IndicatorSystem, lines: pd.DataFrame, facts: pd.DataFrame) -> np.ndarray:
    asked = [i.id for i in system.indicators.values() if i.evidence.get()]
    named = facts[(facts["field"] == "evidence") & (facts["text"].str.strip() != "")]
    earns = lines["earned"].fillna(0.0) > 0
    return (lines["indicator"].isin(asked) & earns).to_numpy() & ~_keys(lines).isin(_keys(named))


def _reasons(above: np.ndarray, bare: np.ndarray, claimed: np.ndarray) -> list[tuple[str, ...]]:
    names = ("above_median", "no_evidence", "claimed_na")
    flags = zip(above, bare, claimed, strict=True)
    return [tuple(name for name, flag in zip(names, row, strict=True) if flag) for row in flags]


# --- self beside verified ------------------------------------------------------------------------


def ledger(
    system: IndicatorSystem,
    units: pd.DataFrame,
    facts: pd.DataFrame,
    items: Iterable[str],
    lang: Lang = "zh",
) -> pd.DataFrame:
    """Every field of some items for some units: what the unit says beside what the inspector says, as text.

    Returns:
        LEDGER_COLUMNS, a row per unit, item and field, in the order given; '' where nothing is said.
        An item that may not apply has one more row, field `na`. Items a group does not have are left out.
    """
    told = _told(system, facts, lang)
    rows = []
    for unit, name, group in units[["unit", "name", "group"]].itertuples(index=False, name=None):
        for item in (system.items[i] for i in items):
            if getattr(item, "marks", None) is not None and not item.applies(group):  # type: ignore[union-attr]
                continue
            for field in _fields(item):
                said = [told.get((unit, item.id, field, source), ("", "")) for source in ("self", "verified")]
                texts = [told.get((unit, item.id, f, "self"), ("", ""))[1] for f in ("evidence", "note")]
                rows.append((unit, name, item.id, field, said[0][0], said[1][0], said[1][1], *texts))
    return pd.DataFrame(rows, columns=LEDGER_COLUMNS)


def _fields(item: Item) -> tuple[str, ...]:
    return (*item.fields, NA_FIELD) if getattr(item, "may_not_apply", False) else item.fields


def _told(system: IndicatorSystem, facts: pd.DataFrame, lang: Lang) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """(unit, item, field, source) -> (the value as text, its text)."""
    told = {}
    for row in facts[facts["indicator"].isin(list(system.items))][FACT_COLUMNS].itertuples(index=False):
        value = verified_text(system, row, lang)
        if row.field == NA_FIELD and row.source == "self" and row.text:
            value = f"{value}（{row.text}）" if lang == "zh" else f"{value} ({row.text})"
        told[row.unit, row.indicator, row.field, row.source] = (value, row.text)
    return told


def verified_text(system: IndicatorSystem, fact: Any, lang: Lang = "zh") -> str:
    """The value of one fact (a row with indicator, field and value) as a person types it; '' for none.

    A claim of "not applicable" reads as yes.
    """
    item = system.items[fact.indicator]
    if fact.field == NA_FIELD:
        taken_back = getattr(fact, "source", "verified") == "verified" and np.isnan(fact.value)
        return "" if taken_back else shown_value("yes_no", 1.0, item, lang)
    if np.isnan(fact.value):
        return ""
    if item.facts == "date":  # in words it could not be read again
        return dt.date.fromordinal(int(fact.value)).isoformat()
    return shown_value(item.facts, fact.value, item, lang)


# --- what inspectors enter -----------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What an inspector typed for one field; a blank `raw` takes back the verified value."""

    unit: str
    indicator: str
    field: str
    raw: str
    reason: str = ""

    def problem(self, code: str, lang: Lang, **params: object) -> Problem:
        return Problem(code, params, cell=field_label(self.field, lang), unit=self.unit, indicator=self.indicator)


def read_entries(
    system: IndicatorSystem, entries: Iterable[Entry], facts: pd.DataFrame, lang: Lang = "zh"
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read what inspectors typed, by the same reader as the cells of a workbook.

    Args:
        facts: what is known so far, needed to judge pairs (done and due, now and before).

    Returns:
        FACT_COLUMNS rows of source `verified`, value NaN and text '' ... for what is taken back; and every mistake.
        With any mistake nothing should be stored.
    """
    rows, problems = [], []
    for entry in entries:
        try:
            value = _read(system.items[entry.indicator], entry)
        except BadValue as bad:
            problems.append(entry.problem(bad.code, lang, **bad.params))
            continue
        if not entry.reason.strip() and system.items[entry.indicator].reported_by == "unit":
            problems.append(entry.problem("verified_without_reason", lang))
        rows.append((entry.unit, entry.indicator, entry.field, value, "verified", entry.reason.strip()))
    read = pd.DataFrame(rows, columns=FACT_COLUMNS).astype({"value": float})
    problems += _claims_beside_values(read, lang)
    problems += _pair_problems(system, read, merged(facts, read), lang)
    return read, problems


def _read(item: Item, entry: Entry) -> float:
    """The typed value; NaN for a blank one, and for a claim (whose word is its reason)."""
    typed = tidy(entry.raw)
    if not typed:
        return float("nan")
    if entry.field == NA_FIELD:
        if not FACT_KINDS["yes_no"].read(typed, item):
            raise BadValue("not_yes_no", found=entry.raw)
        return 1.0
    return FACT_KINDS[item.facts].read(entry.raw, item)


def _claims_beside_values(read: pd.DataFrame, lang: Lang) -> list[Problem]:
    given = read[read["value"].notna()]
    values = given[given["field"] != NA_FIELD].drop_duplicates(["unit", "indicator"])
    claims = given[given["field"] == NA_FIELD]
    both = claims.merge(values, on=["unit", "indicator"], suffixes=("", "_value"))
    return [
        Problem(
            "na_beside_value",
            {"other": field_label(row.field_value, lang)},
            cell=field_label(NA_FIELD, lang),
            unit=row.unit,
            indicator=row.indicator,
        )
        for row in both.itertuples()
    ]


def merged(facts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """The facts as they would be with entries from `read_entries`: replaced, added, or taken back.

    A new value overtakes an inspector's earlier claim of "not applicable", and the other way round.
    """
    if read.empty:
        return facts
    key = ["unit", "indicator", "field", "source"]
    given = read[read["value"].notna()]
    claims = given["field"] == NA_FIELD
    is_claim, by_inspector = facts["field"] == NA_FIELD, facts["source"] == "verified"
    replaced = pd.MultiIndex.from_frame(facts[key].astype(object)).isin(pd.MultiIndex.from_frame(read[key]))
    overtaken = (is_claim & _keys(facts).isin(_keys(given[~claims]))) | (
        ~is_claim & _keys(facts).isin(_keys(given[claims]))
    )
    return pd.concat([facts[~replaced & ~(by_inspector & overtaken)], given], ignore_index=True)


def _pair_problems(system: IndicatorSystem, read: pd.DataFrame, facts: pd.DataFrame, lang: Lang) -> list[Problem]:
    """Halves of a ratio or growth, and done > due, judged on what would count (verified over self)."""
    problems = []
    for unit, indicator in dict.fromkeys(zip(read["unit"], read["indicator"], strict=True)):
        item = system.items[indicator]
        if item.facts in ("ratio", "growth"):
            mine = facts[(facts["unit"] == unit) & (facts["indicator"] == indicator)]
            found = _pair_problem(item, mine.sort_values("source"), lang)  # self first, verified overrules
            problems += [found.at(unit=unit, indicator=indicator)] if found else []
    return problems


def _pair_problem(item: Item, mine: pd.DataFrame, lang: Lang) -> Problem | None:
    counts = {row.field: row for row in mine.itertuples()}
    first, second = (counts.get(field) for field in item.fields)
    if first is None and second is None:
        return None
    if first is None or second is None:
        filled, blank = item.fields if second is None else item.fields[::-1]
        words = {"filled": field_label(filled, lang), "blank": field_label(blank, lang)}
        return Problem("half_pair", words, cell=words["blank"])
    if item.facts == "ratio" and first.value > second.value:
        params = {"done": plain(first.value), "due": plain(second.value), "other": SOURCES[second.source]}
        return Problem("done_exceeds_due", params, cell=field_label(first.field, lang))
    return None


# --- what a verification changes -----------------------------------------------------------------


def effect(before: ScoreSheet, facts: pd.DataFrame) -> pd.DataFrame:
    """What other facts would do to the units' scores and ranks.

    Returns:
        unit, name, score, new_score, change, rank, new_rank; only units whose score or rank changes,
        largest change first.
    """
    after = score(before.system, before.units, facts).totals
    frame = before.totals[["unit", "name", "score", "rank"]].assign(new_score=after["score"], new_rank=after["rank"])
    frame["change"] = frame["new_score"] - frame["score"]
    differs = (frame["change"].fillna(0.0).abs() > 1e-9) | (frame["rank"].fillna(0) != frame["new_rank"].fillna(0))
    order = frame["change"].abs().sort_values(ascending=False, na_position="last", kind="stable").index
    return frame.loc[order][differs.loc[order]].reset_index(drop=True)
