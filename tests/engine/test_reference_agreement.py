"""Engine and reference say the same of random systems, units and facts, to the last digit.

Where decimals are declared the two are equal as decimals; what is not rounded may differ by float
noise, far below anything that is ever published. Thousands of systems: HYPOTHESIS_PROFILE=long.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from scoring.engine import score
from tests.frames import Report, effective, fact_frame, loaded, results, unit_frame
from tests.reference import totals
from tests.reference.totals import Result
from tests.strategies import Assessed, all_items, assessments, others_report

NOISE = Fraction(1, 10**9)


def assert_same(found: Fraction | None, expected: Fraction | None, rounded: bool) -> None:
    """Equal to the last digit if `rounded`, else near (sums are kept to 11 digits of the scale)."""
    if found is None or expected is None or rounded:
        assert found == expected
    else:
        assert abs(found - expected) <= NOISE * max(10, abs(expected))


def assert_same_lines(found: Result, expected: Result, rounded: bool) -> None:
    assert found["indicators"].keys() == expected["indicators"].keys()
    for indicator, line in expected["indicators"].items():
        engine = found["indicators"][indicator]
        assert engine["state"] == line["state"], indicator
        assert_same(engine["earned"], line["earned"], rounded)
        assert_same(engine["rate"], line["rate"], rounded=False)
        assert engine["marks"] == (line["marks"] or 0)
        assert engine["taken"] == line["taken"], indicator


def assert_same_sections(found: Result, expected: Result) -> None:
    assert found["sections"].keys() == expected["sections"].keys()
    for section, row in expected["sections"].items():
        for name in ("earned", "marks", "rate"):
            assert_same(found["sections"][section][name], row[name], rounded=False)


def assert_same_parts(found: Result, expected: Result) -> None:
    """Which parts apply, are out, taken or closed; and what those that apply earn."""
    assert found["parts"].keys() == expected["parts"].keys()
    for part, row in expected["parts"].items():
        engine = found["parts"][part]
        for name in ("applies", "out", "taken"):
            assert engine[name] == row[name], (part, name)
        if row["applies"]:
            assert engine["closed"] == row["closed"], part
            for name in ("earned", "marks", "rate"):
                assert_same(engine[name], row[name], rounded=False)


def assert_same_adjustments(found: Result, expected: Result) -> None:
    assert found["vetoes"] == expected["vetoes"]
    for adjustment, row in expected["adjustments"].items():
        assert found["adjustments"][adjustment]["state"] == row["state"], adjustment
        assert_same(found["adjustments"][adjustment]["points"], row["points"], rounded=False)


def assert_same_total(found: Result, expected: Result, rounded: bool) -> None:
    for name in ("base", "score"):
        assert_same(found[name], expected[name], rounded)
    for name in ("bonus", "deduction"):
        assert_same(found[name], expected[name], rounded=False)
    for name in ("rank", "group_rank", "grade", "grade_missed"):
        assert found[name] == expected[name], name


@given(assessments())
def test_engine_and_reference_agree(assessed: Assessed) -> None:
    system, counts = assessed.system, effective(assessed.own, assessed.verified)
    facts = fact_frame(system, assessed.own, assessed.verified)
    listed = [*assessed.units, *assessed.absent]
    found = results(score(loaded(system), unit_frame(assessed.units), facts, unit_frame(listed)))
    expected = totals.score(system, assessed.units, counts.facts, counts.claims, listed)
    rounded = {of: places is not None for of, places in list(system["rounding"].items())[:2]}
    for unit, _ in assessed.units:
        assert_same_lines(found[unit], expected[unit], rounded["indicator"])
        assert_same_sections(found[unit], expected[unit])
        assert_same_parts(found[unit], expected[unit])
        assert_same_adjustments(found[unit], expected[unit])
        assert_same_total(found[unit], expected[unit], rounded["total"])


def only_inspected(assessed: Assessed) -> Report:
    """What inspectors and the record say of the figures that are not the unit's to report."""
    inspected = {item["id"] for item in all_items(assessed.system) if others_report(item)}
    facts = {key: value for key, value in assessed.verified.facts.items() if key[1] in inspected}
    return Report(facts, {claim for claim in assessed.verified.claims if claim[1] in inspected})


@settings(max_examples=settings().max_examples // 3)  # little but sources is in question
@given(assessments())
def test_self_score_takes_from_inspectors_only_what_units_do_not_report(assessed: Assessed) -> None:
    system = assessed.system
    facts = fact_frame(system, assessed.own, assessed.verified)
    sheet = score(loaded(system), unit_frame(assessed.units), facts)
    counts = effective(assessed.own, only_inspected(assessed))
    expected = totals.score(system, assessed.units, counts.facts, counts.claims)
    rounded = system["rounding"]["total"] is not None
    for unit, row in results(sheet).items():
        assert_same(row["self_score"], expected[unit]["score"], rounded)
