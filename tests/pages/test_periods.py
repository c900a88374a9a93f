"""Quarters on the pages: chosen by the address, named in words, compared with quarters alone."""

from __future__ import annotations

from scoring.system import load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.app import App
from tests.small_period import ROSTER, SYSTEM
from ui.frame import stores


def reported(quarter: str, year: int, sessions: float) -> None:
    """A quarter in which U01 has reported."""
    store, system = stores.store(), load_system_text(SYSTEM.replace("year: 2025", f"year: {year}, quarter: {quarter}"))
    store.add_system(system, "test")
    store.add_units(system.period.id, read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    rows = (("U01", "M01-1", "value", sessions, "self", "", "x.csv", "", ""),)
    sent = Submission("x.csv", "table", f"{system.period.id}".encode(), (("U01", "办公室", "a"),), rows, (), ("U01",))
    store.save(system.period.id, sent, "test")


def test_a_quarter_has_an_address_and_a_name(filled: App) -> None:
    reported("2", 2025, 4)
    reported("3", 2025, 8)
    filled.open("ranking", period="2025-Q3")
    chosen = filled.at.selectbox(key="period_choice")
    assert chosen.options == ["2025年", "2025年第三季度", "2025年第二季度"]
    assert chosen.value == "2025-Q3"
    filled.open("ranking", period="2025")
    assert filled.at.selectbox(key="period_choice").value == "2025"


def test_a_quarter_is_compared_with_quarters_alone(filled: App) -> None:
    reported("3", 2024, 4)
    reported("2", 2025, 6)
    reported("3", 2025, 8)
    filled.open("trend", period="2025-Q3")
    assert "上年同期（2024年第三季度）" in filled.texts
    assert "较2025年，" not in filled.texts
    filled.open("trend", period="2025")
    assert "2025年是同类考核期中最早有得分的一期" in filled.texts
