"""What was handed in: each upload a version of its own, kept whether or not it counts.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, func, insert, select

from scoring.facts import FACT_COLUMNS, Fact
from scoring.problems import Problem
from scoring.store import decisions, roster
from scoring.store.audit import append
from scoring.store.current import current
from scoring.store.decisions import UnknownSubmission
from scoring.store.dialects import storable
from scoring.store.fact_rows import insert_facts, read_statements, without_blanks
from scoring.store.problem_rows import as_row, insert_problems
from scoring.store.settled import Settled, moved, taken_back
from scoring.store.systems import number_in_force
from scoring.store.tables import decisions as decided
from scoring.store.tables import submission_units, submissions, withdrawals
from scoring.workbook.batch.unit_checks import strangers
from scoring.workbook.submission import Submission


@dataclass(frozen=True)
class Saved:
    """What became of a submission.

    Attributes:
        id: of the stored submission.
        version: counted per unit for workbooks, per file name otherwise.
        duplicate: the same was stored before and still stands; nothing was stored now.
        accepted: whether it holds no errors.
        waiting: it does not count before someone has looked at what it changes.
        said: what was stored as wrong with it; of a duplicate nothing.
    """

    id: int
    version: int
    duplicate: bool
    accepted: bool
    waiting: bool = False
    said: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A submission with all that can be worked out before the write lock is taken."""

    submission: Submission
    unit: str
    facts: pd.DataFrame
    sha256: str
    reading: str

    @property
    def units(self) -> list[str]:
        """The codes of all units it speaks of."""
        return self.submission.unit_codes

    @property
    def state(self) -> str:
        return "accepted" if self.submission.accepted else "rejected"


def prepare(submission: Submission) -> Prepared:
    """Work out what identifies a submission; a rejected one states no facts.

    Raises:
        ValueError: a workbook is accepted that is not one unit's report.
    """
    submission = _storable(submission)
    facts = without_blanks(submission.facts if submission.accepted else submission.facts.iloc[:0])
    return Prepared(submission, _unit(submission), facts, submission.sha256, _reading(submission, facts))


def _storable(submission: Submission) -> Submission:
    """A submission whose texts are stored as they are, so that the same file is known again."""
    names = (submission.file, *submission.reported_units)
    rows = (names, *submission.unit_rows, *submission.fact_rows)
    words = "".join(cell for row in rows for cell in row if isinstance(cell, str))
    if storable(words) == words:
        return submission
    file, *codes = _storable_row(names)
    units = tuple((unit, name, group) for unit, name, group in map(_storable_row, submission.unit_rows))
    facts = tuple(Fact(*_storable_row(fact)) for fact in submission.fact_rows)
    return replace(submission, file=file, reported_units=tuple(codes), unit_rows=units, fact_rows=facts)


def _storable_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(storable(cell) if isinstance(cell, str) else cell for cell in row)


def _unit(submission: Submission) -> str:
    if submission.kind != "workbook":
        return ""
    codes = submission.reported_units or tuple(submission.units["unit"])
    if len(codes) == 1:
        return str(codes[0])
    if submission.accepted:
        raise ValueError(f"the workbook {submission.file} must report for one unit, not for {codes}")
    return ""


def _reading(submission: Submission, facts: pd.DataFrame) -> str:
    """A digest of what the bytes were read as: another program version may read them differently.

    Places are left out, for the same file may come in a zip of another name; so are warnings, which
    depend on what else was in the batch.
    """
    stated = facts[FACT_COLUMNS].sort_values(FACT_COLUMNS).to_csv(index=False)
    errors = [as_row(p.at(file="")) for p in submission.problems if p.severity == "error"]
    return hashlib.sha256(json.dumps([stated, errors], sort_keys=True).encode()).hexdigest()


def save(
    conn: Connection, period: str, given: Prepared, by: str, *, ask: bool = False, system: str | None = None
) -> Saved:
    """Store a submission within a write transaction, unless the same one still stands.

    Raises UnknownPeriod, SystemMoved, and PeriodFull of one that is asked about.

    Args:
        ask: whether one that takes the place of something that counts, or is of a unit that no list knows, waits.
        system: the digest of the system that it was read by.
    """
    number = number_in_force(conn, period, system)
    row = _identity(period, given)
    accepted = given.submission.accepted
    same = _same(conn, row | {"reading": given.reading, "system": number})
    if same is not None and _stands(conn, same, given):
        waiting = decisions.state(conn, same.seq) == "waiting"
        return Saved(same.seq, same.version, duplicate=True, accepted=accepted, waiting=waiting)
    row |= {"file": given.submission.file, "state": given.state, "reading": given.reading}
    row["version"] = _newest_version(conn, row) + 1
    units = given.units if ask and accepted else []
    before = decisions.standing(conn, period, units) if units else None
    if before is not None:
        roster.check_room(before.known, units)
    seq = append(conn, period, by, "submission", row)
    stored = row | {"seq": seq, "system": number, "content": given.submission.content}
    conn.execute(insert(submissions).values(stored))
    _insert_units(conn, seq, given)
    insert_facts(conn, seq, period, given.facts)
    unknown = [] if before is None else _unknown(conn, period, given, before)
    said = (*given.submission.problems, *unknown)
    insert_problems(conn, seq, said)
    waiting = before is not None and decisions.hold_if_it_changes(
        conn, stored, before, units, by, is_unknown=bool(unknown)
    )
    return Saved(seq, row["version"], duplicate=False, accepted=accepted, waiting=waiting, said=said)


def _unknown(conn: Connection, period: str, given: Prepared, before: decisions.Standing) -> list[Problem]:
    """What is to be said of units that nobody knows, by the list as it is in this very write."""
    listed, own = roster.listed(conn, period), given.submission.reported_units
    codes = decisions.unknown_units(given.units, own, set(listed["unit"]), before.known, before.reported)
    return strangers(given.submission, listed, codes)


def _identity(period: str, given: Prepared) -> dict[str, Any]:
    return {"period": period, "kind": given.submission.kind, "unit": given.unit, "sha256": given.sha256}


def _same(conn: Connection, identity: dict[str, Any]) -> Row | None:
    """The latest submission of the same bytes, read as the same by the same system."""
    matches = (submissions.c[name] == value for name, value in identity.items())
    columns = (submissions.c[name] for name in ("seq", "version", "unit", "period", "kind"))
    return conn.execute(select(*columns).where(*matches).order_by(submissions.c.seq.desc()).limit(1)).first()


def _stands(conn: Connection, same: Row, given: Prepared) -> bool:
    """Whether an earlier submission of the same is still what it was, so that storing it again changes nothing."""
    held = decisions.state(conn, same.seq)
    if _is_withdrawn(conn, same.seq) or held == "turned_down":
        return False
    if same.unit and not _is_last(conn, same):
        return False
    if held == "waiting":
        return True
    units = given.facts["unit"].unique().tolist()
    now = current(read_statements(conn, same.period, units))
    return bool((given.facts[FACT_COLUMNS].merge(now, how="left", on=FACT_COLUMNS)["seq"].notna()).all())


def _is_last(conn: Connection, same: Row) -> bool:
    """Whether no later workbook of the unit is there, but such as were turned down."""
    turned_down = select(decided.c.submission).where(decided.c.confirmed.is_(False))
    later = select(submissions.c.seq).where(
        *(submissions.c[c] == getattr(same, c) for c in ("period", "kind", "unit")),
        submissions.c.version > same.version,
        submissions.c.seq.not_in(turned_down),
    )
    return conn.execute(later.limit(1)).first() is None


def _is_withdrawn(conn: Connection, seq: int) -> bool:
    return conn.execute(select(withdrawals.c.seq).where(withdrawals.c.submission == seq)).first() is not None


def _newest_version(conn: Connection, row: dict[str, Any]) -> int:
    """The latest version so far: of the unit's workbook, else of the file with this name."""
    newest = select(func.coalesce(func.max(submissions.c.version), 0))
    stream = ("period", "kind", "unit") if row["unit"] else ("period", "kind", "unit", "file")
    return int(conn.execute(newest.where(*(submissions.c[c] == row[c] for c in stream))).scalar_one())


def _insert_units(conn: Connection, seq: int, given: Prepared) -> None:
    reported = dict.fromkeys(given.submission.reported_units, ("", ""))
    named = reported | {unit: (name, group) for unit, name, group in given.submission.unit_rows}
    rows = [
        {"seq": seq, "unit": str(unit), "name": _word(name), "group": _word(group), "reported": unit in reported}
        for unit, (name, group) in named.items()
    ]
    if rows:
        conn.execute(insert(submission_units), rows)


def _word(value: Any) -> str:
    """A text, '' for what is not said."""
    return "" if pd.isna(value) else str(value)


def withdraw(conn: Connection, seq: int, reason: str, by: str, seen: int | None = None) -> Settled | None:
    """Mark that a submission no longer counts; returns why it was not done: somebody did so before, or else.

    Args:
        seen: a version of the store; where another workbook counts with it or without it than then, nothing is done.

    Raises:
        UnknownSubmission: there is none with this id.
        ValueError: no reason is given.
    """
    if not reason.strip():
        raise ValueError("a withdrawal needs a reason")
    row = _known(conn, seq, "period", "file", "version")
    before = taken_back(conn, seq) or (None if seen is None else moved(conn, row.period, seq, seen))
    if before is not None:
        return before
    detail = {"submission": seq, "file": row.file, "version": row.version, "reason": reason}
    mark = append(conn, row.period, by, "withdraw", detail)
    conn.execute(insert(withdrawals).values(submission=seq, seq=mark, reason=reason))
    return None


def period_of(conn: Connection, seq: int) -> str:
    """The period of a submission. Raises UnknownSubmission."""
    return str(_known(conn, seq, "period").period)


def content(conn: Connection, seq: int) -> tuple[str, bytes]:
    """The name and the bytes as they were handed in. Raises UnknownSubmission."""
    row = _known(conn, seq, "file", "content")
    return row.file, row.content


def _known(conn: Connection, seq: int, *columns: str) -> Row:
    row = conn.execute(select(*(submissions.c[c] for c in columns)).where(submissions.c.seq == seq)).first()
    if row is None:
        raise UnknownSubmission(seq)
    return row
