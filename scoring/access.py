"""Who acts, and what they may do and see: pure, asked by every service, page and route before it does anything.

`ROLES` is the one table. As long as there are no accounts, whoever can open the program may do everything:
`Actor.local`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["admin", "inspector", "leader", "unit"]
Action = Literal[
    "read_results",  # scores, ranks and gaps: of every unit, or of those in one's scope
    "read_work",  # what is handed in, by whom, with its mistakes; what inspectors found
    "receive",
    "withdraw",
    "decide",
    "verify",
    "add_units",
    "add_system",
    "export",  # files that hold what many units reported
    "manage",  # accounts, tokens, what units are shown, copies of the data
    "read_audit",
    "read_metrics",
]
PageName = Literal[
    "overview", "ranking", "gaps", "unit", "trend", "intake", "verification", "system", "admin"
]  # the names in pages/registry.py
ROLE_NAMES: tuple[Role, ...] = get_args(Role)
EVERY_ACTION: frozenset[Action] = frozenset(get_args(Action))
READING: frozenset[Action] = frozenset({"read_results", "read_work", "export", "read_audit", "read_metrics"})
EVERY_PAGE: frozenset[PageName] = frozenset(get_args(PageName))


class NotAllowed(PermissionError):
    """Somebody asked for what they may not do or see; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Rights:
    """What a role may open and do, and whether it sees its own unit alone."""

    pages: frozenset[PageName]
    may: frozenset[Action]
    sees_own_unit_only: bool = False


_RESULTS: frozenset[PageName] = frozenset({"overview", "ranking", "gaps", "unit", "trend", "system"})
ROLES: Mapping[Role, Rights] = {
    "admin": Rights(EVERY_PAGE, EVERY_ACTION),
    "inspector": Rights(
        _RESULTS | {"intake", "verification"},
        frozenset({"read_results", "read_work", "receive", "withdraw", "decide", "verify", "export", "read_audit"}),
    ),
    "leader": Rights(_RESULTS, frozenset({"read_results", "export"})),
    "unit": Rights(
        frozenset({"unit", "intake", "system"}),
        frozenset({"read_results", "read_work", "receive"}),
        sees_own_unit_only=True,
    ),
}


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in; never more about a person than this.

    Attributes:
        login: what they type, and what is kept with every change.
        name: what screens call them.
        unit: the code of their unit, for the role `unit`; '' for the others.
        groups, sections: ids of those that an inspector may verify; every one where there are none.
    """

    login: str
    name: str
    role: Role
    unit: str = ""
    groups: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True)
class Scope:
    """Whose results somebody may see: those of the units with these codes, or of every unit."""

    units: frozenset[str] | None = None

    def holds(self, unit: str) -> bool:
        """Whether the results of a unit may be seen."""
        return self.units is None or unit in self.units


@dataclass(frozen=True)
class Remit:
    """What somebody may verify: units of these groups, indicators of these sections; every one where it is None."""

    groups: frozenset[str] | None = None
    sections: frozenset[str] | None = None

    def holds(self, group: str, section: str) -> bool:
        """Whether a figure of a unit of a group, in a section, may be verified."""
        return (self.groups is None or group in self.groups) and (self.sections is None or section in self.sections)


EVERY_UNIT = Scope()
EVERYTHING = Remit()


@dataclass(frozen=True)
class Actor:
    """Who acts.

    Attributes:
        name: the login, kept with every change; '' while nobody has given a name.
        may: what they may do; scope: whose results they may see; remit: what they may verify.
        role: None for somebody at this installation while there are no accounts.
        pages: those they may open.
    """

    name: str
    may: frozenset[Action]
    scope: Scope = EVERY_UNIT
    remit: Remit = EVERYTHING
    role: Role | None = None
    pages: frozenset[PageName] = frozenset()

    @classmethod
    def local(cls, name: str) -> Actor:
        """Somebody at this installation, without an account: everything is allowed."""
        return cls(name, EVERY_ACTION, pages=EVERY_PAGE)

    @classmethod
    def of(cls, account: Account) -> Actor:
        """The owner of an account; one that is disabled may do nothing."""
        rights = ROLES[account.role]
        own_only = Scope(frozenset({account.unit}))
        remit = Remit(frozenset(account.groups) or None, frozenset(account.sections) or None)
        return cls(
            account.login,
            frozenset() if account.disabled else rights.may,
            own_only if rights.sees_own_unit_only else EVERY_UNIT,
            remit,
            account.role,
            frozenset() if account.disabled else rights.pages,
        )

    def must(self, action: Action) -> None:
        """Refuse what they may not do. Raises NotAllowed."""
        if action not in self.may:
            raise NotAllowed(action)

    def must_see(self, unit: str) -> None:
        """Refuse the results of a unit that they may not see. Raises NotAllowed."""
        if not self.scope.holds(unit):
            raise NotAllowed("read_results")

    def must_see_every_unit(self) -> None:
        """Refuse what compares units to who sees some alone. Raises NotAllowed."""
        if self.scope.units is not None:
            raise NotAllowed("read_results")
