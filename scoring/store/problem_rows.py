"""Problems as rows, and back: the message is made anew from code and parameters, in any language.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select

from scoring.problems import Problem
from scoring.store.tables import problems
from scoring.words import Text

_PLACE = ("file", "sheet", "cell", "unit", "indicator", "line", "column")


def as_row(problem: Problem) -> dict[str, Any]:
    """A problem as the columns of `problems`, without its submission."""
    place = {name: value for name, value in asdict(problem).items() if name in _PLACE}
    return {"code": problem.code, "params": {k: _plain(v) for k, v in problem.params.items()}, **place}


def _plain(value: Any) -> Any:
    """A parameter as JSON: a Text as its languages, what JSON has no form for as the words it would print."""
    if isinstance(value, Text):
        return value.root
    if value is None or isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)


def insert_problems(conn: Connection, seq: int, listed: Sequence[Problem]) -> None:
    """Add the problems of a submission."""
    if listed:
        conn.execute(insert(problems), [as_row(p) | {"seq": seq} for p in listed])


def problems_of(conn: Connection, seq: int) -> list[Problem]:
    """The problems of a submission, in the order of the file."""
    rows = conn.execute(select(problems).where(problems.c.seq == seq).order_by(problems.c.id)).mappings()
    return [_restored(dict(row)) for row in rows]


def _restored(row: dict[str, Any]) -> Problem:
    params = {k: Text(v) if isinstance(v, dict) else v for k, v in row["params"].items()}
    return Problem(row["code"], params, **{name: row[name] for name in _PLACE})
