"""Whether everything stored is what its writes brought: what was changed, is missing, or was added beside the log.

Seals show what was done to rows. Who can write to the database past the program could make every seal anew, and could
cut off the latest writes whole; that shows against a seal that was kept elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import NullType

from scoring.store import seals
from scoring.store.audit import START, first_broken
from scoring.store.seals import UNSEALED, Seal, SealedRow, digests_of, seal_hash, sealed_rows
from scoring.store.tables import audit, metadata, submissions
from scoring.store.tables import seals as kept

Kind = Literal["log", "seal", "unsealed", "changed", "missing", "added", "moved", "cut_off", "rewritten"]


_OF_SUBMISSIONS = ("problems", "submission_units", "batch_saves")  # whose `seq` is a submission's


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written.

    Attributes:
        kind: the audit log's row, or a seal, was tampered with; a write has no seal; a row was changed, is missing, was
            added beside the log, or has another place among its table's; the log ends before a seal that was kept
            (`cut_off`), or says something else there (`rewritten`).
        seq: the write concerned; of a row that was added, the one it claims.
        table: of the row, '' for kinds that concern none.
        words: which row it is, column by column, as it was written; as it is now for one that was added.
    """

    kind: Kind
    seq: int
    table: str = ""
    words: dict[str, Any] = field(default_factory=dict, compare=False)


def findings(conn: Connection, against: Seal | None = None) -> list[Finding]:
    """Everything that is not as it was written, by write; nothing where all is whole.

    Args:
        against: a seal that was kept elsewhere.
    """
    broken = first_broken(conn)
    log = [] if broken is None else [Finding("log", broken)]
    compared = [] if against is None else _against(conn, against)
    found = [*log, *_seals(conn), *(_named(conn, one) for one in _rows(conn)), *compared]
    return sorted(found, key=lambda one: one.seq)


# --- the chain of seals --------------------------------------------------------------------------


def _seals(conn: Connection) -> Iterator[Finding]:
    """The seals that were tampered with, and the writes after the last seal."""
    previous, last = START, 0
    as_they_are = (type_coerce(column, NullType()).label(column.name) for column in kept.c)
    query = select(*as_they_are, audit.c.hash.label("audit_hash")).outerjoin(audit, audit.c.seq == kept.c.seq)
    for row in conn.execute(query.order_by(kept.c.seq)).mappings():
        if row["previous"] != previous or row["hash"] != seal_hash(row, row["audit_hash"] or ""):
            yield Finding("seal", row["seq"])
        previous, last = row["hash"], row["seq"]
    for seq in conn.execute(select(audit.c.seq).where(audit.c.seq > last).order_by(audit.c.seq)).scalars():
        yield Finding("unsealed", seq)


def _against(conn: Connection, given: Seal) -> Iterator[Finding]:
    ours = conn.execute(select(kept.c.hash).where(kept.c.seq == given.seq)).scalar_one_or_none()
    last = seals.newest(conn)
    if ours != given.hash:
        ends_before = last is None or last.seq < given.seq
        yield Finding("cut_off" if ends_before else "rewritten", given.seq)


# --- the rows ------------------------------------------------------------------------------------


@dataclass
class _Differences:
    """Rows that have no digest among the seals, digests that have no row, and rows out of their order."""

    unknown: list[SealedRow]
    missing: list[SealedRow]
    moved: list[SealedRow]


def _rows(conn: Connection) -> Iterator[Finding]:
    """The rows that were changed, that are missing, that were added and that have another place."""
    differences = _differences(conn)
    yield from _paired(differences)
    yield from (_finding("moved", row) for row in differences.moved)


def _finding(kind: Kind, row: SealedRow) -> Finding:
    return Finding(kind, row.seq, row.table, row.words)


def _differences(conn: Connection) -> _Differences:
    order = [row.digest for row in _every_sealed_row(conn)]
    left = Counter(order)
    unknown: list[SealedRow] = []
    moved: set[bytes] = set()
    for name in metadata.tables.keys() - UNSEALED.keys():
        stored = []
        for row in _stored(conn, name):
            if left[row.digest]:
                left[row.digest] -= 1
                stored.append(row.digest)
            else:
                unknown.append(row)
        if digests_of(name).is_numbered:
            moved |= _first_moved(order, stored)
    return _Differences(unknown, _latest_with(conn, +left), _latest_with(conn, Counter(moved)))


def _first_moved(order: Iterable[bytes], stored: list[bytes]) -> set[bytes]:
    """The first of a table's rows that does not stand where the seals have it, if one does not."""
    left, expected = Counter(stored), []
    for digest in order:
        if left[digest]:
            left[digest] -= 1
            expected.append(digest)
    for at, (here, due) in enumerate(zip(stored, expected, strict=True)):
        if here != due:  # the one that is due was moved away, or else the one that is here was moved in between
            return {due if expected[at + 1 :][:1] == [here] else here}
    return set()


def _every_sealed_row(conn: Connection) -> Iterator[SealedRow]:
    """Every row that a seal has, in the order they were written; of a seal that holds something else none."""
    for seq, content in conn.execute(select(kept.c.seq, type_coerce(kept.c.rows, NullType())).order_by(kept.c.seq)):
        try:
            yield from list(sealed_rows(content, seq))
        except ValueError:
            continue


def _latest_with(conn: Connection, digests: Counter[bytes]) -> list[SealedRow]:
    """The sealed rows with these digests, each as often as it counts; of several the latest."""
    left, rows = Counter(digests), [row for row in _every_sealed_row(conn) if row.digest in digests] if digests else []
    latest = []
    for row in reversed(rows):
        if left[row.digest]:
            left[row.digest] -= 1
            latest.append(row)
    return latest[::-1]


def _stored(conn: Connection, name: str) -> Iterator[SealedRow]:
    """The rows of a table as a seal has them."""
    of_table = digests_of(name)
    for row in of_table.stored(conn):
        words = dict(zip(of_table.place, of_table.words(row), strict=True))
        seq = words.pop("seq", 0)
        yield SealedRow(name, of_table.digest(row), seq if isinstance(seq, int) else 0, words)


def _paired(differences: _Differences) -> Iterator[Finding]:
    """Which rows were changed, which are missing, and which were added.

    A missing row was changed if its table has an unknown one of the same write: the one that says the same of its
    place, else the next.
    """
    missing, unknown = differences.missing, differences.unknown
    for key in (_same_place, _same_write):
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for at, row in enumerate(unknown):
            waiting[key(row)].append(at)
        taken, rest = set(), []
        for row in missing:
            if others := waiting.get(key(row)):
                taken.add(others.popleft())
                yield _finding("changed", row)
            else:
                rest.append(row)
        missing, unknown = rest, [row for at, row in enumerate(unknown) if at not in taken]
    yield from (_finding("missing", row) for row in missing)
    yield from (_finding("added", row) for row in unknown)


def _same_place(row: SealedRow) -> Hashable:
    return row.table, row.seq, *row.words.values()


def _same_write(row: SealedRow) -> Hashable:
    return row.table, row.seq


def _named(conn: Connection, one: Finding) -> Finding:
    """The same finding, with the file and unit of the submission that a row speaks of."""
    words = {name: value for name, value in one.words.items() if value not in (None, "")}
    of = words.get("submission") or (one.seq if one.table in _OF_SUBMISSIONS else None)
    if of is None:
        return replace(one, words=words)
    columns = (submissions.c.file, submissions.c.unit, submissions.c.version)
    row = conn.execute(select(*columns).where(submissions.c.seq == of)).mappings().first()
    return replace(one, words={**dict(row or {}), **words})
