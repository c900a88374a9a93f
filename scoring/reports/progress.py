"""How far long work has come, as whoever does it tells whoever waits. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]  # is given the share that is done (0..1) and what is at hand


def silent(share: float, at: str) -> None:
    """Tell nobody."""
