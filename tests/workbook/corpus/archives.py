"""Zips: of workbooks, and workbooks as zips that lie about themselves."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

from scoring.workbook import limits
from tests.workbook.corpus.base import GOOD, Case, Facts, csv, good, packed, parts, with_parts

MB = limits.MB
ROW = "U02,信息部,综合部门,M01-2,value,5,,"
OF_ROW: Facts = {"U02:M01-2": 5}


def claimed(content: bytes, name: str, size: int) -> bytes:
    """The zip with its directory and header saying that a part unpacks to `size` bytes."""
    data = bytearray(content)
    for magic, offset, named in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(magic)
        while at >= 0:
            if data[at + named : at + named + len(name)] == name.encode():
                struct.pack_into("<L", data, at + offset, size)
            at = data.find(magic, at + 4)
    return bytes(data)


def overlapping(of: Mapping[str, bytes], count: int) -> bytes:
    """The zip with `count` more entries that all point at the data of the first."""
    content = packed(of)
    start = content.index(b"PK\x01\x02")
    first = next(iter(of))
    length = 46 + len(first)
    entry = bytearray(content[start : start + length])
    assert entry[46:].decode() == first
    more = b"".join(bytes(entry[:46] + f"{n:0{len(first)}d}".encode()) for n in range(count))
    end = bytearray(content[-22:])
    total = len(of) + count
    struct.pack_into("<HHL", end, 8, total, total, len(content) - 22 - start + len(more))
    return content[:-22] + more + bytes(end)


def twice(name: str, data: bytes) -> bytes:
    """The good workbook with a second part of one name."""
    target = io.BytesIO(good())
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile remarks on the name
        archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def named(name: bytes, flag: int = 0) -> bytes:
    """A zip of one long table, its name in bytes as some program wrote it."""
    stand_in = b"x" * len(name)
    content = bytearray(packed({stand_in.decode(): csv(ROW)}).replace(stand_in, name))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(magic) + offset, flag)
    return bytes(content)


def of_method(number: int) -> bytes:
    """The good workbook with a compression nobody knows."""
    content = bytearray(good())
    for magic, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(magic)
        while at >= 0:
            struct.pack_into("<H", content, at + offset, number)
            at = content.find(magic, at + 4)
    return bytes(content)


def quine_like() -> bytes:
    """A zip in a zip in a zip."""
    inner = packed({"a.csv": csv(ROW)})
    for depth in range(5):
        inner = packed({f"{depth}.zip": inner})
    return inner


def link() -> bytes:
    """A symbolic link under a workbook's name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        info = zipfile.ZipInfo("U01.csv", (2025, 1, 1, 0, 0, 0))
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return target.getvalue()


def bad_sum() -> bytes:
    """A part whose checksum does not fit."""
    content = good()
    crc = struct.pack("<L", zlib.crc32(parts()["xl/worksheets/sheet3.xml"]))
    return content.replace(crc, b"\1\2\3\4")


def _good_and(**others: bytes) -> bytes:
    return packed({"U01.xlsx": good(), **{name.replace("_dot_", "."): data for name, data in others.items()}})


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ratio.xlsx": (lambda: with_parts(xl__media__a=bytes(limits.UNPACKED_BYTES)), "too_much_inside"),
    "spaces in a sheet.xlsx": (
        lambda: packed({**parts(), "xl/worksheets/sheet3.xml": b" " * (limits.UNPACKED_BYTES + 1)}),
        "too_much_inside",
    ),
    "many small.xlsx": (
        lambda: packed({**parts(), **{f"xl/media/{n}": bytes(MB) for n in range(21)}}),
        "too_much_inside",
    ),
    "lying.xlsx": (
        lambda: claimed(with_parts(xl__media__a=bytes(limits.UNPACKED_BYTES + MB)), "xl/media/a", 1000),
        "damaged_file",
    ),
    "lying upwards.xlsx": (lambda: claimed(good(), "xl/styles.xml", 3 * 1024 * MB), "too_much_inside"),
    "very many parts.xlsx": (
        lambda: packed({**parts(), **{f"xl/media/{n}": b"" for n in range(5000)}}),
        "too_much_inside",
    ),
    "overlapping.xlsx": (
        lambda: overlapping({"[Content_Types].xml": parts()["[Content_Types].xml"], **parts()}, 100),
        "damaged_file",
    ),
    "overlapping bomb.xlsx": (
        lambda: overlapping({"[Content_Types].xml": parts()["[Content_Types].xml"] + b" " * MB, **parts()}, 180),
        "damaged_file",
    ),
    "checksum.xlsx": (bad_sum, "damaged_file"),
    "unknown compression.xlsx": (lambda: of_method(99), "damaged_file"),
    "two of a name.xlsx": (lambda: twice("xl/worksheets/sheet3.xml", b"<worksheet/>"), "unsafe_content"),
    "bomb of zips.zip": (
        lambda: packed({f"{n}.csv": bytes(41 * MB) for n in range(5)}),
        "too_much_inside",
    ),
    "201 files.zip": (lambda: packed({f"{n}.csv": b"x" for n in range(201)}), "too_much_inside"),
    "many other files.zip": (lambda: packed({f"{n}.png": b"x" for n in range(10_000)}), "too_much_inside"),
    "overlapping.zip": (
        lambda: overlapping({"U02.csv": csv(ROW) + b" " * MB * 4}, 150),
        "too_much_inside",
    ),
}
TRAVERSAL = {
    "up.xlsx": "../../../etc/passwd",
    "up inside.xlsx": "xl/../../x.xml",
    "up with backslashes.xlsx": "..\\..\\x.xml",
    "root.xlsx": "/etc/passwd",
    "drive.xlsx": "C:\\Windows\\x.dll",
    "network.xlsx": "\\\\server\\share\\x",
}
# Zips of files: name -> (theme, bytes, facts, problems).
ZIPS: dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]] = {
    "one.zip": ("zips", lambda: _good_and(), GOOD, ()),
    "two units.zip": ("zips", lambda: _good_and(乙_dot_csv=csv(ROW)), GOOD | OF_ROW, ()),
    "folders.zip": (
        "zips",
        lambda: packed({"报送/": b"", "报送/一处/U01.xlsx": good(), "报送/U02.CSV": csv(ROW)}),
        GOOD | OF_ROW,
        (),
    ),
    "with rubbish.zip": (
        "zips",
        lambda: _good_and(
            **{"__MACOSX/._U01_dot_xlsx": b"x", "~$U01_dot_xlsx": b"x", "Thumbs_dot_db": b"x", "_dot_DS_Store": b"x"}
        ),
        GOOD,
        (),
    ),
    "with a photo.zip": ("zips", lambda: _good_and(p_dot_jpg=b"\xff\xd8\xff"), GOOD, ("member_skipped",)),
    "with a spoilt one.zip": ("zips", lambda: _good_and(U02_dot_xlsx=good()[:-50]), GOOD, ("damaged_file",)),
    "with an empty one.zip": ("zips", lambda: _good_and(U02_dot_xlsx=b""), GOOD, ("empty_file",)),
    "with a large one.zip": (
        "zips",
        lambda: _good_and(U02_dot_csv=bytes(limits.FILE_BYTES + 1)),
        GOOD,
        ("file_too_large",),
    ),
    "with a lying one.zip": (
        "zip bombs",
        lambda: claimed(_good_and(U02_dot_csv=bytes(12 * MB)), "U02.csv", 100),
        GOOD,
        ("damaged_file",),
    ),
    "gbk name.zip": ("zips", lambda: named("信息部.csv".encode("gbk")), OF_ROW, ()),
    "utf-8 name without saying so.zip": ("zips", lambda: named("信息部.csv".encode()), OF_ROW, ()),
    "name in no encoding.zip": ("zips", lambda: named(b"\xff\xfe\xfd.csv"), OF_ROW, ()),
    "zips in zips.zip": ("zip bombs", quine_like, {}, ("nested_archive",)),
    "zip under another name.zip": (
        "zip bombs",
        lambda: _good_and(more_dot_xlsx=packed({"a.csv": csv(ROW)})),
        GOOD,
        ("nested_archive",),
    ),
    "nothing in it.zip": ("zips", lambda: packed({}), {}, ("no_members",)),
    "only folders.zip": ("zips", lambda: packed({"a/": b"", "b/c/": b""}), {}, ("no_members",)),
    "only photos.zip": ("zips", lambda: packed({"a.jpg": b"x"}), {}, ("member_skipped", "no_members")),
    "leads up.zip": ("traversal", lambda: packed({"../U01.xlsx": good()}), {}, ("unsafe_content",)),
    "leads to the root.zip": ("traversal", lambda: packed({"/U01.xlsx": good()}), {}, ("unsafe_content",)),
    "leads to a drive.zip": ("traversal", lambda: packed({"C:\\U01.xlsx": good()}), {}, ("unsafe_content",)),
    "a link.zip": ("traversal", link, {}, ("no_table",)),
    "markup in a name.zip": (
        "script and Markdown",
        lambda: packed({"<img src=x onerror=alert(1)>![](http:x).csv": csv(ROW)}),
        OF_ROW,
        (),
    ),
}

CASES = [
    *(Case(name, "zip bombs", make, {}, (code,)) for name, (make, code) in BOMBS.items()),
    *(
        Case(name, "traversal", lambda part=part: packed({**parts(), part: b"x"}), {}, ("unsafe_content",))
        for name, part in TRAVERSAL.items()
    ),
    *(Case(name, theme, make, facts, problems) for name, (theme, make, facts, problems) in ZIPS.items()),
]
