"""What a file is, told by its bytes and not by its name, before anything reads it; and zips of files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

from scoring.terms import text
from scoring.workbook import limits
from scoring.workbook.grid import Unreadable

Kind = Literal["xlsx", "xls", "ods", "csv", "zip"]

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".zip")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = [
    (b"%PDF", text("PDF 文件", "a PDF")),
    (b"\x89PNG", text("图片", "a picture")),
    (b"\xff\xd8\xff", text("图片", "a picture")),
    (b"GIF8", text("图片", "a picture")),
    (b"BM", text("图片", "a picture")),
    (b"Rar!", text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", text("gzip 压缩包", "a gzip archive")),
    (b"MZ", text("程序文件", "a program")),
    (b"{\\rtf", text("RTF 文档", "an RTF document")),
]
_OTHER = text("其他类型的文件", "a file of another kind")
_DOCUMENT = text("文档或演示文稿", "a document or presentation")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|table|\?xml|!--|style|meta)", re.IGNORECASE)
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def kind_of(content: bytes) -> Kind:
    """What the bytes are.

    Raises:
        Unreadable: they are nothing that is read here; the code says what they are.
    """
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable("empty_file")
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    _refuse_size(len(content), limits.FILE_BYTES)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    return _kind_of_text(content)


def _refuse_size(size: int, limit: int) -> None:
    if size > limit:
        raise Unreadable("file_too_large", size=round(size / limits.MB, 1), limit=limit // limits.MB)


def _kind_of_text(content: bytes) -> Kind:
    for magic, what in _KNOWN:
        if content.startswith(magic):
            raise Unreadable("not_a_workbook", found=what)
    start = content[:1024].removeprefix(b"\xef\xbb\xbf")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = content[2:1024].replace(b"\0", b"")
    elif b"\0" in content:
        raise Unreadable("not_a_workbook", found=_OTHER)
    if _MARKUP.match(start):
        raise Unreadable("web_page")
    return "csv"


def _kind_of_ole(content: bytes) -> Kind:
    streams = {
        name: name.encode("utf-16-le") in content
        for name in ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document")
    }
    if streams["EncryptedPackage"]:
        raise Unreadable("encrypted_file")
    if (streams["Workbook"] or streams["Book"]) and not streams["WordDocument"] and not streams["PowerPoint Document"]:
        return "xls"
    raise Unreadable("not_a_workbook", found=_DOCUMENT)


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RecursionError):
        raise Unreadable("damaged_file") from None


def _kind_of_zip(content: bytes) -> Kind:
    entries = _directory(content)
    names = {entry.filename for entry in entries}
    is_office = "[Content_Types].xml" in names
    is_open = "mimetype" in names and "content.xml" in names
    if not is_office and not is_open:
        _refuse_size(len(content), limits.ARCHIVE_BYTES)
        return "zip"
    _refuse_size(len(content), limits.FILE_BYTES)
    _check_parts(entries)
    if is_open:
        return _kind_of_open_document(content)
    return _kind_of_office(content, names)


def _check_parts(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an .xlsx or .ods whose directory is not as programs write it."""
    names = [entry.filename for entry in entries]
    if len(entries) > limits.PARTS:
        raise Unreadable("too_much_inside", limit=text(f"{limits.PARTS} 个部分", f"{limits.PARTS} parts"))
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        raise Unreadable("too_much_inside", limit=f"{limits.UNPACKED_BYTES // limits.MB} MB")
    if len(set(names)) != len(names):
        raise Unreadable("unsafe_content", detail=text("内部文件重名", "two parts of one name"))
    _refuse_escape(names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted_file")


def _refuse_escape(names: list[str]) -> None:
    for name in names:
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain) or "\0" in plain:
            raise Unreadable("unsafe_content", detail=text("内部路径指向文件之外", "a path that leads outside"))


def _part(content: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name) as part:
            return part.read(limits.MB)
    except Exception:  # zipfile lets through whatever zlib, bz2 and lzma raise on broken data
        raise Unreadable("damaged_file") from None


def _kind_of_open_document(content: bytes) -> Kind:
    if b"opendocument.spreadsheet" in _part(content, "mimetype"):
        return "ods"
    raise Unreadable("not_a_workbook", found=_DOCUMENT)


def _kind_of_office(content: bytes, names: set[str]) -> Kind:
    types = _part(content, "[Content_Types].xml")
    if "xl/workbook.bin" in names:
        raise Unreadable("binary_workbook")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("macro_workbook")
    if b"spreadsheetml" in types:
        return "xlsx"
    raise Unreadable("not_a_workbook", found=_DOCUMENT)


# --- zips of files ----------------------------------------------------------------------------------


def members(content: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The files of a zip by name, in order of name; one that cannot be had gives what is wrong with it.

    Raises:
        Unreadable: the zip as a whole is not accepted.
    """
    entries = {decoded_name(e): e for e in _directory(content) if not e.is_dir()}
    _refuse_escape(list(entries))
    wanted = {name: entry for name, entry in sorted(entries.items()) if not _JUNK.search(name)}
    if len(wanted) > limits.ARCHIVE_FILES:
        raise Unreadable(
            "too_much_inside", limit=text(f"{limits.ARCHIVE_FILES} 个文件", f"{limits.ARCHIVE_FILES} files")
        )
    if sum(entry.file_size for entry in wanted.values()) > limits.ARCHIVE_BYTES:
        raise Unreadable("too_much_inside", limit=f"{limits.ARCHIVE_BYTES // limits.MB} MB")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, entry in wanted.items():
            yield name, _member(archive, entry, PurePosixPath(name).suffix.lower())


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, suffix: str) -> bytes | Unreadable:
    if suffix not in SUFFIXES:
        return Unreadable("member_skipped")
    if suffix == ".zip":
        return Unreadable("nested_archive")
    if entry.flag_bits & 1:
        return Unreadable("encrypted_file")
    if entry.file_size > limits.FILE_BYTES:
        return Unreadable(
            "file_too_large", size=round(entry.file_size / limits.MB, 1), limit=limits.FILE_BYTES // limits.MB
        )
    try:
        return archive.read(entry)
    except Exception:  # zipfile lets through whatever zlib, bz2 and lzma raise on broken data
        return Unreadable("damaged_file")


def decoded_name(entry: zipfile.ZipInfo) -> str:
    """A member's name; Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
