"""A period small enough to score by hand: its system, its units, and their workbooks."""

from __future__ import annotations

import io

import openpyxl

from scoring.system import load_system_text
from scoring.workbook import template_workbook

SYSTEM = """
format: 1
id: small
title: {zh: 小体系, en: Small system}
period: {year: 2025}
groups: {a: {title: {zh: 甲组, en: Group A}}, b: {title: {zh: 乙组, en: Group B}}}
grades:
  - {id: good, title: {zh: 良好, en: Good}, at_least: 80}
  - {id: fail, title: {zh: 不合格, en: Fail}, at_least: 0}
sections:
  - id: S1
    title: {zh: 板块一, en: Section one}
    measures:
      - id: M01
        title: {zh: 措施一, en: Measure one}
        indicators:
          - {id: M01-1, title: 学习次数, marks: 50, facts: count, rule: {kind: target, target: 10}, evidence: 记录}
          - {id: M01-2, title: 完成率, marks: 50, facts: ratio, rule: {kind: share}}
adjustments:
  - {id: B1, title: 通报表扬, facts: count, rule: {kind: per_event, points: 1, cap: 3}}
"""
ROSTER = "单位编码,单位名称,单位分组\nU01,办公室,a\nU02,人事处,a\nU03,研究院,b\n"


def workbook(unit: str, name: str, group: str, sessions: object, done: object, due: object) -> bytes:
    """One unit's workbook, filled as a person would: cells are found by the header and the id."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(load_system_text(SYSTEM), (unit, name, group))))
    sheet = book["填报"]
    header = next(row for row in sheet.iter_rows() if any(c.value == "编号" for c in row))
    column = {cell.value: cell.column for cell in header}
    row_of = {sheet.cell(r, column["编号"]).value: r for r in range(header[0].row + 1, sheet.max_row + 1)}
    sheet.cell(row_of["M01-1"], column["填报值"]).value = sessions
    sheet.cell(row_of["M01-2"], column["填报值"]).value = done
    sheet.cell(row_of["M01-2"], column["应完成数"]).value = due
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
