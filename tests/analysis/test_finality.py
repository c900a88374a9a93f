"""How final scores are: what makes them provisional, and who is waited for."""

from __future__ import annotations

from dataclasses import replace

from scoring.analysis.finality import Finality, awaited_figures, finality_sentence, verified_results
from scoring.engine import score
from tests.analysis.small import SMALL, measure, section, small_facts, small_sheet
from tests.analysis.test_awaited import sheet
from tests.frames import Report, fact_frame, loaded, unit_frame

DONE = Finality(2, 2, verified=4, to_verify=4)


def test_each_thing_that_is_waited_for_makes_it_provisional() -> None:
    assert not DONE.is_provisional
    for change in ({"missing": ("甲",)}, {"files": 1}, {"left_out": 1}, {"verified": 3}):
        assert replace(DONE, **change).is_provisional  # type: ignore[arg-type]
    assert replace(DONE, awaited=awaited_figures(sheet({}))).is_provisional


def test_what_panel_and_inspectors_have_to_enter() -> None:
    """U1 has two of three scores and no figure of the inspectors; U2 has all."""
    panel, figure = awaited_figures(sheet({"r1": 90, "r2": 80}))
    assert (panel.indicator, panel.units, panel.figures) == ("B1", 1, 1)
    assert [label.get("zh") for label in panel.fields] == ["评分3"]
    assert (figure.indicator, figure.units, figure.fields) == ("B2", 1, ())
    assert awaited_figures(sheet({"r1": 90, "r2": 80, "r3": 70}, checked=1)) == ()


def test_units_report_for_themselves() -> None:
    """What a unit left blank is no one else's to enter."""
    assert awaited_figures(small_sheet(values={"U1": {}})) == ()


def test_verified_results_are_counted_by_unit_and_indicator() -> None:
    """15 figures and one claim; an inspector spoke on two, one of which the unit had left out (a claim)."""
    verified = {"U1": {"A1": 0}, "U3": {"A3": 4}}
    assert verified_results(small_sheet(verified=verified), small_facts(verified)) == (2, 16)
    assert verified_results(small_sheet(), small_facts()) == (0, 16)
    assert verified_results(small_sheet(verified=verified), small_facts(verified), "b") == (0, 4)


def test_the_sentence_names_who_and_what() -> None:
    waiting = Finality(2, 4, ("甲", "乙"), 1, 0, awaited_figures(sheet({"r1": 90, "r2": 80})), 3, 9)
    words = finality_sentence(waiting)
    assert words == (
        "已报送2/4个单位；待报送：甲、乙；1份文件待确认；已报送单位待录入：B1 民主测评（缺1个评分，评分3）、"
        "B2 抽查合格（1个单位）；已核查3/9项。"
    )
    english = finality_sentence(waiting, "en")
    for part in ("2 of 4 units", "waiting for 甲 and 乙", "1 file waits", "Score 3", "3 of 9 results verified"):
        assert part in english


def test_nothing_is_waited_for() -> None:
    assert finality_sentence(DONE) == "已报送2/2个单位；报送、评议、核查均已完成。"
    assert DONE.word.get("zh") != Finality(1, 2, ("甲",)).word.get("zh")


def test_a_panel_of_which_so_many_are_enough_waits_for_no_more() -> None:
    def waits(given: int, **rule: int) -> int:
        panel = {"id": "R1", "title": "评议", "marks": 10, "facts": "rating", "raters": 3}
        data = SMALL | {"sections": [section("S1", measure("M1", panel | {"rule": {"kind": "rating", **rule}}))]}
        facts = Report({("U1", "R1", f"r{n}"): 80 for n in range(1, 1 + given)})
        scored = score(loaded(data), unit_frame([("U1", "a")]), fact_frame(data, facts))
        return sum(one.figures for one in awaited_figures(scored))

    assert [waits(2), waits(3)] == [1, 0]
    assert [waits(1, at_least_given=2), waits(2, at_least_given=2)] == [2, 0]
