"""The ranked workbook and CSV: complete, readable, and safe whatever units call themselves."""

from __future__ import annotations

import csv
import io

import openpyxl
import pandas as pd
import pytest

from scoring.analysis.finality import Finality
from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS
from scoring.problems import Problem
from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.reports.score_json import score_answer
from scoring.system import load_system_text

SYSTEM = """
format: 1
id: small
title: {zh: 小体系, en: Small system}
period: {year: 2025}
scale: 10
rounding: {indicator: 2, total: 3}
groups: {general: {title: {zh: 综合部门, en: General}}}
grades: [{id: good, title: {zh: 良好, en: Good}, at_least: 8}, {id: fail, title: {zh: 不合格, en: Fail}, at_least: 0}]
sections:
  - {id: S1, title: 学习, measures: [{id: M01, title: 学习, indicators: [
      {id: M01-1, title: 学习会, marks: 6, facts: count, rule: {kind: target, target: 4}},
      {id: M01-2, title: 学习面, marks: 3, facts: ratio, rule: {kind: share}, may_not_apply: true}]}]}
adjustments:
  - {id: V1, title: 事故, facts: yes_no, rule: {kind: veto, grade_at_most: fail}}
"""
NAMES = {"U1": "=1+1", "U2": "+cmd|' /C calc'!A0", "U3": "@SUM(A1)", "U4": "-2+3", "U5": "坏\x01字符 <b>粗</b>"}


UNITS = pd.DataFrame([(code, name, "general") for code, name in NAMES.items()], columns=["unit", "name", "group"])
FACTS = pd.DataFrame(
    [(unit, "M01-1", "value", float(n), "self", "") for n, unit in enumerate(NAMES)]
    + [("U1", "M01-2", "na", float("nan"), "self", "=没有此项"), ("U2", "V1", "value", 1.0, "verified", "")],
    columns=FACT_COLUMNS,
)


@pytest.fixture(scope="module")
def sheet() -> ScoreSheet:
    return score(load_system_text(SYSTEM), UNITS, FACTS)


def sheets_of(content: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {s.title: list(s.iter_rows(values_only=True)) for s in book.worksheets}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_it_says_how_final_the_scores_are(sheet: ScoreSheet) -> None:
    found = sheets_of(ranked_workbook(sheet, finality=Finality(5, 6, ("甲",))))
    words = "暂列：已报送5/6个单位；待报送：甲。"
    assert any(words in map(str, row) for row in found["指标体系"])
    assert not any("暂列" in str(row) for row in sheets_of(ranked_workbook(sheet))["指标体系"])


def test_a_grade_that_the_score_reaches_and_is_not_held_is_told() -> None:
    """Both have all marks: U1 is vetoed in grade alone, U2 holds what it reaches."""
    units = pd.DataFrame([("U1", "甲", "general"), ("U2", "乙", "general")], columns=["unit", "name", "group"])
    rows = [(unit, "M01-1", "value", 4.0, "self", "") for unit in ("U1", "U2")]
    rows += [(unit, "M01-2", field, 2.0, "self", "") for unit in ("U1", "U2") for field in ("done", "due")]
    rows += [("U1", "V1", "value", 1.0, "verified", "查实")]
    found = score_answer(score(load_system_text(SYSTEM), units, pd.DataFrame(rows, columns=FACT_COLUMNS)), [])
    missed = {unit["code"]: unit["grade_missed"] for unit in found["units"]}
    assert missed == {"U1": [{"grade": "good", "because": "因“事故”，等次最高为不合格"}], "U2": []}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_workbook_holds_everything(sheet: ScoreSheet) -> None:
    problem = Problem("grades_leave_gap", {"lowest": 1}, file="=bad.xlsx")
    found = sheets_of(ranked_workbook(sheet, problems=[problem]))
    assert list(found) == ["排名", "图表", "板块", "指标得分", "失分", "不适用", "加减分与否决", "问题", "指标体系"]
    assert [row[2] for row in found["排名"][3 : 3 + len(NAMES)]] == ["U5", "U4", "U3", "U2", "U1"]
    assert len(found["指标得分"]) == 1 + 2 * len(NAMES)
    assert [row[-1] for row in found["不适用"][1:]] == ["申报不适用：=没有此项"]
    assert found["问题"][1][0] == "=bad.xlsx"
    assert any(sheet.system.digest in map(str, row) for row in found["指标体系"])


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_text_never_becomes_a_formula(sheet: ScoreSheet) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(ranked_workbook(sheet, problems=[Problem("yaml_syntax", {"detail": "=1"})]))
    )
    kinds = {cell.data_type for worksheet in book.worksheets for row in worksheet.iter_rows() for cell in row}
    assert "f" not in kinds
    names = {row[3].value for row in book["排名"].iter_rows(min_row=4, max_row=3 + len(NAMES))}
    assert names == {"=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "坏字符 <b>粗</b>"}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_ranking_is_ready_to_be_signed(sheet: ScoreSheet) -> None:
    """A title, the year, the day and the places of a grade (half of five, rounded down) stand around the table."""
    limited = load_system_text(SYSTEM.replace("at_least: 8}", "at_least: 8, quota: 0.5}"))
    rows = sheets_of(ranked_workbook(score(limited, UNITS, FACTS)))["排名"]
    assert rows[0][0] == "2025年小体系：得分排名"
    assert "单位数：5个" in rows[1][0]
    assert "满分：10分" in rows[1][0]
    below = [row[0] for row in rows[3 + len(NAMES) :] if row[0]]
    assert "“良好”名额不超过本组单位数的50%（舍去小数），按名次确定：综合部门5个单位，至多2个。" in below
    assert "负责人（签字）" in below[-1]
    assert all(row[2] is None for row in rows[3 + len(NAMES) :])  # whoever reads the table by its codes meets no other


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_sheets_without_a_row_are_left_out(sheet: ScoreSheet) -> None:
    plain = FACTS[FACTS["field"].eq("value") & FACTS["indicator"].ne("V1")]
    found = sheets_of(ranked_workbook(score(sheet.system, UNITS, plain)))
    assert list(found) == ["排名", "图表", "板块", "指标得分", "失分", "指标体系"]
    assert all(len(rows) > 1 for name, rows in found.items() if name != "图表")


def test_without_grades_no_column_speaks_of_them(sheet: ScoreSheet) -> None:
    none = "\n".join(
        line for line in SYSTEM.splitlines() if not line.startswith(("grades", "adjustments", "  - {id: V1"))
    )
    without = score(load_system_text(none), UNITS, FACTS[FACTS["indicator"] != "V1"])
    assert "等次" in ranked_csv(sheet).decode()
    assert "等次" not in ranked_csv(without).decode()


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_name_stands_on_one_line(sheet: ScoreSheet) -> None:
    units = UNITS.assign(name="某某省工程建设管理有限公司华东分公司")
    book = openpyxl.load_workbook(io.BytesIO(ranked_workbook(score(sheet.system, units, FACTS))))
    assert book["排名"].column_dimensions["D"].width >= 2 * 18


def test_csv_reads_back_and_carries_no_formula(sheet: ScoreSheet) -> None:
    content = ranked_csv(sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    totals = sheet.totals.set_index("unit")
    assert {r["单位编码"]: float(r["总分"]) for r in rows} == totals["score"].to_dict()
    assert {r["单位编码"]: int(r["名次"]) for r in rows} == totals["rank"].astype(int).to_dict()
    assert not [r["单位名称"] for r in rows if r["单位名称"].startswith(("=", "+", "-", "@"))]


def test_scores_are_shown_with_the_decimals_they_are_rounded_to(sheet: ScoreSheet) -> None:
    rows = list(csv.DictReader(io.StringIO(ranked_csv(sheet).decode("utf-8-sig"))))
    assert all(len(r["总分"].partition(".")[2]) == 3 for r in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_nobody_to_rank(lang: str) -> None:
    system = load_system_text(SYSTEM)
    nobody = score(system, pd.DataFrame(columns=["unit", "name", "group"]), pd.DataFrame(columns=FACT_COLUMNS))
    found = sheets_of(ranked_workbook(nobody, lang=lang))
    assert len(found) == 2  # the ranking without a row, and the system
    ranking = [row for row in next(iter(found.values())) if isinstance(row[0], (int, float))]
    assert ranking == []
    assert ranked_csv(nobody, lang=lang)
    assert score_answer(nobody, [], lang)["units"] == []


def test_answer_names_absence(sheet: ScoreSheet) -> None:
    unit = next(u for u in score_answer(sheet, [])["units"] if u["code"] == "U1")
    assert unit["indicators"]["M01-2"] == {
        "earned": None,
        "marks": 3.0,
        "rate": None,
        "state": "not_applicable",
        "why": "申报不适用：=没有此项",
    }


PARTS = """
format: 1
id: parts
title: 小体系
period: {year: 2025, quarter: 3}
grades: [{id: a, title: 甲等, at_least: 60, requires: {sections: {S1: 0.8}}}, {id: b, title: 乙等, at_least: 0}]
sections:
  - id: S1
    title: 暗访
    weight: 40
    take: worst
    measures:
      - {id: M1, title: 第一次, indicators: [{id: A, title: 第一次, marks: 40, facts: number, rule: {kind: given}}]}
      - {id: M2, title: 第二次, indicators: [{id: B, title: 第二次, marks: 40, facts: number, rule: {kind: given}}]}
  - id: S2
    title: 投资
    weight: 60
    measures:
      - id: M3
        title: 投资
        indicators:
          - {id: C, title: 投资, marks: 10, facts: count, rule: {kind: target, target: 10, beyond: {per: 1, marks: 1}}}
          - {id: Z, title: 底线, marks: 0, facts: yes_no, rule: {kind: pass}}
"""
POINTS = """
format: 1
id: points
title: 扣分制
period: {year: 2025}
start: 110
total: {at_least: null}
adjustments: [{id: D, title: 未满足, facts: count, rule: {kind: per_event, points: -5}}]
"""


def scored(text: str, *facts: tuple[str, str, float]) -> ScoreSheet:
    system = load_system_text(text)
    names = sorted({unit for unit, _, _ in facts})
    units = pd.DataFrame([(name, name, next(iter(system.groups))) for name in names], columns=["unit", "name", "group"])
    rows = [(unit, item, "value", value, "self", "") for unit, item, value in facts]
    return score(system, units, pd.DataFrame(rows, columns=FACT_COLUMNS))


@pytest.fixture(scope="module")
def of_parts() -> ScoreSheet:
    """U1 earns 29 and 38 of 40, of which 29 counts (72.5%), and 13 of 10."""
    return scored(PARTS, ("U1", "A", 29.0), ("U1", "B", 38.0), ("U1", "C", 13.0), ("U1", "Z", 1.0))


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_lost_marks_are_of_what_counts_and_never_below_nothing(of_parts: ScoreSheet) -> None:
    """What another was taken for is no loss, nor what is worth no marks; more than full marks makes up for no loss."""
    rows = sheets_of(ranked_workbook(of_parts))["失分"][1:]
    assert [(row[1], row[4], row[7], row[8]) for row in rows] == [("A", 1, 11, 1), ("C", 1, 0, 0)]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_system_says_what_parts_do_and_what_grades_ask_for(of_parts: ScoreSheet) -> None:
    rules = {row[2]: row[4] for row in sheets_of(ranked_workbook(of_parts))["指标体系"][1:]}
    assert rules["基础分"] == "各板块得分率按权重合成，折算为 100 分制。"
    assert rules["暗访"] == "权重40；只计得分率最低的一项"
    assert rules["等次 / 甲等"] == "60 分及以上，且“暗访”得分率不低于80%"


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_long_note_has_a_row_that_shows_it_all(of_parts: ScoreSheet) -> None:
    """40 x 29/40 + 60 x 13/10 = 107."""
    book = openpyxl.load_workbook(io.BytesIO(ranked_workbook(of_parts)))
    row = book["排名"][4]
    assert row[-1].value == "总分107.00达到甲等，但“暗访”得分率72.5%低于80%，定为乙等"
    assert row[-1].alignment.wrap_text
    assert book["排名"].row_dimensions[4].height > 30


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_scores_below_zero_without_sections() -> None:
    """110 - 5 x 40 = -90: the chart reaches there, and there is no table of sections."""
    content = ranked_workbook(scored(POINTS, ("U1", "D", 2.0), ("U2", "D", 40.0)))
    found = sheets_of(content)
    assert "板块" not in found
    assert "满分：110分" in found["排名"][1][0]
    axis = openpyxl.load_workbook(io.BytesIO(content))["图表"]._charts[0].y_axis.scaling
    assert (axis.min, axis.max) == (None, 110)
