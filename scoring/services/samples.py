"""The sample years, loaded through the same intake as any upload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scoring.problems import Problem
from scoring.services.receiving import receive
from scoring.store import Store
from scoring.system import DEFAULT_SYSTEM, load_system
from scoring.workbook import read_roster

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_data"
ROSTER = "units.csv"


def sample_years() -> list[Path]:
    """The folders of the sample years, earliest first."""
    return sorted(folder for folder in SAMPLES.glob("[0-9]" * 4) if (folder / ROSTER).exists())


def load_samples(store: Store, by: str, progress: Callable[[float, str], None]) -> list[Problem]:
    """Put every sample year into the store.

    Args:
        by: the name under which they are kept.
        progress: told the share that is done (0..1) and the file at hand.

    Returns:
        The mistakes found in the files (the sample holds none that keep a file from counting).
    """
    years = sample_years()
    found: list[Problem] = []
    for number, folder in enumerate(years):

        def told(share: float, file: str, number: int = number, year: str = folder.name) -> None:
            progress((number + share) / len(years), f"{year} {file}")

        found += _load_year(store, folder, by, told)
    return found


def _load_year(store: Store, folder: Path, by: str, progress: Callable[[float, str], None]) -> list[Problem]:
    own = folder / DEFAULT_SYSTEM
    system = load_system(own if own.exists() else ROOT / DEFAULT_SYSTEM)
    units, problems = read_roster(ROSTER, (folder / ROSTER).read_bytes(), system)
    store.add_system(system, by)
    store.add_units(system.year, units, by)
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".xlsx", ".csv") and p.name != ROSTER)
    received = receive(store, system.year, [(p.name, p.read_bytes()) for p in paths], by, progress)
    return [*problems, *received.problems]
