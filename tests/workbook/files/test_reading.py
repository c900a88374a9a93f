"""Files on their way: begun early, never too many at once, none lost."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.workbook import Reading, collect, limits, read_upload, read_uploads
from scoring.workbook.files.reader import sheets_of
from tests.workbook.corpus.base import FILES
from tests.workbook.helpers import ENTRY, SYSTEM, figures, read, workbook, zip_of


class Handed:
    """Files that note how many of them have been asked for."""

    def __init__(self, files: list[tuple[str, bytes]]) -> None:
        self.files, self.asked = files, 0

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for file in self.files:
            self.asked += 1
            yield file


def test_reading_begins_when_it_is_made() -> None:
    handed = Handed([("a.xlsx", workbook(ENTRY)), ("b.csv", b"a,b")])
    reading = Reading(handed, total=2)
    assert handed.asked == 2
    parts = list(reading)
    assert [(part.file, part.kind) for part in parts] == [("a.xlsx", "xlsx"), ("b.csv", "csv")]
    assert [sheet["name"] for sheet in sheets_of(parts[0].answer.result())] == ["基本信息", "填报"]
    assert parts[1].answer is None


def test_only_so_many_bytes_are_held_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AHEAD_BYTES", 25)
    handed = Handed([(f"{n}.csv", b"0123456789") for n in range(10)])
    reading = iter(Reading(handed))
    assert handed.asked == 3, "10 + 10 is below 25, 10 + 10 + 10 is not"
    next(reading)
    assert handed.asked == 4
    assert len(list(reading)) == 9


def test_a_reading_that_has_begun_gives_what_the_files_give() -> None:
    content = workbook(ENTRY)
    files = [("a.xlsx", content), ("z.zip", zip_of({"in.xlsx": content})), ("no.xlsx", b""), ("a.xlsx", content)]
    fresh, begun = dict(enumerate(read_uploads(files, SYSTEM))), dict(enumerate(read_uploads(Reading(files), SYSTEM)))
    assert fresh == begun
    assert [name for name, _ in fresh.values()] == ["a.xlsx", "z.zip", "no.xlsx", "a.xlsx"]
    assert figures(fresh[1][1][0]) == figures(fresh[0][1][0])


def test_one_that_is_given_up_leaves_no_thread_behind() -> None:
    before = {thread.ident for thread in threading.enumerate()}
    reading = iter(Reading([(f"{n}.xlsx", workbook(ENTRY)) for n in range(8)]))
    next(reading)
    reading.close()
    for thread in threading.enumerate():
        if thread.ident not in before and thread.name.startswith("ThreadPool"):
            thread.join(timeout=60)
            assert not thread.is_alive()


def test_files_that_cannot_be_had_stop_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "gone.xlsx")
    (tmp_path / "b.xlsx").write_bytes(workbook(ENTRY))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "c.xlsx")
    found = dict(read_uploads(Reading(collect([tmp_path])), SYSTEM))
    assert found["b.xlsx"][0].accepted
    for name in found.keys() - {"b.xlsx"}:
        assert [(p.code, p.file) for p in found[name][0].problems] == [("cannot_open", name)]
    assert "a.xlsx" in found


def test_what_a_reader_says_waits_only_in_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file can say much: once so much waits to be taken, the rest is read when it is asked for."""
    long = "| 编号 | 填报值 | 备注 |\n| M01-2 | 3 | " + "长" * 1500 + " |"
    files = [(f"{n}.xlsx", workbook(long)) for n in range(40)]
    monkeypatch.setattr(limits, "AHEAD_BYTES", sum(len(content) for _, content in files))
    monkeypatch.setattr(limits, "READERS", 1)
    reading = Reading(files)
    for part in list(reading._asked):
        part.answer.result()
    assert 0 < reading._answers < limits.AHEAD_BYTES + 5 * 10_000
    found = [submissions[0] for _, submissions in read_uploads(reading, SYSTEM)]
    assert [figures(submission) for submission in found] == [{("M01-2", "value"): 3}] * 40
    assert reading._answers == 0


RAR, SEVEN = b"Rar!\x1a\x07\x01\0" + bytes(100), b"7z\xbc\xaf\x27\x1c" + bytes(100)
# Name -> bytes, code, and a word of what it is called; None for a file that counts.
OF_OTHER_SUFFIXES: dict[str, tuple[bytes, str | None, str]] = {
    "U02.rar": (RAR, "other_archive", "RAR"),
    "U02.7z": (SEVEN, "other_archive", "7z"),
    "U02.tar.gz": (b"\x1f\x8b\x08\0" + bytes(100), "other_archive", "gzip"),
    "U03.numbers": (zip_of({"Index/Document.iwa": b"x"}), "not_a_workbook", "Numbers"),
    "U04.xlt": ((FILES / "u01.xls").read_bytes(), None, ""),
    "U05.xltx": (workbook(ENTRY), None, ""),
    "U06.xlsx.crdownload": (workbook(ENTRY)[:2000], "unfinished_download", "没有下载完"),
    "U07.docx": (b"PK", "file_skipped", "Word"),
    "U08.jpg": (b"\xff\xd8\xff", "file_skipped", "图片"),
    "U09.fods": (b"<office:document>", "web_page", ".fods"),
    "U10": (b"x", "file_skipped", "没有扩展名"),
    "U11": (workbook(ENTRY), None, ""),
    "U12.2025年": (workbook(ENTRY), None, ""),
    "U13": (zip_of({"word/document.xml": b"x", "[Content_Types].xml": b"<Types/>"}), "file_skipped", "没有扩展名"),
    "U14.vsdx": (zip_of({"visio/document.xml": b"x", "[Content_Types].xml": b"<Types/>"}), "file_skipped", "其他类型"),
    "U15": (b"PK\x03\x04 torn", "file_skipped", "没有扩展名"),
    "U16.docx": (workbook(ENTRY), "file_skipped", "Word"),
}


@pytest.mark.parametrize("name", OF_OTHER_SUFFIXES)
def test_files_of_other_suffixes_are_told_in_folders_and_zips(name: str, tmp_path: Path) -> None:
    content, code, word = OF_OTHER_SUFFIXES[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "~$U01.xlsx").write_bytes(b"lock")
    ((_, (found,)),) = read_uploads(Reading(collect([tmp_path])), SYSTEM)
    assert [p.code for p in found.problems if p.severity == "error" or p.code == "file_skipped"] == [code] * bool(code)
    assert word in "".join(p.message() for p in found.problems)
    zipped = [p.code for s in read_upload("a.zip", zip_of({name: content}), SYSTEM) for p in s.problems]
    assert (code or "no error").replace("file_", "member_") in zipped or code is None


def test_a_download_that_has_not_finished_is_told_on_the_page_too() -> None:
    assert [p.code for p in read(workbook(ENTRY), "U06.xlsx.part").problems] == ["unfinished_download"]
