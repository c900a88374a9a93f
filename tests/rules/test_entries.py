"""Entries that say what they earn as a rate or in marks, never as both."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from scoring.facts import FACT_KINDS
from scoring.rules import Columns
from scoring.rules.bands import Band
from scoring.rules.entries import are_in_marks, earned_words, rate_of, worth_of, worth_text

ONE = np.ones(1)
X = Columns(FACT_KINDS["count"], {"value": ONE}, np.array([8.0]), ONE > 0, np.zeros(1, dtype=np.int64))


@pytest.mark.parametrize(
    "given",
    [
        {"rate": 1.0},
        {"at_least": 1.0},
        {"at_least": 1.0, "rate": 1.0, "marks": 2.0},
        {"at_least": 1.0, "below": 3.0, "rate": 1.0},
    ],
)
def test_exactly_one_limit_and_one_worth(given: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Band.model_validate(given)


def test_marks_are_a_part_of_what_the_indicator_is_worth() -> None:
    in_marks, in_rates = Band(at_least=1.0, marks=2.0), Band(at_least=1.0, rate=0.25)
    assert [rate_of(band, X).tolist() for band in (in_marks, in_rates)] == [[0.25], [0.25]]
    assert [worth_of(band) for band in (in_marks, in_rates)] == [2.0, 0.25]
    assert [are_in_marks([band]) for band in (in_marks, in_rates)] == [True, False]


def test_words() -> None:
    assert worth_text(8.0, "zh", in_marks=True) == "得8分"
    assert worth_text(0.0, "zh", in_marks=True) == "不得分"
    assert worth_text(1.0, "zh", in_marks=False) == "得满分"
    assert [worth_text(marks, "en", in_marks=True) for marks in (1.0, 1.5)] == ["1 mark", "1.5 marks"]
    assert earned_words(2 / 3, "zh", in_marks=False) == "得分率66.67%"
    assert earned_words(1.0, "en", in_marks=True) == "1 mark"
