"""A limit that what is earned is held against: a rate, or so many marks.

Tested in tests/system/test_grades.py.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from scoring.rules.parameters import Rate
from scoring.system.part import NonNegative, Part


class MarksLimit(Part):
    """A limit in marks: what is earned is compared as it stands."""

    marks: NonNegative


def _limit_kind(given: Any) -> str:
    return "in_marks" if isinstance(given, dict | MarksLimit) else "as_rate"


Limit = Annotated[Annotated[Rate, Tag("as_rate")] | Annotated[MarksLimit, Tag("in_marks")], Discriminator(_limit_kind)]
