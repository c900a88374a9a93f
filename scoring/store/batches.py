"""Files handed in together: what became of each, kept so that it can be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from scoring.problems import Problem
from scoring.store.audit import append
from scoring.store.problem_rows import as_row
from scoring.store.systems import latest_number
from scoring.store.tables import audit, batch_ends, batch_files, batches, problems, submission_units, submissions

BATCH_COLUMNS = ["id", "at", "by", "files", "start"]
FILE_COLUMNS = ["file", "outcome", "submission", "version", "unit", "units", "code", "params"]


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file.

    Attributes:
        outcome: a word of whoever handed it in.
        submission: the id it is stored under; None for a file that was only passed over.
        problem: why it was passed over.
    """

    file: str
    outcome: str
    submission: int | None = None
    problem: Problem | None = field(default=None, compare=False)


def record(conn: Connection, period: str, outcomes: Sequence[FileOutcome], by: str) -> int:
    """Keep what became of the files of a batch; returns its id. Raises UnknownPeriod."""
    latest_number(conn, period)
    seq = append(conn, period, by, "batch", {"files": len(outcomes)})
    conn.execute(insert(batches).values(seq=seq, period=period))
    if outcomes:
        conn.execute(insert(batch_files), [_row(seq, n, one) for n, one in enumerate(outcomes)])
    return seq


def _row(seq: int, position: int, one: FileOutcome) -> dict[str, Any]:
    reason = {"code": "", "params": {}} if one.problem is None else as_row(one.problem)
    given = {"file": one.file, "outcome": one.outcome, "submission": one.submission}
    return {"seq": seq, "position": position, **given, "code": reason["code"], "params": reason["params"]}


def batch_list(conn: Connection, period: str) -> pd.DataFrame:
    """BATCH_COLUMNS, newest first; `start` is what the batch began as, 0 for one of an earlier version."""
    files = select(func.count()).where(batch_files.c.seq == batches.c.seq).scalar_subquery()
    joined = batches.join(audit, audit.c.seq == batches.c.seq).outerjoin(batch_ends, batch_ends.c.seq == batches.c.seq)
    start = func.coalesce(batch_ends.c.start, 0)
    query = select(batches.c.seq, audit.c.at, audit.c.by, files, start).select_from(joined)
    rows = conn.execute(query.where(batches.c.period == period).order_by(batches.c.seq.desc())).all()
    return pd.DataFrame(rows, columns=BATCH_COLUMNS)


def file_list(conn: Connection, seq: int) -> pd.DataFrame:
    """FILE_COLUMNS of a batch, in its order; `unit` is the first one that a file speaks of, of `units`."""
    spoken_of = (
        select(
            submission_units.c.seq,
            func.min(submission_units.c.unit).label("unit"),
            func.count(submission_units.c.unit).label("units"),
        )
        .group_by(submission_units.c.seq)
        .subquery()
    )
    joined = batch_files.outerjoin(submissions, submissions.c.seq == batch_files.c.submission).outerjoin(
        spoken_of, spoken_of.c.seq == batch_files.c.submission
    )
    columns = (
        batch_files.c.file,
        batch_files.c.outcome,
        batch_files.c.submission,
        submissions.c.version,
        func.coalesce(spoken_of.c.unit, ""),
        func.coalesce(spoken_of.c.units, 0),
        batch_files.c.code,
        batch_files.c.params,
    )
    query = select(*columns).select_from(joined).where(batch_files.c.seq == seq).order_by(batch_files.c.position)
    files = pd.DataFrame(conn.execute(query).all(), columns=FILE_COLUMNS)
    return files.astype({"submission": "Int64", "version": "Int64"})


def problem_seqs(conn: Connection, seq: int) -> list[int]:
    """The submissions of a batch that have problems, in its order."""
    query = select(batch_files.c.submission).where(
        batch_files.c.seq == seq, batch_files.c.submission.in_(select(problems.c.seq))
    )
    return list(dict.fromkeys(conn.execute(query.order_by(batch_files.c.position)).scalars()))
