"""Tables as CSV that spreadsheet programs open safely."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from scoring.reports.worksheet import writable

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")  # the full-width forms, too, are taken for them


def csv_bytes(frame: pd.DataFrame, decimals: Mapping[str, int] | None = None) -> bytes:
    """A frame as CSV in UTF-8 with BOM (spreadsheet programs then show Chinese), without its index.

    Text that would run as a formula, headings too, gets an apostrophe in front; numbers stay numbers.

    Args:
        decimals: of columns of figures that are written with exactly so many.
    """
    safe = frame.astype(object).map(lambda cell: _inert(cell) if isinstance(cell, str) else cell)
    for column, places in (decimals or {}).items():
        safe[column] = frame[column].astype(object).map(f"{{:.{places}f}}".format, na_action="ignore")
    return safe.rename(columns=_inert).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _inert(cell: str) -> str:
    clean: str = writable(cell)
    return f"'{clean}" if _FORMULA.match(clean) else clean
