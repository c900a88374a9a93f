"""Figures and names as cards and charts show them."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.system import load_system_text
from tests.small_period import SYSTEM
from ui.components import formats


@pytest.mark.parametrize(
    ("value", "text"), [(1.234, "+1.23"), (-1.234, "−1.23"), (0.001, 0), (-0.001, 0), (float("nan"), None)]
)
def test_changes_of_cards(value: float, text: object) -> None:
    assert formats.change(value) == text


def test_names_stand_in_a_row_as_their_language_lists_them() -> None:
    assert formats.names(["甲", "乙", "丙"], "zh") == "甲、乙、丙"
    assert formats.names(["A", "B", "C"], "en") == "A, B, C"
    assert formats.names([], "zh") == ""


def test_of_too_many_names_the_rest_is_counted() -> None:
    assert formats.names(["甲", "乙", "丙"], "zh", most=1) == "甲，另有 2 个"
    assert formats.names(["A", "B", "C"], "en", most=2) == "A, B and 1 more"


@pytest.mark.parametrize(("value", "text"), [(90.005, "90.01"), (float("nan"), "—")])
def test_scores(value: float, text: str) -> None:
    assert formats.score(value) == text


def test_groups_get_their_titles_and_unknown_ones_stay() -> None:
    frame = pd.DataFrame({"unit": ["U01", "U02"], "group": ["a", "x"]})
    assert list(formats.with_group_titles(frame, load_system_text(SYSTEM), "en")["group"]) == ["Group A", "x"]
