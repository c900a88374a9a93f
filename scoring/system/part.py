"""What the parts of a system file have in common: frozen mappings, ids and bounded numbers.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from scoring.rules.parameters import Number

_ID = re.compile(r"[^\W\d_][\w.\-]{0,39}")
_LOOKS_LIKE_A_DATE = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-. ]?\d{1,4}", re.IGNORECASE)


def _checked_id(given: str) -> str:
    if not _ID.fullmatch(given) or _LOOKS_LIKE_A_DATE.fullmatch(given) or given.lower() in ("true", "false"):
        raise ValueError("bad_id")
    return given


Id = Annotated[str, AfterValidator(_checked_id)]
Key = Annotated[str, Field(min_length=1, max_length=40)]
NonNegative = Annotated[Number, Field(ge=0)]


class Part(BaseModel):
    """A mapping of the file: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
