"""Who lost marks on one indicator."""

from __future__ import annotations

import pytest

from scoring.analysis.indicator_losses import losers, losers_sentence
from tests.analysis.small import VALUES, small_sheet
from tests.analysis.test_overview import only_for


def test_those_who_lose_most_come_first() -> None:
    found = losers(small_sheet(), "B1")
    assert found.rows["unit"].tolist() == ["U3", "U2"]
    assert found.rows["value"].tolist() == ["10次", "15次"]
    assert found.rows["lost"].tolist() == [10, 5]
    assert found.rows["earned"].tolist() == [10, 15]
    assert found.rows["rate"].tolist() == [0.5, 0.75]
    assert found.rows["why"].iloc[0].endswith("得10分")
    assert (found.losing, found.applicable, found.unanswered, found.lost) == (2, 4, 0, 15)
    assert (found.section, found.section_title, found.title) == ("S2", "板块S2", "指标B1")


def test_only_units_of_the_group_and_those_it_applies_to_count() -> None:
    found = losers(small_sheet(), "A3", "a")  # U3 claims that it does not apply
    assert (found.rows["unit"].tolist(), found.applicable) == (["U2"], 2)
    assert losers(small_sheet(), "A3", "b").rows.empty


def test_a_long_list_is_cut_but_counted() -> None:
    found = losers(small_sheet(), "B1", most=1)
    assert (found.rows["unit"].tolist(), found.losing, found.lost) == (["U3"], 2, 15)


def test_in_words() -> None:
    assert losers_sentence(losers(small_sheet(), "B1")) == "适用的4个单位中，2个失分，共失15.00分。"
    assert losers_sentence(losers(small_sheet(), "B1"), "en") == (
        "2 of the 4 units to which it applies lose 15.00 marks."
    )
    blank = small_sheet(values=VALUES | {"U4": {"A1": 1, "A2": 10, "A3": 4}})
    assert losers_sentence(losers(blank, "B1")) == "适用的4个单位中，3个失分，共失35.00分，其中1个未填报。"
    assert losers_sentence(losers(blank, "B1"), "en").endswith("lose 35.00 marks; 1 left it blank.")
    assert losers(blank, "B1").rows["value"].iloc[0] == ""
    everyone = small_sheet(values=VALUES | {unit: VALUES[unit] | {"B1": 0} for unit in VALUES})
    assert losers_sentence(losers(everyone, "B1")) == "适用的4个单位都失分，共失80.00分。"
    assert losers_sentence(losers(everyone, "B1"), "en") == "All 4 units to which it applies lose 80.00 marks."
    assert losers_sentence(losers(small_sheet(), "A1", "b")) == "适用的1个单位都得满分。"
    assert losers_sentence(losers(small_sheet(), "A1", "b"), "en").endswith("1 unit to which it applies.")
    nobody = small_sheet(units=[("U1", "a")], sections=only_for("b"))
    first = next(iter(nobody.system.indicators))
    assert losers_sentence(losers(nobody, first)) == "没有单位适用此项。"
    assert losers_sentence(losers(nobody, first), "en") == "The indicator applies to no unit."


def test_one_unit_in_words() -> None:
    one = losers_sentence(losers(small_sheet(values=VALUES | {"U3": VALUES["U1"]}, claims=frozenset()), "B1"), "en")
    assert one == "1 of the 4 units to which it applies loses 5.00 marks."
    only = small_sheet(units=[("U2", "a")])  # 15 of 20
    assert losers_sentence(losers(only, "B1"), "en") == "The only unit to which it applies loses 5.00 marks."
    assert losers_sentence(losers(only, "B1")) == "只有1个单位适用，失5.00分。"
    blank = losers(small_sheet(units=[("U2", "a")], values={"U2": {}}), "B1")
    assert losers_sentence(blank, "en") == "The only unit to which it applies left it blank and loses 20.00 marks."
    assert losers_sentence(blank) == "只有1个单位适用，未填报，失20.00分。"


def test_an_indicator_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        losers(small_sheet(), "Z9")
