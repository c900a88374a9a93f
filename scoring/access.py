"""Who acts, and what they may do and see: pure, asked by every service before it changes anything.

As long as there are no accounts, whoever can open the program may do everything: `Actor.local`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Action = Literal["receive", "withdraw", "decide", "verify", "add_units", "add_system"]
EVERY_ACTION: frozenset[Action] = frozenset(get_args(Action))


class NotAllowed(PermissionError):
    """Somebody asked for a change that they may not make."""


@dataclass(frozen=True)
class Scope:
    """Whose results somebody may see: those of the units with these codes, or of every unit."""

    units: frozenset[str] | None = None


EVERY_UNIT = Scope()


@dataclass(frozen=True)
class Actor:
    """Who acts.

    Attributes:
        name: kept with every change; '' while nobody has given one.
        may: what they may change; scope: whose results they may see.
    """

    name: str
    may: frozenset[Action]
    scope: Scope = EVERY_UNIT

    @classmethod
    def local(cls, name: str) -> Actor:
        """Somebody at this installation, without an account: everything is allowed."""
        return cls(name, EVERY_ACTION)

    def must(self, action: Action) -> None:
        """Refuse what they may not do. Raises NotAllowed."""
        if action not in self.may:
            raise NotAllowed(action)
