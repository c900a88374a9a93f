"""Workbooks written as Markdown tables, and a small system that has every kind of facts."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from scoring.problems import Problem
from scoring.system import IndicatorSystem, load_system_text
from scoring.workbook import read_upload
from scoring.workbook.submission import Submission

SYSTEM_TEXT = """
format: 1
id: test-system
title: 测试考核
period: {year: 2025}
groups:
  general: {title: {zh: 综合部门, en: General}}
  other: {title: {zh: 所属单位, en: Affiliated}}
grades:
  - {id: good, title: 良好, at_least: 80, quota: 0.3}
  - {id: fail, title: 较差, at_least: 0}
sections:
  - id: S1
    title: 工作
    measures:
      - id: M01
        title: 措施
        indicators:
          - {id: M01-1, title: 有制度, marks: 10, facts: yes_no, rule: {kind: pass}}
          - {id: M01-2, title: 活动, marks: 10, facts: count, unit: 次, rule: {kind: target, target: 4}, may_not_apply: true}
          - {id: M01-3, title: 平均天数, marks: 10, facts: number, min: 0, max: 365, rule: {kind: goalposts, worst: 15, best: 3}}
          - {id: M01-4, title: 办结率, marks: 10, facts: ratio, rule: {kind: share}, may_not_apply: true}
          - {id: M01-5, title: 增长, marks: 10, facts: growth, rule: {kind: improvement, zero_at: 0, full_at: 0.1}}
          - {id: M01-6, title: 印发日期, marks: 10, facts: date, rule: {kind: deadline, by: "03-31", late: 0.5}}
          - {id: M01-7, title: 方式, marks: 10, facts: choice, options: ["甲、乙", 丙], rule: {kind: levels, levels: {"甲、乙": 1, 丙: 0}}}
          - {id: M01-8, title: 每月, marks: 10, facts: monthly, rule: {kind: every_period}, may_not_apply: true}
          - {id: M01-9, title: 每季, marks: 10, facts: quarterly, rule: {kind: every_period}}
  - id: S2
    title: 评议
    measures:
      - id: M02
        title: 措施二
        indicators:
          - {id: M02-1, title: 互评, marks: 4, facts: rating, raters: 3, rule: {kind: rating}, may_not_apply: true}
          - {id: M02-2, title: 专项, marks: 3, facts: count, rule: {kind: target, target: 2}, applies_to: [general]}
          - {id: M02-3, title: 核查评议, marks: 3, facts: rating, raters: 2, reported_by: inspector, rule: {kind: rating}}
adjustments:
  - {id: B1, title: 刊发, facts: count, reported_by: unit, rule: {kind: per_event, points: 0.5, cap: 2}}
  - {id: D1, title: 批评, facts: count, rule: {kind: per_event, points: -1, cap: 3}}
"""
SYSTEM: IndicatorSystem = load_system_text(SYSTEM_TEXT)
UNIT = ("U01", "办公室", "general")
BASICS = """
| 单位编码 | U01 |
| 单位名称 | 办公室 |
| 单位分组 | 综合部门 |
| 考核年度 | 2025 |
"""
# One row that is in order, for workbooks whose mistake is elsewhere.
ENTRY = """
| 编号  | 填报值 | 应完成数 | 不适用 | 不适用理由 | 佐证材料 | 备注 |
| M01-2 | 3      |          |        |            |          |      |
"""
LONG_HEADER = "单位编码,单位名称,单位分组,编号,字段,值,来源,理由"
_DATE = re.compile(r"@(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?")
_TIME = re.compile(r"@(\d{2}):(\d{2})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

Place = tuple[str, str, str]  # code, sheet, cell


def value_of(word: str) -> Any:
    """A cell as written in a table: 3 and 2.5 numbers, '3 text, @2025-03-31 a date, @08:30 a time, =A1 a formula."""
    if not word:
        return None
    if word.startswith("'"):
        return word[1:]
    if match := _DATE.fullmatch(word):
        return dt.datetime.fromisoformat(f"{match[1]} {match[2] or '00:00'}")
    if match := _TIME.fullmatch(word):
        return dt.time(int(match[1]), int(match[2]))
    if word in ("TRUE", "FALSE"):
        return word == "TRUE"
    if _NUMBER.fullmatch(word):
        return float(word) if "." in word else int(word)
    return word


def rows_of(table: str) -> list[list[Any]]:
    """The cells of a Markdown table without its rule."""
    lines = [line.strip().strip("|") for line in table.strip().splitlines()]
    return [[value_of(cell.strip()) for cell in line.split("|")] for line in lines]


def book_of(sheets: Mapping[str, str]) -> openpyxl.Workbook:
    """A workbook with the sheets given as tables, by name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows_of(table):
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def workbook(entry: str = ENTRY, basics: str = BASICS, **more: str) -> bytes:
    """A unit's workbook: 基本信息, 填报 and further sheets, as tables."""
    return saved(book_of({"基本信息": basics, "填报": entry, **more}))


def read(content: bytes, name: str = "U01.xlsx", system: IndicatorSystem = SYSTEM) -> Submission:
    """The one submission of a file."""
    (submission,) = read_upload(name, content, system)
    return submission


def errors(problems: tuple[Problem, ...] | list[Problem]) -> list[Place]:
    """(code, sheet, cell) of the errors, in order."""
    return [(p.code, p.sheet, p.cell) for p in problems if p.severity == "error"]


def warnings(problems: tuple[Problem, ...] | list[Problem]) -> list[Place]:
    """(code, sheet, cell) of the warnings, in order."""
    return [(p.code, p.sheet, p.cell) for p in problems if p.severity == "warning"]


def figures(submission: Submission) -> dict[tuple[str, str], float]:
    """(indicator, field) -> value of the figures of a one-unit submission; texts and claims left out."""
    facts = submission.facts[submission.facts["value"].notna()]
    return dict(zip(zip(facts["indicator"], facts["field"], strict=True), facts["value"], strict=True))


def texts(submission: Submission) -> dict[tuple[str, str], str]:
    """(indicator, field) -> text of the claims, evidence and remarks."""
    facts = submission.facts[submission.facts["value"].isna()]
    return dict(zip(zip(facts["indicator"], facts["field"], strict=True), facts["text"], strict=True))


def csv_of(*rows: str, header: str = LONG_HEADER, encoding: str = "utf-8") -> bytes:
    """A long table."""
    return "\r\n".join([header, *rows, ""]).encode(encoding)


def column_named(sheet: Worksheet, heading: str) -> int:
    """The number of the column with a heading."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row_named(sheet: Worksheet, item: str) -> int:
    """The number of an item's row."""
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == item)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A zip, names in UTF-8."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed_part(content: bytes, name: str, change: Any) -> bytes:
    """A workbook with one of its parts changed by a function of its bytes."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            parts[part] = change(archive.read(part)) if part == name else archive.read(part)
    return zip_of(parts)
