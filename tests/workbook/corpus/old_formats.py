"""Workbooks of LibreOffice (.ods) and of Excel 2003 (.xls)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from scoring.workbook.files.compound import Compound
from tests.workbook.compounds import compound
from tests.workbook.corpus.base import DAY, FILES, GOOD, Case, Facts, but, packed
from tests.workbook.corpus.xml_attacks import LAUGHS, OUTSIDE

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
KIND = b"application/vnd.oasis.opendocument.spreadsheet"
WHO = [["单位编码", "U01"], ["单位名称", "办公室"], ["单位分组", "综合部门"], ["考核年度", 2025]]
HEAD = ["编号", "填报值", "应完成数", "不适用", "不适用理由", "佐证材料", "备注"]


class Ods(str):
    """A cell as it is."""


def cell(value: Any) -> str:
    if isinstance(value, Ods):
        return value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        said = "true" if value else "false"
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{said}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def row(values: Iterable[Any], more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(map(cell, values))}</table:table-row>"


def sheet(name: str, rows: str, columns: str = "", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{columns}{rows}</table:table>'


def document(sheets: str, before: str = "", styles: str = "") -> bytes:
    """A content.xml."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMES} {CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    ).encode()


def ods(content: bytes, **more: bytes) -> bytes:
    return packed({"mimetype": KIND, "content.xml": content, **more})


def filled(*values: Any, extra: str = "", columns: str = "", more: str = "", before: str = "") -> bytes:
    """基本信息, and 填报 with one row of M01-2."""
    who = sheet("基本信息", "".join(row(r) for r in WHO))
    entry = sheet("填报", row(HEAD) + row(["M01-2", *values]) + extra, columns, more)
    styles = '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    return ods(document(who + entry, before, styles))


def typed(kind: str, **attributes: str) -> Ods:
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return Ods(f'<table:table-cell office:value-type="{kind}"{said}/>')


def formula(stored: str) -> Ods:
    return Ods(f'<table:table-cell table:formula="of:=1+2"{stored}')


def encrypted() -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml"><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
    )
    return ods(bytes(range(1, 200)), **{"META-INF/manifest.xml": manifest.encode()})


Books = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
THREE: Facts = {"M01-2": 3}
ABSENT = ("indicators_absent",)
LAST = 'table:number-rows-repeated="1048570"'
ODS: Books = {
    "a count": ("ods", lambda: filled(3), THREE, ABSENT),
    "a count as text": ("ods", lambda: filled("３"), THREE, ABSENT),
    "a count with spaces": (
        "spaces",
        lambda: filled(
            Ods(
                '<table:table-cell office:value-type="string"><text:p>3<text:s text:c="3"/></text:p></table:table-cell>'
            )
        ),
        THREE,
        ABSENT,
    ),
    "spaces without end": (
        "long strings",
        lambda: filled(
            Ods(
                '<table:table-cell office:value-type="string"><text:p>3<text:s text:c="99999999999"/></text:p></table:table-cell>'
            )
        ),
        THREE,
        ABSENT,
    ),
    "a result": ("formulas", lambda: filled(formula(' office:value-type="float" office:value="3"/>')), THREE, ABSENT),
    "no result": ("formulas", lambda: filled(formula("/>")), {}, (*ABSENT, "formula_without_value 填报!B2")),
    "an error": (
        "error cells",
        lambda: filled(
            formula(
                ' office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
            )
        ),
        {},
        (*ABSENT, "error_cell 填报!B2"),
    ),
    "a percentage": (
        "percent",
        lambda: filled(typed("percentage", value="0.85")),
        {},
        (*ABSENT, "percent_not_allowed 填报!B2"),
    ),
    "money": ("ods", lambda: filled(typed("currency", value="3", currency="CNY")), THREE, ABSENT),
    "a day for a count": (
        "serial dates",
        lambda: filled(typed("date", date_value="2025-03-31")),
        {},
        (*ABSENT, "date_in_number 填报!B2"),
    ),
    "a time for a count": (
        "serial dates",
        lambda: filled(typed("time", time_value="PT03H00M00S")),
        {},
        (*ABSENT, "time_in_cell 填报!B2"),
    ),
    "a day": (
        "serial dates",
        lambda: filled(3, extra=row(["M01-6", typed("date", date_value="2025-03-31")])),
        THREE | {"M01-6": DAY},
        ABSENT,
    ),
    "a truth": ("ods", lambda: filled(3, extra=row(["M01-1", True])), THREE | {"M01-1": 1}, ABSENT),
    "NaN": ("NaN and infinity", lambda: filled(typed("float", value="NaN")), {}, (*ABSENT, "not_a_number 填报!B2")),
    "infinity": (
        "NaN and infinity",
        lambda: filled(typed("float", value="INF")),
        {},
        (*ABSENT, "number_too_large 填报!B2"),
    ),
    "negative": ("negative counts", lambda: filled(-1), {}, (*ABSENT, "negative 填报!B2")),
    "blank to the end": ("blank rows", lambda: filled(3, extra=row([None], f" {LAST}")), THREE, ABSENT),
    "blank columns to the end": (
        "absurd dimensions",
        lambda: filled(3, extra=row([Ods('<table:table-cell table:number-columns-repeated="16384"/>')], f" {LAST}")),
        THREE,
        ABSENT,
    ),
    "a stray cell in the last row": (
        "stray cells",
        lambda: filled(3, extra=row([None], f" {LAST}") + row([None, None, None, None, None, None, None, 1])),
        THREE,
        ABSENT,
    ),
    "filled to the end": (
        "absurd dimensions",
        lambda: filled(
            3,
            extra=row(
                [
                    Ods(
                        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
                    )
                ],
                f" {LAST}",
            ),
        ),
        {},
        ("too_much_inside",),
    ),
    "repeated without end": (
        "absurd dimensions",
        lambda: filled(3, extra=row(["x"], ' table:number-rows-repeated="99999999999999"')),
        {},
        ("too_much_inside",),
    ),
    "repeated by nonsense": (
        "absurd dimensions",
        lambda: filled(3, extra=row(["x"], ' table:number-rows-repeated="many"')),
        {},
        ("damaged_file",),
    ),
    "hidden row": (
        "hidden",
        lambda: filled(3, extra=row(["M01-3", 5], ' table:visibility="collapse"')),
        THREE | {"M01-3": 5},
        (*ABSENT, "hidden_cells 填报"),
    ),
    "hidden column": (
        "hidden",
        lambda: filled(3, columns='<table:table-column/><table:table-column table:visibility="collapse"/>'),
        THREE,
        (*ABSENT, "hidden_cells 填报"),
    ),
    "hidden sheet": (
        "hidden",
        lambda: filled(3, more=' table:style-name="gone"'),
        THREE,
        (*ABSENT, "hidden_cells 填报"),
    ),
    "laughs": ("entities", lambda: filled(3, before=LAUGHS), {}, ("unsafe_content",)),
    "an entity from outside": ("entities", lambda: filled(3, before=OUTSIDE), {}, ("unsafe_content",)),
    "broken": ("broken XML", lambda: ods(b"<office:x"), {}, ("damaged_file",)),
    "no content": (
        "truncated",
        lambda: packed({"mimetype": KIND, "META-INF/manifest.xml": b"<x/>"}),
        {},
        ("member_skipped", "member_skipped", "no_members"),
    ),
    "cut at half": ("truncated", lambda: filled(3)[: len(filled(3)) // 2], {}, ("damaged_file",)),
    "locked": ("encrypted", encrypted, {}, ("encrypted_file",)),
    "leads up": (
        "traversal",
        lambda: packed({"mimetype": KIND, "content.xml": b"<x/>", "../x": b""}),
        {},
        ("unsafe_content",),
    ),
    "a bomb": (
        "zip bombs",
        lambda: ods(document(""), **{"Pictures/a.png": bytes(21 << 20)}),
        {},
        ("too_much_inside",),
    ),
    "script in a remark": (
        "script and Markdown",
        lambda: filled(3, None, None, None, None, "<script>x</script>"),
        THREE | {"M01-2.note": "<script>x</script>"},
        ABSENT,
    ),
}


def xls() -> bytes:
    """The good figures, stored by LibreOffice as a workbook of Excel 97-2003."""
    return (FILES / "u01.xls").read_bytes()


def changed(old: bytes, new: bytes) -> bytes:
    """The .xls with some of its bytes replaced by as many others."""
    assert xls().count(old) >= 1
    assert len(old) == len(new)
    return xls().replace(old, new)


def stream() -> bytes:
    """The stream of the .xls in which its sheets are."""
    book = Compound(xls())
    return book.stream(book.top_level()["workbook"])


def record(kind: int, body: bytes) -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(body)) + body


def records(book: bytes) -> Iterator[tuple[int, int]]:
    """The kind and place of each record of a stream."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at
        at += 4 + length


def with_name(formula: bytes) -> bytes:
    """The .xls with a defined name of this formula."""
    book = bytearray(stream())
    body = struct.pack("<HBBHHHI", 0, 0, 1, len(formula), 0, 0, 0) + b"\0n" + formula
    name = record(0x18, body)
    places = list(records(bytes(book)))
    end = next(at for kind, at in places if kind == 0x0A)
    for kind, at in places:
        if kind == 0x85 and at < end:  # where a sheet begins
            struct.pack_into("<I", book, at + 4, struct.unpack_from("<I", book, at + 4)[0] + len(name))
    return compound({"Workbook": bytes(book[:end] + name + book[end:])})


def with_comment(body: bytes) -> bytes:
    """The .xls with a comment of these bytes in its last sheet."""
    book = stream()
    end = max(at for kind, at in records(book) if kind == 0x0A)
    return compound({"Workbook": book[:end] + record(0x1C, body) + book[end:]})


def stating_more(rows: int, columns: int) -> bytes:
    """The .xls whose sheets say that they have so many rows and columns more than they do."""
    book = bytearray(stream())
    for kind, at in list(records(bytes(book))):
        if kind == 0x0200:
            top, bottom, left, right = struct.unpack_from("<IIHH", book, at + 4)
            struct.pack_into("<IIHH", book, at + 4, top, bottom + rows, left, right + columns)
    content = bytearray(compound({"Summary": b"s", "Workbook": bytes(book)}))
    return _run_on(content)


def more_texts(count: int) -> bytes:
    """The .xls that says it holds so many shared texts more than it does."""
    content, at = bytearray(xls()), xls().index(b"\xfc\x00", xls().index(b"\x85\x00"))
    struct.pack_into("<i", content, at + 8, struct.unpack_from("<i", content, at + 8)[0] + count)
    return bytes(content)


def running_on() -> bytes:
    """The .xls as PHP libraries write it: the chain of another stream runs on into the workbook's."""
    return _run_on(bytearray(compound({"Summary": b"s", "Workbook": stream()})))


def _run_on(content: bytearray) -> bytes:
    found = Compound(bytes(content)).top_level()
    last = found["summary"].start + 7  # of eight sectors
    struct.pack_into("<I", content, 512 + 4 * last, found["workbook"].start)
    root = 512 * 2  # the directory's first entry: its stream has the sectors of the summary, and no more
    struct.pack_into("<II", content, root + 116, found["summary"].start, 4096)
    struct.pack_into("<II", content, root + 128 + 116, 0xFFFFFFFE, 0)
    return bytes(content)


def sharing() -> bytes:
    """An .xls of which another stream claims sectors of the workbook's."""
    content = bytearray(running_on())
    struct.pack_into("<I", content, 512 * 2 + 120, 4096 + 512)
    return bytes(content)


XLS: Books = {
    "good": ("xls", xls, GOOD, ()),
    "its stream in capitals": ("odd containers", lambda: compound({"WORKBOOK": stream()}), GOOD, ()),
    "a letter inside": (
        "odd containers",
        lambda: compound({"Workbook": stream(), "MBD0001/WordDocument": b"w"}),
        GOOD,
        (),
    ),
    "texts counted too few": ("odd containers", lambda: more_texts(-20), GOOD, ()),
    "texts counted too many": ("odd containers", lambda: more_texts(20), GOOD, ()),
    "a chain that runs on": ("odd containers", running_on, GOOD, ()),
    "says a row and a column more": ("odd containers", lambda: stating_more(1, 1), GOOD, ()),
    "says three rows more": ("odd containers", lambda: stating_more(3, 0), {}, ("damaged_file",)),
    "a name with a formula of cells": ("odd containers", lambda: with_name(b"\x2d" + bytes(8)), GOOD, ()),
    "a name with half a formula": ("odd containers", lambda: with_name(b"\x1e\x01\x00\x1e\x01\x00"), GOOD, ()),
    "a comment with bytes left over": ("odd containers", lambda: with_comment(bytes(30)), GOOD, ()),
    "sectors claimed twice": ("odd containers", sharing, {}, ("damaged_file",)),
    "good under another name": ("xls", xls, GOOD, ()),
    "with bytes after it": ("xls", lambda: xls() + b"\r\n", GOOD, ()),
    "another id": (
        "unknown ids",
        lambda: changed(b"M01-2", b"M01#2"),
        but(without=["M01-2"]),
        ("indicators_absent", "unknown_indicator 填报!A3"),
    ),
    "a text for a figure": (
        "numbers as text",
        lambda: changed("是".encode("utf-16-le"), "也".encode("utf-16-le")),
        but(without=["M01-1"]),
        ("not_yes_no 填报!B2",),
    ),
    "cut at 512 bytes": ("truncated", lambda: xls()[:512], {}, ("damaged_file",)),
    "cut at half": ("truncated", lambda: xls()[: len(xls()) // 2], {}, ("damaged_file",)),
    "cut by 600 bytes": ("truncated", lambda: xls()[:-600], {}, ("damaged_file",)),
    "zeros within": ("truncated", lambda: xls()[:600] + bytes(1400) + xls()[2000:], {}, ("damaged_file",)),
    "locked": (
        "encrypted",
        lambda: compound(dict.fromkeys(("EncryptionInfo", "EncryptedPackage"), bytes(5000))),
        {},
        ("encrypted_file",),
    ),
}

CASES = [
    *(Case(f"ods, {name}.ods", theme, make, facts, problems) for name, (theme, make, facts, problems) in ODS.items()),
    *(Case(f"xls, {name}.xls", theme, make, facts, problems) for name, (theme, make, facts, problems) in XLS.items()),
]
