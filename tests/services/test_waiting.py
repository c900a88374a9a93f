"""Later versions: what they would change, and the decision."""

from __future__ import annotations

import pytest

from scoring.access import Actor
from scoring.services import scores, submissions, waiting
from scoring.store import Store
from tests.services.conftest import ACTOR, waiting_id


def score(store: Store) -> float:
    sheet = scores.sheet(store, "2025")
    assert sheet is not None
    return float(sheet.totals.set_index("unit")["score"]["U02"])


def test_what_waits_says_what_it_changes(waiting_store: Store) -> None:
    later = waiting_id(waiting_store)
    assert list(waiting.waiting(waiting_store, "2025")["id"]) == [later]
    changed = waiting.changes(waiting_store, later)[["indicator", "field", "old", "new"]].to_numpy().tolist()
    assert changed == [["M01-1", "value", 5.0, 10.0], ["M01-2", "done", 5.0, 10.0]]


def test_the_effect_is_told_before_anything_is_decided(waiting_store: Store) -> None:
    later = waiting_id(waiting_store)
    effect = waiting.effect_of_confirming(waiting_store, "2025", [later], "zh")
    assert effect is not None
    rows = effect.set_index("unit")[["score_before", "score_after", "rank_before", "rank_after"]]
    assert rows.loc["U02"].tolist() == [50.0, 100.0, 2.0, 1.0]
    assert rows.loc["U01"].tolist() == [90.0, 90.0, 1.0, 2.0]
    assert score(waiting_store) == 50.0


def test_nothing_to_compare_without_scores(store: Store) -> None:
    assert waiting.waiting(store, "2025").empty
    assert waiting.effect_of_confirming(store, "2025", [], "zh") is None


def test_a_confirmed_version_counts(waiting_store: Store) -> None:
    later = waiting_id(waiting_store)
    waiting.confirm(waiting_store, [later], ACTOR)
    assert score(waiting_store) == 100.0
    assert waiting.waiting(waiting_store, "2025").empty


def test_a_version_that_is_turned_down_does_not(waiting_store: Store) -> None:
    later = waiting_id(waiting_store)
    with pytest.raises(ValueError, match="reason"):
        waiting.turn_down(waiting_store, later, "  ", ACTOR)
    waiting.turn_down(waiting_store, later, " 不是最终稿 ", ACTOR)
    assert score(waiting_store) == 50.0
    assert list(waiting_store.submissions("2025").set_index("id").loc[[later], "turned_down"]) == ["不是最终稿"]


def test_the_later_one_is_told_how_it_was_decided_and_by_whom(waiting_store: Store) -> None:
    later = waiting_id(waiting_store)
    assert waiting.confirm(waiting_store, [later], ACTOR) == []
    (told,) = waiting.turn_down(waiting_store, later, "不是最终稿", Actor.local("赵检查"))
    assert told.message() == "《later.xlsx》（第 2 版）已由王检查确认计入。"
    assert score(waiting_store) == 100.0
    submissions.withdraw(waiting_store, later, "报错年度", Actor.local(""))
    (told,) = waiting.confirm(waiting_store, [later], ACTOR)
    assert told.message() == "《later.xlsx》（第 2 版）已由他人撤回，理由：报错年度。"
