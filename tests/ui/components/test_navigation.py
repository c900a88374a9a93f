"""Ways from one page to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app import App
from ui.components import navigation


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """The pages that were opened, with their queries."""
    pages: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(navigation, "go_to", lambda page, **query: pages.append((page, query)))
    return pages


@pytest.mark.parametrize(
    ("open_", "data", "query"),
    [
        (navigation.open_unit, ["U01", 3], ("unit", {"unit": "U01"})),
        (navigation.open_section, ["S1"], ("gaps", {"section": "S1"})),
        (navigation.open_grade, ["good", "a"], ("ranking", {"grade": "good", "group": "a"})),
        (navigation.open_grade, ["", "a"], ("ranking", {"grade": "-", "group": "a"})),
    ],
)
def test_a_click_leads_to_what_the_chart_says(
    opened: list[tuple[str, dict[str, str]]],
    open_: Callable[[list[dict[str, Any]]], None],
    data: list[Any],
    query: tuple[str, dict[str, str]],
) -> None:
    open_([{"x": 1, "customdata": data}])
    assert opened == [query]


def test_a_click_beside_the_points_leads_nowhere(opened: list[tuple[str, dict[str, str]]]) -> None:
    navigation.open_unit([{"x": 1}])
    navigation.open_unit([])
    assert opened == []


def test_another_page_keeps_period_group_and_language(filled: App) -> None:
    filled.open("unit", unit="U03", period="2025", group="a", lang="en")
    filled.click("unit_intake")
    assert filled.at.title[0].value == "Intake"
    assert {name: filled.at.query_params[name] for name in ("period", "group", "lang")} == {
        "period": "2025",
        "group": "a",
        "lang": "en",
    }
    assert "unit" not in filled.at.query_params
