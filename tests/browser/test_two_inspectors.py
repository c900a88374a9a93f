"""What is typed into the grid in a browser stays in it while another process saves to the same database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from scoring.access import Actor
from scoring.analysis.verification import Entry
from scoring.services import verifying
from scoring.store import Store, open_store
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.browser.conftest import App, ready
from tests.small_period import ROSTER, SYSTEM
from tests.ui.verification.test_two_inspectors import report

GRID = '[class*="st-key-grid_unit_"]'
PLACE = "verification?period=2025&check=unit&unit=U01"


@pytest.fixture
def store(app: App) -> Iterator[Store]:
    """What the app keeps: U01 has reported."""
    opened, system = open_store(app.data), load_system_text(SYSTEM)
    opened.add_system(system, "test")
    opened.add_units("2025", read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    opened.save("2025", report("U01", 1, sessions=8, done=10, due=10), "test")
    yield opened
    opened.close()


def go_to_grid(page: Page, app: App, name: str) -> None:
    page.goto(f"{app.url}/{PLACE}")
    ready(page)
    page.get_by_label("姓名", exact=True).fill(name)
    page.keyboard.press("Enter")
    ready(page)


def type_in(page: Page, row: int, column: str, words: str) -> None:
    """Type into a cell: the first one is clicked, the others reached by the keyboard."""
    grid = page.locator(GRID).get_by_test_id("data-grid-canvas")
    names = [name.strip() for name in grid.locator("[role=columnheader]").all_text_contents()]
    grid.click(position={"x": 20, "y": 50}, force=True)  # its scroller lies above it
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(names.index(column)):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    entry = page.locator("#portal textarea, #portal input")
    entry.fill(words)
    entry.press("Enter")
    expect(entry).to_have_count(0)
    ready(page)


def cells(page: Page, column: str) -> list[str]:
    """What stands in a column of the grid."""
    grid = page.locator(GRID).get_by_test_id("data-grid-canvas")
    names = [name.strip() for name in grid.locator("[role=columnheader]").all_text_contents()]
    rows = grid.locator('tbody [role="row"]').all()
    return [row.locator("[role=gridcell]").all_text_contents()[names.index(column)] for row in rows]


def save(page: Page) -> None:
    page.get_by_test_id("stBaseButton-primary").click()
    ready(page)


def other_saves(store: Store, indicator: str, field: str, raw: str) -> None:
    entry = Entry("U01", indicator, field, raw, "现场查看")
    assert verifying.verify(store, "2025", [entry], Actor.local("赵检查"), "zh") == []


def test_what_is_typed_stays_and_only_the_same_figure_asks(app: App, store: Store, page: Page) -> None:
    go_to_grid(page, app, "王检查")
    type_in(page, 0, "核查值", "4")
    other_saves(store, "M01-2", "done", "9")
    type_in(page, 0, "理由", "台账只有4次")
    assert cells(page, "核查值") == ["4", "9", ""]  # beside what stands now
    expect(page.get_by_text("保留我填的")).to_have_count(0)
    other_saves(store, "M01-1", "value", "5")
    save(page)
    expect(page.get_by_text("已被赵检查改动")).to_be_visible()
    assert cells(page, "核查值") == ["4", "9", ""]
    page.get_by_role("button", name="保留我填的").click()
    ready(page)
    save(page)
    assert cells(page, "核查值") == ["4", "9", ""]
    given = store.verifications("2025")[["by", "indicator", "value"]].to_numpy().tolist()
    assert given == [["王检查", "M01-1", 4.0], ["赵检查", "M01-1", 5.0], ["赵检查", "M01-2", 9.0]]
