"""The whole way through in a browser: sample, ranking, a unit, files in, mistakes told, the ranked workbook out."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from scoring.engine import ScoreSheet, score
from scoring.store import open_store
from scoring.words import label
from tests.browser.browser import ROOT
from tests.browser.conftest import App, Seen, ready

SAMPLE = ROOT / "sample_data" / "2025"


@pytest.fixture
def loaded(app: App, page: Page) -> Page:
    """The app with the sample years in its store; the first test of the module clicks the button."""
    page.goto(app.url)
    ready(page)
    button = page.get_by_role("button", name="载入示例数据")
    if button.count():
        button.click()
        page.get_by_text("平均分").first.wait_for(timeout=180_000)
        ready(page)
    return page


def engine_result(app: App) -> ScoreSheet:
    """What the engine makes of the facts that the app has stored."""
    store = open_store(app.data)
    units = store.units("2025")
    return score(store.system("2025"), units[units["unit"].isin(store.submitted("2025"))], store.facts("2025"))


def menu(page: Page, title: str) -> None:
    """Go to another page by the menu."""
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    ready(page)


def downloaded(page: Page, button: str) -> bytes:
    """What a click on a download button gives."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=button).first.click()
    return Path(download.value.path()).read_bytes()


def quiet(seen: Seen) -> None:
    """No error in the console, and nothing asked of any other machine."""
    assert seen.outside == []
    assert seen.errors == []


def test_an_empty_database_says_how_to_start_and_loads_the_sample(app: App, page: Page, seen: Seen) -> None:
    page.goto(app.url)
    ready(page)
    expect(page.get_by_role("heading", name="三步生成首份排名")).to_be_visible()
    page.get_by_role("button", name="载入示例数据").click()
    page.get_by_text("平均分").first.wait_for(timeout=180_000)
    ready(page)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert "period=2025" in page.url
    quiet(seen)


@pytest.mark.parametrize("title", ["排名", "差距", "单位", "报送", "核查"])
def test_every_page_shows_itself_without_a_sound(loaded: Page, seen: Seen, title: str) -> None:
    menu(loaded, title)
    expect(loaded.get_by_text("错误编号")).to_have_count(0)
    quiet(seen)


def test_english_stays_from_page_to_page(loaded: Page, seen: Seen) -> None:
    loaded.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    loaded.get_by_role("heading", name="Overview", exact=True).wait_for()
    menu(loaded, "Gaps")
    assert "lang=en" in loaded.url
    loaded.reload()
    loaded.get_by_role("heading", name="Gaps", exact=True).wait_for()
    ready(loaded)
    assert seen.outside == []


def test_a_link_opens_the_unit_it_names(app: App, loaded: Page) -> None:
    unit = engine_result(app).totals.sort_values("rank").iloc[0]
    loaded.goto(f"{app.url}/unit?unit={unit['unit']}")
    ready(loaded)
    expect(loaded.get_by_text(unit["name"]).first).to_be_visible()
    expect(loaded.get_by_text(f"{unit['score']:.2f}").first).to_be_visible()


def broken_copy(source: Path, folder: Path) -> tuple[Path, str]:
    """A sample workbook with one number turned into words, and the cell it stands in."""
    book = openpyxl.load_workbook(source)
    sheet = book["填报"]
    header = next(row for row in sheet.iter_rows() if any(c.value == "填报值" for c in row))
    column = next(c.column for c in header if c.value == "填报值")
    target = next(
        cell
        for (cell,) in sheet.iter_rows(min_row=header[0].row + 1, min_col=column, max_col=column)
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    )
    target.value = "好几次"
    path = folder / f"broken-{source.name}"
    book.save(path)
    return path, target.coordinate


def test_a_good_and_a_broken_workbook(loaded: Page, seen: Seen, tmp_path: Path) -> None:
    good, other = sorted(SAMPLE.glob("*.xlsx"))[:2]
    broken, cell = broken_copy(other, tmp_path)
    menu(loaded, "报送")
    # the first is for the list of units
    loaded.locator('input[type="file"]').last.set_input_files([good, broken])
    loaded.get_by_role("heading", name="需要改正的问题").wait_for(timeout=60_000)
    ready(loaded)
    expect(loaded.get_by_text("1 个与已有版本相同，1 个有错误、未计分")).to_be_visible()
    told = pd.read_csv(io.BytesIO(downloaded(loaded, "下载清单")))
    assert list(told["文件"]) == [broken.name]
    assert list(told["单元格"]) == [cell]
    assert "好几次" in told["问题"][0]
    quiet(seen)


def test_the_ranked_workbook_holds_what_the_engine_scored(app: App, loaded: Page) -> None:
    menu(loaded, "排名")
    book = openpyxl.load_workbook(io.BytesIO(downloaded(loaded, "xlsx")), data_only=True)
    rows = [[c.value for c in row] for row in book.worksheets[0].iter_rows()]
    start = next(n for n, row in enumerate(rows) if label("unit") in row and label("score") in row)
    ranked = pd.DataFrame(rows[start + 1 :], columns=rows[start]).dropna(subset=[label("unit")])
    ranked = ranked.set_index(label("unit"))
    totals = engine_result(app).totals.set_index("unit")
    assert sorted(ranked.index) == sorted(totals.index)
    for unit, row in totals.iterrows():
        assert ranked.loc[unit, label("score")] == pytest.approx(row["score"], abs=1e-9)
        assert ranked.loc[unit, label("rank")] == row["rank"]
