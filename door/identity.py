"""Who a request comes from, as the front door has found out; whatever answers it asks here.

Tested in tests/door/test_auth.py.
"""

from __future__ import annotations

from starlette.types import Scope

from scoring.access import Actor

_KEY = "kaoping.actor"


def identify(scope: Scope, actor: Actor) -> None:
    """Note in a request who it comes from."""
    scope[_KEY] = actor


def actor_of(scope: Scope) -> Actor | None:
    """Who a request comes from; None for nobody known."""
    actor: Actor | None = scope.get(_KEY)
    return actor


def name_of(scope: Scope) -> str:
    """The name of who a request comes from, '' for nobody known."""
    actor = actor_of(scope)
    return "" if actor is None else actor.name
