"""Hostile and awkward files each get their own message; none harms the program."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial

import pytest

from scoring.sandbox.child import reply_to
from scoring.workbook import limits, read_upload
from scoring.workbook.files import reader
from scoring.workbook.files.workers import read as worker
from tests.workbook.helpers import ENTRY, SYSTEM, changed_part, read, workbook, zip_of

GOOD = workbook(ENTRY)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(**more: bytes) -> bytes:
    return zip_of({**parts_of(GOOD), **{name.replace("__", "/"): data for name, data in more.items()}})


def encrypted_zip(content: bytes) -> bytes:
    """The zip with the flag 'encrypted' set on each of its entries."""
    data = bytearray(content)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            flags = struct.unpack_from("<H", data, at + offset)[0]
            struct.pack_into("<H", data, at + offset, flags | 1)
            at = data.find(magic, at + 4)
    return bytes(data)


def lying_bomb() -> bytes:
    """A sheet that says it is small and unpacks to more than is allowed."""
    content = with_parts(xl__worksheets__sheet9_xml=b"\0" * (limits.UNPACKED_BYTES + limits.MB))
    real, claimed = struct.pack("<L", limits.UNPACKED_BYTES + limits.MB), struct.pack("<L", 1000)
    return content.replace(real, claimed)


def with_macros() -> bytes:
    plain, macro = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    return changed_part(
        GOOD, "[Content_Types].xml", lambda xml: xml.replace(b"openxmlformats-officedocument." + plain, macro)
    )


def with_doctype() -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return changed_part(
        GOOD, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<worksheet", bomb + b"<worksheet", 1)
    )


HOSTILE = {
    "nothing": (b"", "empty_file"),
    "only zeros": (b"\0" * 100, "empty_file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "picture_file"),
    "a pdf": (b"%PDF-1.7 ...", "not_a_workbook"),
    "a program": (b"MZ\x90\0" + b"\0" * 100, "not_a_workbook"),
    "a rar": (b"Rar!\x1a\x07\0", "other_archive"),
    "binary rubbish": (bytes(range(256)) * 4, "not_a_workbook"),
    "plain text": ("办公室的情况都很好".encode(), "not_a_workbook"),
    "text with words of ours": ("单位编码,U01\n单位名称,办公室\n".encode(), "not_a_workbook"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    "a web page in utf-16": ("<html><table></table></html>".encode("utf-16"), "web_page"),
    "spreadsheet xml of 2003": (
        b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
        "web_page",
    ),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
    "a word document": (OLE + "WordDocument".encode("utf-16-le"), "not_a_workbook"),
    "a broken xls": (OLE + "Workbook".encode("utf-16-le"), "damaged_file"),
    "a docx": (zip_of({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": b"<w/>"}), "not_a_workbook"),
    "an odt": (
        zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "not_a_workbook",
    ),
    "a broken ods": (
        zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x"}),
        "damaged_file",
    ),
    "cut off": (GOOD[: len(GOOD) // 2], "damaged_file"),
    "directory only": (GOOD[-200:], "not_a_workbook"),
    "damaged inside": (GOOD.replace(GOOD[60:120], b"\xff" * 60, 1), "damaged_file"),
    "broken xml": (changed_part(GOOD, "xl/worksheets/sheet2.xml", lambda xml: xml[:200]), "damaged_file"),
    "macros": (with_macros(), "macro_workbook"),
    "a macro project": (
        with_parts(xl__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"),
        "macro_workbook",
    ),
    "binary workbook": (with_parts(xl__workbook_bin=b"x").replace(b"workbook_bin", b"workbook.bin"), "binary_workbook"),
    "a bomb": (with_parts(xl__media__a=b"\0" * (limits.UNPACKED_BYTES + 1)), "too_much_inside"),
    "a lying bomb": (lying_bomb(), "damaged_file"),
    "many parts": (zip_of({**parts_of(GOOD), **{f"x{n}": b"" for n in range(limits.PARTS)}}), "too_much_inside"),
    "leads outside": (zip_of({**parts_of(GOOD), "../../etc/x": b""}), "unsafe_content"),
    "leads to a drive": (zip_of({**parts_of(GOOD), "C:\\x": b""}), "unsafe_content"),
    "entities": (with_doctype(), "unsafe_content"),
    "locked zip": (encrypted_zip(GOOD), "encrypted_file"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(content: bytes, code: str) -> None:
    submission = read(content, "U01.xlsx")
    assert submission.kind == "unreadable"
    assert [(p.code, p.file) for p in submission.problems] == [(code, "U01.xlsx")]
    assert submission.content == content
    assert submission.facts.empty


def test_two_parts_of_one_name() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts_of(GOOD).items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", b"<x/>")
    assert [p.code for p in read(target.getvalue()).problems] == ["unsafe_content"]


@pytest.mark.parametrize("name", ["a.csv", "a.xls"])
def test_too_large(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    content = OLE + b"x" * 1000 if name.endswith("xls") else b"x" * 1001
    assert [p.code for p in read(content, name).problems] == ["file_too_large"]
    assert [p.code for p in read(GOOD).problems] == ["file_too_large"]


def test_what_a_file_is_goes_by_its_bytes_not_its_name() -> None:
    assert read(GOOD, "U01.xls").accepted
    assert read(GOOD, "U01").accepted


def test_a_workbook_of_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the reading process answers, but in this one, where the limit is lower."""
    monkeypatch.setattr(limits, "CELLS", 5)
    monkeypatch.setattr(reader._POOL, "ask", partial(reply_to, worker.answer))
    (problem,) = read(GOOD).problems
    assert (problem.code, problem.params) == ("too_much_inside", {"limit": "5"})


# --- zips of files ----------------------------------------------------------------------------------


def gbk_zip(names: dict[str, bytes]) -> bytes:
    """A zip as Windows writes it: names in GBK, without the flag that says UTF-8."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number, content in enumerate(names.values()):
            archive.writestr(f"{number:020d}", content)
    data = target.getvalue()
    for number, name in enumerate(names):
        raw = name.encode("gbk")
        assert len(raw) == 20
        data = data.replace(f"{number:020d}".encode(), raw)
    return data


def test_names_in_gbk() -> None:
    content = gbk_zip({"填报表/办公室１.xlsx": GOOD, "填报表/信息部２.xlsx": GOOD})
    assert [s.file for s in read_upload("报送.zip", content, SYSTEM)] == [
        "报送.zip/填报表/信息部２.xlsx",
        "报送.zip/填报表/办公室１.xlsx",
    ]


def test_names_in_utf8_and_what_else_a_zip_holds() -> None:
    files = {
        "乙.xlsx": GOOD,
        "照片.png": b"\x89PNG",
        "__MACOSX/._乙.xlsx": b"junk",
        "~$乙.xlsx": b"junk",
        ".DS_Store": b"junk",
        "坏.xlsx": b"nothing",
        "里面.zip": b"PK",
        "里面.xlsx": zip_of({"a.csv": b"x"}),
    }
    found = {s.file: [p.code for p in s.problems] for s in read_upload("a.zip", zip_of(files), SYSTEM)}
    assert found["a.zip/照片.png"] == ["member_skipped"]
    assert found["a.zip/坏.xlsx"] == ["not_a_workbook"]
    assert found["a.zip/里面.zip"] == found["a.zip/里面.xlsx"] == ["nested_archive"]
    assert found["a.zip/乙.xlsx"] == ["indicators_absent"]
    assert len(found) == 5


def test_a_zip_with_nothing_to_read() -> None:
    codes = [p.code for s in read_upload("a.zip", zip_of({"a.png": b"x"}), SYSTEM) for p in s.problems]
    assert codes == ["member_skipped", "no_members"]
    assert [p.code for s in read_upload("a.zip", zip_of({}), SYSTEM) for p in s.problems] == ["no_members"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zip_of({"../U01.xlsx": GOOD}), "unsafe_content"),
        (zip_of({"/U01.xlsx": GOOD}), "unsafe_content"),
        (zip_of({f"{n}.xlsx": b"" for n in range(limits.ARCHIVE_FILES + 1)}), "too_much_inside"),
        (zip_of({f"{n}.csv": b"\0" * (50 * limits.MB) for n in range(5)}), "too_much_inside"),
        (zip_of({"a.xlsx": GOOD})[:-30], "damaged_file"),
    ],
)
def test_zips_that_are_refused_whole(content: bytes, code: str) -> None:
    (submission,) = read_upload("a.zip", content, SYSTEM)
    assert [p.code for p in submission.problems] == [code]


def test_members_that_cannot_be_had() -> None:
    (locked,) = read_upload("a.zip", encrypted_zip(zip_of({"a.xlsx": GOOD})), SYSTEM)
    assert [p.code for p in locked.problems] == ["encrypted_archive"]
    (large,) = read_upload("a.zip", zip_of({"a.xlsx": b"\0" * (limits.FILE_BYTES + 1)}), SYSTEM)
    assert [p.code for p in large.problems] == ["file_too_large"]
    broken = zip_of({"a.xlsx": GOOD})
    (damaged,) = read_upload("a.zip", broken.replace(broken[100:200], b"\xff" * 100, 1), SYSTEM)
    assert [p.code for p in damaged.problems] == ["damaged_file"]


def test_a_page_that_excel_wrote_is_a_page() -> None:
    spaces = b'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:s="urn:schemas-microsoft-com:office:spreadsheet"'
    ((problem,),) = [s.problems for s in read_upload("a.xls", b"<html " + spaces + b"><table></table></html>", SYSTEM)]
    assert (problem.code, problem.params["found"].get("en")) == ("web_page", "a web page")
