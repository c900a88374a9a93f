"""Turns of phrase: lists of names as each language writes them."""

from __future__ import annotations

import pytest

from scoring.words import joined, listed, quoted, some_units

ABC = ["甲", "乙", "丙"]


def test_names_one_after_the_other() -> None:
    assert joined(ABC, "zh") == "甲、乙、丙"
    assert joined(ABC, "en") == "甲, 乙, 丙"


@pytest.mark.parametrize(
    ("names", "chinese", "english"),
    [([], "", ""), (["甲"], "甲", "甲"), (ABC[:2], "甲、乙", "甲 and 乙"), (ABC, "甲、乙、丙", "甲, 乙 and 丙")],
)
def test_names_in_a_sentence(names: list[str], chinese: str, english: str) -> None:
    assert (listed(names, "zh"), listed(names, "en")) == (chinese, english)


def test_of_many_units_the_first_are_named_and_all_are_counted() -> None:
    assert some_units(ABC, 3, "zh") == "甲、乙、丙"
    assert some_units(ABC, 3, "en") == "甲, 乙 and 丙"
    assert some_units([*ABC, "丁", "戊"], 3, "zh") == "甲、乙、丙等5个单位"
    assert some_units([*ABC, "丁", "戊"], 3, "en") == "甲, 乙, 丙 and 2 more"
    assert some_units(ABC, 1, "en") == "甲 and 2 more"
    assert some_units(["{甲}", "乙"], 1, "zh") == "{甲}等2个单位"  # a name is not a pattern


def test_quotation_marks() -> None:
    assert (quoted("甲", "zh"), quoted("甲", "en")) == ("“甲”", "'甲'")
