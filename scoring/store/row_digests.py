"""Digests of stored rows: the same for a row about to be stored and for the row read back, in every database.

A digest covers the table's name and each column that says something: what is NULL, or as the column's default has it,
is left out, so that a column which a later version adds changes no digest of rows that were there before. The number
that a database gives a row by itself is left out too; where there is one, the order of the rows is proved instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    select,
)
from sqlalchemy import column as bare_column
from sqlalchemy import table as bare_table
from sqlalchemy.sql.elements import Label
from sqlalchemy.types import NullType

from scoring.store.dialects import storable
from scoring.store.tables import EARLIER_NAME, sealed_period

SIZE = 16  # bytes of a digest
_AT_A_TIME = 1_000  # rows
PLACE_WORDS = ("seq", "login", "unit", "indicator", "field", "source", "file", "sheet", "cell", "version", "submission")
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class RowDigests:
    """The digests of one table's rows.

    Args:
        present: the columns that are there; all by default. A database not yet up to date has fewer.

    Attributes:
        columns: those that a digest covers.
        place: those of them that say in words which row it is.
        is_numbered: whether the database numbers the rows, which says their order.
    """

    def __init__(self, table: Table, present: Collection[str] | None = None) -> None:
        self._number = table.autoincrement_column
        self.is_numbered = self._number is not None
        names = {c.name: _earlier_name(c) if _is_earlier(c, present) else c.name for c in table.c}
        self._stored_as = {name: held for name, held in names.items() if present is None or held in present}
        self.columns = [c for c in table.c if c is not self._number and c.name in self._stored_as]
        self.place = [name for name in PLACE_WORDS if any(c.name == name for c in self.columns)]
        self._table = table.name
        self._as_json = [c.name for c in self.columns if isinstance(c.type, JSON)]
        by_name = sorted(self.columns, key=_earlier_name)
        self._parts = [(_earlier_name(c), c.name, _plain(c), _default(c)) for c in by_name]

    def digest(self, row: Mapping[Any, Any]) -> bytes:
        """The digest of a row, given by the names of its columns; those left out are taken to have their default."""
        said: list[Any] = [self._table]
        try:
            for sealed_as, name, plain, default in self._parts:
                value = row.get(name)
                if value is not None:
                    value = value if plain is None else plain(value)
                    if value != default:
                        said += (sealed_as, value)
            text = _text(said)
        except (TypeError, ValueError, OverflowError):
            text = repr(row).encode(errors="replace")  # what no column of ours can hold was put there by somebody else
        return hashlib.sha256(text).digest()[:SIZE]

    def stored(self, conn: Connection) -> Iterator[dict[str, Any]]:
        """The rows of the table, in the order that the database numbered them in, where it does.

        The values are taken as they are: a row that holds what it never could must not stop the reading of the others.
        """
        query = select(*(self._as_it_is(c.name) for c in self.columns)).select_from(bare_table(self._table))
        if self._number is not None:
            query = query.order_by(self._number)
        for values in conn.execute(query, execution_options={"yield_per": _AT_A_TIME}):
            row = dict(values._mapping)
            yield row | {name: _from_json(row[name]) for name in self._as_json}

    def _as_it_is(self, name: str) -> Label[Any]:
        return bare_column(self._stored_as[name], NullType()).label(name)

    def words(self, row: Mapping[Any, Any]) -> list[Any]:
        """Which row it is: the values of `place`."""
        return [row.get(name) for name in self.place]


def _from_json(value: Any) -> Any:
    """What a database holds as JSON, whether or not its driver has read it; anything else as it stands."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _text(said: list[Any]) -> bytes:
    """What a row says as JSON, with the texts as a database holds them."""
    text = _dump(said)
    try:
        if "\\u0000" not in text:
            return text.encode()
    except UnicodeEncodeError:
        pass
    return _dump([storable(one) if isinstance(one, str) else _storable(one) for one in said]).encode()


def _storable(value: Any) -> Any:
    """A value that is no text as it comes back: what is kept as JSON went through its own text."""
    return json.loads(storable(json.dumps(value, ensure_ascii=False)))


def _plain(column: Column[Any]) -> Callable[[Any], Any] | None:
    """What makes a value of a column the one that is read back; None where it is that already.

    Raises:
        TypeError: it is not known for the column's type.
    """
    if EARLIER_NAME in column.info:
        return sealed_period
    kinds: dict[type, Callable[[Any], Any] | None] = {
        Boolean: bool,
        Float: float,  # of which Double is one
        Integer: int,
        JSON: None,
        LargeBinary: lambda content: hashlib.sha256(content).hexdigest(),
        String: None,
    }
    impl = getattr(column.type, "impl_instance", column.type)
    for kind, plain in kinds.items():
        if isinstance(impl, kind):
            return plain
    raise TypeError(f"say in row_digests how {column.table.name}.{column.name} is proved: {column.type!r}")


def _earlier_name(column: Column[Any]) -> str:
    """The name by which digests know a column: that which it had when there were first digests."""
    return str(column.info.get(EARLIER_NAME, column.name))


def _is_earlier(column: Column[Any], present: Collection[str] | None) -> bool:
    """Whether a database not yet up to date still calls a column by its earlier name."""
    return present is not None and column.name not in present


def _default(column: Column[Any]) -> Any:
    """The value that a column has where none is given; None if it has no default."""
    given = getattr(column.server_default, "arg", None)
    if given is None:
        return None
    words = str(getattr(given, "text", given))
    plain = _plain(column)
    if plain is bool:
        return words.lower() in ("1", "true")
    return words.strip("'") if plain is None else plain(words)
