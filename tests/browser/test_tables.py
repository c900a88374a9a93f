"""The buttons of tables: no file is made of raw cells; searching and copying work as they did."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import App, ready

CSV = re.compile("CSV", re.IGNORECASE)


def opened(app: App, page: Page, address: str) -> Locator:
    """The last table of a page, with its buttons shown."""
    page.goto(f"{app.url}/{address}")
    ready(page)
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.hover()
    return table


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ["ranking?", "verification?check=unit&"])
def test_no_table_has_a_download_of_its_own(sampled: App, page: Page, address: str, lang: str) -> None:
    table = opened(sampled, page, f"{address}period=2025&lang={lang}")
    buttons = table.get_by_role("button", include_hidden=True)
    expect(buttons.filter(visible=True).first).to_be_visible()
    names = [button.get_attribute("aria-label") or "" for button in buttons.filter(visible=True).all()]
    assert [name for name in names if CSV.search(name)] == []
    assert any(re.match("搜索|Search", name) for name in names)
    hidden = [button for button in buttons.all() if CSV.search(button.get_attribute("aria-label") or "")]
    assert len(hidden) == 1, "where Streamlit's button is called otherwise, the stylesheet has to know its name"


def test_a_cell_is_found_and_copied(sampled: App, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table = opened(sampled, page, "ranking?period=2025&lang=en")
    table.get_by_role("button", name=re.compile("^Search")).click()
    page.get_by_test_id("search-input").press_sequentially("U")
    expect(page.get_by_test_id("search-result-area")).to_contain_text(re.compile(r"\d"))
    page.keyboard.press("Escape")
    box = table.get_by_test_id("data-grid-canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 140, box["y"] + 55)  # the name of the first unit
    page.keyboard.press("Control+c")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 1")
