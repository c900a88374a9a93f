"""Tables as files that spreadsheet programs open safely."""

from __future__ import annotations

import re

import pandas as pd

_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV in UTF-8 with BOM (spreadsheet programs then show Chinese), without its index.

    Text that would run as a formula gets an apostrophe in front; numbers stay numbers.
    """
    safe = frame.astype(object).map(lambda cell: _inert(cell) if isinstance(cell, str) else cell)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _inert(cell: str) -> str:
    clean = _CONTROL.sub("", cell)
    return f"'{clean}" if _FORMULA.match(clean) else clean
