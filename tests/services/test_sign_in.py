"""Signing in and out, and what keeps guessers out."""

from __future__ import annotations

import pytest

from scoring.access import Account, Actor
from scoring.problems import Problem
from scoring.services import accounts, sign_in
from scoring.services.sign_in import FAILURES_OF_ADDRESS, FAILURES_OF_LOGIN, SignedIn, digest_of, viewer
from scoring.store import Store
from scoring.store.sessions import FAILURES_KEPT
from tests.passwords import BETTER, GOOD

pytestmark = pytest.mark.usefixtures("cheap_passwords")
HERE = Actor.local("")
BOSS = Account("boss", "张主任", "admin")
HOME, AWAY = "10.0.0.1", "203.0.113.9"
NOON = 1_700_000_000.0
HOUR = 3600.0


@pytest.fixture
def people(store: Store) -> Store:
    accounts.add(store, BOSS, GOOD, HERE)
    accounts.add(store, Account("wang", "王检查", "inspector"), GOOD, HERE)
    return store


def enter(store: Store, login: str = "boss", password: str = GOOD, **how: object) -> SignedIn:
    done = sign_in.sign_in(store, login, password, HOME, now=NOON, **how)
    assert isinstance(done, SignedIn), done
    return done


def refused(store: Store, login: str, password: str, address: str = HOME, device: str = "", now: float = NOON) -> str:
    done = sign_in.sign_in(store, login, password, address, device, now)
    return done.code if isinstance(done, Problem) else ""


def test_name_and_password_let_in(people: Store) -> None:
    done = enter(people)
    assert done.account == BOSS
    assert done.must_change
    seen = viewer(people, digest_of(done.session), NOON + 1)
    assert seen is not None
    assert (seen.account, seen.must_change) == (BOSS, True)
    assert viewer(people, digest_of("guessed"), NOON) is None
    assert viewer(people, "", NOON) is None


def test_secrets_are_kept_nowhere(people: Store) -> None:
    done = enter(people)
    with people._db.read() as conn:
        for table in ("sessions", "devices", "passwords", "audit"):
            said = str(conn.exec_driver_sql(f"SELECT * FROM {table}").fetchall())
            assert done.session not in said
            assert done.device not in said
            assert GOOD not in said


def test_the_words_are_the_same_whatever_was_wrong(people: Store) -> None:
    accounts.disable(people, "wang", HERE)
    wrong = [("boss", "wrong"), ("nobody", GOOD), ("wang", GOOD), ("", "")]
    assert {refused(people, *pair) for pair in wrong} == {"sign_in_failed"}


def test_a_session_ends_when_nothing_happens_and_after_half_a_day(people: Store) -> None:
    digest = digest_of(enter(people).session)
    assert viewer(people, digest, NOON + HOUR) is not None
    assert viewer(people, digest, NOON + 2 * HOUR) is not None
    assert viewer(people, digest, NOON + 3 * HOUR + 1) is None  # more than an hour after it was last heard of
    assert viewer(people, digest, NOON + 2 * HOUR) is None  # and that is for good
    digest = digest_of(enter(people).session)
    for quarters in range(1, 4 * 12 + 1):
        assert viewer(people, digest, NOON + quarters * HOUR / 4) is not None
    assert viewer(people, digest, NOON + 12 * HOUR + 1) is None
    ends = people.audit().query("action == 'expired'")
    assert list(ends["by"]) == ["boss", "boss"]


def test_how_long_is_a_setting(people: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOPING_IDLE_MINUTES", "5")
    monkeypatch.setenv("KAOPING_SESSION_HOURS", "many")
    digest = digest_of(enter(people).session)
    assert viewer(people, digest, NOON + 299) is not None
    assert viewer(people, digest, NOON + 299 + 301) is None
    assert sign_in.longest_seconds() == 12 * HOUR


def test_signing_out_ends_it(people: Store) -> None:
    one, other = enter(people), enter(people)
    sign_in.sign_out(people, digest_of(one.session))
    assert viewer(people, digest_of(one.session), NOON) is None
    assert viewer(people, digest_of(other.session), NOON) is not None
    assert sign_in.sign_out_everywhere(people, "boss", "boss") == 1
    assert viewer(people, digest_of(other.session), NOON) is None


def test_who_is_disabled_or_gets_another_password_is_out(people: Store) -> None:
    wang, boss = enter(people, "wang"), enter(people)
    accounts.disable(people, "wang", HERE)
    accounts.change_own_password(people, "boss", GOOD, BETTER, digest_of(boss.session))
    assert viewer(people, digest_of(wang.session), NOON) is None
    seen = viewer(people, digest_of(boss.session), NOON)
    assert seen is not None
    assert not seen.must_change
    accounts.set_password(people, "boss", GOOD, HERE)
    assert viewer(people, digest_of(boss.session), NOON) is None


def test_what_somebody_may_changes_at_once(people: Store) -> None:
    digest = digest_of(enter(people, "wang").session)
    accounts.change(people, Account("wang", "王检查", "leader"), HERE)
    seen = viewer(people, digest, NOON)
    assert seen is not None
    assert seen.account.role == "leader"


def test_guessing_has_to_wait_and_the_owner_has_not(people: Store) -> None:
    device = enter(people).device
    tries = [refused(people, "boss", f"guess {n}", AWAY) for n in range(FAILURES_OF_LOGIN + 3)]
    assert tries == ["sign_in_failed"] * FAILURES_OF_LOGIN + ["sign_in_later"] * 3
    assert refused(people, "boss", GOOD, AWAY) == "sign_in_later"
    assert enter(people, device=device).account == BOSS  # where they have been before
    assert refused(people, "wang", GOOD, AWAY) == ""  # and nobody else has to wait
    assert refused(people, "boss", GOOD, AWAY, now=NOON + FAILURES_KEPT + 1) == ""


def test_a_stolen_device_secret_gives_no_more_tries(people: Store) -> None:
    device = enter(people).device
    for _ in range(FAILURES_OF_LOGIN):
        assert refused(people, "boss", "guess", device=device) == "sign_in_failed"
    assert refused(people, "boss", GOOD, device=device) == "sign_in_later"
    assert refused(people, "boss", GOOD) == ""


def test_an_administrator_lifts_it(people: Store) -> None:
    for _ in range(FAILURES_OF_LOGIN):
        refused(people, "boss", "guess", AWAY)
    assert accounts.unlock(people, "boss", HERE) == []
    assert refused(people, "boss", GOOD, AWAY) == ""


def test_many_names_from_one_address_have_to_wait(people: Store) -> None:
    for n in range(FAILURES_OF_ADDRESS):
        assert refused(people, f"name{n}", "guess", AWAY) == "sign_in_failed"
    assert refused(people, "wang", GOOD, AWAY) == "sign_in_later"
    assert refused(people, "wang", GOOD, HOME) == ""


def test_a_single_sign_on_adds_nobody(people: Store) -> None:
    assert isinstance(sign_in.sign_in_as(people, "boss", now=NOON), SignedIn)
    accounts.disable(people, "wang", HERE)
    for login in ("wang", "stranger"):
        done = sign_in.sign_in_as(people, login, now=NOON)
        assert isinstance(done, Problem)
        assert done.code == "sign_in_unknown"
    assert [one.login for one in accounts.listed(people, HERE)] == ["boss", "wang"]
