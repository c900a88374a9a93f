"""The work list of inspectors, what they enter, and what it changes; values worked out by hand."""

from __future__ import annotations

import pandas as pd

from scoring.analysis.finality import verified_results
from scoring.analysis.ledger import ledger
from scoring.analysis.verification import Entry, effect, merged, read_entries
from scoring.analysis.work_list import found_in, work_list
from scoring.engine import score
from scoring.facts import FACT_COLUMNS
from scoring.system import IndicatorSystem, load_system_text

SYSTEM = """
format: 1
id: small
title: 小体系
period: {year: 2025}
groups: {a: {title: 甲组}, b: {title: 乙组}}
sections:
  - id: S1
    title: 板块
    measures:
      - id: M01
        title: 措施
        indicators:
          - {id: A1, title: 学习次数, marks: 40, facts: count, rule: {kind: target, target: 10}, evidence: 记录}
          - {id: A2, title: 完成率, marks: 40, facts: ratio, rule: {kind: share}, may_not_apply: true}
          - {id: A3, title: 评议, marks: 20, facts: rating, raters: 2, rule: {kind: rating}, reported_by: inspector}
adjustments:
  - {id: B1, title: 加分, facts: count, rule: {kind: per_event, points: 1, cap: 3}}
"""

Row = tuple[str, str, str, float, str, str]


def system() -> IndicatorSystem:
    return load_system_text(SYSTEM)


def units(*codes: str) -> pd.DataFrame:
    return pd.DataFrame([(c, f"单位{c}", "a") for c in codes], columns=["unit", "name", "group"])


def facts(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=FACT_COLUMNS)


def own(unit: str, indicator: str, field: str, value: float, text: str = "") -> Row:
    return (unit, indicator, field, value, "self", text)


NAN = float("nan")
REPORTED = facts(
    own("U1", "A1", "value", 10.0),  # 40 marks, median of the three rates 0.2: 0.8 above; no evidence
    own("U2", "A1", "value", 2.0),  # 8 marks, at the median, no evidence
    own("U3", "A1", "value", 2.0),
    own("U3", "A1", "evidence", NAN, "记录一份"),  # at the median, evidence named: no risk
    own("U1", "A2", "na", NAN, "没有此项工作"),  # a claim puts all 40 marks at risk
    own("U2", "A2", "done", 1.0),
    own("U2", "A2", "due", 2.0),  # 20 marks at its own median; no evidence is asked for: no risk
)


def worked() -> pd.DataFrame:
    sheet = score(system(), units("U1", "U2", "U3"), REPORTED)
    return work_list(sheet, REPORTED).set_index(["unit", "indicator"])


def test_risk_is_the_marks_at_stake_by_what_is_unusual() -> None:
    risk = worked()["risk"].round(6).to_dict()
    assert risk == {
        ("U1", "A1"): 72.0,  # 40 x (0.8 + 1)
        ("U1", "A2"): 40.0,
        ("U2", "A1"): 8.0,
        ("U2", "A2"): 0.0,
        ("U3", "A1"): 0.0,
    }


def test_the_riskiest_comes_first_and_says_why() -> None:
    work = worked()
    assert list(work.index) == [
        ("U1", "A1"),
        ("U1", "A2"),
        ("U2", "A1"),
        ("U2", "A2"),
        ("U3", "A1"),
    ]
    assert work["reasons"].to_list() == [
        ("above_median", "no_evidence"),
        ("claimed_na",),
        ("no_evidence",),
        (),
        (),
    ]


def test_a_condition_worth_no_marks_comes_before_all_else_without_risk() -> None:
    text = SYSTEM.replace(
        "          - {id: A3,",
        "          - {id: A4, title: 事故, marks: 0, facts: count, rule: {kind: bands, bands: [{below: 1, rate: 1}]}}\n          - {id: A3,",
    )
    reported = pd.concat([REPORTED, facts(own("U3", "A4", "value", 0.0))])
    conditional = load_system_text(text)
    work = work_list(score(conditional, units("U1", "U2", "U3"), reported), reported)
    listed = list(zip(work["unit"], work["indicator"], strict=True))
    assert listed[3:] == [("U3", "A4"), ("U2", "A2"), ("U3", "A1")]
    assert work["reasons"].iloc[3] == ("condition",)


def test_nothing_due_is_to_be_looked_at_like_a_claim_so_that_all_that_was_reported_is_listed() -> None:
    reported = pd.concat([REPORTED, facts(own("U3", "A2", "done", 0.0), own("U3", "A2", "due", 0.0))])
    sheet = score(system(), units("U1", "U2", "U3"), reported)
    work = work_list(sheet, reported).set_index(["unit", "indicator"])
    assert work.loc[("U3", "A2"), "reasons"] == ("figures_na",)
    assert work.loc[("U3", "A2"), "risk"] == 40  # all its marks
    assert verified_results(sheet, reported) == (0, len(work))


def test_what_is_verified_goes_to_the_end_and_keeps_the_units_own_marks() -> None:
    verified = pd.concat([REPORTED, facts(("U1", "A1", "value", 1.0, "verified", "查无记录"))])
    work = work_list(score(system(), units("U1", "U2", "U3"), verified), verified)
    assert (work["unit"].iloc[-1], work["indicator"].iloc[-1]) == ("U1", "A1")
    assert work["verified"].to_list() == [False, False, False, False, True]
    assert work["earned"].iloc[-1] == 40.0


def test_a_period_without_reports_has_an_empty_work_list() -> None:
    nothing = facts()
    assert work_list(score(system(), units("U1"), nothing), nothing).empty


def test_the_ledger_puts_self_beside_verified() -> None:
    known = pd.concat([REPORTED, facts(("U2", "A2", "done", 0.0, "verified", "台账不符"))])
    rows = ledger(system(), units("U1", "U2"), known, ["A2"])
    assert rows[["unit", "field", "self", "verified", "reason"]].to_numpy().tolist() == [
        ["U1", "done", "", "", ""],
        ["U1", "due", "", "", ""],
        ["U1", "na", "是（没有此项工作）", "", ""],
        ["U2", "done", "1", "0", "台账不符"],
        ["U2", "due", "2", "", ""],
        ["U2", "na", "", "", ""],
    ]


def codes(*entries: Entry) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in read_entries(system(), entries, REPORTED)[1]]


def test_typed_values_are_read_like_cells_of_a_workbook() -> None:
    read, problems = read_entries(system(), [Entry("U1", "A1", "value", " １，０００ ", "核对台账")], REPORTED)
    assert problems == []
    assert read.to_numpy().tolist() == [["U1", "A1", "value", 1000.0, "verified", "核对台账"]]


def test_every_mistake_is_told_with_its_field() -> None:
    assert codes(
        Entry("U1", "A1", "value", "很多", "理由"),
        Entry("U2", "A1", "value", "-1", "理由"),
        Entry("U3", "A1", "value", "3", ""),
    ) == [
        ("not_a_number", "填报值"),
        ("negative", "填报值"),
        ("verified_without_reason", "填报值"),
    ]


def test_figures_that_only_inspectors_give_need_no_reason() -> None:
    assert codes(Entry("U1", "A3", "r1", "90")) == []


def test_an_adjustment_needs_a_reason_and_taking_it_back_one_of_its_own() -> None:
    def codes_with(known: pd.DataFrame, raw: str, reason: str) -> list[str]:
        return [p.code for p in read_entries(system(), [Entry("U1", "B1", "value", raw, reason)], known)[1]]

    assert codes_with(REPORTED, "2", "") == ["verified_without_reason"]
    assert codes_with(REPORTED, "2", "市级表扬2次") == []
    assert codes_with(REPORTED, "0", "") == []  # nothing happened, and nothing stood
    stands = pd.concat([REPORTED, facts(("U1", "B1", "value", 2.0, "verified", "市级表扬2次"))])
    for taken_back in ("", "0"):
        assert codes_with(stands, taken_back, "") == ["verified_without_reason"]
        assert codes_with(stands, taken_back, "市级表扬2次") == ["verified_without_reason"]
        assert codes_with(stands, taken_back, "核实后为县级") == []
    without = pd.concat([REPORTED, facts(("U1", "B1", "value", 2.0, "verified", ""))])  # from an older store
    assert codes_with(without, "", "") == ["verified_without_reason"]
    assert codes_with(without, "", "核实后为县级") == []


def test_pairs_are_judged_on_what_would_count() -> None:
    assert codes(Entry("U2", "A2", "done", "2", "核实")) == []
    assert codes(Entry("U2", "A2", "done", "3", "核实")) == [("done_exceeds_due", "完成数")]
    assert codes(Entry("U2", "A2", "due", "3", "核实"), Entry("U2", "A2", "done", "3", "核实")) == []
    assert codes(Entry("U3", "A2", "done", "1", "核实")) == [("half_pair", "应完成数")]


def test_a_claim_beside_a_value_is_a_mistake_and_a_later_one_overtakes() -> None:
    claim, value = Entry("U2", "A2", "na", "是", "无此项"), Entry("U2", "A2", "done", "2", "核实")
    assert codes(claim, value) == [("na_beside_value", "不适用")]
    known = merged(REPORTED, read_entries(system(), [value], REPORTED)[0])
    after = merged(known, read_entries(system(), [claim], known)[0])
    mine = after[(after["unit"] == "U2") & (after["indicator"] == "A2") & (after["source"] == "verified")]
    assert mine["field"].to_list() == ["na"]


def test_a_blank_takes_a_verified_value_back() -> None:
    known = pd.concat([REPORTED, facts(("U1", "A1", "value", 1.0, "verified", "查无记录"))], ignore_index=True)
    read, problems = read_entries(system(), [Entry("U1", "A1", "value", "", "误录")], known)
    assert problems == []
    after = merged(known, read)
    assert after[FACT_COLUMNS].equals(REPORTED[FACT_COLUMNS])


def test_a_grade_that_alone_changes_is_an_effect() -> None:
    """A veto takes U2's grade and leaves its score and rank; the place in the quota goes to U1, who is level."""
    graded = load_system_text(
        SYSTEM.replace(
            "sections:",
            "grades: [{id: top, title: 优秀, at_least: 10, quota: 0.5}, "
            "{id: low, title: 合格, at_least: 0}]\nsections:",
            1,
        )
        + "  - {id: V1, title: 否决, facts: yes_no, rule: {kind: veto, grade_at_most: low}}\n"
    )
    known = facts(own("U1", "A1", "value", 8.0), own("U2", "A1", "value", 10.0))
    sheet = score(graded, units("U1", "U2"), known)
    read, problems = read_entries(graded, [Entry("U2", "V1", "value", "是", "查实")], known)
    assert problems == []
    moved = effect(sheet, merged(known, read)).set_index("unit")
    assert moved[["change", "grade", "new_grade"]].to_dict("index") == {
        "U1": {"change": 0.0, "grade": "合格", "new_grade": "优秀"},
        "U2": {"change": 0.0, "grade": "优秀", "new_grade": "合格"},
    }


def test_the_effect_names_those_whose_score_or_rank_moves() -> None:
    sheet = score(system(), units("U1", "U2", "U3"), REPORTED)
    # Self: U1 40/60 (A2 claimed away) = 66.67, U2 28/100, U3 8/100. U1 verified at 1: 4/60 = 6.67, last.
    read, _ = read_entries(system(), [Entry("U1", "A1", "value", "1", "查无记录")], REPORTED)
    moved = effect(sheet, merged(REPORTED, read)).set_index("unit")
    assert moved[["score", "new_score", "rank", "new_rank"]].to_dict("index") == {
        "U1": {"score": 66.67, "new_score": 6.67, "rank": 1.0, "new_rank": 3.0},
        "U2": {"score": 28.0, "new_score": 28.0, "rank": 2.0, "new_rank": 1.0},
        "U3": {"score": 8.0, "new_score": 8.0, "rank": 3.0, "new_rank": 2.0},
    }
    assert next(iter(moved.index)) == "U1"


def test_inputs_are_left_as_they_were() -> None:
    before = REPORTED.copy()
    sheet = score(system(), units("U1", "U2", "U3"), REPORTED)
    work_list(sheet, REPORTED)
    read, _ = read_entries(system(), [Entry("U1", "A1", "value", "1", "查")], REPORTED)
    merged(REPORTED, read)
    pd.testing.assert_frame_equal(before, REPORTED)


def test_a_work_list_is_searched_by_codes_and_names() -> None:
    work = work_list(score(system(), units("U1", "U2"), REPORTED), REPORTED)
    title = system().indicators["A1"].title.get()
    assert set(found_in(work, system(), " u1 ")["unit"]) == {"U1"}
    assert set(found_in(work, system(), title)["indicator"]) == {"A1"}
    assert found_in(work, system(), "(").empty
