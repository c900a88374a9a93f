"""What the program counts itself has words, and a kind of facts that there is."""

from __future__ import annotations

import pytest

from scoring.facts import FACT_KINDS
from scoring.system import load_system_text
from scoring.system.record import COUNTED, SCORES
from scoring.system.words import value_words
from tests.system.test_sources import SYSTEM_TEXT

TEXT = SYSTEM_TEXT.replace("facts: {of: A1}, rule: {kind: per_event", "facts: count, rule: {kind: per_event")


def with_counted(facts: str, counted: str, rule: str) -> str:
    given = f"facts: {facts}, reported_by: record, counted_from: {counted}, rule: {rule}"
    return TEXT.replace("facts: {of: A1}, rule: {kind: share}", given)


@pytest.mark.parametrize("counted", [*COUNTED.values(), SCORES])
def test_each_is_of_a_kind_and_has_words(counted: object) -> None:
    facts, title, absent = counted  # type: ignore[misc]
    assert facts in FACT_KINDS
    assert all(words.root["zh"] and words.root["en"] for words in (title, absent))


def test_published_scores_are_named_with_their_system() -> None:
    system = load_system_text(
        with_counted("number", "{score: quarters, of: small-q, take: mean}", "{kind: target, target: 100}")
    )
    item = system.items["A2"]
    assert item.counted is not None
    assert item.counted.title.get("zh") == "本期内各季度（small-q）平均分"
    assert (
        value_words("counted_from", item.counted_from, system, "en")
        == "mean score of the quarters of the period (small-q)"
    )
    assert value_words("reported_by", "record", system, "zh") == "系统记录"
    assert [one.id for one in system.unit_reported()] == ["A1"]
