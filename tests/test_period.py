"""Periods: their ids, their words, what lies in them and how they are sorted."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from scoring.period import (
    Period,
    earlier,
    name_beside,
    newest_first,
    period_name,
    period_of_words,
    to_compare_with,
)

YEAR, HALF, QUARTER, MONTH = (Period.of(given) for given in ("2025", "2025-H2", "2025-Q3", "2025-05"))


@pytest.mark.parametrize(
    ("period", "given", "kind", "months", "first", "last", "zh", "en"),
    [
        (YEAR, "2025", "year", 12, (1, 1), (12, 31), "2025年", "2025"),
        (HALF, "2025-H2", "half", 6, (7, 1), (12, 31), "2025年下半年", "second half of 2025"),
        (QUARTER, "2025-Q3", "quarter", 3, (7, 1), (9, 30), "2025年第三季度", "Q3 2025"),
        (MONTH, "2025-05", "month", 1, (5, 1), (5, 31), "2025年5月", "May 2025"),
    ],
)
def test_what_a_period_is(
    period: Period, given: str, kind: str, months: int, first: tuple[int, int], last: tuple[int, int], zh: str, en: str
) -> None:
    assert (period.id, period.kind, len(period.months)) == (given, kind, months)
    assert (period.first_day, period.last_day) == (dt.date(2025, *first), dt.date(2025, *last))
    assert (period.words("zh"), period.words("en")) == (zh, en)
    assert period_of_words(zh) == period_of_words(en) == period_of_words(given) == period


@pytest.mark.parametrize(
    ("written", "given"),
    [
        (2025, "2025"),
        ("2025 年度", "2025"),
        ("２０２５", "2025"),
        ("2025年度上半年", "2025-H1"),
        ("H1 2025", "2025-H1"),
        ("2025年三季度", "2025-Q3"),
        ("2025年第3季度", "2025-Q3"),
        ("2025 q3", "2025-Q3"),
        ("2025年Q3", "2025-Q3"),
        ("Q3/2025", "2025-Q3"),
        ("2025.H1", "2025-H1"),
        ("2025年7-9月", "2025-Q3"),
        ("2025年１月至６月", "2025-H1"),
        ("2025年1—12月", "2025"),
        ("May. 2025", "2025-05"),
        ("2025年05月", "2025-05"),
        (dt.datetime(2025, 5, 1), "2025-05"),
        (dt.date(2025, 5, 20), "2025-05"),
    ],
)
def test_what_people_write(written: object, given: str) -> None:
    assert period_of_words(written) == Period.of(given)


@pytest.mark.parametrize(
    "written", ["", "今年", "2025年13月", "2025年第五季度", "25年", "2025-2026", "1800", 45658, None]
)
def test_what_is_no_period(written: object) -> None:
    assert period_of_words(written) is None


@pytest.mark.parametrize("given", ["2025-Q5", "2025-5", "2025-h1", " 2025", "25", "2025-13", ""])
def test_an_id_is_written_in_one_way(given: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period.of(given)
    assert period_name(given).get() == given


def test_the_latest_stands_first_and_a_year_before_its_parts() -> None:
    ids = ["2024", "2025-05", "2025-Q1", "2025", "2025-H2", "2025-12", "2025-Q4", "2024-Q4"]
    assert newest_first(ids) == ["2025", "2025-H2", "2025-Q4", "2025-12", "2025-05", "2025-Q1", "2024", "2024-Q4"]


def test_the_same_part_of_the_year_before() -> None:
    assert QUARTER.a_year_before.id == "2024-Q3"
    assert MONTH.of_year(2020).id == "2020-05"


def test_what_a_file_cannot_say() -> None:
    with pytest.raises(ValidationError):
        Period(year=2025, quarter=5)
    with pytest.raises(ValidationError):
        Period(year=2025, month=True)


IDS = ["2025-Q3", "2025-Q2", "2024-Q3", "2024-Q4", "2024", "2025-05", "2023", "2025"]


def test_periods_are_compared_with_those_of_their_kind() -> None:
    assert earlier(IDS, "2025-Q3") == ["2024-Q3", "2024-Q4", "2025-Q2"]
    assert earlier(IDS, "2025") == ["2023", "2024"]
    assert earlier(IDS, "2025-05") == []


def test_a_quarter_is_compared_with_that_of_the_year_before_at_first() -> None:
    assert to_compare_with(IDS, "2025-Q3") == ["2024-Q3", "2025-Q2", "2024-Q4"]
    assert to_compare_with(IDS, "2025-Q2") == ["2024-Q4", "2024-Q3"]
    assert to_compare_with(IDS, "2025") == ["2024", "2023"]


@pytest.mark.parametrize(
    ("before", "now", "zh", "en"),
    [
        ("2024", "2025", "2024年", "2024"),
        ("2024-Q3", "2025-Q3", "上年同期（2024年第三季度）", "the same quarter of the year before (Q3 2024)"),
        ("2024-05", "2025-05", "上年同期（2024年5月）", "the same month of the year before (May 2024)"),
        ("2025-Q2", "2025-Q3", "2025年第二季度", "Q2 2025"),
    ],
)
def test_what_an_earlier_period_is_called(before: str, now: str, zh: str, en: str) -> None:
    assert (name_beside(before, now).get("zh"), name_beside(before, now).get("en")) == (zh, en)
