"""What inspectors should look at first.

Tested in tests/analysis/test_verification.py.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.analysis.common import item_keys
from scoring.engine import ScoreSheet, score
from scoring.facts import NA_FIELD
from scoring.system import Indicator, IndicatorSystem
from scoring.words import Lang

WORK_COLUMNS = ["unit", "name", "indicator", "earned", "marks", "median", "reasons", "verified", "risk"]


def work_list(sheet: ScoreSheet, facts: pd.DataFrame) -> pd.DataFrame:
    """What units reported, what is most worth checking first.

    The risk is in marks: what the unit gives itself, times how far its rate stands above the median
    of its group (0..1), once more where evidence is asked for and none is named; a claim of
    "not applicable", or figures that come to the same (nothing due), put all its marks at risk. A condition that is
    worth no marks puts none at risk, but comes before all else that does not. What has been verified comes last.

    Returns:
        WORK_COLUMNS: `earned` by the unit's own figures (NaN for a claim), `median` the group's rate,
        `reasons` a tuple of above_median | no_evidence | claimed_na | figures_na | condition,
        `verified` whether an inspector has spoken.
    """
    own = _own_sheet(sheet, facts)
    lines = own.lines.merge(sheet.units, on="unit").query(
        "indicator in @_unit_reported", local_dict={"_unit_reported": _reported(sheet.system)}
    )
    lines = lines.astype({"unit": object, "indicator": object})
    own_facts = facts[facts["source"] == "self"]
    claims = item_keys(lines).isin(item_keys(own_facts[own_facts["field"] == NA_FIELD]))
    figures = item_keys(lines).isin(item_keys(own_facts[own_facts["value"].notna()]))
    is_out = (lines["state"] == "not_applicable").to_numpy()
    lines = lines.assign(claimed=is_out & (claims | figures), by_figures=is_out & ~claims)
    lines = lines[(lines["state"] == "scored") | lines["claimed"]]
    scored = lines["rate"].where(lines["state"] == "scored")
    lines["median"] = scored.groupby([lines["group"], lines["indicator"]]).transform("median")
    above = (scored - lines["median"]).clip(lower=0).fillna(0.0)
    bare = _without_evidence(sheet.system, lines, facts)
    stake = lines["earned"].where(~lines["claimed"], lines["marks"])
    lines["risk"] = stake * (above + bare + lines["claimed"])
    claim = (lines["claimed"] & ~lines["by_figures"]).to_numpy()
    condition = (lines["marks"] == 0).to_numpy()
    lines["reasons"] = _reasons(above.to_numpy() > 0, bare, claim, lines["by_figures"].to_numpy(), condition)
    lines["verified"] = item_keys(lines).isin(item_keys(facts[facts["source"] == "verified"]))
    ordered = lines.assign(stake=stake, condition=condition).sort_values(
        ["verified", "risk", "condition", "stake", "unit"], ascending=[True, False, False, False, True], kind="stable"
    )
    return ordered[WORK_COLUMNS].reset_index(drop=True)


def found_in(work: pd.DataFrame, system: IndicatorSystem, words: str, lang: Lang = "zh") -> pd.DataFrame:
    """The rows of a work list whose unit or indicator, by code or name, holds some words."""
    titles = {i.id: i.title.get(lang) for i in system.indicators.values()}
    looked_in = work["unit"] + " " + work["name"] + " " + work["indicator"] + " " + work["indicator"].map(titles)
    wanted = words.strip().casefold()
    return work[looked_in.astype("str").str.casefold().str.contains(wanted, regex=False)].reset_index(drop=True)


def _reported(system: IndicatorSystem) -> list[str]:
    return [item.id for item in system.unit_reported() if isinstance(item, Indicator)]


def _own_sheet(sheet: ScoreSheet, facts: pd.DataFrame) -> ScoreSheet:
    by_units = {item.id for item in sheet.system.unit_reported()}
    overruled = (facts["source"] == "verified") & facts["indicator"].isin(by_units)
    return score(sheet.system, sheet.units, facts[~overruled], sheet.listed)


def _without_evidence(system: IndicatorSystem, lines: pd.DataFrame, facts: pd.DataFrame) -> np.ndarray:
    asked = [i.id for i in system.indicators.values() if i.evidence.get()]
    named = facts[(facts["field"] == "evidence") & (facts["text"].str.strip() != "")]
    earns = lines["earned"].fillna(0.0) > 0
    return (lines["indicator"].isin(asked) & earns).to_numpy() & ~item_keys(lines).isin(item_keys(named))


def _reasons(*flags: np.ndarray) -> list[tuple[str, ...]]:
    names = ("above_median", "no_evidence", "claimed_na", "figures_na", "condition")
    return [tuple(name for name, flag in zip(names, row, strict=True) if flag) for row in zip(*flags, strict=True)]
