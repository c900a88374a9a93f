"""Each page in both languages, links that others send, choices that stay."""

from __future__ import annotations

import pytest

from tests.app import PAGES, App


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_data_in_both_languages(filled: App, page: str, lang: str) -> None:
    filled.open(page, lang=lang)
    assert filled.at.title[0].value


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_while_nobody_has_reported(ready: App, page: str) -> None:
    ready.open(page)
    assert ready.at.title[0].value


@pytest.mark.parametrize("page", PAGES)
def test_every_page_takes_a_group_without_reports(filled: App, page: str) -> None:
    filled.open(page, group="b")
    assert filled.at.query_params["group"] == "b"


@pytest.mark.parametrize("page", ["overview", "ranking", "gaps", "unit", "trend", "verification"])
def test_every_page_with_scores_says_how_final_they_are(filled: App, page: str) -> None:
    """Nothing has been verified, so all of it is provisional."""
    filled.open(page)
    assert [m.value for m in filled.at.markdown if "orange-badge[暂列]" in m.value and "已核查0/" in m.value]


def test_a_link_opens_the_unit_it_names(filled: App) -> None:
    filled.open("unit", unit="U02")
    assert "人事处" in filled.texts


def test_the_language_stays_from_page_to_page(filled: App) -> None:
    filled.open("intake")
    assert filled.at.title[0].value == "报送"
    next(c for c in filled.at.segmented_control if c.key == "lang_choice").set_value("en")
    filled.run()
    assert filled.at.title[0].value == "Intake"
    filled.open("verification")  # a click in the menu drops what is in the URL
    assert filled.at.title[0].value == "Verification"
    assert filled.at.query_params["lang"] == "en"
