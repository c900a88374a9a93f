"""The examples beside the sample years: chosen by title, loaded by a button, then shown on every page."""

from __future__ import annotations

import pytest

from scoring.services.examples import examples
from tests.app import PAGES, App
from tests.ui.components.test_first_steps import STEPS
from ui.frame import stores


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_are_offered_by_their_titles(app: App, lang: str) -> None:
    app.open(lang=lang)
    (box,) = [box for box in app.at.selectbox if box.key == "example_choice"]
    assert box.options == [one.title.get(lang) for one in examples()]
    assert str(len(examples())) in box.label


@pytest.mark.parametrize("name", ["fhrs", "sprs", "township_quarter", "jgj59"])
def test_an_example_is_loaded_and_shown_on_every_page(app: App, name: str) -> None:
    app.open(lang="en", example=name)
    (one,) = [one for one in examples() if one.name == name]
    assert one.note.get("en").split(",")[0] in app.texts
    app.at.default_timeout = 300
    app.click(f"load_example_{name}")
    (period,) = stores.store().periods()
    assert len(stores.store().submitted(period)) >= 3
    for page in PAGES:
        app.open(page, lang="en")
        assert STEPS["en"] not in app.texts
