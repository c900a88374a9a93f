"""What full marks lose, shared out to where it was lost; worked on the examples by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from examples import check
from scoring.analysis.common import costs, full_points, in_points, lost_marks, part_losses
from scoring.analysis.gaps import gap_sentences, gate_note, measures_pareto, pareto, widest
from scoring.analysis.heat import heat
from scoring.analysis.indicator_losses import losers, losers_sentence
from scoring.analysis.loss_shares import loss_shares, without_awaited
from scoring.analysis.losses import section_losses
from scoring.engine import ScoreSheet, score
from scoring.system import load_system
from scoring.workbook import combine, read_upload
from tests.analysis.small import indicator, measure, section, small_sheet, target
from tests.frames import fact_frame, loaded, unit_frame
from tests.strategies import Assessed, assessments


@cache
def example(name: str) -> ScoreSheet:
    """The result of one of the examples."""
    folder = next(folder for folder in check.folders() if folder.name == name)
    system = load_system(folder / check.SYSTEM)
    table = combine(read_upload(check.FACTS, (folder / check.FACTS).read_bytes(), system), system)
    return score(system, table.units, table.facts)


def by_id(sheet: ScoreSheet, unit: str, values: Any) -> dict[str, float]:
    """What is not 0 of one unit, by indicator."""
    at = sheet.units["unit"].tolist().index(unit)
    return {i: round(float(v), 2) for i, v in zip(sheet.system.indicators, values[:, at], strict=True) if v}


def test_a_mark_costs_what_its_section_weighs() -> None:
    """Weights 10, 20, 10; U01 has no C: a mark of A costs 10/30, one of B 20/30 of a point."""
    lost = by_id(example("jgj59"), "U01", costs(example("jgj59")))
    assert lost == {
        **{"AG3": 0.67, "AG6": 0.33, "AN1": 0.67, "AN2": 0.33},
        **{"BG2": 0.67, "BG3": 0.67, "BG4": 1.33, "BG6": 0.67, "BN1": 0.67, "BN2": 1.33, "BN3": 0.67, "BN4": 0.67},
    }


def test_who_closed_a_gate_bears_what_it_took() -> None:
    """B is half of the total. U02: BG2 alone is at 0. U03: the guaranteed items lose 3+4+4+4+4+2 = 21 of 60."""
    sheet = example("jgj59")
    assert by_id(sheet, "U02", costs(sheet))["BG2"] == 50
    lost = by_id(sheet, "U03", costs(sheet))
    assert lost == {"BG1": 7.14, "BG2": 9.52, "BG3": 9.52, "BG4": 9.52, "BG5": 9.52, "BG6": 4.76}
    assert sum(lost.values()) == pytest.approx(50, abs=0.03)
    assert part_losses(sheet, "section")[:, sheet.units["unit"].tolist().index("U03")] == pytest.approx([0, 50, 0])
    assert gate_note(sheet) == "板块或措施整体计0分所失的分，计在使其计0分的指标上。"
    assert gate_note(small_sheet()) == ""


def gated(**gate: Any) -> ScoreSheet:
    """10 marks in one gated section, 10 in another; A1 and A2 of 5 each, C1 is worth nothing and not met."""
    first = section(
        "S1",
        measure("M1", indicator("A1", 5, target(10)), indicator("A2", 5, target(10)), indicator("C1", 0, target(1))),
    )
    sections = [first | {"zero_if": gate}, section("S2", measure("M2", indicator("B1", 10, target(10))))]
    values = {"U1": {"A1": 8, "A2": 10, "C1": 0, "B1": 10}}
    return small_sheet(units=[("U1", "a")], values=values, sections=sections, adjustments=[])


def test_a_gate_without_weights_costs_marks() -> None:
    """A1 itself lost 1 of 5 marks; C1 closes the gate, which takes the other 9."""
    sheet = gated(any_zero=["C1"])
    assert by_id(sheet, "U1", costs(sheet)) == {"A1": 1, "C1": 9}
    assert by_id(sheet, "U1", lost_marks(sheet)) == {"A1": 1}
    assert pareto(sheet)[["indicator", "lost"]].to_numpy().tolist() == [["C1", 9], ["A1", 1]]
    assert measures_pareto(sheet)["lost"].tolist() == [10]
    assert not in_points(sheet.system)


def test_a_gate_by_a_limit_is_borne_by_what_lies_below_it() -> None:
    sheet = gated(below={"M1": {"marks": 9.5}})
    assert by_id(sheet, "U1", costs(sheet)) == {"A1": 10}


def test_only_the_section_that_decides_costs_anything() -> None:
    """The lowest rate counts: K1 has 58 in TASK, of which T1 lost 10 and T2 32 of 100."""
    sheet = example("air_min")
    assert by_id(sheet, "K1", costs(sheet)) == {"T1": 10, "T2": 32}
    assert by_id(sheet, "K2", costs(sheet)) == {"A1": 29}


def test_a_child_that_was_not_taken_and_a_part_that_is_out_lose_nothing() -> None:
    sheet = example("township_quarter")
    assert by_id(sheet, "T4", costs(sheet)) == {"V1": 6, "PLAN": 5}  # V2 lost 1, but the worst counts
    absent = indicator("A2", 10, target(10), may_not_apply=True)
    out = small_sheet(
        units=[("U1", "a")],
        values={"U1": {"A1": 5, "B1": 5}},
        claims=frozenset({("U1", "A2")}),
        sections=[
            section("S1", measure("M1", indicator("A1", 10, target(10)), absent) | {"needs": 2}),
            section("S2", measure("M2", indicator("B1", 10, target(10)))),
        ],
    )
    assert by_id(out, "U1", costs(out)) == {"B1": 5}


def test_what_is_earned_beyond_full_marks_is_nobodys_loss() -> None:
    """T1 earned 12 of 10 on GDP, 11 of 10 on INV, 5.3 of 5 on VISIT, and 4.38 of 5 on RATE."""
    sheet = example("township_quarter")
    lost = by_id(sheet, "T1", costs(sheet))
    assert lost == {"RATE": 0.62, "V2": 2, "RES": 1, "RAT": 1}


def test_sentences_and_maps_say_points_of_the_total() -> None:
    sheet = example("jgj59")
    # BG2: 50 + 9.52 + 0.67 of 111.34
    assert gap_sentences(widest(sheet), "zh")[0].startswith("失分最多的是“封闭管理”（BG2），共失60.19分（按总分计），")
    assert ": 60.19 points of the total in all, " in gap_sentences(widest(sheet), "en")[0]
    assert heat(sheet).in_points
    assert not heat(small_sheet()).in_points
    who = losers(sheet, "BG2")
    assert who.rows["lost"].round(2).tolist() == [50, 9.52, 0.67]
    assert losers_sentence(who) == "适用的4个单位中，3个失分，共失60.19分（按总分计）。"
    assert losers_sentence(who, "en").endswith("3 of the 4 units to which it applies lose 60.19 points of the total.")


@pytest.mark.parametrize(
    ("changes", "full"),
    [
        ({}, 100),
        ({"start": 20}, 120),
        ({"start": 20, "total": {"at_least": 0, "at_most": 100}}, 100),
    ],
)
def test_full_marks_are_what_a_unit_could_have(changes: dict[str, Any], full: float) -> None:
    assert full_points(example("sprs").system) == 110
    assert full_points(small_sheet(values={}, claims=frozenset(), **changes).system) == full


@given(assessments())
@settings(max_examples=30)
def test_the_shares_are_all_that_is_lost(given: Assessed) -> None:
    sheet = score(loaded(given.system), unit_frame(given.units), fact_frame(given.system, given.own, given.verified))
    parts = without_awaited(sheet)
    if not sheet.system.sections:
        return
    shares, made = loss_shares(parts), parts.parts()
    counts = ~np.isnan(parts.base())
    if sheet.system.aggregation == "geometric":  # a section beyond full makes up for others, which no share says
        counts &= ~(np.nan_to_num(made.sections.rate) > 1).any(axis=0)
    together = sum(each.sum(axis=0) for each in (shares.own, shares.gates, shares.in_measures, shares.in_sections))
    assert np.asarray(together)[counts] == pytest.approx(section_losses(parts).sum(axis=0)[counts], abs=1e-6)
    marks = loss_shares(parts, in_marks=True)
    together = sum(each.sum(axis=0) for each in (marks.own, marks.gates, marks.in_measures, marks.in_sections))
    lost = (made.sections.marks - made.sections.earned).sum(axis=0)
    assert np.asarray(together) == pytest.approx(lost, abs=1e-6)
