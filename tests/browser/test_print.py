"""What a sheet of paper shows of the pages that are printed: the page's content, whole, and nothing around it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, ready


@pytest.fixture
def loaded(app: App, page: Page) -> Page:
    """The app with the sample years in its store."""
    page.goto(app.url)
    ready(page)
    button = page.get_by_role("button", name="载入示例年度")
    if button.count():
        button.click()
        page.get_by_text("平均分").first.wait_for(timeout=180_000)
        ready(page)
    return page


@pytest.mark.parametrize("name", ["", "unit"])
def test_paper_shows_the_page_alone(app: App, loaded: Page, name: str) -> None:
    loaded.goto(f"{app.url}/{name}?period=2025&print=1")
    ready(loaded)
    loaded.emulate_media(media="print")
    expect(loaded.get_by_test_id("stSidebar")).to_be_hidden()
    expect(loaded.get_by_test_id("stHeader")).to_be_hidden()
    main = loaded.get_by_test_id("stMain")
    expect(main.get_by_role("heading").first).to_be_visible()
    # Nothing scrolls on paper: what holds the page is as high as all that is in it.
    assert main.evaluate("node => node.scrollHeight <= node.clientHeight + 2")


def test_a_unit_prints_all_its_indicators(app: App, loaded: Page) -> None:
    loaded.goto(f"{app.url}/unit?unit=U01&period=2025&print=1")
    ready(loaded)
    shown = set(re.findall(r"\bM\d\d-\d\b", loaded.get_by_test_id("stMain").inner_text()))
    document = loaded.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) >= 3
    assert len(shown) >= 60
