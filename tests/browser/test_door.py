"""The app as people open it, through the front door: every address by itself, nothing refused by the browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from pages.registry import PAGES
from tests.browser.browser import ROOT, chromium
from tests.browser.conftest import App, Seen, ready, start_app, stop_app

ADDRESSES = (*(page.path for page in PAGES), "unit?print=1")
SPEAKS = "document.documentElement.lang"
IS_ENGLISH = f"() => {SPEAKS} === 'en'"  # a bare expression would be evaluated again and again, which the page forbids


@pytest.fixture
def heard(page: Page) -> list[str]:
    """What the browser complains about: refusals, errors, warnings, answers of failure."""
    said: list[str] = []

    def message(told: ConsoleMessage) -> None:
        if told.type in ("error", "warning"):
            said.append(told.text)

    def answer(response: Response) -> None:
        if response.status >= 400:
            said.append(f"{response.status} {response.url}")

    page.on("console", message)
    page.on("response", answer)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_opens_by_itself(sampled: App, page: Page, heard: list[str], address: str) -> None:
    page.goto(f"{sampled.url}/{address}{'&' if '?' in address else '?'}period=2025")
    ready(page)
    assert heard == []
    assert page.evaluate(SPEAKS) == "zh-CN"
    assert page.evaluate("""document.fonts.check('16px "Kaoping Sans"', '考评台')""")
    assert [f for f in page.evaluate("[...document.fonts].map(f => f.status)") if f == "error"] == []


def test_the_language_stays_for_the_next_visit(sampled: App, page: Page, heard: list[str]) -> None:
    page.goto(f"{sampled.url}/?period=2025")
    ready(page)
    page.get_by_text("English", exact=True).click()
    page.wait_for_function(IS_ENGLISH)
    ready(page)
    page.goto(f"{sampled.url}/ranking")
    assert page.evaluate(SPEAKS) == "en", "said by the page itself, before anything of it has run"
    ready(page)
    assert page.title() == "Ranking"
    assert heard == []


def test_back_leads_to_the_page_before_as_it_was(sampled: App, page: Page, heard: list[str]) -> None:
    page.goto(f"{sampled.url}/?period=2024&group=committee")
    ready(page)
    left = page.url
    page.get_by_test_id("stSidebarNav").locator('a[href*="/ranking"]').click()
    page.wait_for_url("**/ranking*")
    ready(page)
    page.go_back()
    page.wait_for_url(left)
    ready(page)
    assert heard == []


def test_back_undoes_what_was_chosen_on_a_page_one_choice_at_a_time(sampled: App, page: Page, heard: list[str]) -> None:
    page.goto(f"{sampled.url}/?period=2025")
    ready(page)
    page.get_by_test_id("stSidebarNav").locator('a[href*="/gaps"]').click()
    page.wait_for_url("**/gaps?*")
    ready(page)
    whole = page.url
    sections = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first.get_by_role("radio")
    sections.nth(1).click()
    page.wait_for_url("**section=S1*")
    ready(page)
    sections.nth(2).click()
    page.wait_for_url("**section=S2*")
    ready(page)
    for address, chosen in (("**section=S1*", 1), (whole, 0)):
        page.go_back()
        page.wait_for_url(address)
        ready(page)
        assert sections.nth(chosen).get_attribute("aria-checked") == "true"
    page.go_back()
    page.wait_for_url(lambda address: "/gaps" not in address)
    ready(page)
    assert page.get_by_role("heading", level=1).inner_text() == "总览"
    assert heard == []


def test_a_file_comes_down_and_one_goes_up(own_sample: App, page: Page, heard: list[str], tmp_path: Path) -> None:
    page.goto(f"{own_sample.url}/ranking?period=2025")
    ready(page)
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").filter(has_text="CSV").first.click()
    target = tmp_path / "ranked.csv"
    download.value.save_as(target)
    assert "单位编码" in target.read_text(encoding="utf-8-sig")
    page.goto(f"{own_sample.url}/intake?period=2025")
    ready(page)
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.get_by_test_id("stFileUploader").last.locator("input").set_input_files(str(wrong))
    page.get_by_text("photo.xlsx").first.wait_for()
    ready(page)
    assert heard == []


def test_a_proxy_that_hides_the_address_is_told_on_the_page(sampled: App, browser: Browser) -> None:
    context = browser.new_context(extra_http_headers={"X-Forwarded-Proto": "https"})
    page = context.new_page()
    page.goto(f"{sampled.url}/?lang=en")
    note = page.get_by_role("alert").first
    assert "has to send Host unchanged and X-Forwarded-Proto" in note.inner_text()
    assert note.bounding_box()["y"] == 0  # type: ignore[index]
    context.close()


def test_a_name_that_a_stranger_lets_lead_here_shows_what_to_do_and_nothing_else(
    sampled: App, browser: Browser
) -> None:
    found = chromium()
    rebound = browser.browser_type.launch(
        executable_path=found.executable,
        args=[*found.arguments, "--host-resolver-rules=MAP evil.example 127.0.0.1"],
        env=dict(found.environment),
        chromium_sandbox=False,
    )
    page = rebound.new_page()
    page.goto(f"http://evil.example:{sampled.url.rpartition(':')[2]}/?lang=en")
    assert "HOSTS=evil.example" in page.locator("main").inner_text()
    assert page.locator("script").count() == 0
    rebound.close()


def test_a_new_server_runs_the_app_whatever_is_opened_first(page: Page, seen: Seen, tmp_path: Path) -> None:
    process, app = start_app(tmp_path)
    try:
        page.goto(f"{app.url}/verification")
        ready(page)
        assert page.get_by_test_id("stSidebarNav").locator("a").count() == 8
        assert seen.errors == []
    finally:
        stop_app(process)


def test_the_app_works_without_the_door_too(browser: Browser, tmp_path: Path) -> None:
    process, app = start_app(tmp_path, script="app.py")
    context = browser.new_context(locale="en-US")
    try:
        page = context.new_page()
        page.goto(app.url)
        ready(page)
        assert page.evaluate(SPEAKS) == "zh-CN"
        page.get_by_label("收起侧边栏").first.wait_for(state="attached")
        page.get_by_text("English", exact=True).click()
        page.wait_for_function(IS_ENGLISH)
        ready(page)
        page.reload()
        ready(page)
        assert page.evaluate(SPEAKS) == "en"
    finally:
        context.close()
        stop_app(process)


def test_the_door_starts_as_a_program_of_its_own() -> None:
    """Looking at it starts nothing: whoever serves it with another server may import it."""
    code = "import server; print(server.app.__class__.__name__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120, check=True)
    assert done.stdout.split() == [b"App"]
