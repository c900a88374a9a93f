"""The page that describes the API, in a real browser: it shows every route, under our policy, without the internet."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import App, Seen


def test_every_route_is_shown_and_can_be_tried(sampled: App, page: Page, seen: Seen) -> None:
    page.goto(f"{sampled.url}/api/docs")
    expect(page.locator(".opblock")).to_have_count(10)
    page.locator(".opblock", has_text="/periods/{period}/ranking").locator(".opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("period").fill("2025")
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    assert seen.errors == []
