"""Work in the background goes on by itself, in turn, never takes the page down, and ends in good order."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from ui.components import background
from ui.components.background import Work


def wait_for(work: Work) -> None:
    work.wait(30)
    assert work.is_done


def test_it_tells_how_far_it_has_come() -> None:
    work = Work(lambda told: told(0.5, "a.xlsx"), threading.Lock())
    wait_for(work)
    assert (work.share, work.at) == (0.5, "a.xlsx")


def test_what_fails_ends_and_the_next_has_its_turn() -> None:
    turn, done = threading.Lock(), []

    def fails(told: object) -> None:
        raise RuntimeError

    for work in (failed := Work(fails, turn), Work(lambda told: done.append(1), turn)):
        wait_for(work)
    assert done == [1]
    assert not turn.locked()
    assert len(failed.error) == 8  # under which the log tells why


def test_what_came_of_it_is_kept_and_what_it_held_is_not() -> None:
    work = Work(lambda told: "result", threading.Lock())
    wait_for(work)
    assert (work.result, work.error) == ("result", "")
    assert not hasattr(work, "_do")


def test_it_says_whether_it_waits_for_its_turn() -> None:
    turn = threading.Lock()
    with turn:
        work = Work(lambda told: None, turn)
        assert not work.has_turn
    wait_for(work)
    assert work.has_turn


def test_who_knows_its_name_finds_it_and_old_work_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_REMEMBERED", 2)
    for number in range(4):
        background.begin(f"work {number}", "x", lambda told, number=number: number)  # type: ignore[misc]
        work = background.named(f"work {number}")
        assert work is not None
        wait_for(work)
    assert background.named("work 0") is None
    assert background.named("another") is None
    kept = background.named("work 3")
    assert kept is not None
    assert kept.result == 3


def test_when_the_program_is_stopped_the_file_in_hand_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_stopping", threading.Event())
    in_hand, go_on, done = threading.Event(), threading.Event(), []

    def work(told: Callable[[float, str], None]) -> None:
        for number in range(3):
            told(number / 3, str(number))
            in_hand.set()
            go_on.wait(30)
            done.append(number)

    background.begin("stopped", "stopped", work)
    in_hand.wait(30)
    stopper = threading.Thread(target=background.stop, args=(30,))
    stopper.start()
    background._stopping.wait(30)
    go_on.set()
    stopper.join(30)
    assert done == [0]


def test_without_the_front_door_it_ends_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """`streamlit run app.py` ends its main thread and waits for the others; tests/browser/test_stopping.py has a server."""
    ended, done = threading.Thread(target=str), []
    ended.start()
    ended.join(30)
    monkeypatch.setattr(threading, "main_thread", lambda: ended)
    work = Work(lambda told: done.append(told(0.5, "a.xlsx")), threading.Lock())
    wait_for(work)
    assert (done, work.result, work.error) == ([], None, "")
