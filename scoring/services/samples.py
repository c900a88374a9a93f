"""The sample periods, loaded through the same intake as any upload."""

from __future__ import annotations

from pathlib import Path

from scoring.access import Actor
from scoring.period import newest_first
from scoring.problems import Problem
from scoring.services import rosters, systems
from scoring.services.receiving import Progress, receive
from scoring.store import Store
from scoring.system import DEFAULT_SYSTEM, load_system

SAMPLES = systems.ROOT / "sample_data"
ROSTER = "units.csv"


def sample_periods() -> list[Path]:
    """The folders of the sample periods, which are named by their ids, earliest first."""
    folders = {folder.parent.name: folder.parent for folder in SAMPLES.glob(f"[0-9]*/{ROSTER}")}
    return [folders[name] for name in reversed(newest_first(list(folders)))]


def load_samples(store: Store, actor: Actor, progress: Progress) -> list[Problem]:
    """Put every sample period into the store.

    Returns:
        The mistakes found in the files (the sample holds none that keep a file from counting).
    """
    folders = sample_periods()
    problems: list[Problem] = []
    for number, folder in enumerate(folders):

        def of_all(share: float, file: str, number: int = number, period: str = folder.name) -> None:
            progress((number + share) / len(folders), f"{period} {file}")

        problems += _load_period(store, folder, actor, of_all)
    return problems


def _load_period(store: Store, folder: Path, actor: Actor, progress: Progress) -> list[Problem]:
    own = folder / DEFAULT_SYSTEM
    system = load_system(own) if own.exists() else systems.bundled()
    systems.put_into_force(store, system, actor)
    units, problems = rosters.read(store, system.period.id, ROSTER, (folder / ROSTER).read_bytes())
    rosters.add(store, system.period.id, units, actor)
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".xlsx", ".csv") and p.name != ROSTER)
    received = receive(store, system.period.id, [(p.name, p.read_bytes()) for p in paths], actor, progress)
    return [*problems, *received.problems]
