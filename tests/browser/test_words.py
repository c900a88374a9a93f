"""No page says a word in the language that was not chosen: neither our texts nor those of Streamlit and Plotly.

Every text a page holds is read, those for screen readers and hints too, in each state that shows other words. The
browser speaks the other language each time, so that nothing is right only because the browser happens to agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from pages.registry import PAGES
from scoring.store import open_store
from tests.browser.browser import ROOT
from tests.browser.conftest import App, ready, start_app, stop_app

OTHERS_LOCALE = {"zh": "en-US", "en": "zh-CN"}
SPOKEN = """() => {
    const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'data-title', 'alt', 'aria-description',
        'aria-roledescription', 'aria-valuetext'];
    // Names of pictures in the icon font are letters to the machine alone.
    const PICTURES = 'script, style, noscript, [data-testid="stIconMaterial"], [data-testid="stMetricIcon"],'
        + ' [data-testid="stAlertDynamicIcon"], span[role="img"], [translate="no"]';
    const found = [['title', document.title]];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const holder = node.parentElement, text = node.data.trim();
        if (holder.closest('canvas') && ['true', 'false'].includes(text)) continue; // a tick box of a grid, seen as a box
        if (text && !holder.closest(PICTURES)) found.push([holder.closest('svg') ? 'chart' : 'text', text]);
    }
    for (const node of document.body.querySelectorAll(ATTRIBUTES.map(name => `[${name}]`).join()))
        for (const name of ATTRIBUTES) if (node.getAttribute(name)?.trim()) found.push([name, node.getAttribute(name)]);
    return found;
}"""

# What is written in letters in Chinese too: kinds and names of files, sizes, keys, a method's name, ids of ours.
LETTERS = re.compile(
    r"[\w.-]+\.(?:xlsx?|csv|yaml|yml|zip|ods|pdf|png)\b|\b(?:xlsx?|csv|zip|ods|pdf|ya?ml|Excel|WPS|Shorrocks)\b"
    r"|[\d.]+[KM]?B\b|\b(?:Ctrl|Esc|Tab)\b|\b[A-Z]{1,2}\d+(?:-\d+)?\b",
    re.IGNORECASE,
)
LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u3400-\u9fff\u3001-\u3011\uff01-\uff5e]+")
# What is meant to be in the other language: the switch, and the headings that stand in every file in Chinese.
MEANT = ("语言 / Language", "中文", "English", "单位编码, 单位名称 and 单位分组")


def _chinese_alone(value: object) -> Iterator[str]:
    """Every text of a system file that stands in it in Chinese without an English one beside it."""
    if isinstance(value, dict):
        for inner in [] if {"zh", "en"} <= value.keys() else [*value, *value.values()]:
            yield from _chinese_alone(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _chinese_alone(inner)
    elif isinstance(value, str) and CHINESE.search(value):
        yield value


def stated() -> list[str]:
    """What the bundled system says in Chinese alone, longest first."""
    system = yaml.safe_load((ROOT / "indicators.yaml").read_text(encoding="utf-8"))
    return sorted(set(_chinese_alone(system)), key=len, reverse=True)


@pytest.fixture(scope="module")
def data(sampled: App) -> list[str]:
    """What people wrote in the sample: names of units and sheets, ids and reasons; longest first."""
    store = open_store(sampled.data)
    found = set(stated())
    for year in store.periods():
        system = store.system(year)
        found |= {*system.groups, *(grade.id for grade in system.grades)}
        found |= set(store.units(year)["name"]) | set(store.facts(year)["text"].dropna().astype(str))
        found |= set(store.batches(year)["by"])
        for batch in store.batches(year)["id"]:
            found |= {problem.sheet for told in store.batch_problems(int(batch)).values() for problem in told}
    return sorted(found - {""}, key=len, reverse=True)


def foreign(browser: Browser, lang: str) -> BrowserContext:
    """A browser that speaks the language that the app does not."""
    return browser.new_context(
        viewport={"width": 1600, "height": 1000}, locale=OTHERS_LOCALE[lang], reduced_motion="reduce"
    )


class Window:
    """A page of a browser, on an app in one language."""

    def __init__(self, context: BrowserContext, app: App, lang: str) -> None:
        self.lang, self.app = lang, app
        self.page = context.new_page()
        self.page.set_default_timeout(30_000)

    def open(self, address: str) -> Page:
        """Open a page of the app, like 'system?tool=try'."""
        name, _, query = address.partition("?")
        self.page.goto(f"{self.app.url}/{name}?lang={self.lang}&{query}")
        ready(self.page)
        expect(self.page.locator("html")).to_have_attribute("lang", re.compile(f"^{self.lang}"))
        self.page.wait_for_timeout(300)  # charts are drawn after the script has ended
        return self.page

    def strangers(self, data: list[str]) -> list[tuple[str, str]]:
        """Every text on the page that holds words of the other language, data aside: (where, text)."""
        spoken = {(where, text) for where, text in self.page.evaluate(SPOKEN)}
        assert len(spoken) > 3, "a page without words"
        return sorted((where, text) for where, text in spoken if self._is_strange(where, text, data))

    def _is_strange(self, where: str, text: str, data: list[str]) -> bool:
        for name in (*MEANT, *data):
            text = text.replace(name, "")
        if self.lang == "zh":
            return LATIN.search(LETTERS.sub("", text)) is not None
        left = CHINESE.findall(text)
        # Labels of charts are broken into lines, and cut where they are long.
        return any(where != "chart" or not any(part in name for name in data) for part in left)


@pytest.fixture(scope="module", params=["zh", "en"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[BrowserContext, str]]:
    opened = foreign(browser, request.param)
    yield opened, request.param
    opened.close()


@pytest.fixture
def window(context: tuple[BrowserContext, str], sampled: App) -> Iterator[Window]:
    opened = Window(context[0], sampled, context[1])
    yield opened
    opened.page.close()


ADDRESSES = [
    "",
    "ranking",
    "gaps",
    "gaps?section=S1",
    "gaps?print=1",
    "unit?unit=U01",
    "unit?unit=U18&print=1",
    "trend",
    *(f"intake?list={part}" for part in ("missing", "received", "setup")),
    "verification",
    *(f"verification?check={view}" for view in ("unit", "indicator", "panel", "inspectors", "history")),
    *(f"system?tool={tool}" for tool in ("tree", "check", "diff", "try", "back", "lint")),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_speaks_one_language(window: Window, data: list[str], address: str) -> None:
    page = window.open(f"{address}{'&' if '?' in address else '?'}period=2025")
    for folded in page.get_by_test_id("stExpander").locator("summary").all():
        folded.click()
        ready(page)
    for folded in page.get_by_test_id("stPopoverButton").all():
        folded.click()
    assert window.strangers(data) == []


# --- what is shown only when asked; each yields where there is something to read ------------------


def table(page: Page) -> Locator:
    """The first table of the page, with its buttons shown."""
    found = page.get_by_test_id("stDataFrame").first
    found.scroll_into_view_if_needed()
    found.hover()
    return found


def table_button(page: Page, number: int) -> Locator:
    """A button of the first table: columns, search, whole screen."""
    return table(page).get_by_test_id("stElementToolbarButton").filter(visible=True).nth(number).get_by_role("button")


def options(page: Page) -> Iterator[None]:
    field = page.get_by_test_id("stSelectbox").first
    field.get_by_role("button").click()
    expect(page.get_by_role("option").first).to_be_visible()
    field.get_by_role("combobox").press("ArrowDown")
    yield
    field.get_by_role("combobox").fill("9999")
    yield


def hints_of_a_table(page: Page) -> Iterator[None]:
    for number in range(3):
        table_button(page, number).hover()
        expect(page.get_by_test_id("stTooltipContent")).to_be_visible()
        yield


def list_of_columns(page: Page) -> Iterator[None]:
    table_button(page, 0).click()
    expect(page.get_by_test_id("stDataFrameColumnVisibilityMenu")).to_be_visible()
    yield


def searching(page: Page) -> Iterator[None]:
    table_button(page, 1).click()
    yield
    page.get_by_test_id("search-input").press_sequentially("9")
    expect(page.get_by_test_id("search-result-area")).to_contain_text(re.compile(r"\d"))
    yield
    page.get_by_test_id("search-input").press("Enter")
    yield


def fullscreen(page: Page) -> Iterator[None]:
    table_button(page, 2).click()
    page.mouse.move(5, 5)
    table_button(page, 2).hover()
    expect(page.get_by_test_id("stTooltipContent")).to_be_visible()
    yield


def column_menu(page: Page) -> Iterator[None]:
    """The menu of a column opens from a small button in its head, which is part of the picture of the table."""
    canvas, menu = table(page).get_by_test_id("data-grid-canvas").first, page.get_by_test_id("stDataFrameColumnMenu")
    box = canvas.bounding_box()
    assert box is not None
    for right in range(40, 700, 8):
        page.mouse.move(box["x"] + right, box["y"] + 15)
        page.wait_for_timeout(50)
        if canvas.evaluate("node => node.style.cursor") == "pointer":
            page.mouse.click(box["x"] + right, box["y"] + 15)
            page.wait_for_timeout(300)
            if menu.count():
                break
    expect(menu).to_be_visible()
    yield
    for number, opened in ((2, "stDataFrameStatisticsMetrics"), (3, "stDataFrameColumnFormattingMenu")):
        entry = menu.get_by_role("menuitem").nth(number)
        entry.hover()
        entry.press("ArrowRight")
        expect(page.get_by_test_id(opened)).to_be_visible()
        yield


def calendar(page: Page) -> Iterator[None]:
    kinds = page.get_by_test_id("stSelectbox").last
    kinds.get_by_role("button").click()
    page.get_by_role("option").nth(4).click()  # the deadline of the first indicator
    ready(page)
    page.get_by_test_id("stDateInputCalendarButton").click()
    expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()
    yield


def number_field(page: Page) -> Iterator[None]:
    field = page.get_by_test_id("stNumberInput").first
    field.hover()
    field.get_by_role("spinbutton").fill("7")
    yield


def text_field(page: Page) -> Iterator[None]:
    page.get_by_test_id("stMain").get_by_test_id("stTextInput").first.get_by_role("textbox").fill("9")
    expect(page.get_by_test_id("InputInstructions")).to_be_visible()
    yield


def picture_of_a_chart(page: Page) -> Iterator[None]:
    page.get_by_test_id("stPlotlyChart").first.hover()
    with page.expect_download():
        page.locator(".modebar-btn").first.click()
    expect(page.locator(".plotly-notifier")).to_contain_text(re.compile(r"\w"))
    yield


def help_text(page: Page) -> Iterator[None]:
    page.get_by_test_id("stTooltipIcon").first.hover()
    expect(page.get_by_test_id("stTooltipContent")).to_be_visible()
    yield


def no_sidebar(page: Page) -> Iterator[None]:
    page.get_by_test_id("stSidebar").hover()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    yield


def refused_files(page: Page) -> Iterator[None]:
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(
        [
            {"name": "9.xlsx", "mimeType": "", "buffer": b"0" * 11_000_000},
            {"name": "9.csv", "mimeType": "", "buffer": b"0" * 11_000_000},
        ]
    )
    chips = page.get_by_test_id("stFileChip")
    expect(chips).to_have_count(2)
    chips.first.hover()
    expect(page.get_by_test_id("stTooltipErrorContent")).to_be_visible()
    yield


def a_draft(page: Page) -> Iterator[None]:
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(ROOT / "indicators.yaml")
    ready(page)
    yield


def a_draft_with_a_mistake(page: Page) -> Iterator[None]:
    broken = (ROOT / "indicators.yaml").read_text(encoding="utf-8").replace("at_least: 90", "at_least: 190", 1)
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(
        {"name": "9.yaml", "mimeType": "text/yaml", "buffer": broken.encode()}
    )
    page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first.wait_for()
    ready(page)
    yield


STATES: list[tuple[str, Callable[[Page], Iterator[None]]]] = [
    ("ranking", options),
    ("ranking", hints_of_a_table),
    ("ranking", list_of_columns),
    ("ranking", searching),
    ("ranking", fullscreen),
    ("ranking", column_menu),
    ("ranking", text_field),
    ("system?tool=try&indicator=M01-1", calendar),
    ("system?tool=try&indicator=M01-1", number_field),
    ("", picture_of_a_chart),
    ("", help_text),
    ("", no_sidebar),
    ("intake", refused_files),
    ("system?tool=check", a_draft),
    ("system?tool=check", a_draft_with_a_mistake),
]


@pytest.mark.parametrize(("address", "shown"), STATES, ids=lambda part: getattr(part, "__name__", part))
def test_a_state_speaks_one_language(
    window: Window, data: list[str], address: str, shown: Callable[[Page], Iterator[None]]
) -> None:
    page = window.open(f"{address}{'&' if '?' in address else '?'}period=2025")
    for _ in shown(page):
        page.wait_for_timeout(300)  # menus and hints are put in words once they are drawn
        assert window.strangers(data) == []


# --- an app of its own ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    process, running = start_app(tmp_path_factory.mktemp("empty"))
    yield running
    stop_app(process)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_database_speaks_one_language(browser: Browser, empty: App, lang: str) -> None:
    opened = Window(foreign(browser, lang), empty, lang)
    for name in (page.path for page in PAGES):
        page = opened.open(name)
        for folded in page.get_by_test_id("stExpander").locator("summary").all():
            folded.click()
        assert opened.strangers(stated()) == [], name
    opened.page.context.close()


def test_a_lost_connection_is_told_in_the_language(browser: Browser, tmp_path: Path) -> None:
    process, running = start_app(tmp_path)
    windows = [Window(foreign(browser, lang), running, lang) for lang in OTHERS_LOCALE]
    for opened in windows:
        opened.open("")
    stop_app(process)
    for opened in windows:
        expect(opened.page.get_by_role("dialog")).to_be_visible(timeout=60_000)
        opened.page.wait_for_timeout(300)
        assert opened.strangers([]) == []
        opened.page.context.close()


# --- the script itself ---------------------------------------------------------------------------


def test_a_text_in_the_other_language_is_found(window: Window, data: list[str]) -> None:
    page = window.open("?period=2025")
    other = {"zh": "Not a word", "en": "不是词"}[window.lang]
    page.get_by_test_id("stMain").evaluate("(main, text) => main.append(text)", other)
    page.get_by_role("heading").first.evaluate("(node, text) => node.title = text", other)
    assert window.strangers(data) == [("text", other), ("title", other)]


@pytest.fixture
def chinese(browser: Browser, sampled: App) -> Iterator[Page]:
    opened = foreign(browser, "zh")
    yield Window(opened, sampled, "zh").open("ranking?period=2025")
    opened.close()


def test_what_people_call_things_stays(chinese: Page) -> None:
    """Words of Streamlit are only put in Chinese where Streamlit says them."""
    chinese.get_by_test_id("stMarkdownContainer").first.evaluate("node => node.append('Search')")
    chinese.get_by_test_id("stWidgetLabel").first.evaluate("node => { node.title = 'Search'; node.append('Close'); }")
    chinese.get_by_role("combobox").first.evaluate("node => node.setAttribute('aria-label', 'Search')")
    chinese.wait_for_timeout(200)
    assert chinese.get_by_text("Search", exact=True).count() or chinese.get_by_text("Search").count()
    assert chinese.get_by_title("Search").count() == 1
    assert "Close" in chinese.get_by_test_id("stWidgetLabel").first.inner_text()
    expect(chinese.get_by_role("combobox").first).to_have_attribute("aria-label", "Search")


def test_english_comes_back_as_it_was(chinese: Page) -> None:
    link, sidebar = chinese.get_by_test_id("stSkipToContent"), chinese.get_by_test_id("stSidebar")
    expect(link).to_have_text("跳到正文")
    expect(sidebar).to_have_attribute("aria-label", "侧边栏")
    chinese.evaluate("document.documentElement.lang = 'en'")
    expect(link).to_have_text("Skip to main content")
    expect(sidebar).to_have_attribute("aria-label", "Sidebar")
    chinese.evaluate("document.documentElement.lang = 'zh-CN'")
    expect(link).to_have_text("跳到正文")


def test_a_text_that_is_drawn_anew_is_put_in_chinese_again(chinese: Page) -> None:
    link = chinese.get_by_test_id("stSkipToContent")
    link.evaluate("node => { node.firstChild.data = 'Fullscreen'; }")  # as React does
    expect(link).to_have_text("全屏")
    link.evaluate("node => { node.replaceChildren('Skip to main content'); }")
    expect(link).to_have_text("跳到正文")


def test_the_script_rests_when_nothing_changes(chinese: Page) -> None:
    changes = chinese.evaluate("""() => new Promise(done => {
        let count = 0;
        const watch = new MutationObserver(found => { count += found.length; });
        watch.observe(document.querySelector('[data-testid="stSidebar"]'),
            { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(() => { watch.disconnect(); done(count); }, 1000);
    })""")
    assert changes == 0
