"""Cells of each kind of fact: what is understood, and what is a mistake with which code."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.facts import FACT_KINDS, BadValue, field_label, with_unit
from scoring.period import Period
from scoring.words import Text


class Asked:
    """An indicator, as far as reading a cell needs it."""

    unit = Text("")
    options = ("全部完成", "部分完成")
    raters = 3
    period = Period.of("2025")
    full_score = 100.0
    min = 0.0
    max = 10.0
    bounds = (0.0, 10.0)


DAY = float(dt.date(2025, 3, 31).toordinal())
UNDERSTOOD = [
    *(("yes_no", raw, 1.0) for raw in ("是", "有", "√", "✓", "yes", "YES", "true", "1", 1, 1.0, True, " 是 ")),
    *(("yes_no", raw, 0.0) for raw in ("否", "无", "×", "no", "False", "0", 0, False, "　否")),
    ("count", "３", 3.0),
    ("count", 4.0, 4.0),
    ("count", "5.0", 5.0),
    ("number", "85%", 0.85),
    ("number", 9.75, 9.75),
    ("ratio", "1,200", 1200.0),
    ("ratio", 2.5, 2.5),
    ("monthly", "0", 0.0),
    ("growth", "12.5", 12.5),
    *(
        ("date", raw, DAY)
        for raw in (
            "2025-03-31",
            "2025/3/31",
            "2025.3.31",
            "2025年3月31日",
            "２０２５－３－３１",
            "2025-03-31 00:00:00",
        )
    ),
    ("date", dt.date(2025, 3, 31), DAY),
    ("date", dt.datetime(2025, 3, 31, 15, 30), DAY),
    ("choice", " 部分完成 ", 1.0),
    ("rating", "100", 100.0),
]
MISTAKES = [
    *(("yes_no", raw, "not_yes_no") for raw in ("对", "2", 2, 0.5, "是否", "x", dt.date(2025, 1, 1))),
    ("count", "85%", "percent_not_allowed"),
    ("count", "三", "not_a_number"),
    ("count", -1, "negative"),
    ("count", "2.5", "not_whole"),
    ("count", True, "not_a_number"),
    ("count", dt.datetime(2025, 1, 2), "not_a_number"),
    ("number", 11, "out_of_range"),
    ("number", "-1", "out_of_range"),
    ("number", "约5", "not_a_number"),
    ("ratio", "-3", "negative"),
    *(
        ("date", raw, "not_a_date")
        for raw in ("2025-02-30", "2025-13-01", "3月31日", "2025-03", "20250331", 45747, "2025/3.31", True)
    ),
    ("choice", "完成", "not_an_option"),
    ("choice", 1, "not_an_option"),
    ("rating", "101", "out_of_range"),
    ("rating", -0.5, "out_of_range"),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), UNDERSTOOD)
def test_understood(kind: str, raw: object, expected: float) -> None:
    assert FACT_KINDS[kind].read(raw, Asked()) == expected


@pytest.mark.parametrize(("kind", "raw", "code"), MISTAKES)
def test_mistakes(kind: str, raw: object, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        FACT_KINDS[kind].read(raw, Asked())
    assert caught.value.code == code


def test_fields_and_their_labels() -> None:
    assert FACT_KINDS["monthly"].fields(Asked())[2] == "m03"
    assert FACT_KINDS["rating"].fields(Asked()) == ("r1", "r2", "r3")
    assert [field_label(f).get() for f in ("m12", "q2", "r10", "done")] == ["12月", "二季度", "评分10", "完成数"]
    assert [field_label(f).get("en") for f in ("m12", "q2", "r10", "done")] == ["Dec", "Q2", "Score 10", "Done"]


def test_values_as_people_read_them() -> None:
    shown = [
        ("yes_no", 1.0, "是"),
        ("date", DAY, "2025年3月31日"),
        ("choice", 1.0, "部分完成"),
        ("number", 0.85, "0.85"),
        ("count", 12.0, "12"),
    ]
    assert [FACT_KINDS[kind].value_text(value, Asked(), "zh") for kind, value, _ in shown] == [
        words for *_, words in shown
    ]


def test_scores_of_a_panel_go_up_to_what_they_are_out_of() -> None:
    class OutOfTen(Asked):
        full_score = 10.0

    kind = FACT_KINDS["rating"]
    assert kind.read("９.5", OutOfTen()) == 9.5
    with pytest.raises(BadValue) as bad:
        kind.read(10.5, OutOfTen())
    assert (bad.value.code, bad.value.params["high"]) == ("out_of_range", "10")
    assert kind.prompt(OutOfTen(), 2025).get("zh") == "评分，0 到 10"
    assert kind.validation("r1", OutOfTen(), 2025).criteria["maximum"] == 10.0


def test_a_unit_of_measurement_that_begins_with_a_digit_stands_apart() -> None:
    assert with_unit("75000", Text("2017年美元"), "zh") == "75000 2017年美元"
    assert with_unit("75000", Text("美元"), "zh") == "75000美元"


def test_growth_in_a_part_of_a_year_is_against_the_same_part() -> None:
    growth, half = FACT_KINDS["growth"], FACT_KINDS["growth"].in_period(Period.of("2025-H1"))
    values = {"now": 6.0, "before": 5.0}
    assert half.figure_text(values, 0.2, Text(""), "zh") == "上年同期5，本期6，增长20%"
    assert half.limit_phrase("at_least", 0, Text(""), "zh") == "不低于上年同期"
    assert half.label("before").get("zh") == "上年同期数"
    assert growth.in_period(Period.of("2025")).figure_text(values, 0.2, Text(""), "zh") == "上年5，今年6，增长20%"
