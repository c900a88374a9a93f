"""What is said of ways up is what comes about when the engine scores them: for random systems that use everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from scoring.analysis.next_grade import next_grade, next_grade_sentences
from scoring.analysis.unit_summary import unit_summary
from scoring.analysis.ways_up import next_place, next_place_sentence, ways_up
from scoring.engine import UNANSWERED, ScoreSheet, score
from scoring.engine.lines import group_numbers, group_sizes
from scoring.engine.placing import place
from scoring.engine.totals import score_totals
from scoring.numbers import half_up
from tests.analysis.small import SMALL, indicator, measure, section, small_sheet, target, told
from tests.frames import Report, fact_frame, loaded, unit_frame
from tests.strategies import Assessed, assessments

few = settings(max_examples=25)


def scored(given: Assessed) -> ScoreSheet:
    facts = fact_frame(given.system, given.own, given.verified)
    return score(loaded(given.system), unit_frame(given.units), facts)


def with_full_marks(sheet: ScoreSheet, at: int, indicators: Iterable[str]) -> ScoreSheet:
    """The sheet as the engine makes it where the unit in row `at` earns full marks on some indicators."""
    lines, system = sheet.line_arrays, sheet.system
    earned, rate = lines.earned.copy(), lines.rate.copy()
    for row in (list(system.indicators).index(name) for name in indicators):
        if lines.applies[row, at]:
            rate[row, at], earned[row, at] = 1.0, half_up(lines.marks[row, at], system.rounding.indicator)
    group = group_numbers(system, sheet.units)
    lines = replace(lines, earned=earned, rate=rate)
    totals = score_totals(system, sheet.counted, lines, group)
    lines = replace(lines, taken=totals.parts.indicators_taken)
    rank, group_rank, grading = place(system, lines, totals, group, group_sizes(system, sheet.listed))
    changed = {"line_arrays": lines, "total_arrays": totals, "rank": rank, "group_rank": group_rank}
    return replace(sheet, grading=grading, **changed)


def with_base(sheet: ScoreSheet) -> list[tuple[int, str]]:
    """Row and code of the units that have a base."""
    return [(at, sheet.units["unit"].iloc[at]) for at in np.flatnonzero(~np.isnan(sheet.base_parts.base()))]


@few
@given(assessments())
def test_the_gain_of_an_indicator_is_what_the_base_rises_by(given: Assessed) -> None:
    sheet = scored(given)
    lines = sheet.line_arrays
    for at, unit in with_base(sheet):
        now = sheet.base_parts.base()[at]
        said = ways_up(sheet, unit).set_index("indicator")["gain"]
        for row, (name, item) in enumerate(sheet.system.indicators.items()):
            rises = with_full_marks(sheet, at, [name]).base_parts.base()[at] - now
            is_uncounted = item.reported_by == "record" and lines.state[row, at] == UNANSWERED
            if lines.awaited[row, at] or is_uncounted:  # nobody can enter it
                assert name not in said
            elif lines.marks[row, at] > 0 and lines.earned[row, at] > lines.marks[row, at]:
                assert name not in said  # beyond full marks there is nothing to give back
            else:
                assert said.get(name, 0.0) == pytest.approx(max(rises, 0.0), abs=1e-6)


@few
@given(assessments())
def test_the_first_ways_reach_the_grade_and_one_fewer_does_not(given: Assessed) -> None:
    sheet = scored(given)
    grades = [grade.id for grade in sheet.system.grades]
    for at, unit in with_base(sheet):
        found = next_grade(sheet, unit)
        if found is None or found.veto:
            continue
        order, number = ways_up(sheet, unit)["indicator"].tolist(), grades.index(found.grade)

        def tried(count: int, at: int = at, order: list[str] = order) -> ScoreSheet:
            return with_full_marks(sheet, at, order[:count])

        if found.ways is None:
            assert (tried(len(order)).total_arrays.score[at] < found.at_least) or found.awaits
            continue
        assert tried(found.ways).total_arrays.score[at] >= found.at_least
        assert not found.ways or tried(found.ways - 1).total_arrays.score[at] < found.at_least
        if not found.shortfalls and found.place is None and not any(g.is_limited for g in sheet.system.grades):
            assert found.ways
            assert 0 <= tried(found.ways).grade[at] <= number


@few
@given(assessments())
def test_a_veto_said_to_bar_a_grade_bars_it_whatever_is_gained(given: Assessed) -> None:
    sheet = scored(given)
    grades, everything = [grade.id for grade in sheet.system.grades], list(sheet.system.indicators)
    barred = [(at, found) for at, unit in with_base(sheet) if (found := next_grade(sheet, unit)) and found.veto]
    for at, found in barred:
        best = with_full_marks(sheet, at, everything).grade[at]
        assert best < 0 or best > grades.index(found.grade)


@few
@given(assessments())
def test_the_first_ways_draw_level_with_the_unit_in_front(given: Assessed) -> None:
    sheet = scored(given)
    for at, unit in with_base(sheet):
        found = next_place(sheet, unit)
        if found is None or not found.missing:
            continue
        order = ways_up(sheet, unit)["indicator"].tolist()
        ways = len(order) if found.ways is None else found.ways
        reached = with_full_marks(sheet, at, order[:ways]).total_arrays.score[at]
        assert bool(reached >= found.score) is (found.ways is not None)


def gated(**values: float) -> ScoreSheet:
    """S1: A1 and A2 of 10 marks, whose zero closes the section, and A3 of 10; S2: B1 of 10."""
    first = section("S1", measure("M1", *(indicator(name, 10, target(1)) for name in ("A1", "A2", "A3"))))
    second = section("S2", measure("M2", indicator("B1", 10, target(2))))
    return small_sheet(
        units=[("U1", "a")],
        values={"U1": values},
        sections=[first | {"zero_if": {"any_zero": ["A1", "A2"]}}, second],
        claims=frozenset(),
    )


def test_what_closes_a_gate_gives_back_the_whole_part() -> None:
    # 10 of 40 marks. A1 alone gives back its 10 and the 20 of A2 and A3 that the gate takes: 75 points.
    frame = ways_up(gated(A1=0, A2=1, A3=1, B1=2), "U1")
    assert frame["indicator"].tolist() == ["A1"]
    assert frame["gain"].tolist() == [75.0]


def test_two_zeros_that_close_one_gate_are_named_last_and_counted_together() -> None:
    # 5 of 40 marks: 12.5. B1 makes 25; with A1 and A2 all 40 are there.
    sheet = gated(A1=0, A2=0, A3=1, B1=1)
    frame = ways_up(sheet, "U1")
    assert frame["indicator"].tolist() == ["B1", "A1", "A2"]
    assert frame["gain"].tolist() == [12.5, 0, 0]
    assert frame["why"].str.endswith("；须与其他项一起补齐才加分").tolist() == [False, True, True]
    found = next_grade(sheet, "U1")
    assert found is not None
    assert (found.missing, found.ways) == (47.5, 3)


def test_a_bonus_that_counts_only_from_a_base_counts_once_that_is_reached() -> None:
    # 57.5 and a bonus of 2 that counts from 60: with A3 (12.5 points) 72, and 80 only with B1 too.
    sheet = small_sheet(
        values={"U2": {"A1": 0, "A2": 5, "A3": 2, "B1": 15, "P1": 4}},
        units=[("U2", "a")],
        claims=frozenset(),
        caps={"bonus": {"only_from": 60}},
        grades=[{"id": "good", "title": "良好", "at_least": 72}, {"id": "fail", "title": "不合格", "at_least": 0}],
    )
    found = next_grade(sheet, "U2")
    assert found is not None
    assert found.ways == 1


def test_full_marks_are_what_would_be_published() -> None:
    # 0.5 marks earn 1 where whole marks are published: half of a base of 2 / 1.5 of the scale.
    sheet = small_sheet(
        units=[("U1", "a")],
        values={"U1": {"A1": 0, "A2": 1}},
        sections=[section("S1", measure("M1", indicator("A1", 0.5, target(1)), indicator("A2", 1, target(1))))],
        rounding={"indicator": 0, "total": 2},
        claims=frozenset(),
    )
    assert ways_up(sheet, "U1")["gain"].tolist() == pytest.approx([100 / 1.5])


def test_what_is_not_on_record_yet_is_no_way_up() -> None:
    overdue = {"id": "R1", "title": "逾期问题", "marks": 10, "facts": "count", "reported_by": "record"}
    overdue |= {"counted_from": "findings_overdue", "rule": {"kind": "deduct", "each": 2}}
    sections = [section("S1", measure("M1", indicator("A1", 10, target(4)), overdue))]
    blank = small_sheet(units=[("U1", "a")], values={"U1": {"A1": 2}}, sections=sections, claims=frozenset())
    assert ways_up(blank, "U1")["indicator"].tolist() == ["A1"]
    known = small_sheet(units=[("U1", "a")], values={"U1": {"A1": 2, "R1": 3}}, sections=sections, claims=frozenset())
    assert ways_up(known, "U1")["gain"].tolist() == [30.0, 25.0]


def test_without_indicators_nothing_is_said_of_full_marks() -> None:
    points = [{"id": "N1", "title": "扣分", "facts": "count", "rule": {"kind": "per_event", "points": -5}}]
    grades = [{"id": "good", "title": "良好", "at_least": 100}, {"id": "fail", "title": "不合格", "at_least": 0}]
    values = {"U1": {"N1": 1}, "U2": {"N1": 2}}
    data = {key: value for key, value in SMALL.items() if key != "sections"}
    data |= {"start": 100, "adjustments": points, "grades": grades}
    units = [("U1", "a"), ("U2", "a")]
    sheet = score(loaded(data), unit_frame(units), fact_frame(data, Report(told(values))))
    assert next_grade_sentences(next_grade(sheet, "U2")) == ["距“良好”（100分）还差10.00分。"]
    assert next_place_sentence(next_place(sheet, "U2")) == "本组前一名是第1名单位U1（95.00分），相差5.00分。"
    assert unit_summary(sheet, "U2")[0] == "总分低于本组中位数（92.50分）2.50分。"


def test_a_unit_to_which_too_few_sections_apply_is_told_so() -> None:
    sections = [
        section(name, measure(f"M{name}", indicator(f"A{name}", 10, target(4), may_not_apply=True)))
        for name in ("S1", "S2")
    ]
    sheet = small_sheet(
        units=[("U1", "a")],
        values={"U1": {"AS1": 4}},
        sections=sections,
        needs=2,
        claims=frozenset({("U1", "AS2")}),
    )
    assert unit_summary(sheet, "U1")[0] == "适用的板块只有1个，少于2个，因此没有总分和名次。"
    assert unit_summary(sheet, "U1", "en")[0].startswith("Only 1 section applies, fewer than 2")
