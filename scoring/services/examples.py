"""The example systems that come with the program, loaded through the same intake as any upload."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from scoring.access import Actor
from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem, SystemError_
from scoring.services import rosters, systems
from scoring.services.receiving import Progress, receive
from scoring.store import Store
from scoring.system import IndicatorSystem, load_system
from scoring.words import Text
from scoring.workbook import combine, read_upload

EXAMPLES = systems.ROOT / "examples"
SYSTEM, FACTS = "system.yaml", "facts.csv"


class Example(NamedTuple):
    """A system with facts to look at; `note` is what it shows."""

    name: str
    title: Text
    note: Text


@cache
def examples() -> tuple[Example, ...]:
    """The examples in the order of their names; one whose system has a mistake is left out."""
    found = (_example(path) for path in sorted(EXAMPLES.glob(f"*/{SYSTEM}")))
    return tuple(one for one in found if one)


def _example(path: Path) -> Example | None:
    try:
        system = load_system(path)
    except SystemError_:
        return None
    return Example(path.parent.name, system.title, system.note)


def load_example(store: Store, name: str, actor: Actor, progress: Progress) -> list[Problem]:
    """Put one of the examples into a store that holds no period yet.

    Returns:
        The mistakes found in its table (it has none that keep it from counting), or why nothing was done: there is
        a period by now, which the example might be taken for.
    """
    actor.must("add_system")
    if store.periods():
        return [Problem("store_not_empty")]
    folder = EXAMPLES / name
    system, content = load_system(folder / SYSTEM), (folder / FACTS).read_bytes()
    systems.put_into_force(store, system, actor)
    (period,) = store.periods()
    rosters.add(store, period, _units(system, content), actor)
    return list(receive(store, period, [(FACTS, content)], actor, progress).problems)


def _units(system: IndicatorSystem, content: bytes) -> pd.DataFrame:
    """UNIT_COLUMNS of the units that a table speaks of."""
    return combine(read_upload(FACTS, content, system), system).units[UNIT_COLUMNS]
