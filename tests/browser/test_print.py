"""What a sheet of paper shows of the pages that are printed: the page's content, whole, and nothing around it.

The sheets are those that the browser itself prints, from the dark theme, read back with pdfium.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.made import system_of_72, units_and_facts
from scoring.analysis.unit_lines import lines_table
from scoring.engine import score
from scoring.store import open_store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.browser.conftest import App, ready

A4, MARGIN = (595, 842), 28  # points; the margin is 12 mm, less what letters stick out
PERIODS = {2025: 18, 2026: 1000, 2027: 1}  # the first is the sample
SHEETS = {2025: 2, 2026: 3, 2027: 2}  # at most, of 总览
WORDS = {
    "zh": {
        "": ["总览", "要点", "得分与平均分", "失分最多的指标"],
        "unit": ["从满分到总分", "提升最快的途径", "各项指标"],
    },
    "en": {
        "": ["Overview", "Findings", "Scores against the mean", "The widest gaps"],
        "unit": ["From full marks to the score", "Every indicator"],
    },
}


@pytest.fixture(scope="module")
def filled(own_sample: App) -> App:
    """The sample, a period of a thousand units with long names, and one of a single unit."""
    system, store = system_of_72(), open_store(own_sample.data)
    for year in (2026, 2027):
        store.add_system(load_system_text(system.source_text.replace(f"year: {system.year}", f"year: {year}")), "test")
        units, facts = units_and_facts(system, PERIODS[year], seed=year)
        units["name"] = [f"第{number}工程建设管理有限公司华东分公司" for number in range(PERIODS[year])]
        store.add_units(str(year), units, "test")
        rows = tuple((*row, "a.csv", "", "") for row in facts.itertuples(index=False, name=None))
        named = tuple(units.itertuples(index=False, name=None))
        sent = Submission("a.csv", "table", b"%d" % year, named, rows, (), tuple(units["unit"]))
        store.save(str(year), sent, "test")
    store.close()
    return own_sample


@pytest.fixture(scope="module")
def dark(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, color_scheme="dark", locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def printed(page: Page, url: str) -> pdfium.PdfDocument:
    """The sheets that the browser prints of a page."""
    page.goto(url)
    ready(page)
    page.wait_for_timeout(700)  # charts fit themselves to their place
    return pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))


def text(sheets: pdfium.PdfDocument) -> str:
    """All that is written, without the spaces, which depend on how letters were set."""
    return "".join("".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split())


def missing(sheets: pdfium.PdfDocument, words: Iterable[str]) -> list[str]:
    said = text(sheets)
    return [word for word in words if "".join(word.split()) not in said]


def beyond_the_edge(sheets: pdfium.PdfDocument) -> list[str]:
    """Letters that stand outside the margins of their sheet."""
    found = []
    for number, sheet in enumerate(sheets, 1):
        words = sheet.get_textpage()
        for at in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(at)
            if right > left and not (left >= MARGIN and right <= A4[0] - MARGIN and bottom >= 0 and top <= A4[1]):
                found.append(f"{number}: {words.get_text_range(at, 12)!r} at {left:.0f}-{right:.0f}")
    return found


def colours(sheets: pdfium.PdfDocument) -> list[np.ndarray]:
    """Every sheet as a picture in grey, 0 (black) to 255 (white)."""
    return [np.asarray(sheet.render(scale=1).to_pil().convert("L")) for sheet in sheets]


@pytest.mark.parametrize("name", ["", "unit"])
def test_paper_shows_the_page_alone(sampled: App, page: Page, name: str) -> None:
    page.goto(f"{sampled.url}/{name}?period=2025&print=1")
    ready(page)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.locator('[role="switch"], .modebar, button').locator("visible=true")).to_have_count(0)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading").first).to_be_visible()
    # Nothing scrolls on paper: what holds the page is as high as all that is in it.
    assert main.evaluate("node => node.scrollHeight <= node.clientHeight + 2")


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("year", PERIODS)
def test_the_overview_fits_on_few_sheets(filled: App, dark: Page, year: int, spoken: str) -> None:
    sheets = printed(dark, f"{filled.url}/?period={year}&lang={spoken}&print=1")
    assert len(sheets) <= SHEETS[year]
    assert missing(sheets, WORDS[spoken][""]) == []
    assert beyond_the_edge(sheets) == []


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("year", PERIODS)
def test_a_unit_prints_all_its_indicators(filled: App, dark: Page, year: int, spoken: str) -> None:
    store = open_store(filled.data)
    units = store.units(str(year))
    unit = units["unit"].iloc[0]
    facts = store.facts(str(year))
    sheet = score(store.system(str(year)), units, facts)
    store.close()
    listed = lines_table(sheet, unit, facts, spoken)["indicator"]
    sheets = printed(dark, f"{filled.url}/unit?period={year}&unit={unit}&lang={spoken}&print=1")
    assert missing(sheets, [units["name"].iloc[0], *WORDS[spoken]["unit"], *listed]) == []
    assert len(listed) / 20 <= len(sheets) <= 5 + len(listed) / 10
    assert beyond_the_edge(sheets) == []


@pytest.mark.parametrize("name", ["", "unit", "gaps"])
def test_paper_is_white_from_the_dark_theme_too(sampled: App, dark: Page, name: str) -> None:
    for picture in colours(printed(dark, f"{sampled.url}/{name}?period=2025&lang=zh&print=1")):
        assert (picture > 240).mean() > 0.6
        assert (picture < 100).any()
        assert picture[0, 0] == picture[-1, -1] == 255
