"""Compound files: their directory by its tree, and streams by their chains, checked against what they say."""

from __future__ import annotations

import struct

import pytest

from scoring.workbook.files.compound import BadCompound, Compound
from tests.workbook.compounds import END, FREE, compound


def test_only_the_top_level_is_listed_and_names_know_no_case() -> None:
    content = compound({"WORKBOOK": b"a" * 5000, "MBD1/WordDocument": b"b" * 5000, "Summary": b"c" * 5000})
    assert set(Compound(content).top_level()) == {"workbook", "mbd1", "summary"}


def test_a_stream_holds_as_many_bytes_as_it_says() -> None:
    content = compound({"Workbook": b"x" * 4999 + b"y", "Other": b"z" * 6000})
    book = Compound(content)
    assert book.stream(book.top_level()["workbook"]) == b"x" * 4999 + b"y"
    assert book.stream(book.top_level()["other"]) == b"z" * 6000


def test_a_chain_that_runs_on_past_its_size_is_not_followed() -> None:
    content = bytearray(compound({"Workbook": b"x" * 5120, "Other": b"y" * 5120}))
    book = Compound(bytes(content))
    first, second = (book.top_level()[name] for name in ("workbook", "other"))
    table = 512  # of the first sector
    last = first.start + 9
    assert struct.unpack_from("<I", content, table + 4 * last) == (END,)
    struct.pack_into("<I", content, table + 4 * last, second.start)
    running_on = Compound(bytes(content))
    assert running_on.stream(first) == b"x" * 5120
    assert running_on.stream(second) == b"y" * 5120


def test_streams_that_share_a_sector_are_not_believed() -> None:
    content = bytearray(compound({"Workbook": b"x" * 5120, "Other": b"y" * 5120}))
    book = Compound(bytes(content))
    first, second = (book.top_level()[name] for name in ("workbook", "other"))
    struct.pack_into("<I", content, 512 + 4 * (first.start + 3), second.start)
    with pytest.raises(BadCompound):
        Compound(bytes(content)).stream(first)


@pytest.mark.parametrize("following", [FREE, END, 10_000])
def test_a_stream_shorter_than_it_says_is_damaged(following: int) -> None:
    content = bytearray(compound({"Workbook": b"x" * 5120}))
    entry = Compound(bytes(content)).top_level()["workbook"]
    struct.pack_into("<I", content, 512 + 4 * entry.start, following)
    with pytest.raises(BadCompound):
        Compound(bytes(content)).stream(entry)


@pytest.mark.parametrize("size", [0, 511, 512, 700])
def test_what_is_cut_short_is_damaged(size: int) -> None:
    with pytest.raises(BadCompound):
        Compound(compound({"Workbook": b"x" * 5120})[:size]).top_level()


def test_a_ring_in_the_allocation_table_ends() -> None:
    content = bytearray(compound({"Workbook": b"x" * 5120}))
    struct.pack_into("<I", content, 512 + 4, 1)  # the directory's sector follows itself
    with pytest.raises(BadCompound):
        Compound(bytes(content)).top_level()
