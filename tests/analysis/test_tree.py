"""The tree of marks and the list of indicators."""

from __future__ import annotations

import copy

import pytest

from scoring.analysis import tree
from scoring.analysis.tree import changed_totals
from scoring.system import DEFAULT_SYSTEM, load_system
from tests.analysis.small import SMALL
from tests.analysis.test_loss_shares import example
from tests.frames import loaded

SYSTEM = loaded(SMALL)


def test_children_lie_within_their_parent_and_add_up_to_it() -> None:
    frame = tree.tree(load_system(DEFAULT_SYSTEM), "general").set_index("id")
    for name, inside in frame[frame["parent"] != ""].groupby("parent"):
        parent = frame.loc[name]
        assert abs(inside["marks"].sum() - parent["marks"]) < 1e-9
        assert inside["start"].min() == parent["start"]
        assert (inside["start"] + inside["marks"]).max() <= parent["start"] + parent["marks"] + 1e-9


def test_marks_by_hand() -> None:
    frame = tree.tree(SYSTEM).set_index("id")
    assert frame.loc[["S1", "M1", "A2", "S2"], "marks"].tolist() == [20, 10, 6, 20]
    assert frame.loc[["A1", "A2", "A3", "B1"], "start"].tolist() == [0, 4, 10, 20]


def test_parts() -> None:
    whole = tree.tree(SYSTEM)
    assert tree.parts_of(whole, "")["id"].tolist() == ["S1", "M1", "M2", "S2", "M3"]
    assert tree.parts_of(whole, "M1")["id"].tolist() == ["M1", "A1", "A2"]
    assert tree.parts_of(whole, "S2")["id"].tolist() == ["M3", "B1"]


def test_a_group_sees_its_own_marks_and_all_groups_see_each() -> None:
    data = SMALL | {"sections": [SMALL["sections"][1]]}
    one = data["sections"][0]["measures"][0]["indicators"][0] | {"marks": {"a": 20, "b": 10}}
    data["sections"] = [data["sections"][0] | {"measures": [{"id": "M3", "title": "措施", "indicators": [one]}]}]
    system = loaded(data)
    assert not tree.alike(system)
    assert tree.tree(system, "b")["marks"].tolist() == [10, 10, 10]
    assert tree.tree(system)["marks"].tolist() == [15, 15, 15]
    assert tree.items(system)["marks"].tolist() == ["甲组20、乙组10"]


def test_search_over_ids_titles_rules_and_evidence() -> None:
    rows = tree.items(SYSTEM)
    assert tree.matching(rows, "达到20次")["indicator"].tolist() == ["B1"]
    assert tree.matching(rows, "a")["indicator"].tolist() == ["A1", "A2", "A3"]
    assert tree.matching(rows, "", "M2")["indicator"].tolist() == ["A3"]
    nothing = tree.matching(rows, "没有的词")
    assert nothing.empty
    assert list(nothing.columns) == list(rows.columns)
    assert tree.matching(nothing, "x").empty


def test_what_holds_for_all_in_words() -> None:
    words = dict(tree.settings(SYSTEM).itertuples(index=False, name=None))
    assert words["满分"] == "100"
    assert words["不适用的指标"] == "不计入满分，按比例折算"
    assert tree.adjustments(SYSTEM)["rule"].iloc[0] == "每次加0.5分，最多加2分"
    assert tree.grades(SYSTEM)["at_least"].tolist() == [80, 60, 0]


def test_sections_with_other_marks() -> None:
    old = loaded(SMALL)
    assert changed_totals(old, old).empty
    more = copy.deepcopy(SMALL)
    more["sections"][0]["measures"][0]["indicators"][0]["marks"] = 7  # A1, of 4
    rows = changed_totals(old, loaded(more))
    assert rows.to_numpy().tolist() == [["板块S1", "全部分组", 20.0, 23.0, 3.0]]
    more["sections"][0]["measures"][0]["indicators"][0]["marks"] = {"a": 7, "b": 4}
    rows = changed_totals(old, loaded(more), "en")
    assert rows.to_numpy().tolist() == [["板块S1", "甲组", 20.0, 23.0, 3.0]]
    del more["sections"][1]
    gone = changed_totals(old, loaded(more)).iloc[-1]
    assert (gone["section"], gone["marks_before"]) == ("板块S2", 20.0)
    assert gone[["marks_after", "marks_change"]].isna().all()


def test_a_part_that_takes_one_child_is_worth_that_child() -> None:
    """Three visits of 10 marks, of which the worst counts, beside 30 marks of daily work: 40 of 100."""
    frame = tree.tree(example("township_quarter").system).set_index("id")
    assert frame.loc[["S2", "VIS", "V1", "DAY"], "marks"].tolist() == pytest.approx([40, 10, 10, 30])
    assert frame.loc[["V1", "V2", "V3"], "room"].sum() == pytest.approx(10)
    assert frame.loc[frame["level"] == "section", "marks"].sum() == pytest.approx(100)


def test_weights_say_how_much_of_the_whole_a_part_is() -> None:
    """jgj59: three of the standard's sheets, with weights of 10, 20 and 10, so that the second is half of all."""
    system = example("jgj59").system
    assert system.has_weights
    frame = tree.tree(system)
    shares = frame[frame["level"] == "section"].set_index("id")["share"]
    assert shares.round(12).to_dict() == {"A": 0.25, "B": 0.5, "C": 0.25}
    whole = frame.groupby("level")["share"].sum()
    assert whole.round(9).tolist() == [1.0, 1.0, 1.0]
    assert not SYSTEM.has_weights


def test_weights_of_measures_share_out_their_section() -> None:
    measures = [
        {
            "id": f"M{n}",
            "title": "措施",
            "weight": weight,
            "indicators": [SMALL["sections"][1]["measures"][0]["indicators"][0] | {"id": f"I{n}"}],
        }
        for n, weight in ((1, 3), (2, 1))
    ]
    system = loaded(SMALL | {"sections": [SMALL["sections"][1] | {"measures": measures, "weight": 1}], "tie_break": []})
    shares = tree.tree(system).set_index("id")["share"]
    assert shares[["M1", "M2", "I1", "I2"]].tolist() == [0.75, 0.25, 0.75, 0.25]
