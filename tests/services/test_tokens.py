"""Tokens as an administrator keeps them, and what their programs may."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.access import ROLE_NAMES, ROLES, Account, Actor, NotAllowed
from scoring.services import tokens
from scoring.services.tokens import LONGEST, Made, Wanted
from scoring.store import Store

HERE = Actor.local("boss")
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PLATFORM = Wanted("市政务平台", "leader", days=30)


def made(store: Store, wanted: Wanted = PLATFORM) -> Made:
    done = tokens.make(store, wanted, HERE, NOON)
    assert isinstance(done, Made), done
    return done


def acting(store: Store, secret: str, days: float = 0) -> Actor:
    actor = tokens.actor_of(store, secret, NOON + dt.timedelta(days=days))
    assert actor is not None
    return actor


def test_its_secret_lets_a_program_in_until_the_end(store: Store) -> None:
    one = made(store)
    assert one.expires == "2026-03-31T12:00:00+00:00"
    assert acting(store, one.secret, 29.99).role == "leader"
    for secret, days in ((one.secret, 30.0), (one.secret + "x", 0.0), ("", 0.0)):
        assert tokens.actor_of(store, secret, NOON + dt.timedelta(days=days)) is None


def test_the_secret_is_kept_nowhere(store: Store) -> None:
    secret = made(store).secret
    with store._db.read() as conn:
        for table in ("tokens", "audit", "seals"):
            assert secret not in str(conn.exec_driver_sql(f"SELECT * FROM {table}").fetchall())


def test_a_revoked_one_lets_nobody_in(store: Store) -> None:
    one = made(store)
    assert tokens.revoke(store, one.id, HERE) == []
    assert tokens.actor_of(store, one.secret, NOON) is None
    assert [problem.code for problem in tokens.revoke(store, one.id, HERE)] == ["token_unknown"]
    assert [(token.id, tokens.holds(token, NOON)) for token in tokens.listed(store, HERE)] == [(one.id, False)]


def test_making_and_revoking_are_in_the_log(store: Store) -> None:
    tokens.revoke(store, made(store).id, HERE)
    log = store.audit().tail(2)
    assert log[["action", "by", "period"]].values.tolist() == [["token", "boss", ""], ["token_end", "boss", ""]]
    assert store.findings() == []


# Worked out by hand: a reading token changes nothing, and none lets others in.
READS = {
    "admin": {"read_results", "read_work", "export", "read_audit", "read_metrics"},
    "inspector": {"read_results", "read_work", "export", "read_audit"},
    "leader": {"read_results", "export"},
    "unit": {"read_results", "read_work"},
}
WRITES = {
    "admin": {"receive", "withdraw", "decide", "verify", "add_units", "add_system"},
    "inspector": {"receive", "withdraw", "decide", "verify"},
    "leader": set(),
    "unit": {"receive"},
}


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_it_may_what_its_role_may_or_less(store: Store, role: str) -> None:
    unit = "U01" if role == "unit" else ""
    reader = acting(store, made(store, Wanted("读", role, unit)).secret)
    writer = acting(store, made(store, Wanted("写", role, unit, may_write=True)).secret)
    assert reader.may == READS[role]
    assert writer.may == READS[role] | WRITES[role]
    assert (reader.pages, writer.pages) == (frozenset(), frozenset())
    assert reader.scope == Actor.of(Account("a", "甲", role, unit)).scope


def test_it_verifies_within_its_limits_under_a_name_that_is_no_login(store: Store) -> None:
    one = made(store, Wanted("核查", "inspector", groups=("g1",), sections=("S1",), may_write=True))
    actor = acting(store, one.secret)
    assert actor.remit.holds("g1", "S1")
    assert not actor.remit.holds("g2", "S1")
    assert actor.name == f"token:{one.id}"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(" ", "leader"), ["token_unusable"]),
        (Wanted("长" * 41, "leader"), ["token_unusable"]),
        (Wanted("长" * 40, "leader", days=LONGEST), []),
        (Wanted("a", "leader", days=LONGEST + 1), ["token_unusable"]),
        (Wanted("a", "leader", days=0), ["token_unusable"]),
        (Wanted("a", "unit"), ["account_without_unit"]),
        (Wanted("a", "leader", sections=("S1",)), ["account_limits_misplaced"]),
        (Wanted("", "unit", days=-1), ["account_without_unit", "token_unusable"]),
    ],
)
def test_every_mistake_is_told(store: Store, wanted: Wanted, expected: list[str]) -> None:
    done = tokens.make(store, wanted, HERE, NOON)
    assert ([] if isinstance(done, Made) else [problem.code for problem in done]) == expected
    assert len(tokens.listed(store, HERE)) == (not expected)


@pytest.mark.parametrize("role", [role for role in ROLE_NAMES if "manage" not in ROLES[role].may])
def test_only_administrators_keep_tokens(store: Store, role: str) -> None:
    one = made(store)
    actor = Actor.of(Account("x", "x", role, unit="U01" if role == "unit" else ""))
    for ask in (
        lambda: tokens.listed(store, actor),
        lambda: tokens.make(store, PLATFORM, actor),
        lambda: tokens.revoke(store, one.id, actor),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert tokens.actor_of(store, one.secret, NOON) is not None


def test_no_token_makes_tokens(store: Store) -> None:
    boss = acting(store, made(store, Wanted("全部", "admin", may_write=True)).secret)
    with pytest.raises(NotAllowed):
        tokens.make(store, PLATFORM, boss)
