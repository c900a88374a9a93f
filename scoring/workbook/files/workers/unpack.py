"""Unpacks an .xlsx or .ods within limits; loaded by child processes.

Tested in tests/workbook/files/test_container.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from scoring.workbook import limits
from scoring.workbook.files.unreadable import Unreadable

_DOCTYPES = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_FEW, _WORD = 64, 16  # "!" in a part; bytes of DOCTYPE in UTF-16


def each_part(content: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Every part of a file, really unpacked: what the directory says about sizes is not believed.

    Raises:
        Unreadable: it is more than UNPACKED_BYTES; or whatever zipfile raises on a damaged one.
    """
    room = limits.UNPACKED_BYTES
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            with archive.open(info) as part:
                data = part.read(room + 1)
            room -= len(data)
            if room < 0:
                raise Unreadable("too_much_inside", limit=f"{limits.UNPACKED_BYTES // limits.MB} MB")
            yield info, data


class Parts(dict[str, bytes]):
    """The parts of a file by name; one with a DOCTYPE is refused when it is asked for: most are never read.

    Raises:
        Unreadable: by `[]` and `get`.
    """

    def __getitem__(self, name: str) -> bytes:
        data = super().__getitem__(name)
        refuse_doctype(data)
        return data

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


def refuse_doctype(data: bytes) -> None:
    """Refuse XML that declares what it could fetch or blow up.

    Raises:
        Unreadable: it does.
    """
    if _declares(data):
        raise Unreadable("unsafe_content", detail="DOCTYPE")


def _declares(data: bytes) -> bool:
    """Whether XML holds a DOCTYPE or ENTITY, in UTF-8 or UTF-16."""
    # A single character is found much faster than several, and few stand in a part.
    before, *after = data.split(b"!", _FEW)
    if len(after) == _FEW:
        return any(word in data for word in _DOCTYPES)
    befores = (before, *after)
    return any(
        one.rstrip(b"\0").endswith(b"<") and other[:_WORD].replace(b"\0", b"").startswith((b"DOCTYPE", b"ENTITY"))
        for one, other in zip(befores, after, strict=False)
    )
