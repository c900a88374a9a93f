"""The app in-process, each test with a store of its own."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from scoring.system import load_system_text
from scoring.workbook import read_roster, template_workbook
from ui.frame import state

ROOT = Path(__file__).resolve().parents[2]
APP = str(ROOT / "app.py")
PAGES = ["overview", "ranking", "gaps", "unit", "trend", "intake", "verification", "system"]

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


class App:
    """What a person does in the app, and what they must never see."""

    def __init__(self) -> None:
        self.at = AppTest.from_file(APP, default_timeout=60)

    def open(self, page: str = "overview", **query: str) -> App:
        """Follow a link to a page."""
        self.at.query_params = dict(query)
        self.at._page_hash = calc_hash(page)
        return self.run()

    def run(self) -> App:
        self.at.run()
        self.at._page_hash = ""
        return self.checked()

    def checked(self) -> App:
        """No exception, and not the sentence that stands for one."""
        assert not self.at.exception
        assert not [e.value for e in self.at.error if "错误编号" in e.value or "Error number" in e.value]
        return self

    def click(self, key: str) -> App:
        self.at.button(key=key).click()
        return self.run()

    def upload(self, *files: tuple[str, bytes]) -> App:
        """Drop files on the drop zone of 报送."""
        zone = next(z for z in self.at.file_uploader if "upload_" in str(z.key))
        for name, content in files:
            zone.upload(name, content)
        return self.run()

    @property
    def texts(self) -> str:
        """Everything that stands on the page as words."""
        kinds = ("title", "subheader", "caption", "markdown", "text", "info", "success", "warning", "error")
        return "\n".join(str(e.value) for kind in kinds for e in getattr(self.at, kind))

    def table(self, *columns: str) -> pd.DataFrame:
        """The first table on the page that has these columns."""
        return next(d.value for d in self.at.dataframe if set(columns) <= set(d.value.columns))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """The app on an empty store."""
    monkeypatch.setenv("KAOPING_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return App()


@pytest.fixture
def ready(app: App) -> App:
    """The app with a period and its units, nothing reported."""
    kept, system = state.store(), load_system_text(SYSTEM)
    kept.add_system(system, "test")
    kept.add_units(2025, read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    return app


@pytest.fixture
def filled(ready: App) -> App:
    """The app with two of three units reported: U01 has 90 of 100, U02 has 50."""
    ready.open("intake").upload(
        ("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)),
        ("U02.xlsx", workbook("U02", "人事处", "a", 5, 5, 10)),
    )
    return ready
