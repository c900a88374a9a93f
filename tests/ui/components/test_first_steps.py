"""An empty database: three steps, the sample button, one's own indicator system."""

from __future__ import annotations

import pytest

from scoring.services.samples import sample_periods
from tests.app import PAGES, App
from ui.frame import stores

STEPS = {"zh": "三步生成首份排名", "en": "Three steps to the first ranking"}
BUNDLED = {
    "zh": "还没有考核期，以下是程序自带的指标体系。",
    "en": "There is no period yet; this is the system that comes with the program.",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens_on_an_empty_database_and_says_how_to_start(app: App, page: str, lang: str) -> None:
    app.open(page, lang=lang)
    said = BUNDLED if page == "system" else STEPS
    assert said[lang] in app.texts


def test_the_sample_button_loads_every_sample_period_through_the_intake(app: App) -> None:
    app.open()
    app.at.default_timeout = 300
    app.click("load_sample")
    periods = [folder.name for folder in sample_periods()]
    assert stores.store().periods()[::-1] == periods
    assert all(stores.store().submitted(period) for period in periods)
    assert app.at.query_params["period"] == "2025"
