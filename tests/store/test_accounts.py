"""Accounts, sessions, failures, tokens and visibility, in either database."""

from __future__ import annotations

import pytest

from scoring.access import Account
from scoring.store import Store, UnknownPeriod
from scoring.store.accounts import Password
from scoring.store.sessions import FAILURES_KEPT
from scoring.store.tokens import Token
from tests.databases import Database
from tests.store.made import PERIOD

WANG = Account("wang", "王检查", "inspector", groups=("general",), sections=("S1",))
BOSS = Account("boss", "张主任", "admin")
FIRST = Password("hash-1", must_change=True)
TOKEN = Token(0, "平台", "leader", "", (), (), False, "2026-12-31T00:00:00+00:00", "", "", False)


def test_the_latest_row_of_a_login_counts_and_the_earlier_is_in_the_log(store: Store) -> None:
    people = store.people
    assert not people.exist()
    assert people.add(BOSS, FIRST, "")
    assert people.add(WANG, FIRST, "boss")
    assert not people.add(Account("wang", "另一个", "leader"), FIRST, "boss")
    later = Account("wang", "王检查", "leader")
    assert people.change(later, "boss")
    assert people.exist()
    assert people.accounts() == [BOSS, later]
    last = store.audit().iloc[-1]
    assert (last["action"], last["by"], last["period"]) == ("account", "boss", "")
    assert '"before": {"disabled": false, "groups": ["general"]' in last["detail"]
    assert store.findings() == []


def test_who_comes_and_goes_changes_no_version(store: Store) -> None:
    """What is kept of a version is kept on."""
    before = store.version(), store.version(PERIOD)
    store.people.add(BOSS, FIRST, "")
    store.people.begin_session("s", "boss", "d", "", 1.0, "password")
    store.people.note_failure("boss", "10.0.0.1", "", 2.0)
    assert (store.version(), store.version(PERIOD)) == before
    store.set_visibility(PERIOD, "own", "boss")
    assert store.version() > before[0]


def test_an_administrator_is_left(store: Store) -> None:
    store.people.add(BOSS, FIRST, "")
    assert not store.people.change(Account("boss", "张主任", "leader"), "boss")
    assert not store.people.change(Account("boss", "张主任", "admin", disabled=True), "boss")
    store.people.add(Account("next", "李主任", "admin"), FIRST, "boss")
    assert store.people.change(Account("boss", "张主任", "leader"), "next")
    assert not store.people.change(Account("next", "李主任", "admin", disabled=True), "next")


def test_of_a_password_only_the_present_one_is_kept(store: Store, database: Database) -> None:
    people = store.people
    people.add(BOSS, FIRST, "")
    for session in "abc":
        people.begin_session(session, "boss", f"d{session}", "", 1.0, "password")
    people.set_password("boss", Password("hash-2", must_change=False), "boss", but="b")
    assert people.password("boss") == Password("hash-2", must_change=False)
    assert [people.session(session) is not None for session in "abc"] == [False, True, False]
    people.rehash("boss", "hash-1", "hash-3")  # somebody has changed it meanwhile
    assert people.password("boss") == Password("hash-2", must_change=False)
    assert "hash" not in "".join(store.audit()["detail"])


def test_a_session_ends_with_the_account(store: Store) -> None:
    people = store.people
    people.add(BOSS, FIRST, "")
    people.add(WANG, FIRST, "boss")
    assert people.begin_session("s", "wang", "d", "", 100.0, "password")
    found = people.session("s")
    assert found is not None
    assert (found[0].login, found[0].started, found[1], found[2]) == ("wang", 100.0, WANG, True)
    people.see("s", 160.0)
    again = people.session("s")
    assert again is not None
    assert (again[0].started, again[0].seen) == (100.0, 160.0)
    people.change(Account("wang", "王检查", "inspector", disabled=True), "boss")
    assert people.session("s") is None
    assert not people.begin_session("t", "wang", "d", "", 200.0, "password")
    assert not people.begin_session("t", "nobody", "d", "", 200.0, "password")


def test_a_browser_is_known_by_its_latest_secret(store: Store) -> None:
    people = store.people
    people.add(BOSS, FIRST, "")
    people.begin_session("s1", "boss", "d1", "", 1.0, "password")
    assert people.is_known("d1", "boss")
    assert not people.is_known("d1", "wang")
    people.begin_session("s2", "boss", "d2", "d1", 2.0, "password")
    assert (people.is_known("d1", "boss"), people.is_known("d2", "boss")) == (False, True)
    for n in range(3, 40):
        people.begin_session(f"s{n}", "boss", f"d{n}", "", float(n), "password")
    assert sum(people.is_known(f"d{n}", "boss") for n in range(1, 40)) == 20
    assert people.is_known("d39", "boss")


def test_failures_are_counted_apart_and_forgotten_with_time(store: Store) -> None:
    people = store.people
    people.add(BOSS, FIRST, "")
    people.note_failure("boss", "10.0.0.1", "", 0.0)
    people.note_failure("boss", "10.0.0.2", "", 1.0)
    people.note_failure("boss", "10.0.0.1", "known", 2.0)
    people.note_failure("no such", "10.0.0.1", "", 3.0)
    assert people.failures("boss", "10.0.0.1", "", 4.0) == (2, 2)
    assert people.failures("boss", "10.0.0.1", "known", 4.0) == (1, 2)
    assert people.failures("boss", "10.0.0.1", "", FAILURES_KEPT + 0.5) == (1, 1)
    people.forget_failures("boss")
    assert people.failures("boss", "10.0.0.2", "", 4.0) == (0, 0)


def test_what_was_typed_as_a_login_is_not_kept_for_ever(store: Store) -> None:
    store.people.note_failure("my secret password", "10.0.0.1", "", 0.0)
    assert "secret" not in "".join(store.audit()["detail"])


def test_a_token_is_found_by_its_digest_until_it_is_revoked(store: Store) -> None:
    people = store.people
    number = people.add_token(TOKEN, "digest", "boss")
    found = people.token("digest")
    assert found is not None
    assert (found.id, found.name, found.by, found.is_revoked) == (number, "平台", "boss", False)
    assert people.token("another") is None
    assert people.revoke_token(number, "boss")
    assert not people.revoke_token(number, "boss")
    assert not people.revoke_token(number + 1, "boss")
    assert [one.is_revoked for one in people.tokens()] == [True]
    assert store.findings() == []


def test_units_are_shown_nothing_until_somebody_says_so(store: Store) -> None:
    assert store.visibility(PERIOD) == "nothing"
    store.set_visibility(PERIOD, "ranking", "boss")
    writes = len(store.audit())
    store.set_visibility(PERIOD, "ranking", "boss")
    assert (store.visibility(PERIOD), len(store.audit())) == ("ranking", writes)
    with pytest.raises(UnknownPeriod):
        store.set_visibility("1999", "own", "boss")


def test_an_account_changed_past_the_program_shows(store: Store, database: Database) -> None:
    store.people.add(BOSS, FIRST, "")
    store.people.add(WANG, FIRST, "boss")
    database.unlock()
    database.execute("UPDATE accounts SET role = 'admin' WHERE login = 'wang'")
    assert [(one.kind, one.table) for one in store.findings()] == [("changed", "accounts")]
