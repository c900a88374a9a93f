"""Takes the kinds of docs/extending.md from the system's file to the ranking; run by test_extending in a copy."""

from __future__ import annotations

import io

import openpyxl

from scoring.analysis.lint import lint
from scoring.analysis.unit_lines import facts_text, lines_table
from scoring.analysis.verification import Entry, read_entries
from scoring.analysis.ways_up import ways_up
from scoring.analysis.what_if import from_link, known_settings, with_changes
from scoring.analysis.what_if_words import setting_words
from scoring.cli.docs import rules_page
from scoring.engine import score
from scoring.facts.frames import fact_frame, unit_frame
from scoring.rules import RULES
from scoring.system import load_system_text
from scoring.words import LANGS
from scoring.workbook import read_upload, template_workbook

SYSTEM = """
format: 1
id: extended
title: 扩展
period: {year: 2025}
sections:
  - id: S1
    title: 板块
    measures:
      - id: M1
        title: 措施
        indicators:
          - {id: I1, title: 差错, marks: 60, facts: count, unit: 次, rule: {kind: at_most, limit: 2, deduct: 10}}
          - {id: I2, title: 星级, marks: 40, facts: stars, unit: 星, rule: {kind: target, target: 5}}
"""
UNIT = ("U01", "办公室", "all")
COLUMNS = {"zh": ("填报", "填报值"), "en": ("Figures", "Value")}


def filled_in(lang: str, faults: object, stars: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(system, UNIT, lang)))
    sheet_name, heading = COLUMNS[lang]
    sheet = book[sheet_name]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    for row, value in ((2, faults), (3, stars)):
        sheet.cell(row, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def submitted(lang: str, faults: object, stars: object):
    (submission,) = read_upload("U01.xlsx", filled_in(lang, faults, stars), system)
    return submission


system = load_system_text(SYSTEM)
assert system.rule_text(system.items["I1"]) == "不超过2次得满分，每超1扣10分，扣完为止"

# template, in both languages, and intake
for lang in LANGS:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(system, UNIT, lang)))
    guide = "\n".join(str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value)
    assert {"zh": "填 1 到 5", "en": "a number from 1 to 5"}[lang] in guide
    submission = submitted(lang, 4, "★★★")
    assert submission.accepted, submission.problems
    assert [(f.indicator, f.field, f.value) for f in submission.fact_rows] == [("I1", "value", 4), ("I2", "value", 3)]
(problem,) = submitted("zh", 4, 6).problems
assert (problem.code, problem.cell) == ("out_of_range", "G3"), problem

# score and explanation: 60 - 10 x 2 = 40 marks, 40 x 3 / 5 = 24 marks
units, facts = unit_frame([UNIT]), fact_frame(submission.fact_rows)
sheet = score(system, units, facts)
assert sheet.totals["score"].tolist() == [64.0]
assert sheet.why("U01", "I1", "zh") == "4次，扣20分，得40分"
assert sheet.why("U01", "I1", "en") == "4 次: 20 off; earns 40"
assert lines_table(sheet, "U01", facts)["reported"].tolist() == ["4次", "3"]
assert facts_text(system.items["I1"], facts[facts["indicator"] == "I1"], "en") == "4 次"
assert ways_up(sheet, "U01")["gain"].tolist() == [20.0, 16.0]
read, problems = read_entries(system, [Entry("U01", "I2", "value", "★", "核实")], facts)
assert (read["value"].tolist(), problems) == ([1.0], [])

# what-if: 60 - 5 x 2 = 50 marks
assert {name: setting_words(system, setting) for name, setting in known_settings(system).items() if "rule" in name} == {
    "I1:rule.limit": "上限",
    "I1:rule.deduct": "每超1扣分",
    "I2:rule.target": "目标值",
}
changed = with_changes(system, from_link(system, "I1:rule.deduct=5"))
assert score(changed, units, facts).totals["score"].tolist() == [74.0]

# lint: no star is 0, so the indicator's least is a fifth, and nothing is odd
assert [result.code for result in lint(system)] == []
assert RULES["at_most"].model_validate({"limit": 2, "deduct": 1}).range(system.items["I1"], 60) == (0.0, 1.0)

# docs
assert "| `at_most` | count, number | `limit`, `deduct` |" in rules_page()
assert "| `stars` (星级) | `value` | one to five stars |" in rules_page()
print("walked through")
