"""An empty database: three steps, the sample button, one's own indicator system."""

from __future__ import annotations

import pytest

from scoring.services.samples import sample_years
from tests.small_period import ROSTER, SYSTEM
from tests.ui.conftest import PAGES, App
from tests.ui.system.test_system import draft, zone
from ui.frame import stores

STEPS = {"zh": "三步得到第一份排名", "en": "Three steps to the first ranking"}
BUNDLED = {
    "zh": "还没有考核年度，以下是程序自带的指标体系。",
    "en": "There is no period yet; this is the system that comes with the program.",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_on_an_empty_database_and_says_how_to_start(app: App, page: str, lang: str) -> None:
    app.open(page, lang=lang)
    said = BUNDLED if page == "system" else STEPS
    assert said[lang] in app.texts


def test_an_own_system_makes_the_period(app: App) -> None:
    draft(app, SYSTEM)
    assert "小体系" in app.texts
    app.at.text_input(key="actor_name").set_value("李主任")
    app.run().click("draft_save")
    assert stores.store().periods() == [2025]
    assert "接下来上传单位名单" in app.texts
    app.open("overview")
    assert "2025 年度还没有单位报送" in app.texts


def test_a_wrong_system_is_refused_with_every_mistake_by_line(app: App) -> None:
    wrong = SYSTEM.replace("at_least: 80", "at_leest: 80").replace("kind: share", "kind: shear")
    draft(app, wrong)
    problems = app.at.table[0].value
    assert {"unknown_key", "unknown_kind"} <= set(_codes(app))
    assert len(problems) >= 2
    assert stores.store().periods() == []


def _codes(app: App) -> list[str]:
    from scoring.problems import SystemError_
    from scoring.system import load_system_text

    wrong = SYSTEM.replace("at_least: 80", "at_leest: 80").replace("kind: share", "kind: shear")
    with pytest.raises(SystemError_) as found:
        load_system_text(wrong)
    return [p.code for p in found.value.problems]


def test_a_system_that_is_no_text_is_refused(app: App) -> None:
    app.open("system", tool="check")
    zone(app).upload("indicators.yaml", b"\xff\xfe\x00")
    app.run()
    assert "文件有 1 处错误" in app.texts


def test_a_list_of_units_is_taken_over(app: App) -> None:
    from scoring.system import load_system_text

    stores.store().add_system(load_system_text(SYSTEM), "test")
    app.open("intake", list="setup")
    next(z for z in app.at.file_uploader if z.key == "roster_file").upload("units.csv", ROSTER.encode())
    app.run()
    app.click("roster_save")
    assert list(stores.store().units(2025)["unit"]) == ["U01", "U02", "U03"]


def test_a_list_with_an_unknown_group_is_refused(ready: App) -> None:
    ready.open("intake", list="setup")
    wrong = ROSTER + "U09,某处,丙组\n"
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", wrong.encode())
    ready.run()
    assert "未采用" in ready.texts
    assert "U09" not in set(stores.store().units(2025)["unit"])


def test_the_sample_button_loads_every_sample_year_through_the_intake(app: App) -> None:
    app.open()
    app.at.default_timeout = 300
    app.click("load_sample")
    years = [int(folder.name) for folder in sample_years()]
    assert sorted(stores.store().periods()) == years
    for year in years:
        assert len(stores.store().submitted(year)) > 0
    assert app.at.query_params["period"] == str(max(years))
