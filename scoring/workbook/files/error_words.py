"""The words that stand in a cell where a formula failed; nothing else is imported, for child processes load it too."""

from __future__ import annotations

ERROR_WORDS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
