"""Passwords that take no time to hash; otherwise the tests would mostly wait for argon2."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from scoring.services import passwords

GOOD = "lantern-orchid-ferry-42"
BETTER = "marble-tundra-oboe-77"


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """A hasher with the smallest parameters there are."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_kept_for_nobody", [])
    return hasher
