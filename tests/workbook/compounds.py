"""Builds compound files (OLE) of given streams, for tests."""

from __future__ import annotations

import struct

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_LEAST = 4096  # streams below this would stand in the mini stream


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file; 'A/B' is the stream B of the storage A. Small streams are filled up with zeros.

    The first sector is the allocation table, the directory follows.
    """
    padded = {name: data.ljust(_LEAST, b"\0") for name, data in streams.items()}
    lines = [_Line("Root Entry", _ROOT)]
    _add(lines, 0, {tuple(name.split("/")): data for name, data in padded.items()})
    directory = -(-len(lines) // 4)
    table = [TABLE, *range(2, directory + 1), END]
    body = b""
    for line in lines:
        if line.data:
            line.start = len(table)
            count = -(-len(line.data) // 512)
            table += [*range(line.start + 1, line.start + count), END]
            body += line.data.ljust(count * 512, b"\0")
    assert len(table) <= 128, "more than one sector of the table"
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST, END, 0, END, 0)  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    sectors = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return header + sectors + b"".join(line.packed() for line in lines).ljust(directory * 512, b"\0") + body


class _Line:
    def __init__(self, name: str, kind: int, data: bytes = b"") -> None:
        self.name, self.kind, self.data = name, kind, data
        self.right = self.child = FREE
        self.start = END

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        tree = struct.pack("<HBBIII", len(name), self.kind, 1, FREE, self.right, self.child)
        return name.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", self.start, len(self.data))


def _add(lines: list[_Line], parent: int, streams: dict[tuple[str, ...], bytes]) -> None:
    """The children of a line, each the right-hand neighbour of the one before."""
    before = None
    for name in dict.fromkeys(path[0] for path in streams):
        inside = {path[1:]: data for path, data in streams.items() if path[0] == name and path[1:]}
        line = _Line(name, _STORAGE) if inside else _Line(name, _STREAM, streams[(name,)])
        lines.append(line)
        at = len(lines) - 1
        if before is None:
            lines[parent].child = at
        else:
            before.right = at
        before = line
        if inside:
            _add(lines, at, inside)
