"""What a file is: nothing, something else under a workbook's name, cut short, or a workbook in an odd wrapping."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from scoring.workbook import limits
from tests.workbook.compounds import compound
from tests.workbook.corpus.base import GOOD, Case, csv, edited, good, packed, parts, replaced, with_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
HTML = "<html><head><meta charset='gbk'></head><body><table><tr><td>编号</td><td>填报值</td></tr></table></body></html>"
MHTML = (
    'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    '--b\r\nContent-Location: file:///C:/a.htm\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n<html></html>\r\n--b--\r\n'
)


def ole(*streams: str) -> bytes:
    """The look of an OLE file with some streams."""
    content = OLE + b"\0\0".join(name.encode("utf-16-le") for name in streams)
    return content + bytes(-len(content) % 512)


def other_office(content_type: str, *names: str) -> bytes:
    """A .docx or .pptx."""
    return packed(
        {"[Content_Types].xml": f'<Types><Override ContentType="{content_type}"/></Types>'.encode()}
        | dict.fromkeys(names, b"<x/>")
    )


def open_document(kind: str) -> bytes:
    """An .odt or .odp."""
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>"})


NOTHING = {
    "empty.xlsx": b"",
    "empty.csv": b"",
    "zeros.xlsx": bytes(1000),
    "blank lines.csv": b"\r\n \t\r\n",
    "only a mark.csv": b"\xef\xbb\xbf",
    "only a mark utf-16.csv": b"\xff\xfe",
}
# Name as handed in -> (bytes, code).
OTHER = {
    "photo.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture_file"),
    "scan.xls": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100), "picture_file"),
    "moving.xlsx": (b"GIF89a" + bytes(100), "picture_file"),
    "bitmap.xlsx": (b"BM" + struct.pack("<L", 200) + bytes(200), "picture_file"),
    "tiff.xlsx": (b"II*\0" + bytes(200), "picture_file"),
    "report.xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not_a_workbook"),
    "rar.xlsx": (b"Rar!\x1a\x07\x01\0" + bytes(100), "other_archive"),
    "seven.zip": (b"7z\xbc\xaf\x27\x1c" + bytes(100), "other_archive"),
    "gzip.xlsx": (b"\x1f\x8b\x08\0" + bytes(100), "other_archive"),
    "program.xlsx": (b"MZ\x90\0" + bytes(200), "not_a_workbook"),
    "rich.xls": (b"{\\rtf1\\ansi hello}", "not_a_workbook"),
    "web.xls": (HTML.encode("gbk"), "web_page"),
    "web with a mark.xls": (b"\xef\xbb\xbf" + HTML.encode(), "web_page"),
    "web in utf-16.xls": (HTML.encode("utf-16"), "web_page"),
    "single-file web.xls": (MHTML.encode("gbk"), "web_page"),
    "of 2003.xml": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook></Workbook>',
        "web_page",
    ),
    "flat.fods": (b'<?xml version="1.0"?><office:document></office:document>', "web_page"),
    "picture.svg.xlsx": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "web_page"),
    "letter.xlsx": (other_office("application/vnd.x.wordprocessingml", "word/document.xml"), "not_a_workbook"),
    "slides.xlsx": (other_office("application/vnd.x.presentationml", "ppt/presentation.xml"), "not_a_workbook"),
    "letter.ods": (open_document("text"), "not_a_workbook"),
    "letter.xls": (ole("WordDocument", "1Table"), "not_a_workbook"),
    "slides.xls": (ole("PowerPoint Document", "Current User"), "not_a_workbook"),
    "letter with a table inside.xlsx": (
        packed(
            {
                "[Content_Types].xml": (
                    b'<Types><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.'
                    b'spreadsheetml.sheet"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
                    b'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
                ),
                "word/document.xml": b"<w/>",
                "word/embeddings/table.xlsx": b"PK",
            }
        ),
        "not_a_workbook",
    ),
    "letter with a table inside.xls": (
        compound({"WordDocument": b"w", "ObjectPool/Workbook": b"x"}),
        "not_a_workbook",
    ),
    "nothing known.xls": (ole("Root Entry", "Contents"), "not_a_workbook"),
    "no directory.xls": (OLE, "damaged_file"),
    "locked.xlsx": (ole("EncryptionInfo", "EncryptedPackage"), "encrypted_file"),
    "rubbish.xlsx": (bytes(range(256)) * 20, "not_a_workbook"),
    "data.json.xlsx": (b'{"unit": "U01", "M01-2": 3}', "not_a_workbook"),
    "note.xlsx": ("本单位情况见附件，请审阅。".encode(), "not_a_workbook"),
    "link.xlsx": (b"/etc/passwd", "not_a_workbook"),
    "old biff.xls": (b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(50), "damaged_file"),
}


def wrong_start(content: bytes) -> bytes:
    return b"\0\0\0\0" + content[4:]


def flagged(content: bytes) -> bytes:
    """The zip with each entry said to be encrypted."""
    data = bytearray(content)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


def typed(kind: str) -> bytes:
    """The good workbook under another content type."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return replaced("[Content_Types].xml", main, kind)


def more_types(types: str) -> bytes:
    """The good workbook with more content types."""
    return replaced("[Content_Types].xml", "<Override", f"{types}<Override")


def without_types(folder: str = "") -> bytes:
    """The parts of the good workbook without the one that says what they are."""
    return packed({folder + name: data for name, data in parts().items() if name != "[Content_Types].xml"})


def with_pictures(count: int, size: int = 10) -> bytes:
    return packed({**parts(), **{f"xl/media/image{n}.png": random.Random(n).randbytes(size) for n in range(count)}})


def with_project(name: str) -> bytes:
    return packed({**parts(), name: b"\xcc\x61\xff\xff\0\0"})


def macro_sheet() -> bytes:
    """A sheet of Excel 4 macros in a workbook that says it has none."""
    office = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    found = parts()
    found["xl/macrosheets/sheet1.xml"] = (
        b"<xm:macrosheet xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'/>"
    )
    rels, book = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    found[rels] = found[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{office}" Target="macrosheets/sheet1.xml"/></Relationships>'.encode(),
    )
    found[book] = found[book].replace(b"</sheets>", b'<sheet name="Macro1" sheetId="99" r:id="rId99"/></sheets>')
    return packed(found)


def streamed() -> bytes:
    """A zip written to a pipe: sizes follow the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in parts().items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data)
    return bytes(pipe.data)


def zip64() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            with archive.open(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), "w", force_zip64=True) as part:
                part.write(data)
    return target.getvalue()


def backslashes() -> bytes:
    """Part names as some programs wrongly write them: xl\\workbook.xml."""
    return packed({name.replace("/", "\\").replace("[C", "[c"): data for name, data in parts().items()})


def upper() -> bytes:
    """Part names in another case; the names are to be compared without regard to it."""
    return packed({name.upper(): data for name, data in parts().items()})


CUTS = {
    "cut after 1 byte.xlsx": (lambda c: c[:1], "not_a_workbook"),
    "cut after 2 bytes.xlsx": (lambda c: c[:2], "damaged_file"),
    "cut after 30 bytes.xlsx": (lambda c: c[:30], "damaged_file"),
    "cut after 1000 bytes.xlsx": (lambda c: c[:1000], "damaged_file"),
    "cut at a quarter.xlsx": (lambda c: c[: len(c) // 4], "damaged_file"),
    "cut at half.xlsx": (lambda c: c[: len(c) // 2], "damaged_file"),
    "cut before the directory.xlsx": (lambda c: c[: c.index(b"PK\x01\x02")], "damaged_file"),
    "cut in the directory.xlsx": (lambda c: c[: c.index(b"PK\x01\x02") + 200], "damaged_file"),
    "cut before its end.xlsx": (lambda c: c[:-22], "damaged_file"),
    "cut by one byte.xlsx": (lambda c: c[:-1], "damaged_file"),
    "its end only.xlsx": (lambda c: c[len(c) // 2 :], "not_a_workbook"),
    "a hole in it.xlsx": (lambda c: c[:2000] + c[3000:], "damaged_file"),
    "wrong start.xlsx": (wrong_start, "not_a_workbook"),
    "flagged as encrypted.xlsx": (flagged, "encrypted_file"),
    "text before it.xlsx": (lambda c: b"HTTP/1.1 200 OK\r\n\r\n" + c, "not_a_workbook"),
}  # type: dict[str, tuple[Callable[[bytes], bytes], str]]
MACROS = {
    "macros.xlsm": lambda: typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "macros renamed.xlsx": lambda: typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "macro template.xltm": lambda: typed("application/vnd.ms-excel.template.macroEnabled.main+xml"),
    "a project inside.xlsx": lambda: with_project("xl/vbaProject.bin"),
    "a project elsewhere.xlsx": lambda: with_project("xl/macros/VBAPROJECT.BIN"),
}
# Odd, but a good workbook all the same.
FINE = {
    "U01": ("wrong extension", good),
    "U01.xls": ("wrong extension", good),
    "U01.csv": ("wrong extension", good),
    "U01.et": ("wrong extension", good),
    "template.xltx": (
        "wrong extension",
        lambda: typed("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    ),
    "long table.xlsx": ("wrong extension", lambda: csv("U01,办公室,综合部门,M01-2,value,3,,")),
    "stored.xlsx": ("odd zip", lambda: packed(parts(), zipfile.ZIP_STORED)),
    "bzip2.xlsx": ("odd zip", lambda: packed(parts(), zipfile.ZIP_BZIP2)),
    "lzma.xlsx": ("odd zip", lambda: packed(parts(), zipfile.ZIP_LZMA)),
    "streamed.xlsx": ("odd zip", streamed),
    "zip64.xlsx": ("odd zip", zip64),
    "a default type of macros.xlsx": (
        "macro",
        lambda: more_types(
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        ),
    ),
    "backslashes.xlsx": ("odd zip", backslashes),
    "upper-case parts.xlsx": ("odd zip", upper),
    "bytes after it.xlsx": ("odd zip", lambda: good() + b"\r\n\r\n"),
    "types at the end.xlsx": (
        "odd zip",
        lambda: packed(dict(sorted(parts().items(), key=lambda p: p[0] == "[Content_Types].xml"))),
    ),
    "pictures inside.xlsx": (
        "pictures",
        lambda: with_parts(xl__media__image1_dot_png=b"\x89PNG\r\n\x1a\n" + bytes(9999)),
    ),
    "an object inside.xlsx": (
        "pictures",
        lambda: with_parts(xl__embeddings__oleObject1_dot_bin=OLE),
    ),
    "a macro sheet.xlsx": ("macro", macro_sheet),
    "a custom part.xlsx": (
        "external links",
        lambda: with_parts(customXml__item1_dot_xml=b"<a xmlns:xi='http://www.w3.org/2001/XInclude'/>"),
    ),
    "no styles.xlsx": (
        "odd zip",
        lambda: packed({n: d for n, d in parts().items() if n != "xl/theme/theme1.xml"}),
    ),
}


def _fine(name: str, theme: str, make: Callable[[], bytes]) -> Case:
    facts = {"M01-2": 3} if name == "long table.xlsx" else GOOD
    return Case(name, theme, make, facts)


CASES = [
    *(Case(name, "empty", lambda data=data: data, {}, ("empty_file",)) for name, data in NOTHING.items()),
    *(
        Case(name, "web pages" if code == "web_page" else "other kinds of files", lambda d=data: d, {}, (code,))
        for name, (data, code) in OTHER.items()
    ),
    *(
        Case(
            name,
            "truncated" if "cut" in name or "hole" in name else "wrong magic",
            lambda c=cut: c(good()),
            {},
            (code,),
        )
        for name, (cut, code) in CUTS.items()
    ),
    *(Case(name, "macro", make, {}, ("macro_workbook",)) for name, make in MACROS.items()),
    Case(
        "binary.xlsb", "other kinds of files", lambda: with_parts(xl__workbook_dot_bin=b"x"), {}, ("binary_workbook",)
    ),
    Case(
        "no workbook in it.xlsx",
        "truncated",
        lambda: packed({n: d for n, d in parts().items() if n != "xl/workbook.xml"}),
        {},
        ("damaged_file",),
    ),
    Case(
        "no sheet in it.xlsx",
        "truncated",
        lambda: packed({n: d for n, d in parts().items() if n != "xl/worksheets/sheet3.xml"}),
        {},
        ("damaged_file",),
    ),
    Case(
        "a part cut short.xlsx",
        "truncated",
        lambda: edited("填报", lambda xml: xml[: len(xml) // 2]),
        {},
        ("damaged_file",),
    ),
    Case("without types.xlsx", "truncated", without_types, {}, ("no_content_types",)),
    Case("packed again.xlsx", "truncated", lambda: without_types("U01/"), {}, ("no_content_types",)),
    Case("many pictures.xlsx", "pictures", lambda: with_pictures(limits.PARTS), {}, ("many_pictures",)),
    Case("large pictures.xlsx", "pictures", lambda: with_pictures(21, limits.MB), {}, ("many_pictures",)),
    *(_fine(name, theme, make) for name, (theme, make) in FINE.items()),
]
