"""Near words, and nothing where nothing is near."""

from __future__ import annotations

import pytest

from scoring.problems.suggestions import is_it, nearest, question

IDS = [f"M{measure:02d}-{number}" for measure in range(1, 13) for number in range(1, 5)] + ["B1", "D1"]


@pytest.mark.parametrize(
    ("found", "near"),
    [
        ("M1-2", ["M01-2"]),
        ("MO1-2", ["M01-2"]),
        ("M01_2", ["M01-2"]),
        ("Ｍ０１—２", ["M01-2"]),
        ("m01-2x", ["M01-2"]),
        ("M05-7", ["M05-1", "M05-2", "M05-3"]),
        ("B9", ["B1"]),
        ("X", []),
        ("合计", []),
        ("2025-01-02", []),
        ("", []),
        ("M01-2" * 20, []),
    ],
)
def test_near_ids(found: str, near: list[str]) -> None:
    assert nearest(found, IDS) == near


def test_near_words() -> None:
    options = ["全部完成", "基本完成", "未完成"]
    assert nearest("基本完", options) == ["基本完成"]
    assert nearest("一般", options) == []
    assert nearest("anything", []) == []


def test_questions_in_both_languages() -> None:
    assert question("M1-2", IDS).get("zh") == "是不是“M01-2”？"
    assert question("M1-2", IDS).get("en") == "Did you mean 'M01-2'? "
    assert question("合计", IDS).get("zh") == ""
    assert is_it("填报值", ["填报数值", "备注"]).get("zh") == "“填报数值”是不是“填报值”？"
    assert is_it("填报值", []).get("en") == ""
