"""Lists the words that stand in a cell where a formula failed; child processes load it too.

Tested in tests/workbook/files/test_readers.py.
"""

from __future__ import annotations

ERROR_WORDS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
