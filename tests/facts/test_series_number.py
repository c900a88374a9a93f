"""A figure by month or quarter, of which a rule judges one."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.facts import FACT_KINDS
from scoring.facts.series_number import TAKES

NAN = np.nan
FIGURES = {"q1": [0.1, NAN, 3.0], "q2": [0.2, NAN, NAN], "q3": [NAN, NAN, -1.0], "q4": [0.3, NAN, NAN]}


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("mean", [0.2, NAN, 1.0]),
        ("sum", [0.6, NAN, 2.0]),
        ("last", [0.3, NAN, -1.0]),
        ("highest", [0.3, NAN, 3.0]),
        ("lowest", [0.1, NAN, -1.0]),
    ],
)
def test_what_is_taken_is_of_what_is_given(take: str, expected: list[float]) -> None:
    fields = {name: np.array(values) for name, values in FIGURES.items()}
    with np.errstate(all="raise"):
        taken = FACT_KINDS["quarterly_number"].taken(fields, take)
    np.testing.assert_array_equal(taken[1:], expected[1:])
    assert abs(taken[0] - expected[0]) < 1e-15  # 0.1 + 0.2 + 0.3 is 0.6


def test_one_figure_is_enough() -> None:
    given = np.array([[True, False], [False, False]])
    assert FACT_KINDS["monthly_number"].answered(given).tolist() == [True, False]
    assert FACT_KINDS["ratio"].answered(given).tolist() == [False, False]


def test_every_way_is_named_in_both_languages() -> None:
    words = {take: FACT_KINDS["monthly_number"].taken_words(take) for take in TAKES}
    assert words["mean"].root == {"zh": "各月平均", "en": "mean of the months"}
    assert all(w.root["zh"] and w.root["en"] and "{" not in w.root["en"] for w in words.values())
