"""What units lose on the way to their base, and what each indicator could give back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from scoring.analysis.losses import bases_with_full, gains, only_together, section_losses
from scoring.engine import score
from tests.analysis.small import indicator, measure, section, small_sheet, target
from tests.analysis.test_waterfall import two_sections
from tests.frames import fact_frame, loaded, unit_frame
from tests.strategies import Assessed, assessments

few = settings(max_examples=40)


def test_each_indicator_alone_at_full_marks() -> None:
    # U2 loses 12 of A's marks and 5 of B1's, of 40: a mark is 2.5 points.
    parts = small_sheet().base_parts.of(1)
    assert gains(parts).sum() == pytest.approx(42.5)
    assert gains(parts)[-1] == pytest.approx(12.5)


def test_together_they_give_more_than_each_alone_where_sections_multiply() -> None:
    # 100 x (1/4 x 1/4)^(1/2) = 25; one section full: 50; both: 100.
    parts = two_sections(0.25, 0.25, aggregation="geometric").base_parts.of(0)
    assert gains(parts) == pytest.approx([25, 25])
    assert bases_with_full(parts, np.array([1, 0])) == pytest.approx([50, 100])


def test_marks_rounded_up_are_a_loss_below_nothing() -> None:
    # Half a mark, rounded to whole ones, earns 1: a base of 200, 100 of them more than full.
    halves = [section("S1", measure("M1", indicator("A1", 0.5, target(1))))]
    rounded = {"indicator": 0, "total": 2, "rank_on": "published"}
    for way in ("sum", "geometric"):
        parts = small_sheet(
            units=[("U1", "a")],
            values={"U1": {"A1": 1}},
            sections=halves,
            rounding=rounded,
            aggregation=way,
            claims=frozenset(),
        ).base_parts
        assert parts.base() == pytest.approx([200])
        assert section_losses(parts)[:, 0] == pytest.approx([-100])
        assert gains(parts.of(0)) == pytest.approx([0])


def test_two_zeros_that_close_one_gate_give_back_together() -> None:
    # A1 and A2 (10 marks each) are 0 and close S1, of which A3 earned its 10; S2 has 10 of 10: a base of 25.
    gated = section("S1", measure("M1", *(indicator(name, 10, target(1)) for name in ("A1", "A2", "A3"))))
    parts = small_sheet(
        units=[("U1", "a")],
        values={"U1": {"A1": 0, "A2": 0, "A3": 1, "B1": 1}},
        sections=[
            gated | {"zero_if": {"any_zero": ["A1", "A2"]}},
            section("S2", measure("M2", indicator("B1", 10, target(1)))),
        ],
        claims=frozenset(),
    ).base_parts.of(0)
    assert parts.base() == pytest.approx([25])
    assert gains(parts) == pytest.approx([0, 0, 0, 0])
    nothing = np.zeros(4, dtype=bool)
    assert only_together(parts, nothing, ~nothing) == [0, 1]
    assert only_together(parts, nothing, np.array([True, False, True, True])) == []


@few
@given(assessments())
def test_what_is_lost_makes_the_full_score(given: Assessed) -> None:
    facts = fact_frame(given.system, given.own, given.verified)
    sheet = score(loaded(given.system), unit_frame(given.units), facts)
    parts = sheet.base_parts
    base, losses = parts.base(), section_losses(parts).sum(axis=0)
    counts = ~np.isnan(base)
    assert base[counts] + losses[counts] == pytest.approx(parts.full[counts] + sheet.system.start)
