"""The app in-process, each test with a store of its own: fixtures for tests of pages and of their parts."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages import registry
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.small_period import ROSTER, SYSTEM, workbook
from ui.frame import stores

ROOT = Path(__file__).resolve().parents[1]
APP = str(ROOT / "app.py")
PAGES = [page.name for page in registry.PAGES]


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
        words = [str(e.value) for kind in kinds for e in getattr(self.at, kind)]
        return "\n".join([*words, *(e.label for e in self.at.expander)])

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
    kept, system = stores.store(), load_system_text(SYSTEM)
    kept.add_system(system, "test")
    kept.add_units("2025", read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    return app


@pytest.fixture
def filled(ready: App) -> App:
    """The app with two of three units reported: U01 has 90 of 100, U02 has 50."""
    ready.open("intake").upload(
        ("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)),
        ("U02.xlsx", workbook("U02", "人事处", "a", 5, 5, 10)),
    )
    return ready


@pytest.fixture
def two_years(filled: App) -> App:
    """A year more, in which U01 and U02 had changed places (50 and 90 points)."""
    system = load_system_text(SYSTEM.replace("year: 2025", "year: 2024"))
    kept = stores.store()
    kept.add_system(system, "test")
    kept.add_units("2024", read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    first = workbook("U01", "办公室", "a", 5, 5, 10), workbook("U02", "人事处", "a", 8, 10, 10)
    as_of_2024 = [in_year(content, 2024) for content in first]
    filled.open("intake", period="2024").upload(("a.xlsx", as_of_2024[0]), ("b.xlsx", as_of_2024[1]))
    assert sorted(kept.submitted("2024")) == ["U01", "U02"]
    return filled


def in_year(content: bytes, year: int) -> bytes:
    """The workbook with another year in 基本信息."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["基本信息"].iter_rows():
        if row[0].value == "考核期":
            row[1].value = year
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
