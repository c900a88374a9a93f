"""How passwords are kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from scoring.services import passwords
from tests.passwords import GOOD


def test_what_is_kept_is_argon2id_as_its_library_recommends() -> None:
    """RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes."""
    kept = passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(GOOD, kept)
    assert not passwords.fits(GOOD + "x", kept)
    assert not passwords.is_outdated(kept)


@pytest.mark.usefixtures("cheap_passwords")
def test_nothing_fits_where_nothing_is_kept() -> None:
    assert not passwords.fits(GOOD, None)
    assert not passwords.fits(GOOD, "no hash at all")


@pytest.mark.usefixtures("cheap_passwords")
def test_the_same_by_any_keyboard() -> None:
    assert passwords.fits("Ｃafé-long-enough", passwords.hashed("Cafe\u0301-long-enough"))


def test_a_hash_of_other_parameters_is_outdated(cheap_passwords: PasswordHasher, monkeypatch) -> None:
    kept = passwords.hashed(GOOD)
    assert not passwords.is_outdated(kept)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert passwords.is_outdated(kept)


def test_first_passwords_differ_and_may_be_used() -> None:
    made = {passwords.generated() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.mistake(one, "wang") is None for one in made)
