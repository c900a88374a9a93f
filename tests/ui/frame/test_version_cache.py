"""What is kept of a store: made once however many ask, and let go of when the store has changed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.app import App
from ui.frame import stores
from ui.frame.version_cache import StoreState, kept_states, version_cache


def state(version: int, folder: str = "here") -> StoreState:
    return StoreState("", folder, version)


def test_it_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    made, together = [], threading.Barrier(4)

    @version_cache(maxsize=4)
    def view(at: StoreState, name: str) -> object:
        made.append(name)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return view(state(1, "once"), "a")

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(ask, range(4)))
    assert made == ["a"]
    assert len(found) == 1


def test_a_newer_version_lets_go_of_older_ones_in_every_cache_of_that_store() -> None:
    @version_cache(maxsize=8)
    def one(at: StoreState) -> int:
        return at.version

    @version_cache(maxsize=8)
    def other(at: StoreState) -> int:
        return -at.version

    places = ("drop", "elsewhere")
    one(state(1, "elsewhere"))
    assert [one(state(1, "drop")), other(state(1, "drop")), one(state(2, "drop"))] == [1, -1, 2]
    assert [kept for kept in kept_states() if kept.folder in places] == [state(1, "elsewhere"), state(2, "drop")]
    one(state(1, "drop"))  # whoever is not yet done with the older version
    other(state(3, "drop"))
    assert [kept for kept in kept_states() if kept.folder in places] == [state(1, "elsewhere"), state(3, "drop")]


def test_no_more_is_kept_than_is_said() -> None:
    @version_cache(maxsize=2)
    def view(at: StoreState, number: int) -> int:
        return number

    assert [view(state(1, "few"), number) for number in range(5)] == list(range(5))
    assert len([kept for kept in kept_states() if kept.folder == "few"]) == 2


def test_a_failure_is_not_kept() -> None:
    tries = iter([ZeroDivisionError, None])

    @version_cache(maxsize=2)
    def view(at: StoreState) -> str:
        if bad := next(tries):
            raise bad
        return "made"

    with pytest.raises(ZeroDivisionError):
        view(state(1, "fails"))
    assert view(state(1, "fails")) == "made"


def test_the_sheets_of_old_versions_do_not_stay(filled: App) -> None:
    for number in range(3):
        filled.open("overview")
        filled.open("ranking")
        stores.store().record_batch("2025", [], f"{number}")
    filled.open("overview")
    folder = stores.store_state().folder
    assert {kept.version for kept in kept_states() if kept.folder == folder} == {stores.store_state().version}
