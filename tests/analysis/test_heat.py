"""Units against the parts of the system."""

from __future__ import annotations

import math

import pytest

from scoring.analysis.heat import heat, heat_sentence, shortened
from tests.analysis.small import VALUES, small_sheet

PERFECT = dict.fromkeys(VALUES, VALUES["U1"])


def test_heat_by_section_and_by_measure() -> None:
    sections = heat(small_sheet())
    assert list(sections.names) == ["U1", "U4", "U3", "U2"]
    assert sections.rate.loc["U2"].tolist() == [0.4, 0.75]
    assert sections.lost.loc["U2"].tolist() == [12, 5]
    measures = heat(small_sheet(), "a", "S1")
    assert measures.titles == {"M1": "措施M1", "M2": "措施M2"}
    assert measures.rate.loc["U2"].tolist() == [0.3, 0.5]
    assert math.isnan(measures.rate.loc["U3", "M2"])
    assert measures.lost.loc["U3", "M2"] == 0
    with pytest.raises(KeyError):
        heat(small_sheet(), section="S9")


def test_what_does_not_apply_counts_in_full_where_the_system_says_so() -> None:
    sheet = small_sheet(not_applicable={"mode": "full"})
    assert heat(sheet, section="S1").rate.loc["U3", "M2"] == 1


def test_heat_in_words() -> None:
    # Section means over the four units: S1 (1 + 1 + 1 + 0.4)/4, S2 (1 + 1 + 0.5 + 0.75)/4.
    assert heat_sentence(heat(small_sheet())) == "平均得分率最低的是“板块S2”（81.3%），最高的是“板块S1”（85.0%）。"
    assert heat_sentence(heat(small_sheet(values=PERFECT, claims=frozenset()))) == "平均得分率100.0%。"
    assert heat_sentence(heat(small_sheet(units=[]))) == ""


def test_indicators_of_a_measure() -> None:
    found = heat(small_sheet(), measure="M1")
    assert found.titles == {"A1": "指标A1", "A2": "指标A2"}
    assert found.rate.loc["U2"].tolist() == [0, 0.5]
    assert found.lost.loc["U2"].tolist() == [4, 3]
    assert found.mean == {"A1": 0.75, "A2": 0.875}
    with pytest.raises(KeyError):
        heat(small_sheet(), measure="M9")


def test_a_long_heat_map_keeps_both_ends_and_the_unit_that_is_looked_at() -> None:
    whole = heat(small_sheet())
    few = shortened(whole, 3)
    assert list(few.names) == list(few.rate.index) == list(few.lost.index) == ["U1", "U4", "U2"]
    assert few.positions == (0, 1, 3)
    assert few.all_units == 4
    assert few.mean == whole.mean  # of all units, also of those left out
    assert list(shortened(whole, 2, keep="U3").names) == ["U1", "U3", "U2"]
    assert list(shortened(whole, 2, keep="U9").names) == ["U1", "U2"]
    assert shortened(whole, 4) is whole


def test_of_many_parts_those_that_lose_most_are_kept() -> None:
    few = shortened(heat(small_sheet()), most_parts=1)  # S1 loses 12 marks, S2 15
    assert (few.titles, list(few.rate), list(few.lost)) == ({"S2": "板块S2"}, ["S2"], ["S2"])
    assert few.all_parts == 2
