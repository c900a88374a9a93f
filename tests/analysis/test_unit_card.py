"""What one unit's result comes to."""

from __future__ import annotations

import math

import pytest

from scoring.analysis.unit_card import card, rank_text
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_overview import only_for


def test_card() -> None:
    previous = small_sheet(values=VALUES | {"U3": VALUES["U2"]}, claims=frozenset(), period={"year": 2024})
    own = card(small_sheet(verified={"U3": {"B1": 5}}), "U3", previous)
    # 15 of the 30 marks that apply; before 57.5, third with U2.
    assert (own.score, own.self_score, own.verification_cut) == (50, 66.67, 16.67)
    assert (own.rank, own.ranked, own.group_rank, own.group_ranked) == (4, 4, 3, 3)
    assert (own.group_title, own.grade_title) == ("甲组", "不合格")
    assert (own.compared_with.get(), own.score_change, own.rank_change) == ("2024年", -7.5, -1)


def test_card_without_a_past_or_a_score() -> None:
    assert card(small_sheet(), "U1").compared_with is None
    assert card(small_sheet(), "U4", small_sheet(units=[("U1", "a")])).compared_with is None
    nothing = card(small_sheet(units=[("U1", "a")], sections=only_for("b")), "U1")
    assert math.isnan(nothing.score)
    assert math.isnan(nothing.rank)
    assert (nothing.ranked, nothing.grade_title) == (0, "")
    with pytest.raises(KeyError):
        card(small_sheet(), "U9")


def test_scores_on_another_scale_have_no_change() -> None:
    own = card(small_sheet(), "U1", small_sheet(scale=10))
    assert math.isnan(own.score_change)
    assert own.rank_change == 0


def test_a_rank_as_written() -> None:
    assert rank_text(3.0, 18) == "3 / 18"
    assert rank_text(float("nan"), 18) == "—"
