"""Without a mouse: everything is reached with Tab, Enter, Space and the arrows, and it is seen where one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pages import registry
from tests.browser.conftest import App, ready

PAGES = [page.path for page in registry.PAGES]
MOST = 120  # presses of Tab
# What has the focus; of a field or a switch, the ring is around the box or the label that it stands in.
FOCUSED = """() => {
    const node = document.activeElement, seen = [node, node.parentElement, node.closest('label')].filter(Boolean);
    const table = node.parentElement?.closest('canvas');  // of a cell: the table itself draws where the keyboard is
    return { tag: table ? 'CANVAS' : node.tagName, role: node.getAttribute('role') ?? '', testid: node.dataset.testid ?? '',
        name: node.getAttribute('aria-label') ?? node.textContent.trim().slice(0, 60), href: node.getAttribute('href') ?? '',
        ring: !!table || seen.some(one => getComputedStyle(one).outlineStyle === 'solid'
            && parseFloat(getComputedStyle(one).outlineWidth) >= 2) };
}"""
# What can be clicked and is seen, but for charts, whose points lead where menus and tables lead too.
CLICKABLE = """() => [...document.querySelectorAll(
    ':is([data-testid="stSidebar"], [data-testid="stMain"]) :is(a[href], button, input, textarea, select, summary)')]
    .filter(node => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !node.disabled
        && !node.closest('.js-plotly-plot, [data-testid="stElementToolbar"], [data-testid="stSidebarHeader"]')
        && node.type !== 'file' && node.tabIndex >= 0 && node.getAttribute('aria-checked') !== 'false')
    .map(node => node.getAttribute('aria-label') ?? node.textContent.trim().slice(0, 60))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="dark", locale="zh-CN", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: str, back: bool = False) -> dict[str, Any]:
    """Press Tab until what has the focus is called so (a regular expression)."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focused: dict[str, Any] = page.evaluate(FOCUSED)
        if re.search(wanted, f"{focused['testid']} {focused['name']}"):
            return focused
        passed.append(focused["name"])
    raise AssertionError(f"{wanted!r} is not reached; passed {passed}")


def test_from_the_start_to_a_unit_without_a_mouse(sampled: App, page: Page) -> None:
    page.goto(f"{sampled.url}/?period=2025")
    ready(page)
    tab_to(page, "中文")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.get_by_role("heading", name="Overview", exact=True).wait_for()
    ready(page)
    tab_to(page, "Ranking$", back=True)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ranking", exact=True).wait_for()
    ready(page)
    tab_to(page, "data-grid-canvas")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")  # the row
    page.wait_for_url("**/unit?**")
    ready(page)
    second = re.search(r"unit=(\w+)", page.url)
    assert second
    tab_to(page, "^ Unit$")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("before => !location.search.includes(`unit=${before}`)", arg=second[1])
    ready(page)
    expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()


def test_the_first_tab_leads_past_the_menu(sampled: App, page: Page) -> None:
    page.goto(f"{sampled.url}/ranking?period=2025")
    ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["testid"] == "stSkipToContent"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('[data-testid=\"stMain\"]')")


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_and_seen(sampled: App, page: Page, name: str) -> None:
    page.goto(f"{sampled.url}/{name}?period=2025")
    ready(page)
    wanted = page.evaluate(CLICKABLE)
    reached, faint = [], []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] == "BODY" or (len(reached) > 3 and focused["testid"] == "stSkipToContent"):
            break
        if focused["tag"] == "CANVAS":  # Tab goes from cell to cell, and out of the table after the last one
            page.keyboard.press("Control+End")
        reached.append(focused["name"])
        if not focused["ring"] and focused["tag"] not in ("MAIN", "DIV"):
            faint.append(focused["name"])
    assert [one for one in wanted if one not in reached] == []
    assert faint == []
