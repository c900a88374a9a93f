"""What can still be done: of each kind of facts, before, in and after the period (2025)."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from scoring.analysis.next_grade import next_grade, next_grade_sentences
from scoring.analysis.still_open import still_open
from scoring.analysis.ways_up import next_place, next_place_sentence
from scoring.engine import ScoreSheet
from scoring.facts import FACT_KINDS
from scoring.period import Period
from scoring.system import Indicator
from tests.analysis.small import SMALL, VALUES, small_sheet

MAY, LATER = dt.date(2025, 5, 20), dt.date(2026, 1, 10)


def open_fields(facts: str, today: dt.date, period: str = "2025") -> tuple[str, ...]:
    item = Indicator.model_construct(facts=facts, raters=3, unit=None, options=("甲",), min=None, max=None)
    return FACT_KINDS[facts].open_fields(item.of_period(Period.of(period)), 2025, today)


def test_a_month_that_is_over_stays_as_it_was() -> None:
    assert open_fields("monthly", MAY) == ("m05", "m06", "m07", "m08", "m09", "m10", "m11", "m12")
    assert open_fields("quarterly", MAY) == ("q2", "q3", "q4")
    assert open_fields("quarterly", dt.date(2025, 12, 31)) == ("q4",)
    assert open_fields("monthly", dt.date(2025, 8, 20), "2025-Q3") == ("m08", "m09")


@pytest.mark.parametrize("facts", ["date", "rating"])
def test_a_day_and_the_scores_of_raters_stay(facts: str) -> None:
    assert open_fields(facts, MAY) == ()


@pytest.mark.parametrize("facts", ["monthly", "quarterly"])
def test_after_the_year_every_month_is_over(facts: str) -> None:
    assert open_fields(facts, LATER) == ()


@pytest.mark.parametrize("facts", ["count", "number", "ratio", "growth", "choice", "yes_no"])
def test_what_has_no_day_of_its_own_can_be_made_good_until_results_are_published(facts: str) -> None:
    assert open_fields(facts, LATER) == FACT_KINDS[facts].fields(Indicator.model_construct(facts=facts))


def dated_sheet(values: dict[str, dict[str, float]]) -> ScoreSheet:
    """The small assessment with A1 due on 31 March."""
    sections = copy.deepcopy(SMALL["sections"])
    due = {"facts": "date", "rule": {"kind": "deadline", "by": "03-31", "late": 0}}
    sections[0]["measures"][0]["indicators"][0] |= due
    return small_sheet(values=values, sections=sections)


def test_a_missed_deadline_is_settled_and_a_blank_one_can_be_reported() -> None:
    late = VALUES | {"U2": VALUES["U2"] | {"A1": dt.date(2025, 4, 2).toordinal()}}
    assert still_open(dated_sheet(late), "U2", MAY) == {"A2", "A3", "B1"}
    blank = VALUES | {"U2": {name: value for name, value in VALUES["U2"].items() if name != "A1"}}
    assert still_open(dated_sheet(blank), "U2", MAY) == {"A1", "A2", "A3", "B1"}


def test_goals_count_only_what_can_still_be_done() -> None:
    """U2 has 57.5: it lacks 2.5 for 60, and A1 alone gives 10; with nothing open nothing reaches it."""
    found = next_grade(small_sheet(), "U2", among={"A1"})
    assert found is not None
    assert found.ways == 1
    nothing = next_grade_sentences(next_grade(small_sheet(), "U2", among=set()), "zh", limited=True)
    assert nothing[0].endswith("本期仍可改进的各项全部补齐也达不到。")
    assert next_place_sentence(next_place(small_sheet(), "U2", among=set()), "zh", True).endswith("也追不上。")
