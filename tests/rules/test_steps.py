"""Steps beyond a limit: in proportion, begun ones, complete ones; as decimals would count them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scoring.rules.steps import rest_text, steps_beyond


@pytest.mark.parametrize(
    ("value", "limit", "per", "exact", "begun", "complete"),
    [
        (5.0, 3.0, 1.0, 2.0, 2.0, 2.0),
        (5.5, 3.0, 1.0, 2.5, 3.0, 2.0),
        (3.0, 3.0, 1.0, 0.0, 0.0, 0.0),
        (2.0, 3.0, 1.0, 0.0, 0.0, 0.0),
        (0.83, 0.9, -0.01, 7.0, 7.0, 7.0),  # 0.9 - 0.83 is a bit more than 0.07 in binary
        (1.3, 1.0, 0.1, 3.0, 3.0, 3.0),  # and 1.3 - 1 a bit more than 0.3
        (123456.1, 123456.0, 0.1, 1.0, 1.0, 1.0),
        (np.inf, 1.0, 0.1, np.inf, np.inf, np.inf),
    ],
)
def test_steps(value: float, limit: float, per: float, exact: float, begun: float, complete: float) -> None:
    ways: list[tuple[Any, float]] = [(False, exact), (True, begun), ("full", complete)]
    for whole_steps, expected in ways:
        [found] = steps_beyond(np.array([value]), limit, per, whole_steps)
        assert found == pytest.approx(expected, rel=1e-9), whole_steps
        assert whole_steps is False or found == expected


def test_nothing_to_count_stays_nothing() -> None:
    ways: list[Any] = [False, True, "full"]
    for whole_steps in ways:
        assert np.isnan(steps_beyond(np.array([np.nan]), 1.0, 1.0, whole_steps)).all()


def test_what_becomes_of_a_part_of_a_step() -> None:
    assert [rest_text(way, "3次", "zh") for way in (False, True, "full")] == ["", "，不足3次按3次计", "，不足3次不计"]
