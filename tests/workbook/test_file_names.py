"""File names that every system takes, made of names that no one chose with care."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.workbook.file_names import free_name, is_reserved, last_part, safe_stem

names = st.text(st.sampled_from('aC甲 .\\/:*?<>|"\n\t\0-_()（）%~\ud800') | st.characters(), max_size=100)
DEVICES = ["con", "PRN", "aux", "NUL", "com1", "LPT9", "com¹", "lpt³"]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("ending", ["", ".xlsx", ".a.xlsx", " .xlsx", "."])
def test_devices_of_windows(device: str, ending: str) -> None:
    assert is_reserved(device + ending)


@pytest.mark.parametrize("name", ["", "U01", "concept", "xcon", "com", "com10", "a.con", "con_2025.xlsx", "控制"])
def test_names_that_are_no_devices(name: str) -> None:
    assert not is_reserved(name)


@given(names)
def test_what_python_knows_as_reserved_on_windows_is_no_safe_name(name: str) -> None:
    stem = safe_stem(name)
    assert not PureWindowsPath(f"{stem}.xlsx").is_reserved()
    assert not PureWindowsPath(f"{stem}_2025.xlsx").is_reserved()


@given(names)
def test_a_safe_name_is_plain(name: str) -> None:
    stem = safe_stem(name)
    assert 1 <= len(stem) <= 81
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\ud800-\udfff]', stem)
    assert stem == stem.strip(" .")
    assert stem not in (".", "..")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("forty.zip/U01 办公室.xlsx", "U01 办公室"),
        ("C:\\单位\\U01.xls", "U01"),
        ("../../etc/passwd", "passwd"),
        ("a<b>:|?.xlsx", "a_b____"),
        ("CON.xlsx", "_CON"),
        ("con.a.xlsx", "_con.a"),
        ("..xlsx", "file"),
        ("", "file"),
        ("x" * 300, "x" * 80),
    ],
)
def test_stems(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


def test_endings_come_off_in_their_order() -> None:
    assert safe_stem("U01_a_b.xlsx", without=["_b", "_a"]) == "U01"
    assert safe_stem("U01_a_b.xlsx", without=["_a", "_b"]) == "U01_a"


@pytest.mark.parametrize(("path", "name"), [("a/b.xlsx", "b.xlsx"), ("a\\b.xlsx", "b.xlsx"), ("b", "b"), ("a/", "")])
def test_last_part(path: str, name: str) -> None:
    assert last_part(path) == name


@given(st.lists(st.sampled_from(["U01.xlsx", "u01.xlsx", "U01 (2).xlsx", "U02.xlsx", "甲.xlsx"]), max_size=8))
def test_each_file_gets_a_name_that_no_other_has(wanted: list[str]) -> None:
    taken: set[str] = set()
    for name in wanted:
        free = free_name(name, taken)
        assert free.casefold() not in taken
        assert free == name or name.casefold() in taken
        assert free.endswith(".xlsx")
        taken.add(free.casefold())
