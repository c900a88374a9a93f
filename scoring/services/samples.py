"""The sample years and the examples, loaded through the same intake as any upload."""

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
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system
from scoring.words import Text
from scoring.workbook import combine, read_upload

SAMPLES, EXAMPLES = systems.ROOT / "sample_data", systems.ROOT / "examples"
ROSTER = "units.csv"
SYSTEM, FACTS = "system.yaml", "facts.csv"  # of an example


class Example(NamedTuple):
    """A system with facts to look at; `note` is what it shows."""

    name: str
    title: Text
    note: Text


def sample_years() -> list[Path]:
    """The folders of the sample years, earliest first."""
    return sorted(folder for folder in SAMPLES.glob("[0-9]" * 4) if (folder / ROSTER).exists())


def load_samples(store: Store, actor: Actor, progress: Progress) -> list[Problem]:
    """Put every sample year into the store.

    Returns:
        The mistakes found in the files (the sample holds none that keep a file from counting).
    """
    years = sample_years()
    problems: list[Problem] = []
    for number, folder in enumerate(years):

        def of_all(share: float, file: str, number: int = number, year: str = folder.name) -> None:
            progress((number + share) / len(years), f"{year} {file}")

        problems += _load_year(store, folder, actor, of_all)
    return problems


def _load_year(store: Store, folder: Path, actor: Actor, progress: Progress) -> list[Problem]:
    own = folder / DEFAULT_SYSTEM
    system = load_system(own) if own.exists() else systems.bundled()
    systems.put_into_force(store, system, actor)
    units, problems = rosters.read(store, system.year, ROSTER, (folder / ROSTER).read_bytes())
    rosters.add(store, system.year, units, actor)
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".xlsx", ".csv") and p.name != ROSTER)
    received = receive(store, system.year, [(p.name, p.read_bytes()) for p in paths], actor, progress)
    return [*problems, *received.problems]


@cache
def examples() -> tuple[Example, ...]:
    """The examples that come with the program, in the order of their names; one with a mistake is left out."""
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
    rosters.add(store, system.year, _units(system, content), actor)
    return list(receive(store, system.year, [(FACTS, content)], actor, progress).problems)


def _units(system: IndicatorSystem, content: bytes) -> pd.DataFrame:
    """UNIT_COLUMNS of the units that a table speaks of."""
    return combine(read_upload(FACTS, content, system), system).units[UNIT_COLUMNS]
