"""A file that takes the place of something that counts waits until someone has decided."""

from __future__ import annotations

import json

import pytest

from scoring.store import Store, UnknownSubmission, decisions, submissions
from scoring.workbook.submission import Submission
from tests.databases import Database
from tests.store.made import ERROR, NAN, PERIOD, entries, rows_of, table, unit_frame, values, with_period, workbook
from tests.store.test_safety import in_threads

KEY = ("U01", "M01-1", "value")


def two(store: Store) -> int:
    """A first version that counts and a second that waits; returns the second's id."""
    assert not store.save(PERIOD, workbook("U01", 3.0), "a", ask=True).waiting
    second = store.save(PERIOD, workbook("U01", 4.0), "a", ask=True)
    assert (second.version, second.waiting, second.accepted) == (2, True, True)
    return second.id


def actions(store: Store) -> list[str]:
    return store.audit()["action"].tolist()[1:]


def test_first_versions_count_at_once(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    assert values(store) == {(*KEY, "self"): 3.0}
    assert actions(store) == ["submission"]


def test_a_later_version_counts_once_confirmed(store: Store) -> None:
    second = two(store)
    assert values(store) == {(*KEY, "self"): 3.0}
    assert store.reports(PERIOD)["version"].tolist() == [1]
    assert store.submissions(PERIOD)[["counts", "waits"]].to_numpy().tolist() == [[False, True], [True, False]]
    store.confirm([second], "inspector")
    assert values(store) == {(*KEY, "self"): 4.0}
    assert store.reports(PERIOD)["version"].tolist() == [2]
    assert store.submissions(PERIOD)[["counts", "waits"]].to_numpy().tolist() == [[True, False], [False, False]]
    assert actions(store) == ["submission", "submission", "hold", "confirm"]
    assert store.audit()["by"].tolist()[-1] == "inspector"
    assert store.check_audit() is None


def test_one_that_is_turned_down_never_counts(store: Store) -> None:
    second = two(store)
    with pytest.raises(ValueError):
        store.turn_down(second, " ", "b")
    store.turn_down(second, "不是最终稿", "b")
    store.confirm([second], "c")
    assert values(store) == {(*KEY, "self"): 3.0}
    listed = store.submissions(PERIOD)
    assert listed["turned_down"].tolist() == ["不是最终稿", ""]
    assert not listed["waits"].any()
    assert json.loads(store.audit()["detail"].iloc[-1])["reason"] == "不是最终稿"
    assert store.content(second)[1] == b"U014.0"


def test_deciding_twice_is_deciding_once(store: Store) -> None:
    second = two(store)
    in_threads([lambda: store.confirm([second], "a")] * 4)
    before = store.version()
    store.turn_down(second, "晚了", "a")
    assert store.version() == before
    assert actions(store).count("confirm") == 1


def test_all_are_confirmed_or_none(store: Store) -> None:
    second = two(store)
    with pytest.raises(UnknownSubmission):
        store.confirm([second, 999], "a")
    assert values(store) == {(*KEY, "self"): 3.0}
    with pytest.raises(UnknownSubmission):
        store.turn_down(999, "x", "a")
    with pytest.raises(UnknownSubmission):
        store.changes(999)


def test_what_it_changes(store: Store) -> None:
    second = two(store)
    (row,) = store.changes(second).to_dict("records")
    assert (row["unit"], row["indicator"], row["field"], row["kind"]) == (*KEY, "changed")
    assert (row["old"], row["new"]) == (3.0, 4.0)
    assert store.facts(PERIOD, [second])["value"].tolist() == [4.0]
    assert store.facts(PERIOD)["value"].tolist() == [3.0]


def test_a_figure_left_out_is_a_change(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0, figures=2), "a", ask=True)
    second = store.save(PERIOD, workbook("U01", 3.0, b"x"), "a", ask=True)
    assert second.waiting
    assert store.changes(second.id)[["indicator", "kind"]].to_numpy().tolist() == [["M01-2", "removed"]]


def test_another_group_is_a_change(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    book = workbook("U01", 3.0)
    moved = Submission(
        book.file, book.kind, b"x", rows_of(unit_frame("U01", group="other")), book.fact_rows, (), ("U01",)
    )
    saved = store.save(PERIOD, moved, "a", ask=True)
    assert saved.waiting
    (row,) = store.changes(saved.id).to_dict("records")
    assert (row["field"], row["old_text"], row["new_text"]) == ("group", "general", "other")


def test_other_bytes_that_say_the_same_count_at_once(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    again = store.save(PERIOD, workbook("U01", 3.0, b"saved anew"), "a", ask=True)
    assert (again.version, again.waiting, again.duplicate) == (2, False, False)


def test_a_double_click_on_what_waits_is_one_version(store: Store) -> None:
    second = two(store)
    again = store.save(PERIOD, workbook("U01", 4.0), "a", ask=True)
    assert (again.id, again.duplicate, again.waiting) == (second, True, True)
    in_threads([lambda: store.save(PERIOD, workbook("U02", 1.0), "a", ask=True)] * 3)
    in_threads([lambda: store.save(PERIOD, workbook("U02", 2.0), "a", ask=True)] * 3)
    assert len(store.submissions(PERIOD)) == 4
    assert actions(store).count("hold") == 2


def test_what_was_turned_down_waits_again_when_it_is_handed_in_again(store: Store) -> None:
    store.turn_down(two(store), "x", "a")
    assert store.save(PERIOD, workbook("U01", 3.0), "a", ask=True).duplicate
    third = store.save(PERIOD, workbook("U01", 4.0), "a", ask=True)
    assert (third.version, third.duplicate, third.waiting) == (3, False, True)


def test_the_latest_of_several_that_wait_is_the_one_to_decide(store: Store) -> None:
    second = two(store)
    third = store.save(PERIOD, workbook("U01", 5.0), "a", ask=True).id
    assert store.submissions(PERIOD)["waits"].tolist() == [True, False, False]
    store.turn_down(third, "x", "a")
    assert store.submissions(PERIOD)["waits"].tolist() == [False, True, False]
    store.confirm([second], "a")
    assert values(store) == {(*KEY, "self"): 4.0}


def test_a_withdrawn_one_does_not_wait(store: Store) -> None:
    second = two(store)
    store.withdraw(second, "交错了", "a")
    assert not store.submissions(PERIOD)["waits"].any()
    store.confirm([second], "a")
    assert values(store) == {(*KEY, "self"): 3.0}


def test_mistakes_do_not_wait(store: Store) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    refused = store.save(PERIOD, workbook("U01", 4.0, problems=(ERROR,)), "a", ask=True)
    assert (refused.accepted, refused.waiting) == (False, False)


def test_tables_that_only_add_count_and_those_that_replace_wait(store: Store) -> None:
    store.save(PERIOD, table([("U01", "X", "value", 1.0, "verified")], b"a"), "a", ask=True)
    more = table([("U01", "Y", "value", 1.0, "verified")], b"b")
    assert not store.save(PERIOD, more, "a", ask=True).waiting
    other = table([("U01", "X", "value", 2.0, "verified")], b"c")
    saved = store.save(PERIOD, other, "a", ask=True)
    assert saved.waiting
    store.confirm([saved.id], "a")
    assert values(store)["U01", "X", "value", "verified"] == 2.0


def test_what_is_entered_meanwhile_stays(store: Store) -> None:
    second = two(store)
    store.verify(PERIOD, entries((*KEY, 2.0)), "inspector")
    store.confirm([second], "a")
    assert values(store) == {(*KEY, "self"): 4.0, (*KEY, "verified"): 2.0}


@pytest.mark.parametrize("step", ["standing", "append"])
def test_failure_while_holding_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    store.save(PERIOD, workbook("U01", 3.0), "a", ask=True)
    real, calls = getattr(decisions, step), []

    def fails_later(*args: object, **more: object) -> object:
        calls.append(args)
        if step == "append" or len(calls) > 1:
            raise RuntimeError
        return real(*args, **more)

    monkeypatch.setattr(decisions, step, fails_later)
    with pytest.raises(RuntimeError):
        store.save(PERIOD, workbook("U01", 4.0), "a", ask=True)
    monkeypatch.undo()
    assert len(store.submissions(PERIOD)) == 1
    assert actions(store) == ["submission"]
    assert store.check_audit() is None
    assert submissions.prepare(workbook("U01", NAN)).units == ["U01"]


def test_the_later_one_is_told_what_was_decided_and_by_whom(store: Store) -> None:
    second = two(store)
    assert store.confirm([second], "王") == []
    (before,) = store.confirm([second], "李")
    assert (before.what, before.submission, before.version, before.by) == ("confirmed", second, 2, "王")
    assert store.turn_down(second, "不是最终稿", "李") == before
    assert store.withdraw(second, "报错", "赵") is None
    back = store.withdraw(second, "又报错", "李")
    assert back is not None
    assert (back.what, back.by, back.reason) == ("taken_back", "赵", "报错")
    assert store.confirm([second], "李") == [back]


def test_of_a_confirmation_and_a_refusal_at_once_one_is_told(database: Database) -> None:
    stores = [with_period(database.open()), database.open()]  # as two processes
    second, found = two(stores[0]), {}

    def confirm() -> None:
        found["confirmed"] = stores[0].confirm([second], "王")

    def turn_down() -> None:
        found["turned_down"] = [one for one in (stores[1].turn_down(second, "不是最终稿", "李"),) if one]

    in_threads([confirm, turn_down])
    (winner,) = [what for what, before in found.items() if not before]
    ((told,),) = [before for before in found.values() if before]
    assert (told.what, told.by) == (winner, {"confirmed": "王", "turned_down": "李"}[winner])
    assert len(actions(stores[0])) == 4


def test_a_version_that_a_later_one_has_replaced_is_told_as_such(store: Store) -> None:
    second = two(store)
    third = store.save(PERIOD, workbook("U01", 5.0), "a", ask=True)
    assert store.confirm([third.id], "王") == []
    (before,) = store.confirm([second], "李")
    assert (before.what, before.later, before.by) == ("replaced", 3, "王")


def test_taking_back_is_refused_where_something_else_would_count_than_was_seen(store: Store) -> None:
    second = two(store)
    seen = store.version()  # the first counts, the second waits
    store.confirm([second], "王")
    moved = store.withdraw(second, "报错", "李", seen)
    assert moved is not None
    assert (moved.what, moved.by) == ("moved", "王")
    assert values(store) == {(*KEY, "self"): 4.0}
    store.save(PERIOD, workbook("U01", 5.0), "a", ask=True)  # that one more waits is no matter
    assert store.withdraw(second, "报错", "李", store.version()) is None
    assert values(store) == {(*KEY, "self"): 3.0}
