"""Takes the files out of a zip, by names that can be read.

Tested in tests/workbook/files/test_container.py and tests/workbook/files/test_formats.py.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from scoring.words import text
from scoring.workbook import limits
from scoring.workbook.files.container import directory, refuse_escape
from scoring.workbook.files.suffixes import named_kind
from scoring.workbook.files.unnamed import HEAD, is_passed_over
from scoring.workbook.files.unreadable import Unreadable

SKIPPED = "member_skipped"  # the code of what is nothing to read
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_HANZI = re.compile(r"[\u2e80-\uffef]")


def members(content: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The files of a zip by name, in order of name; one that cannot be had gives what is wrong with it.

    Raises:
        Unreadable: the zip as a whole is not accepted.
    """
    entries = _by_name([entry for entry in directory(content) if not entry.is_dir()])
    refuse_escape(list(entries))
    files = {name: entry for name, entry in sorted(entries.items()) if not _JUNK.search(name)}
    if len(files) > limits.ARCHIVE_FILES:
        limit = text(f"{limits.ARCHIVE_FILES} 个文件", f"{limits.ARCHIVE_FILES} files")
        raise Unreadable("too_much_inside", limit=limit)
    if sum(entry.file_size for entry in files.values()) > limits.ARCHIVE_BYTES:
        raise Unreadable("too_much_inside", limit=f"{limits.ARCHIVE_BYTES // limits.MB} MB")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, entry in files.items():
            yield name, _member(archive, entry, name)


def _by_name(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries by name; a second one of a name gets a number, so that none is lost."""
    entry_of: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = decoded_name(entry).replace("\\", "/")
        path, number = PurePosixPath(name), 2
        while name in entry_of:
            name, number = str(path.with_name(f"{path.stem} ({number}){path.suffix}")), number + 1
        entry_of[name] = entry
    return entry_of


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes | Unreadable:
    if _is_skipped(archive, entry, name):
        return Unreadable(SKIPPED, found=named_kind(name))
    if PurePosixPath(name).suffix.lower() == ".zip":
        return Unreadable("nested_archive")
    if entry.flag_bits & 1:
        return Unreadable("encrypted_archive")
    if entry.file_size > limits.FILE_BYTES:
        size = round(entry.file_size / limits.MB, 1)
        return Unreadable("file_too_large", size=size, limit=limits.FILE_BYTES // limits.MB)
    try:
        return archive.read(entry)
    except NotImplementedError:
        return Unreadable("odd_compression")
    except Exception:  # zipfile lets through whatever zlib, bz2 and lzma raise on broken data
        return Unreadable("damaged_file")


def _is_skipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bool:
    try:
        return is_passed_over(name, lambda: _head(archive, entry), lambda: archive.read(entry))
    except Exception:  # as below; its name does not say that it is to be read
        return True


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > limits.FILE_BYTES:
        return b""
    with archive.open(entry) as file:
        return file.read(HEAD)


def decoded_name(entry: zipfile.ZipInfo) -> str:
    """A member's name; Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    readings = [reading for encoding in ("utf-8", "gb18030") if (reading := _decoded(raw, encoding)) is not None]
    # A few Chinese characters in GBK are letters in UTF-8 too: 一 is һ.
    with_hanzi = [reading for reading in readings if _HANZI.search(reading)]
    return next(iter([*with_hanzi, *readings]), entry.filename)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
