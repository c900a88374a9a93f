"""Who may what."""

from __future__ import annotations

from typing import get_args

import pytest

from scoring.access import EVERY_UNIT, Action, Actor, NotAllowed


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
