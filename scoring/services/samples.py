"""The sample years, loaded through the same intake as any upload."""

from __future__ import annotations

from pathlib import Path

from scoring.access import Actor
from scoring.problems import Problem
from scoring.services import rosters, systems
from scoring.services.receiving import Progress, receive
from scoring.store import Store
from scoring.system import DEFAULT_SYSTEM, load_system

SAMPLES = systems.ROOT / "sample_data"
ROSTER = "units.csv"


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
