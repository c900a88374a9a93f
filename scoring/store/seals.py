"""Seals: at the end of every write, a digest of each row that it brought, chained to the seal before it.

Whatever a write adds to a table is seen here as it is added, so no topic of the store has to think of it. A seal also
covers the audit row that it belongs to. A few tables have no digests: `UNSEALED` says why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Engine, Insert, event, insert, inspect, select

from scoring.store.audit import START
from scoring.store.row_digests import RowDigests
from scoring.store.tables import audit, metadata, seals

UNSEALED = {
    "audit": "each row is sealed by its own hash and by the one after it; a seal covers the hash of its write",
    "batch_contents": "bytes kept only until their batch has an end; they are read only if their sealed digest fits",
    "batch_known": "kept only until its batch has an end, which is sealed with what became of each file",
    "devices": "rows go with time; who signed in is in the audit log",
    "login_failures": "rows go after a quarter of an hour; the audit log has them",
    "passwords": "the earlier one is forgotten; that there is another is in the audit log",
    "seals": "each row is sealed by its own hash and by the one after it",
    "sessions": "rows go when they end; the audit log has beginning and end",
}
_BROUGHT = "kaoping_brought"


class Seal(NamedTuple):
    """A seal as it can be kept elsewhere: of the write `seq`, made `at` (UTC, ISO 8601)."""

    seq: int
    hash: str
    at: str


class SealedRow(NamedTuple):
    """A row as a seal has it: its digest, the write that it names, and which row of its table it is, by column."""

    table: str
    digest: bytes
    seq: int
    words: dict[str, Any]


@dataclass
class _Brought:
    """What a write has brought so far: its last audit row, and of each table the rows as `rows_text` takes them."""

    write: Mapping[str, Any] | None = None
    rows: dict[str, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))


def watch(engine: Engine) -> None:
    """See every row that a connection of an engine adds while `sealed` is around it."""
    event.listen(engine, "after_execute", _see)


@contextmanager
def sealed(conn: Connection) -> Iterator[None]:
    """Seal what a write transaction brings, as the last thing that it does.

    Raises:
        RuntimeError: rows were added, but no audit row says who added them.
    """
    info = conn.info  # kept at hand, for a connection that is lost gives it no more
    brought = info[_BROUGHT] = _Brought()
    try:
        yield
    finally:
        del info[_BROUGHT]
    if brought.write is not None:
        _add(conn, brought.write, brought.rows)
    elif brought.rows:
        raise RuntimeError(f"rows of {', '.join(brought.rows)} were added without an audit row")


def _see(conn: Connection, statement: object, _many: object, _one: object, _options: object, result: object) -> None:
    brought = conn.info.get(_BROUGHT)
    if brought is None or not isinstance(statement, Insert) or not isinstance(result, CursorResult):
        return
    name = str(statement.table.name)
    if statement.select is not None or statement._multi_values:
        raise RuntimeError(f"rows of {name} have to be given one by one, as parameters")
    rows = result.context.compiled_parameters  # type: ignore[attr-defined]
    if name == audit.name:
        brought.write = rows[-1]
    elif name in metadata.tables and name not in UNSEALED:
        brought.rows[name] += _sealed_rows(name, rows)


@cache
def digests_of(name: str) -> RowDigests:
    """The digests of a table's rows, by its name."""
    return RowDigests(metadata.tables[name])


def _sealed_rows(name: str, rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    of_table = digests_of(name)
    return [[of_table.digest(row).hex(), *of_table.words(row)] for row in rows]


def _add(conn: Connection, write: Mapping[str, Any], rows: dict[str, list[list[Any]]]) -> None:
    places = {name: digests_of(name).place for name in rows}
    _chain(conn, write["seq"], write["at"], write["hash"], rows_content(rows, places), found=False)


def _chain(conn: Connection, seq: int, at: str, audit_hash: str, content: bytes, *, found: bool) -> None:
    last = newest(conn)
    row = {"seq": seq, "at": at, "found": found, "rows": content, "previous": last.hash if last else START}
    conn.execute(insert(seals).values(row | {"hash": seal_hash(row, audit_hash)}))


def seal_hash(row: Mapping[Any, Any], audit_hash: str) -> str:
    """What the columns of a seal come to, with the hash of its audit row; '' where they are no seal's."""
    try:
        content = hashlib.sha256(row["rows"]).hexdigest()
        covered = [row["seq"], row["at"], bool(row["found"]), audit_hash, content, row["previous"]]
        return hashlib.sha256(json.dumps(covered).encode()).hexdigest()
    except TypeError:  # somebody put there what the columns never hold
        return ""


def newest(conn: Connection) -> Seal | None:
    """The latest seal; None before the first write."""
    row = conn.execute(select(seals.c.seq, seals.c.hash, seals.c.at).order_by(seals.c.seq.desc()).limit(1)).first()
    return None if row is None else Seal(*row)


def since(conn: Connection) -> str | None:
    """When what an earlier version of the program had written was sealed as it was found; None if it wrote nothing."""
    return conn.execute(select(seals.c.at).where(seals.c.found)).scalars().first()


# --- what a seal holds ---------------------------------------------------------------------------


def rows_content(rows: Mapping[str, list[list[Any]]], places: Mapping[str, list[str]]) -> bytes:
    """Rows (digest, then what `places` names) by table, packed."""
    tables = {name: {"place": places[name], "rows": listed} for name, listed in rows.items()}
    return zlib.compress(json.dumps(tables, separators=(",", ":")).encode(), 1)


def sealed_rows(content: bytes, seq: int) -> Iterator[SealedRow]:
    """The rows of the seal `seq`. Raises ValueError where it holds something else."""
    try:
        tables = json.loads(zlib.decompress(content))
        for name, of_table in tables.items():
            for digest, *values in of_table["rows"]:
                words = dict(zip(of_table["place"], values, strict=True))
                yield SealedRow(name, bytes.fromhex(digest), words.pop("seq", seq), words)
    except (zlib.error, KeyError, TypeError, AttributeError) as bad:
        raise ValueError("no seal's content") from bad


# --- what was there before there were seals ------------------------------------------------------


def seal_what_is_there(conn: Connection) -> None:
    """Seal every row as it is found; for the migration that makes the table of seals."""
    last = conn.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    if last is None:
        return
    inspector = inspect(conn)
    rows, places = {}, {}
    for name in sorted(set(inspector.get_table_names()) & metadata.tables.keys() - UNSEALED.keys()):
        of_table = RowDigests(metadata.tables[name], {column["name"] for column in inspector.get_columns(name)})
        rows[name] = [[of_table.digest(row).hex(), *of_table.words(row)] for row in of_table.stored(conn)]
        places[name] = of_table.place
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    _chain(conn, last.seq, at, last.hash, rows_content(rows, places), found=True)
