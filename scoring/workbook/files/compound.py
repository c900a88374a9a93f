"""Reads the directory and the streams of a compound file (OLE), in which .xls and other old documents are kept.

Child processes load it too. The format is Microsoft's [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_HEADER = 512
_IN_HEADER = 109  # sectors of the allocation table that the header names
_NO_SECTOR = 0xFFFFFFFA  # this and all above name no sector
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_MINI = 64


class BadCompound(ValueError):
    """The container does not hold what it says."""


@dataclass(frozen=True)
class Entry:
    """A line of the directory: a stream, a storage or the root."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file; parts of it are read when first asked for.

    Raises:
        BadCompound: here and by every method, where the file is damaged.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER:
            raise BadCompound("cut short")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise BadCompound("sectors of an odd size")
        self._content, self._size = content, 1 << shift
        self._directory_at, self._least, self._mini_table_at = (
            struct.unpack_from("<I", content, offset)[0] for offset in (48, 56, 60)
        )

    def top_level(self) -> dict[str, Entry]:
        """What stands at the top of the directory, by name in small letters; names know no case."""
        found: dict[str, Entry] = {}
        waiting, seen = [self._entries[0].child], {_NO_ENTRY}
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            if number >= len(self._entries):
                raise BadCompound("an entry that is not there")
            entry = self._entries[number]
            found[entry.name.lower()] = entry
            waiting += [entry.left, entry.right]
        return found

    def stream(self, entry: Entry) -> bytes:
        """What a stream holds: as many bytes as it says, of sectors that no other stream at the top has."""
        if entry.size < self._least:
            return self._mini_stream(entry)
        own = self._sectors(entry)
        for other in (self._entries[0], *self.top_level().values()):
            is_stream = other.kind == _ROOT or (other.kind == _STREAM and other.size >= self._least)
            if is_stream and other != entry and not set(own).isdisjoint(self._sectors(other)):
                raise BadCompound("two streams share a sector")
        return b"".join(map(self._sector, own))[: entry.size]

    def _mini_stream(self, entry: Entry) -> bytes:
        root = self._entries[0]
        whole = b"".join(map(self._sector, self._sectors(root)))[: root.size]
        table = self._numbers(self._chain(self._table, self._mini_table_at))
        wanted = -(-entry.size // _MINI)
        own = self._chain(table, entry.start, wanted)
        if len(own) < wanted or any((sector + 1) * _MINI > len(whole) for sector in own[:-1]):
            raise BadCompound("a stream shorter than it says")
        return b"".join(whole[sector * _MINI : (sector + 1) * _MINI] for sector in own)[: entry.size]

    def _sectors(self, entry: Entry) -> list[int]:
        """The sectors that an entry's size needs; a chain that runs on beyond them is not followed."""
        wanted = -(-entry.size // self._size)
        own = self._chain(self._table, entry.start, wanted)
        if len(own) < wanted:
            raise BadCompound("a stream shorter than it says")
        return own

    @cached_property
    def _entries(self) -> list[Entry]:
        data = b"".join(map(self._sector, self._chain(self._table, self._directory_at)))
        entries = list(_entries(data))
        if not entries or entries[0].kind != _ROOT:
            raise BadCompound("no root")
        return entries

    @cached_property
    def _table(self) -> list[int]:
        """The allocation table: sector -> the next one of its chain."""
        named = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        more, seen = struct.unpack_from("<I", self._content, 68)[0], set()
        while more < _NO_SECTOR and more not in seen and self._offset(more) < len(self._content):
            seen.add(more)
            *further, more = self._numbers([more])
            named += further
        return self._numbers([sector for sector in named if sector < _NO_SECTOR])

    def _numbers(self, sectors: list[int]) -> list[int]:
        data = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _chain(self, table: list[int], start: int, most: int | None = None) -> list[int]:
        own: list[int] = []
        sector = start
        while sector < _NO_SECTOR and (most is None or len(own) < most):
            own.append(sector)
            if sector >= len(table) or len(own) > len(table):
                raise BadCompound("a chain that leads nowhere")
            sector = table[sector]
        return own

    def _offset(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _sector(self, number: int) -> bytes:
        at = self._offset(number)
        if at >= len(self._content):
            raise BadCompound("a sector that is not there")
        return self._content[at : at + self._size].ljust(self._size, b"\0")


def _entries(data: bytes) -> Iterator[Entry]:
    for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", data, at + 64)
        left, right, child = struct.unpack_from("<III", data, at + 68)
        start, size = struct.unpack_from("<II", data, at + 116)
        name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield Entry(name, kind, left, right, child, start, size)
