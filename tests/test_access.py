"""Who may what."""

from __future__ import annotations

from typing import get_args

import pytest

from scoring.access import EVERY_ACTION, EVERY_PAGE, EVERY_UNIT, ROLES, Account, Action, Actor, NotAllowed, Role


@pytest.mark.parametrize("action", get_args(Action))
def test_without_accounts_everything_is_allowed(action: Action) -> None:
    Actor.local("王检查").must(action)
    assert Actor.local("").scope == EVERY_UNIT


def test_what_is_not_among_what_they_may_do_is_refused() -> None:
    reader = Actor("访客", frozenset())
    inspector = Actor("王检查", frozenset({"verify"}))
    inspector.must("verify")
    for actor in (reader, inspector):
        with pytest.raises(NotAllowed):
            actor.must("add_system")


# What each role may, written out by hand from what the office wants, not from the table.
MAY_CHANGE: dict[Role, set[str]] = {
    "admin": {"receive", "withdraw", "decide", "verify", "add_units", "add_system", "manage"},
    "inspector": {"receive", "withdraw", "decide", "verify"},
    "leader": set(),
    "unit": {"receive"},
}
CHANGES = {"receive", "withdraw", "decide", "verify", "add_units", "add_system", "manage"}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_change(role: Role) -> None:
    assert ROLES[role].may & CHANGES == MAY_CHANGE[role]


def test_an_administrator_may_everything() -> None:
    assert (ROLES["admin"].may, ROLES["admin"].pages) == (EVERY_ACTION, EVERY_PAGE)


def test_a_unit_sees_itself_alone() -> None:
    actor = Actor.of(Account("wsj", "卫生局", "unit", unit="U05"))
    actor.must_see("U05")
    with pytest.raises(NotAllowed):
        actor.must_see("U06")
    with pytest.raises(NotAllowed):
        actor.must_see_every_unit()
    assert actor.pages == {"unit", "intake", "system"}


@pytest.mark.parametrize("role", ["admin", "inspector", "leader"])
def test_all_others_see_every_unit(role: Role) -> None:
    Actor.of(Account("a", "甲", role)).must_see_every_unit()


def test_an_inspector_verifies_within_their_limits() -> None:
    some = Actor.of(Account("a", "甲", "inspector", groups=("g1", "g2"), sections=("S1",))).remit
    assert some.holds("g1", "S1")
    assert not some.holds("g3", "S1")
    assert not some.holds("g1", "S2")
    assert Actor.of(Account("a", "甲", "inspector")).remit.holds("any", "any")


@pytest.mark.parametrize("role", ROLES)
def test_who_is_disabled_may_nothing(role: Role) -> None:
    actor = Actor.of(Account("a", "甲", role, disabled=True))
    assert (actor.may, actor.pages) == (frozenset(), frozenset())
