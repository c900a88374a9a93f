"""A headline: a sentence that the numbers bear out. Tested in tests/analysis/test_headlines.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 5  # sentences a leader reads
NAMED = 3  # units a sentence names


@dataclass(frozen=True)
class Headline:
    """A sentence that holds.

    Attributes:
        kind: what it is about, e.g. `veto`, `lead`, `risen`; weight: 0..1, the weightiest comes first.
        text: the sentence; unit, section: whom or what to look at next, '' where it is no one.
    """

    kind: str
    weight: float
    text: str
    unit: str = ""
    section: str = ""


def weightiest(headlines: Iterable[Headline]) -> list[Headline]:
    """As many headlines as a leader reads, the weightiest first."""
    return sorted(headlines, key=lambda headline: -headline.weight)[:MOST]
