"""Mistakes that several rules look for in a system's file.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.rules.base import Mistake

Path = tuple[str | int, ...]


def descending(parts: Any, path: Path, key: str = "at_least") -> Iterator[Mistake]:
    """Entries of a list whose key is not below that of the entry before it."""
    previous: float | None = None
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        value = part.get(key) if isinstance(part, dict) else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if previous is not None and value >= previous:
            yield Mistake("out_of_order", {"key": key, "found": value, "previous": previous}, (*path, index, key))
        previous = value
