"""The units of a period: their list read from a file, and taken over."""

from __future__ import annotations

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
from scoring.store import Store
from scoring.workbook import read_roster


def read(store: Store, period: int, name: str, content: bytes) -> tuple[pd.DataFrame, list[Problem]]:
    """The units that a file lists (UNIT_COLUMNS), and every mistake in it. Raises UnknownPeriod."""
    return read_roster(name, content, store.system(period))


def add(store: Store, period: int, units: pd.DataFrame, actor: Actor) -> None:
    """Add units (UNIT_COLUMNS) to a period; known ones get the new name and group. Raises UnknownPeriod."""
    actor.must("add_units")
    store.add_units(period, units, actor.name)
