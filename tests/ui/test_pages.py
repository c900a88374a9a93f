"""Each page in both languages, links that others send, choices that stay."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.engine import ScoreSheet, score
from scoring.services import scores
from scoring.system import IndicatorSystem, load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.small_period import ROSTER, SYSTEM
from tests.ui.conftest import PAGES, App
from ui.frame import stores


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


@pytest.mark.parametrize("page", PAGES)
def test_a_link_with_things_that_do_not_exist_still_opens(filled: App, page: str) -> None:
    filled.open(page, period="1871", group="nowhere", unit="U99", lang="xx", indicator="M99")
    assert filled.at.query_params["period"] == "2025"


def test_what_a_link_asks_for_in_vain_is_said_once(filled: App) -> None:
    filled.open("unit", period="1871", group="nowhere", unit="<b>U99</b>" * 40)
    told = [w.value for w in filled.at.warning]
    assert [said.partition("“")[0] for said in told] == ["考核年度", "单位分组", "单位"]
    assert "“1871”不存在，现显示“2025”" in told[0]
    assert "…" in told[2]
    assert "<b>" not in told[2].replace("\\<", "")
    assert not filled.run().at.warning


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("gaps", {"section": "S99"}, "板块“S99”不存在，现显示“全部板块”"),
        ("gaps", {"section": "S1", "measure": "M99"}, "“M99”不存在"),
        ("gaps", {"indicator": "M99-9"}, "“M99-9”不存在"),
        ("ranking", {"grade": "Z"}, "“Z”不存在"),
        ("system", {"tool": "nothing"}, "“nothing”不存在"),
        ("system", {"tool": "try", "if": "nothing=1~:grades.0.at_least=81"}, "链接中有 1 处改动不适用于此文件"),
    ],
)
def test_each_part_of_a_link_that_leads_nowhere_is_said(
    filled: App, page: str, query: dict[str, str], told: str
) -> None:
    filled.open(page, period="2025", **query)
    assert told in "\n".join(w.value for w in filled.at.warning)


def test_what_is_remembered_returns_from_the_menu_but_not_by_a_link_or_back(filled: App) -> None:
    filled.open("gaps", period="2025", section="S1")
    filled.open("gaps")  # a click in the menu
    assert filled.at.query_params["section"] == "S1"
    filled.open("gaps", period="2025", lang="zh")  # Back, to before the section was chosen
    assert "section" not in filled.at.query_params
    assert not filled.run().at.warning
    assert "section" not in filled.at.query_params


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


def test_scores_are_those_of_the_units_that_reported(filled: App) -> None:
    filled.open()
    sheet = stores.sheet(2025)
    assert sheet is not None
    assert sheet.totals.set_index("unit")["score"].to_dict() == {"U01": 90.0, "U02": 50.0}
    assert list(stores.missing(2025)["unit"]) == ["U03"]
    assert stores.previous_sheet(2025) is None


def test_no_period_is_scored_that_is_not_shown(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stores.store()
    for year in (2022, 2023, 2024):
        system = load_system_text(SYSTEM.replace("year: 2025", f"year: {year}"))
        kept.add_system(system, "test")
        kept.add_units(year, read_roster("units.csv", ROSTER.encode(), system)[0], "test")
        named = (("U01", "办公室", "a"),)
        rows = (("U01", "M01-1", "value", 5.0, "self", "", "x.csv", "", ""),)
        kept.save(year, Submission("x.csv", "table", b"%d" % year, named, rows, (), ("U01",)), "test")
    scored: list[int] = []

    def counting(system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame) -> ScoreSheet:
        scored.append(system.year)
        return score(system, units, facts)

    monkeypatch.setattr(scores, "score", counting)
    filled.open("intake")
    assert scored == []
    filled.open("overview")
    assert scored == [2025, 2024]
    filled.open("ranking")
    filled.open("gaps")
    assert scored == [2025, 2024]
    filled.open("trend")
    assert sorted(scored) == [2022, 2023, 2024, 2025]
