"""Indicator systems: the one in force, its earlier versions, and putting another one into force."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from scoring.access import Actor
from scoring.analysis.back_test import facts_affected
from scoring.problems import Problem, SystemError_
from scoring.services.meanwhile import who
from scoring.store import Store
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system, load_system_text

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / DEFAULT_SYSTEM  # the file that comes with the program


class GroupsLacking(ValueError):
    """A system has not all the groups that units of its period belong to; `groups` are their ids."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        super().__init__(", ".join(groups))
        self.groups = groups


class Version(NamedTuple):
    """One of the systems that a period has had; `day` (ISO 8601) is when it was put into force."""

    period: str
    version: int
    day: str
    system: IndicatorSystem


@dataclass(frozen=True)
class Readiness:
    """What stands against putting a system into force.

    Attributes:
        creates_period: there is no such period yet.
        is_in_force: the period uses this very system already.
        lacking_groups: ids of groups that units of the period belong to and the system does not have.
    """

    creates_period: bool
    is_in_force: bool
    lacking_groups: tuple[str, ...]


def bundled() -> IndicatorSystem:
    """The system that comes with the program, to look at before there is a period."""
    return load_system(BUNDLED)


def read(name: str, content: bytes) -> IndicatorSystem:
    """A system from the content of a file. Raises SystemError_ with every mistake."""
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = content[: bad.start].count(b"\n") + 1
        raise SystemError_([Problem("yaml_not_text", file=name, line=line, column=1)]) from None
    return load_system_text(source, name)


def versions(store: Store) -> list[Version]:
    """Every system that any period has had, the newest period and version first."""
    return [
        Version(period, int(row.version), str(row.at)[:10], store.system(period, int(row.version)))
        for period in store.periods()
        for row in store.systems(period).itertuples()
    ]


def readiness(store: Store, system: IndicatorSystem) -> Readiness:
    """Whether a system can be put into force for its period."""
    period = system.period.id
    if period not in store.periods():
        return Readiness(creates_period=True, is_in_force=False, lacking_groups=())
    lacking = sorted(set(store.units(period)["group"]) - set(system.groups))
    return Readiness(False, store.system(period).digest == system.digest, tuple(lacking))


def affected_facts(store: Store, system: IndicatorSystem) -> pd.DataFrame:
    """Reported facts of the system's period that would no longer count under it, as `facts_affected` gives them."""
    return facts_affected(store.system(system.period.id), system, store.facts(system.period.id))


def put_into_force(store: Store, system: IndicatorSystem, actor: Actor, seen: int | None = None) -> list[Problem]:
    """Make a system that of its period, which it may create; the same again is no change.

    Args:
        seen: the version of the store at which the person looked at what the system changes.

    Returns:
        Why it was not done: somebody has put another one into force since.

    Raises:
        GroupsLacking: a unit of the period would be left without its group.
    """
    actor.must("add_system")
    lacking = readiness(store, system).lacking_groups
    if lacking:
        raise GroupsLacking(lacking)
    other = store.add_system(system, actor.name, seen)
    if other is None:
        return []
    version, by = other
    return [Problem("system_moved", {"by": who(store, by), "period": system.period.name, "version": version})]
