"""What an item of the file says of its facts: a kind, another item's, the faults that are counted, what is on record.

Tested in tests/system/test_sources.py and tests/system/test_record.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Tag

from scoring.facts import FACT_KINDS
from scoring.system.part import Id, Part
from scoring.system.record import COUNTED, scores_title
from scoring.words import Text


class Fault(Part):
    """A fault that is counted; its id is the field of the count."""

    title: Text


class FactsOf(Part):
    """In place of a kind of facts: what another item reports."""

    of: Id

    def __str__(self) -> str:
        return self.of


class PublishedScore(Part):
    """The scores that a unit had in published editions of another system within the period."""

    score: Literal["quarters", "halves", "months", "last_year"]
    of: Id
    take: Literal["mean", "best", "last"]


def counted_title(counted: str | PublishedScore) -> Text:
    """What is counted, as `counted_from` gives it."""
    return (
        scores_title(counted.score, counted.of, counted.take)
        if isinstance(counted, PublishedScore)
        else COUNTED[counted].title
    )


def _one_or_map(given: Any) -> str:
    """Which of the two ways of writing a key is used: a word or a map."""
    return _MAP if isinstance(given, dict | BaseModel) else _WORD


_WORD, _MAP = "as a word", "as a map"
if TYPE_CHECKING:
    FactsGiven = str | FactsOf
    CountedFrom = str | PublishedScore
else:
    FactsGiven = Annotated[
        Annotated[Literal[tuple(FACT_KINDS)], Tag(_WORD)] | Annotated[FactsOf, Tag(_MAP)], Discriminator(_one_or_map)
    ]
    CountedFrom = Annotated[
        Annotated[Literal[tuple(COUNTED)], Tag(_WORD)] | Annotated[PublishedScore, Tag(_MAP)],
        Discriminator(_one_or_map),
    ]
