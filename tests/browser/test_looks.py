"""Each page as people see it: the parts are there, none lies on another, nothing sticks out, the console is silent.

Four pairings of size, language and theme hold every two of them; that texts can be read in both themes is for
test_contrast.py. `make pictures` takes pictures of all eight.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.registry import PAGES
from tests.browser.conftest import App, Seen, ready

# Page -> how many charts it shows with the sample loaded, at least.
CHARTS = {"": 3, "ranking": 1, "gaps": 2, "unit": 2, "trend": 2, "intake": 0, "verification": 0, "system": 1}
assert set(CHARTS) == {page.path for page in PAGES}
SIZES = {"wide": (1600, 1000), "small": (1280, 720)}
LOOKS = [("wide", "zh", "light"), ("wide", "en", "dark"), ("small", "zh", "dark"), ("small", "en", "light")]

# What stands on the page on its own: charts, tables, metrics, buttons, headings.
OVERLAPS = """() => {
    const parts = [...document.querySelectorAll(
        '[data-testid="stMain"] :is([data-testid="stPlotlyChart"], [data-testid="stDataFrame"], [data-testid="stMetric"],'
        + ' [data-testid="stHeading"], [data-testid="stButton"], [data-testid="stDownloadButton"], [data-testid="stFileUploader"],'
        + ' [data-testid="stMarkdown"], [data-testid="stText"], [data-testid="stAlert"])')]
        .map(node => ({ node, box: node.getBoundingClientRect() }))
        .filter(({ node, box }) => box.width > 1 && box.height > 1 && node.checkVisibility({ opacityProperty: true }));
    const found = [];
    parts.forEach((a, at) => parts.slice(at + 1).forEach(b => {
        if (a.node.contains(b.node) || b.node.contains(a.node)) return;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (wide > 3 && high > 3) found.push([a, b].map(({ node, box }) =>
            `${node.dataset.testid} ${Math.round(box.left)},${Math.round(box.top)} ${node.textContent.slice(0, 30)}`));
    }));
    return found;
}"""
STICKS_OUT = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(node => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.left < innerWidth && box.right > innerWidth + 2 && !node.closest(
        '[data-testid="stDataFrame"], [data-testid="stMarkdownContainer"], [data-baseweb="tab-list"], svg');
}).map(node => `${node.tagName} ${node.dataset.testid ?? ''} ${node.textContent.slice(0, 40)}`).slice(0, 5)"""


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: "-".join(look))
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, Seen, str]]:
    """A browser window of one size, language and theme, with what it sees."""
    size, spoken, theme = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN")
    page, seen = context.new_page(), Seen()
    page.on("console", seen.console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", seen.asked)
    page.set_default_timeout(30_000)
    yield page, seen, spoken
    context.close()


@pytest.mark.parametrize("name", CHARTS)
def test_a_page_looks_intended(sampled: App, look: tuple[Page, Seen, str], name: str) -> None:
    page, seen, spoken = look
    seen.errors.clear()
    page.goto(f"{sampled.url}/{name}?lang={spoken}&period=2025")
    ready(page)
    expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()
    charts = page.locator(".js-plotly-plot .main-svg").locator("visible=true")
    if CHARTS[name]:
        charts.first.wait_for()
    page.wait_for_timeout(500)  # charts grow to their width
    assert page.locator(".js-plotly-plot").count() >= CHARTS[name]
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.errors == []
    assert seen.outside == []
