"""A row has one digest: before it is stored and after, and after later versions have added columns."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, DateTime, Double, Integer, LargeBinary, MetaData, Table, false, text

from scoring.store.dialects import LongWords, Words
from scoring.store.row_digests import SIZE, RowDigests

FIRST = [
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("unit", Words, nullable=False),
    Column("value", Double),
    Column("said", JSON),
    Column("content", LargeBinary),
]
ADDED = [
    Column("place", Integer, nullable=False, server_default="0"),
    Column("note", LongWords, nullable=False, server_default=""),
    Column("final", Boolean, nullable=False, server_default=false()),
    Column("share", Double, nullable=False, server_default=text("0")),
    Column("more", Words),
]
ROW: dict[str, Any] = {"seq": 3, "unit": "U01", "value": 2.5, "said": {"b": 1, "a": [2]}, "content": b"bytes"}
LATER = {"place": 0, "note": "", "final": False, "share": 0.0, "more": None}


def of(*columns: Column[Any]) -> Table:
    return Table("t", MetaData(), *(column._copy() for column in columns))


def digests(*columns: Column[Any]) -> RowDigests:
    return RowDigests(of(*columns))


BEFORE, AFTER = digests(*FIRST), digests(*FIRST, *ADDED)


def test_a_later_column_changes_no_digest() -> None:
    assert len(BEFORE.digest(ROW)) == SIZE
    assert AFTER.digest(ROW) == AFTER.digest(ROW | LATER) == BEFORE.digest(ROW)


@pytest.mark.parametrize("change", [{"place": 1}, {"note": "x"}, {"final": True}, {"share": 0.5}, {"more": ""}])
def test_but_what_stands_in_it_does(change: dict[str, Any]) -> None:
    assert AFTER.digest(ROW | LATER | change) != BEFORE.digest(ROW)


@pytest.mark.parametrize(
    "change",
    [{"seq": 4}, {"unit": "U1"}, {"value": 0.0}, {"value": None}, {"value": 2.5000000000000004}, {"said": {}}, {"content": b""}],
)  # fmt: skip
def test_every_value_counts(change: dict[str, Any]) -> None:
    assert BEFORE.digest(ROW | change) != BEFORE.digest(ROW)
    assert BEFORE.digest(ROW | {"value": 0.0}) != BEFORE.digest(ROW | {"value": None})


def test_the_number_of_a_row_does_not_count() -> None:
    assert BEFORE.is_numbered
    assert BEFORE.digest(ROW | {"id": 1}) == BEFORE.digest(ROW | {"id": 2})


def test_a_value_is_what_is_read_back() -> None:
    assert BEFORE.digest(ROW | {"value": 2}) == BEFORE.digest(ROW | {"value": 2.0})
    assert BEFORE.digest(ROW | {"said": {"a": (2,), "b": 1}}) == BEFORE.digest(ROW)
    for odd, stored in (("无\0", "无\ufffd"), ("\ud800", "\ufffd"), ("\\u0000", "\\u0000")):
        assert BEFORE.digest(ROW | {"unit": odd}) == BEFORE.digest(ROW | {"unit": stored})
    assert BEFORE.digest(ROW | {"unit": "\\u0000"}) != BEFORE.digest(ROW | {"unit": "\ufffd"})
    assert BEFORE.digest(ROW | {"said": {"a": "\ud800\0"}}) == BEFORE.digest(ROW | {"said": {"a": "\ufffd\0"}})


def test_columns_that_are_not_there_yet_are_left_out() -> None:
    early = RowDigests(of(*FIRST, *ADDED), {column.name for column in FIRST})
    assert early.digest(ROW) == AFTER.digest(ROW | LATER)
    assert early.words(ROW) == [3, "U01"]


def test_a_type_that_nobody_thought_of_fails_at_once() -> None:
    with pytest.raises(TypeError, match=r"t\.when"):
        digests(Column("when", DateTime))
