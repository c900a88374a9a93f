"""What decides stands in a table without scrolling sideways: measured at 1280 px, in both languages.

What a table has beside the screen is what its scroller is wider inside than outside.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import App, ready

BESIDE = "node => node.scrollWidth - node.clientWidth"


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_all_sections_of_the_ranking_fit(sampled: App, browser: Browser, spoken: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{sampled.url}/ranking?period=2025&lang={spoken}")
    ready(page)
    scroller = page.get_by_test_id("stDataFrame").locator(".dvn-scroller")
    expect(scroller).to_be_visible()
    page.wait_for_timeout(500)  # columns settle
    assert scroller.evaluate(BESIDE) <= 0
    page.goto(f"{sampled.url}/ranking?period=2025&lang={spoken}&columns=every")
    ready(page)
    page.wait_for_timeout(500)
    assert page.locator(".dvn-scroller").evaluate(BESIDE) > 100  # the measure sees what does not fit
    context.close()
