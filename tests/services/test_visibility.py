"""What units are shown of a period, and who says so."""

from __future__ import annotations

import pytest

from scoring.access import ROLE_NAMES, ROLES, Account, Actor, NotAllowed, Role
from scoring.services import visibility
from scoring.services.visibility import SHOWN_WORDS
from scoring.store import Store, UnknownPeriod

HERE = Actor.local("boss")
PERIOD = "2025"


def of_role(role: Role) -> Actor:
    return Actor.of(Account("x", "x", role, unit="U01" if role == "unit" else ""))


def test_units_are_shown_nothing_until_an_administrator_says_so(store: Store) -> None:
    unit = of_role("unit")
    assert visibility.shown_to(store, PERIOD, unit) == "nothing"
    for what in SHOWN_WORDS:
        assert visibility.show(store, PERIOD, what, HERE) == []
        assert visibility.shown_to(store, PERIOD, unit) == what
        assert visibility.said(store, PERIOD, HERE) == what


@pytest.mark.parametrize("role", ["admin", "inspector", "leader"])
def test_who_sees_every_unit_is_shown_the_ranking(store: Store, role: Role) -> None:
    assert visibility.shown_to(store, PERIOD, of_role(role)) == "ranking"


def test_a_token_without_results_is_shown_none(store: Store) -> None:
    with pytest.raises(NotAllowed):
        visibility.shown_to(store, PERIOD, Actor("token:1", frozenset({"read_work"})))


@pytest.mark.parametrize("role", [role for role in ROLE_NAMES if "manage" not in ROLES[role].may])
def test_only_administrators_say_it(store: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        visibility.show(store, PERIOD, "ranking", of_role(role))
    with pytest.raises(NotAllowed):
        visibility.said(store, PERIOD, of_role(role))
    assert visibility.shown_to(store, PERIOD, of_role("unit")) == "nothing"


def test_it_is_a_change_of_the_period_and_in_the_log(store: Store) -> None:
    before = store.version(PERIOD)
    visibility.show(store, PERIOD, "own", HERE)
    assert store.version(PERIOD) > before
    last = store.audit().iloc[-1]
    assert (last["action"], last["by"], last["period"]) == ("visibility", "boss", PERIOD)


def test_what_cannot_be_said(store: Store) -> None:
    (told,) = visibility.show(store, PERIOD, "everything", HERE)  # type: ignore[arg-type]
    assert told.code == "visibility_unknown"
    with pytest.raises(UnknownPeriod):
        visibility.show(store, "1999", "own", HERE)
    assert visibility.shown_to(store, PERIOD, of_role("unit")) == "nothing"
