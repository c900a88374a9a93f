"""Tells what kind of file bytes are, whatever its name, before anything reads it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from scoring.words import Text, text
from scoring.workbook import limits
from scoring.workbook.files.compound import BadCompound, Compound
from scoring.workbook.files.content_types import RELATIONS, TYPES, main_type
from scoring.workbook.files.encodings import is_utf16
from scoring.workbook.files.suffixes import READ
from scoring.workbook.files.unreadable import Unreadable

Kind = Literal["xlsx", "xls", "ods", "csv", "zip"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_STREAMS = {"worddocument", "powerpoint document"}
_OLE_STREAMS = ("encryptedpackage", "workbook", "book", *_OTHER_STREAMS)
_ROOT = "Root Entry".encode("utf-16-le")
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2 to 4: no container around it
_PICTURES = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(?:hei|hev|mif|msf|avif)", re.DOTALL
)
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_KNOWN = {
    b"%PDF": text("PDF 文件", "a PDF"),
    b"MZ": text("程序文件", "a program"),
    b"{\\rtf": text("RTF 文档", "an RTF document"),
}
_WORD = text("Word 或 WPS 文字文档", "a Word or WPS Writer document")
_SLIDES = text("演示文稿", "a presentation")
_NUMBERS = text("Numbers 或其他 iWork 文稿", "a Numbers or other iWork document")
_DOCUMENT = text("文档或演示文稿", "a document or presentation")
_OTHER = text("其他类型的文件", "a file of another kind")
_PAGE = text("网页", "a web page")
_SINGLE_PAGE = text("单一文件网页（MHTML）", "a single-file web page (MHTML)")
_XML_2003 = text("“XML 电子表格 2003”文件", "an 'XML Spreadsheet 2003' file")
_FLAT = text("LibreOffice 的单文件电子表格（.fods）", "a flat LibreOffice spreadsheet (.fods)")
_FLAT_OTHER = text("LibreOffice 的单文件文档", "a flat LibreOffice document")
_WORD_2003 = text("Word 的 XML 文档", "a Word document in XML")
_SVG = text("SVG 图片", "an SVG picture")
_JSON = text("JSON 数据文件", "a JSON file")
_LETTER = text("电子邮件", "an e-mail")
_XML = text("XML 文件", "an XML file")
_MANIFEST, _BOOK = "META-INF/manifest.xml", "xl/workbook.xml"
_MAIN_PARTS = {_BOOK: _OTHER, "word/document.xml": _WORD, "ppt/presentation.xml": _SLIDES}
# The type of the whole, in a manifest whose attributes may stand in any order.
_ROOT_TYPE = re.compile(rb"<[^<>]*full-path=\s*[\"']/[\"'][^<>]*>")
_PICTURE_PART = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)$", re.IGNORECASE)
_NO_PICTURE = 100  # times that a part shrinks when it is packed, which no picture of such a size does
_MARKUP = re.compile(rb"\s*<(?:!doctype|!--|\?|[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_ELEMENT = re.compile(rb"<([a-z][\w:.-]*)([^>]*)", re.IGNORECASE)
# An object or a list, as programs write them; a cell in brackets is neither.
_JSON_START = re.compile(rb'\s*(?:\{\s*(?:"[^"\r\n]*"\s*:|\})|\[\s*(?:[\[{]|\]\s*$))')
_MIME = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):[^\n]*\n", re.IGNORECASE)


def kind_of(content: bytes) -> Kind:
    """What the bytes are.

    Raises:
        Unreadable: they are nothing that is read here; the code says what they are.
    """
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):  # a mark of byte order alone is nothing either
        raise Unreadable("empty_file")
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    refuse_size(len(content), limits.FILE_BYTES)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.startswith(_OLD_XLS):
        return "xls"
    return _kind_of_text(content)


def refuse_size(size: int, limit: int) -> None:
    """Refuse what has more bytes than a limit.

    Raises:
        Unreadable: `file_too_large`.
    """
    if size > limit:
        raise Unreadable("file_too_large", size=round(size / limits.MB, 1), limit=limit // limits.MB)


def _kind_of_text(content: bytes) -> Kind:
    _refuse_known(content)
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = content[2:4096].replace(b"\0", b"")
    elif b"\0" in content:
        if not is_utf16(content):
            raise Unreadable("not_a_workbook", found=_OTHER)
        start = start.replace(b"\0", b"")
    if _MARKUP.match(start) or (_MIME.match(start) and b"multipart/related" in start):
        raise Unreadable("web_page", found=_page(start))
    if _MIME.match(start):
        raise Unreadable("not_a_workbook", found=_LETTER)
    if _JSON_START.match(start):
        raise Unreadable("not_a_workbook", found=_JSON)
    return "csv"


def _refuse_known(content: bytes) -> None:
    if _PICTURES.match(content):
        raise Unreadable("picture_file")
    for magic, name in _ARCHIVES.items():
        if content.startswith(magic):
            raise Unreadable("other_archive", found=name)
    for magic, what in _KNOWN.items():
        if content.startswith(magic):
            raise Unreadable("not_a_workbook", found=what)


def _page(start: bytes) -> Text:
    """What text with tags is, by its first element; whatever else it holds."""
    if not _MARKUP.match(start):
        return _SINGLE_PAGE
    start = _COMMENT.sub(b"", start)
    root = _FIRST_ELEMENT.search(start)
    name, inside = (root[1].lower(), root[2]) if root else (b"", b"")
    if name == b"html":  # Excel's own pages declare its namespaces here
        return _PAGE
    if b"mso-application" in start[: root.start() if root else None] or b"office:spreadsheet" in inside:
        return _WORD_2003 if b'"Word' in start else _XML_2003
    if name == b"office:document":
        return _FLAT if b"opendocument.spreadsheet" in inside or b"mimetype" not in inside else _FLAT_OTHER
    named = {b"svg": _SVG, b"w:worddocument": _WORD_2003, b"pkg:package": _WORD_2003}
    if name in named:
        return named[name]
    return _XML if start.lstrip().startswith(b"<?xml") and b"<html" not in start.lower() else _PAGE


def _kind_of_ole(content: bytes) -> Kind:
    try:
        streams = set(Compound(content).top_level())  # what is embedded stands further down
    except BadCompound:
        streams = {name for name in _OLE_STREAMS if _is_named(name, content)}
        if not streams and (_ROOT not in content or len(content) % 512):  # its directory has been cut off
            raise Unreadable("damaged_file") from None
    if "encryptedpackage" in streams:
        raise Unreadable("encrypted_file")
    if streams & {"workbook", "book"} and not streams & _OTHER_STREAMS:
        return "xls"
    what = _WORD if "worddocument" in streams else _SLIDES if "powerpoint document" in streams else _DOCUMENT
    raise Unreadable("not_a_workbook", found=what)


def _is_named(stream: str, content: bytes) -> bool:
    return re.search(re.escape(stream.encode("utf-16-le")), content, re.IGNORECASE) is not None


# --- .xlsx, .ods and what else is a zip -------------------------------------------------------------


def directory(content: bytes) -> list[zipfile.ZipInfo]:
    """What a zip says it holds.

    Raises:
        Unreadable: it is damaged, or holds so much that listing it would be too much.
    """
    refuse_size(len(content), limits.ARCHIVE_BYTES)
    if content.count(b"PK\x01\x02") > limits.LISTED:
        raise Unreadable("too_much_inside", limit=text(f"{limits.LISTED} 个文件", f"{limits.LISTED} files"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RecursionError):
        raise Unreadable("damaged_file") from None


def _kind_of_zip(content: bytes) -> Kind:
    entries = directory(content)
    names = {entry.filename for entry in entries}
    if any(name.endswith(".iwa") for name in names):
        raise Unreadable("not_a_workbook", found=_NUMBERS)
    types = _spelled(TYPES, names)
    is_open = "content.xml" in names and not names.isdisjoint(("mimetype", _MANIFEST))
    if types is None and not is_open:
        _refuse_unpacked(names)
        return "zip"
    _check_parts(entries)
    refuse_size(len(content), limits.FILE_BYTES)
    if is_open:
        return _kind_of_open_document(content, names)
    return _kind_of_office(content, names, types or TYPES)


def _spelled(part: str, names: set[str]) -> str | None:
    """How a part's name is written in a file: names of parts know no case, and some programs write backslashes."""
    return next((name for name in names if name.replace("\\", "/").lower() == part.lower()), None)


def _refuse_unpacked(names: set[str]) -> None:
    """Refuse a zip of the parts of a document, which lacks the one that says what it is.

    Raises:
        Unreadable: `no_content_types`, or what else it is.
    """
    plain = [name.replace("\\", "/").lower() for name in names]
    if any(name.endswith(READ) for name in plain):
        return  # files to hand in; whatever else is there is passed over
    mains = {part: any(name == part or name.endswith(f"/{part}") for name in plain) for part in _MAIN_PARTS}
    if mains[_BOOK]:
        raise Unreadable("no_content_types")
    found = [what for part, what in _MAIN_PARTS.items() if mains[part]]
    if found:
        raise Unreadable("not_a_workbook", found=found[0])


def _check_parts(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an .xlsx or .ods whose directory is not as programs write it."""
    names = [entry.filename for entry in entries]
    limit = _excess(entries)
    if limit is not None:
        pictures = [entry for entry in entries if _PICTURE_PART.search(entry.filename)]
        others = [entry for entry in entries if not _PICTURE_PART.search(entry.filename)]
        if pictures and _excess(others) is None and not any(map(_is_bomb, pictures)):
            raise Unreadable("many_pictures", count=len(pictures), limit=limit)
        raise Unreadable("too_much_inside", limit=limit)
    if len(set(names)) != len(names):
        raise Unreadable("unsafe_content", detail=text("内部文件重名", "two parts of one name"))
    refuse_escape(names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted_file")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > limits.MB and entry.file_size > _NO_PICTURE * entry.compress_size


def _excess(entries: list[zipfile.ZipInfo]) -> Text | str | None:
    """Which limit the parts of a file go beyond; None where they keep within them."""
    if len(entries) > limits.PARTS:
        return text(f"{limits.PARTS} 个部分", f"{limits.PARTS} parts")
    if sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES:
        return f"{limits.UNPACKED_BYTES // limits.MB} MB"
    return None


def refuse_escape(names: list[str]) -> None:
    """Refuse names inside a zip that lead out of it.

    Raises:
        Unreadable: `unsafe_content`.
    """
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


def _kind_of_open_document(content: bytes, names: set[str]) -> Kind:
    manifest = _part(content, _MANIFEST) if _MANIFEST in names else b""
    kind = _part(content, "mimetype") if "mimetype" in names else b"".join(_ROOT_TYPE.findall(manifest))
    if b"opendocument.spreadsheet" not in kind:
        raise Unreadable("not_a_workbook", found=_document(kind.decode("ascii", "replace")))
    if b"encryption-data" in manifest:
        raise Unreadable("encrypted_file")
    return "ods"


def _kind_of_office(content: bytes, names: set[str], types: str) -> Kind:
    relations = _spelled(RELATIONS, names)
    kind = main_type(_part(content, types), _part(content, relations) if relations else b"")
    is_book = "spreadsheetml" in kind or "ms-excel" in kind
    if "sheet.binary" in kind or "xl/workbook.bin" in names:
        raise Unreadable("binary_workbook")
    if is_book and ("macroenabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in names)):
        raise Unreadable("macro_workbook")
    if is_book:
        return "xlsx"
    raise Unreadable("not_a_workbook", found=_document(kind))


def _document(kind: str) -> Text:
    """What a type of content, or the main part's name, says that a file is."""
    if "wordprocessingml" in kind or "ms-word" in kind or "opendocument.text" in kind:
        return _WORD
    return _SLIDES if any(word in kind for word in ("presentation", "ms-powerpoint")) else _DOCUMENT
