"""Who is named where something was done: accounts and tokens by their names, what was typed before as it was typed."""

from __future__ import annotations

import pytest

from scoring.access import Account, Actor
from scoring.services import accounts, rosters, tokens
from scoring.services.shown_names import shown_name, shown_names
from scoring.store import Store
from tests.passwords import GOOD

HERE = Actor.local("")


@pytest.fixture
def people(store: Store, cheap_passwords: object) -> Store:
    """One account and one token."""
    assert accounts.add(store, Account("boss", "张主任", "admin"), GOOD, HERE) == []
    made = tokens.make(store, tokens.Wanted("市政务平台", "admin", may_write=True), HERE)
    assert isinstance(made, tokens.Made)
    return store


def test_each_is_called_by_its_name(people: Store) -> None:
    number = tokens.listed(people, HERE)[0].id
    kept = ["boss", "王检查，去年手写的", "", f"token:{number}", "token:999", "boss"]
    said = ["张主任", "王检查，去年手写的", "", "市政务平台", "token:999", "张主任"]
    assert shown_names(people, kept) == said
    assert [shown_name(people, one) for one in kept] == said


def test_the_name_is_that_of_today(people: Store) -> None:
    accounts.change(people, Account("boss", "张局长", "admin"), HERE)
    assert shown_name(people, "boss") == "张局长"


def test_others_are_told_the_name(people: Store) -> None:
    seen, units = people.version(), people.units("2025")
    more = units.assign(name=units["name"] + "（新）")
    assert rosters.add(people, "2025", more, Actor.of(Account("boss", "张主任", "admin"))) == []
    (told,) = rosters.add(people, "2025", units, HERE, seen=seen)
    assert (told.code, told.params["by"]) == ("list_moved", "张主任")
    assert people.audit()["by"].iloc[-1] == "boss"
