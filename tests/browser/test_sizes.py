"""On large screens up to a wall: nothing is cut, and what is written can be read from afar.

The smaller sizes are looked at in test_looks.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import App, ready
from tests.browser.test_looks import CHARTS, OVERLAPS, STICKS_OUT
from ui.frame.screen_scale import STEPS

SIZES = {"desk": (2560, 1440), "wall": (3840, 2160)}
LEAST = 20.0  # px, of letters on a wall
TOLD = "factor => document.getElementById('kaoping-page')?.dataset.size === factor"
LETTERS = """least => {
    const small = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const parent = node.parentElement, size = parseFloat(getComputedStyle(parent).fontSize);
        if (!node.textContent.trim() || parent.closest('script, style, canvas, noscript, title')) continue;
        if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (size < least && parent.getBoundingClientRect().width > 2) small.push(`${size} ${node.textContent.slice(0, 20)}`);
    }
    return [...new Set(small)];
}"""


@pytest.fixture(scope="module", params=SIZES)
def sized(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page, request.param
    context.close()


def grown(page: Page, size: str) -> None:
    """Wait until the page has said how large it is, and was loaded once more."""
    page.wait_for_function(TOLD, arg=str(STEPS[max(step for step in STEPS if step <= SIZES[size][0])]))
    ready(page)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("sized", ["wall"], indirect=True)
def test_nothing_is_cut_and_letters_are_large_enough(sampled: App, sized: tuple[Page, str], name: str) -> None:
    page, size = sized
    page.goto(f"{sampled.url}/{name}?period=2025")
    grown(page, size)
    page.wait_for_timeout(700)  # charts grow to their width
    assert page.evaluate(LETTERS, LEAST) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_point_of_a_grown_chart_says_what_it_is(sampled: App, sized: tuple[Page, str]) -> None:
    page, size = sized
    page.goto(f"{sampled.url}/ranking?period=2025")
    grown(page, size)
    page.wait_for_timeout(700)
    plot = page.locator(".js-plotly-plot").first
    x, y = plot.locator(".scatterlayer .points path").first.evaluate(
        "node => { const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2] }"
    )
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    best = (plot.locator(".ytick text").first.text_content() or "").split()[0]
    expect(plot.locator(".hoverlayer")).to_contain_text(best)
