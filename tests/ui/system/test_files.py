"""Which versions of the system are compared at first."""

from __future__ import annotations

import pytest

from scoring.system import IndicatorSystem, load_system_text
from tests.small_period import SYSTEM
from ui.system import files


def of(period: str) -> IndicatorSystem:
    """A small system of a period."""
    year, _, part = period.partition("-Q")
    written = f"{{year: {year}, quarter: {part}}}" if part else f"{{year: {year}}}"
    return load_system_text(SYSTEM.replace("{year: 2025}", written))


@pytest.mark.parametrize(
    ("known", "chosen", "expected"),
    [
        # newest first; two versions of a period: its own earlier one
        (["2025", "2025", "2024"], "2025", (1, 0)),
        (["2025", "2024", "2024"], "2024", (2, 1)),
        # a year with a year, though quarters lie between
        (["2025", "2025-Q2", "2025-Q1", "2024"], "2025", (3, 0)),
        (["2025", "2025-Q2", "2025-Q1", "2024"], "2025-Q2", (2, 1)),
        # a quarter with the same one of the year before
        (["2025-Q2", "2025-Q1", "2024-Q2"], "2025-Q2", (2, 0)),
        # nothing of its kind: whatever else there is
        (["2025", "2025-Q1"], "2025", (1, 0)),
        (["2025", "2025-Q1"], "2025-Q1", (0, 1)),
    ],
)
def test_like_is_compared_with_like(known: list[str], chosen: str, expected: tuple[int, int]) -> None:
    assert files.compared([of(period) for period in known], chosen) == expected
