"""Work in the background goes on by itself, in turn, and never takes the page down."""

from __future__ import annotations

import threading

from ui.components.background import Work


def wait_for(work: Work) -> None:
    work._thread.join(timeout=30)
    assert work.is_done


def test_it_tells_how_far_it_has_come() -> None:
    work = Work(lambda told: told(0.5, "a.xlsx"), threading.Lock())
    wait_for(work)
    assert (work.share, work.at) == (0.5, "a.xlsx")


def test_what_fails_ends_and_the_next_has_its_turn() -> None:
    turn, done = threading.Lock(), []

    def fails(told: object) -> None:
        raise RuntimeError

    for work in (Work(fails, turn), Work(lambda told: done.append(1), turn)):
        wait_for(work)
    assert done == [1]
    assert not turn.locked()
