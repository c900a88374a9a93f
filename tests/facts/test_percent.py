"""Figures whose unit is %: read, said and judged in per cent."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.engine import score
from scoring.facts import FACT_COLUMNS, is_percent
from scoring.system import IndicatorSystem, load_system_text
from scoring.words import Text
from scoring.workbook.files.grid import PercentValue
from scoring.workbook.intake.cells import doubt_about, read_fact
from tests.system.percent_systems import one_indicator

TARGET = 'facts: number, unit: "%", rule: {kind: target, target: 96}'


def system(rest: str) -> IndicatorSystem:
    return load_system_text(one_indicator(rest))


def rate(rest: str, **figures: float) -> float:
    """What one unit with some figures earns of the indicator, as a rate."""
    facts = [("U01", "M1-1", field, value, "self", "") for field, value in figures.items()]
    units = pd.DataFrame([("U01", "甲", "all")], columns=["unit", "name", "group"])
    return float(score(system(rest), units, pd.DataFrame(facts, columns=FACT_COLUMNS)).lines["rate"].iloc[0])


@pytest.mark.parametrize("raw", ["96%", "９６％", "96", 96, 96.0, PercentValue(0.96), " 96 % "])
def test_all_ways_of_writing_are_one_figure(raw: object) -> None:
    item = system(TARGET).items["M1-1"]
    assert read_fact(raw, item) == 96
    assert doubt_about(raw, 96, item) is None


def test_a_figure_is_said_with_its_sign() -> None:
    item = system(TARGET).items["M1-1"]
    for lang in ("zh", "en"):
        assert item.fact_kind.text({"value": 96.5}, item, lang) == "96.5%"
        assert item.typed_value("value", 1, lang) == "1%"
        assert "96%" in system(TARGET).rule_text(item, lang)
    assert is_percent(Text({"zh": "％", "en": "per cent"}))
    assert not is_percent(Text("个百分点"))


def test_a_bare_share_is_taken_as_it_stands_and_asked_about() -> None:
    item = system(TARGET).items["M1-1"]
    assert read_fact(0.96, item) == 0.96
    problem = doubt_about(0.96, 0.96, item)
    assert problem is not None
    assert (problem.code, problem.severity) == ("percent_or_share", "warning")
    assert "96" in problem.hint()
    assert doubt_about(0, 0, item) is None
    assert doubt_about("0.96%", 0.96, item) is None or doubt_about("0.96%", 0.96, item).code == "hundredfold"


@pytest.mark.parametrize(
    ("rest", "figures", "expected"),
    [
        (TARGET, {"value": 48}, 0.5),
        ('facts: ratio, unit: "%", rule: {kind: share}', {"done": 3, "due": 4}, 0.75),
        ('facts: ratio, unit: "%", rule: {kind: share, full_at: 90, zero_at: 60}', {"done": 75, "due": 100}, 0.5),
        ('facts: ratio, unit: "%", rule: {kind: shortfall, at_least: 95, deduct: 1}', {"done": 93, "due": 100}, 0.8),
        ('facts: ratio, unit: "%", rule: {kind: bands, bands: [{at_least: 70, rate: 1}]}', {"done": 7, "due": 10}, 1),
        (
            'facts: growth, unit: "%", rule: {kind: improvement, zero_at: 0, full_at: 20}',
            {"now": 110, "before": 100},
            0.5,
        ),
        ("facts: growth, rule: {kind: improvement, zero_at: 0, full_at: 0.2}", {"now": 110, "before": 100}, 0.5),
    ],
)
def test_parameters_are_in_per_cent(rest: str, figures: dict[str, float], expected: float) -> None:
    assert rate(rest, **figures) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ('facts: ratio, unit: "%", rule: {kind: share, full_at: 90, zero_at: 60}', ("90%", "60%")),
        ('facts: growth, unit: "%", rule: {kind: improvement, zero_at: -5, full_at: 20}', ("20%", "5%")),
        ('facts: number, unit: "%", rule: {kind: goalposts, worst: 1, best: 100}', ("100%", "1%")),
    ],
)
def test_rules_say_per_cent(rest: str, words: tuple[str, ...]) -> None:
    one = system(rest)
    for lang in ("zh", "en"):
        said = one.rule_text(one.items["M1-1"], lang)
        assert all(word in said for word in words)


@pytest.mark.parametrize(
    ("rest", "raw", "asked"),
    [
        ("facts: number, rule: {kind: target, target: 0.95}", 96, "0.96"),
        ("facts: number, rule: {kind: target, target: 95}", 0.96, "96"),
        ("facts: number, rule: {kind: target, target: 95}", 60, None),
        ("facts: number, rule: {kind: goalposts, worst: 20, best: 85}", 8000, "80"),
        ("facts: number, rule: {kind: goalposts, worst: 20, best: 85}", 120, None),
        ("facts: count, rule: {kind: target, target: 2}", 200, "2"),
        ("facts: count, rule: {kind: shortfall, at_least: 5, deduct: 2}", 500, "5"),
        ("facts: count, rule: {kind: shortfall, at_least: 5, deduct: 2}", 480, None),
        ("facts: count, rule: {kind: shortfall, at_least: 5, deduct: 2}", 5000, None),
        ("facts: count, rule: {kind: bands, bands: [{at_least: 30, rate: 1}, {at_least: 2, rate: 0.5}]}", 200, None),
        ("facts: monthly, rule: {kind: every_period, at_least: 1}", 100, "1"),
        ("facts: monthly, rule: {kind: every_period, at_least: 1}", 31, None),
        ("facts: number, rule: {kind: bands, bands: [{at_least: 0, rate: 1}, {at_least: -5, rate: 0.5}]}", -500, "-5"),
        ("facts: number, rule: {kind: bands, bands: [{at_least: 0, rate: 1}, {at_least: -5, rate: 0.5}]}", 500, None),
        ("facts: count, rule: {kind: target, target: 2}", 1, None),
        ("facts: number, rule: {kind: bands, bands: [{at_least: 90, rate: 1}, {at_least: 60, rate: 0.5}]}", 0.9, "90"),
        ("facts: number, rule: {kind: target, target: 95}", 0, None),
        ("facts: number, rule: {kind: best_in_group}", 9999, None),
    ],
)
def test_a_figure_a_hundred_times_off_is_asked_about(rest: str, raw: float, asked: str | None) -> None:
    problem = doubt_about(raw, raw, system(rest).items["M1-1"])
    assert (problem.params["asked"] if problem else None) == asked


SHARES = 'facts: number, unit: "%", min: 0, max: 100, rule: {kind: goalposts, worst: 0.5, best: 0.95}'
CIRCLES = [
    SHARES,
    TARGET,
    'facts: number, unit: "%", min: 0, max: 1, rule: {kind: goalposts, worst: 50, best: 95}',
    "facts: number, rule: {kind: target, target: 0.95}",
    "facts: number, rule: {kind: target, target: 95}",
    "facts: number, rule: {kind: goalposts, worst: 20, best: 85}",
    "facts: count, rule: {kind: target, target: 2}",
]


@pytest.mark.parametrize("rest", CIRCLES)
@pytest.mark.parametrize("figure", [0.0096, 0.5, 0.96, 1, 2, 60, 96, 100, 200, 9600])
def test_advice_never_runs_in_a_circle(rest: str, figure: float) -> None:
    item = system(rest).items["M1-1"]
    if item.max is not None and figure > item.max:
        return  # refused as it is read
    seen, now = set(), figure
    while (problem := doubt_about(now, now, item)) and problem.code in ("percent_or_share", "hundredfold"):
        assert now not in seen
        seen.add(now)
        now = float(problem.params["asked"])
        assert item.max is None or now <= item.max


def test_limits_that_are_shares_are_named_and_no_share_is_asked_for() -> None:
    item = system(SHARES).items["M1-1"]
    problem = doubt_about(96, 96, item)
    assert problem is not None
    assert problem.code == "percent_limits_hundredfold"
    assert "0.96" not in problem.sentence("zh") + problem.sentence("en")
    most = doubt_about(0.96, 0.96, system(CIRCLES[2]).items["M1-1"])
    assert most is not None
    assert most.code == "percent_beyond_max"


GROWTH = "facts: growth, rule: {kind: improvement, zero_at: -0.1, full_at: 0.2}"


@pytest.mark.parametrize(
    ("rest", "now", "before", "is_asked"),
    [
        (GROWTH, 11000, 100, True),
        (GROWTH, 1.1, 100, True),
        (GROWTH, 110, 100, False),
        (GROWTH, 500, 100, False),
        (GROWTH, 0, 100, False),
        (GROWTH, 5, 0, False),
        ('facts: growth, unit: "%", rule: {kind: improvement, zero_at: -10, full_at: 20}', 11000, 100, True),
        ("facts: growth, rule: {kind: improvement, zero_at: -1, full_at: 0}", 2000, 100, False),
    ],
)
def test_a_growth_a_hundred_times_off_is_asked_about(rest: str, now: float, before: float, is_asked: bool) -> None:
    item = system(rest).items["M1-1"]
    found = item.fact_kind.inconsistencies(item, {"now": now, "before": before}, 2025, is_partial=False)
    assert [one.code for one in found] == (["growth_hundredfold"] if is_asked else [])
