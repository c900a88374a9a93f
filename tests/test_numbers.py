"""Rounding is that of decimal arithmetic; reading understands what people type and guesses nothing."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.numbers import (
    BadNumber,
    ceil_exact,
    floor_exact,
    half_up,
    parse_number,
    percent,
    plain,
    signed,
    signed_percent,
    typed,
    without_noise,
)

decimals_typed = st.decimals(min_value=-99999, max_value=99999, places=5)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.01 * 0.5, 2, 1.01),  # the float product is 1.00499999999999989
        (90.005, 2, 90.01),
        (1.005, 2, 1.01),
        (0.285, 2, 0.29),
        (-1.005, 2, -1.01),
        (1.004999, 2, 1.0),
        (100 - 200 * 0.2, 2, 60.0),
        (sum([0.1] * 10), 0, 1.0),
        (2.5, 0, 3.0),
        (0.0, 2, 0.0),
    ],
)
def test_half_up_by_hand(value: float, decimals: int, expected: float) -> None:
    assert half_up(value, decimals) == expected


def test_half_up_keeps_blanks_and_does_not_round_without_decimals() -> None:
    assert math.isnan(half_up(float("nan"), 2))
    assert half_up([1.23456], None)[0] == 1.23456


@given(decimals_typed, st.integers(0, 4))
def test_half_up_is_decimal_half_up(value: Decimal, decimals: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert half_up(float(value), decimals) == float(expected)


@given(decimals_typed, st.decimals(min_value="0.001", max_value=50, places=3))
def test_half_up_of_a_product(value: Decimal, factor: Decimal) -> None:
    expected = (value * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert half_up(float(value) * float(factor), 2) == float(expected)


@given(decimals_typed, decimals_typed)
def test_whole_steps_of_a_difference(a: Decimal, b: Decimal) -> None:
    difference = float(a) - float(b)
    assert floor_exact(difference * 10) == float((10 * (a - b)).to_integral_value(ROUND_FLOOR))
    assert ceil_exact(difference * 10) == float((10 * (a - b)).to_integral_value(ROUND_CEILING))


def test_noise_does_not_part_equals() -> None:
    assert without_noise(0.1 + 0.2, 100) == without_noise(0.3, 100)
    assert without_noise(0.1234567, 1) == 0.1234567
    assert np.isnan(without_noise([np.nan], 100))[0]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        *((raw, 12) for raw in ("12", "１２", " 12 ", "　12　", "\u200b12\ufeff", "+12", "12.", 12)),
        *((raw, -4) for raw in ("-4", "−4", "－4", -4)),
        *((raw, 0.5) for raw in ("0.5", ".5", "０．５", 0.5)),
        ("1,234", 1234),
        ("３，０００．５", 3000.5),
        ("1e3", 1000),
        ("-0", 0),
    ],
)
def test_numbers_as_people_type_them(raw: object, expected: float) -> None:
    assert parse_number(raw) == expected
    assert math.copysign(1, parse_number(raw)) == (1 if expected >= 0 else -1)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "三",
        "12个",
        "1,23",
        "1 234",
        "--1",
        ".",
        "-",
        "1/2",
        "１２３次",
        "nan",
        "inf",
        "0x10",
        "1_000",
        True,
        None,
        float("nan"),
        "٣",
        "1e",
        "e5",
        "½",
    ],
)
def test_what_is_no_number(raw: object) -> None:
    with pytest.raises(BadNumber) as caught:
        parse_number(raw)
    assert caught.value.code == "not_a_number"


@pytest.mark.parametrize("raw", [1e308, float("inf"), "1e308", "1e999", "9999999999999999"])
def test_what_is_too_large(raw: object) -> None:
    with pytest.raises(BadNumber) as caught:
        parse_number(raw)
    assert caught.value.code == "number_too_large"


def test_percent_only_where_it_means_something() -> None:
    assert parse_number("85%", percent=True) == 0.85
    assert parse_number("８５．３％", percent=True) == 0.853
    with pytest.raises(BadNumber) as caught:
        parse_number("85%")
    assert caught.value.code == "percent_not_allowed"


@given(st.decimals(min_value=-10_000, max_value=10_000, places=4))
def test_what_is_written_reads_back(value: Decimal) -> None:
    assert Decimal(typed(float(value))) == value
    assert "e" not in typed(float(value)).lower()
    assert parse_number(plain(float(value))) == float(value)


def test_people_read_a_minus_sign_and_programs_a_hyphen() -> None:
    assert [plain(-20), plain(-90, 2), plain(-0.001, 2)] == ["−20", "−90.00", "0.00"]
    assert typed(-20.5) == "-20.5"


@pytest.mark.parametrize(
    ("rate", "decimals", "expected"),
    [
        (0.0913, 1, "9.1%"),
        (1, 1, "100.0%"),
        (0.29, 0, "29%"),  # the float product is 28.999999999999996
        (0.85, None, "85%"),
        (0.125, None, "12.5%"),
        (0.66666, 2, "66.67%"),
        (-0.021, 1, "−2.1%"),
        (-0.0001, 1, "0.0%"),
        (0, 1, "0.0%"),
    ],
)
def test_percent(rate: float, decimals: int | None, expected: str) -> None:
    assert percent(rate, decimals) == expected


def test_changes_have_a_sign_and_none_has_not() -> None:
    assert [signed(x, 2) for x in (1.234, -1.234, 0, -0.001)] == ["+1.23", "−1.23", "0.00", "0.00"]
    assert [signed_percent(x) for x in (0.021, -0.021, 0, -0.0001)] == ["+2.1%", "−2.1%", "0.0%", "0.0%"]
