"""Batches that were begun: noted with their files before any is read, so that an interruption loses nothing.

A batch is in hand while a program has claimed its start (`Database.claim`), and over once it has an end. One that is
neither was interrupted: what was stored of it is known, and the bytes of its files are still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection, delete, func, insert, literal, select

from scoring.store.audit import append
from scoring.store.systems import latest_number
from scoring.store.tables import (
    audit,
    batch_contents,
    batch_ends,
    batch_known,
    batch_saves,
    batch_starts,
    batch_uploads,
    decisions,
    holds,
    submissions,
)

START_COLUMNS = ["id", "at", "by", "files", "saved"]
UPLOAD_COLUMNS = ["position", "file", "sha256", "kept"]
SAVE_COLUMNS = ["submission", "file", "sha256", "accepted", "waits", "is_new"]


class Upload(NamedTuple):
    """One file of a batch that is still to be read."""

    position: int
    file: str
    content: bytes


def begin(conn: Connection, period: str, files: Sequence[tuple[str, str]], by: str) -> int:
    """Note files (name, sha256) that are about to be read; returns the start's id. Raises UnknownPeriod."""
    latest_number(conn, period)
    seq = append(conn, period, by, "batch_start", {"files": len(files)})
    conn.execute(insert(batch_starts).values(seq=seq, period=period))
    rows = [{"seq": seq, "position": n, "file": name, "sha256": digest} for n, (name, digest) in enumerate(files)]
    if rows:
        conn.execute(insert(batch_uploads), rows)
    return seq


def keep(conn: Connection, start: int, uploads: Sequence[Upload]) -> None:
    """Keep the bytes of files until their batch has an end."""
    rows = [{"start": start, "position": one.position, "content": one.content} for one in uploads]
    if rows:
        conn.execute(insert(batch_contents), rows)


def note_save(conn: Connection, start: int, submission: int) -> None:
    """Note, within the write that stores it, that a submission came of a batch."""
    conn.execute(insert(batch_saves).values(seq=submission, start=start))


def note_known(conn: Connection, start: int, submission: int, file: str) -> None:
    """Note that a file of a batch was found to be a submission that is stored already; noting it again is no change."""
    row = {"start": start, "submission": submission, "file": file}
    if conn.execute(select(batch_known).where(*(batch_known.c[c] == row[c] for c in row))).first() is None:
        conn.execute(insert(batch_known).values(row))


def end(conn: Connection, start: int, batch: int) -> None:
    """Note what a batch was recorded as, and let go of what was kept for it; a second end changes nothing."""
    if is_over(conn, start):
        return
    conn.execute(insert(batch_ends).values(start=start, seq=batch))
    for passing in (batch_contents, batch_known):
        conn.execute(delete(passing).where(passing.c.start == start))


def is_over(conn: Connection, start: int) -> bool:
    """Whether a batch has an end."""
    return conn.execute(select(batch_ends.c.seq).where(batch_ends.c.start == start)).first() is not None


def without_end(conn: Connection, period: str) -> pd.DataFrame:
    """START_COLUMNS of the batches without an end, in hand or not, latest first."""
    files = select(func.count()).where(batch_uploads.c.seq == batch_starts.c.seq).scalar_subquery()
    saved = select(func.count()).where(batch_saves.c.start == batch_starts.c.seq).scalar_subquery()
    joined = batch_starts.join(audit, audit.c.seq == batch_starts.c.seq)
    query = select(batch_starts.c.seq, audit.c.at, audit.c.by, files, saved).select_from(joined)
    open_ones = batch_starts.c.seq.not_in(select(batch_ends.c.start))
    rows = conn.execute(
        query.where(batch_starts.c.period == period, open_ones).order_by(batch_starts.c.seq.desc())
    ).all()
    return pd.DataFrame(rows, columns=START_COLUMNS)


def upload_list(conn: Connection, start: int) -> pd.DataFrame:
    """UPLOAD_COLUMNS of the files of a batch; `kept` says whether its bytes are still there."""
    both = (batch_contents.c.start == batch_uploads.c.seq) & (batch_contents.c.position == batch_uploads.c.position)
    columns = (batch_uploads.c[c] for c in UPLOAD_COLUMNS[:-1])
    query = select(*columns, batch_contents.c.start.is_not(None))
    joined = batch_uploads.outerjoin(batch_contents, both)
    ours = batch_uploads.c.seq == start
    rows = conn.execute(query.select_from(joined).where(ours).order_by(batch_uploads.c.position)).all()
    return pd.DataFrame(rows, columns=UPLOAD_COLUMNS).astype({"kept": bool})


def save_list(conn: Connection, start: int) -> pd.DataFrame:
    """SAVE_COLUMNS of what was stored of a batch, in the order of storing, then of what was stored before it came.

    `waits`: it was held when it was stored, whatever was decided since; or, of what was there before, is held now.
    """
    seq, accepted = submissions.c.seq, submissions.c.state == "accepted"
    held, decided = holds.c.submission.is_not(None), decisions.c.submission.is_not(None)
    joined = submissions.outerjoin(holds, holds.c.submission == seq).outerjoin(decisions, decisions.c.submission == seq)
    new = select(seq, submissions.c.file, submissions.c.sha256, accepted, held, literal(True))
    new = new.select_from(joined.join(batch_saves, batch_saves.c.seq == seq)).where(batch_saves.c.start == start)
    known = select(seq, batch_known.c.file, submissions.c.sha256, accepted, held & ~decided, literal(False))
    known = known.select_from(joined.join(batch_known, batch_known.c.submission == seq))
    found = known.where(batch_known.c.start == start).order_by(seq, batch_known.c.file)
    rows = [*conn.execute(new.order_by(seq)), *conn.execute(found)]
    return pd.DataFrame(rows, columns=SAVE_COLUMNS).astype(dict.fromkeys(SAVE_COLUMNS[3:], bool))


def contents(conn: Connection, start: int) -> list[Upload]:
    """The files of a batch whose bytes are still there, in its order."""
    both = (batch_contents.c.start == batch_uploads.c.seq) & (batch_contents.c.position == batch_uploads.c.position)
    query = select(batch_uploads.c.position, batch_uploads.c.file, batch_contents.c.content)
    joined = query.select_from(batch_uploads.join(batch_contents, both)).where(batch_uploads.c.seq == start)
    return [Upload(*row) for row in conn.execute(joined.order_by(batch_uploads.c.position))]
