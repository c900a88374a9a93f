"""Workbooks opened and stored by LibreOffice, in every format it has, say what they said before."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scoring.workbook import read_upload
from tests.workbook.corpus import CASES
from tests.workbook.corpus.base import ENTRY, GOOD, Facts, book, formula, good, packed, with_cells
from tests.workbook.helpers import LONG_HEADER, SYSTEM, saved, workbook
from tests.workbook.test_corpus import facts_of, problems_of

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
# Format -> what to ask LibreOffice for.
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97"}
TEXT = "csv:Text - txt - csv (StarCalc):{separator},34,{encoding},1"
ENCODINGS = {"utf-8": 76, "gb18030": 85, "utf-16": 65535}  # as LibreOffice numbers them
# Files of the corpus that mean the same after a program has stored them again.
AGAIN = (
    "count, full-width digits", "count, separators", "count, zero width within", "count, words", "count, a percentage",
    "count, 1+1 as text", "count, negative", "count, a half", "count, script", "day, Chinese", "day, an ISO cell",
    "day, counted from 1904", "day, own Chinese", "count, shown as a day", "number, shown as a percentage",
    "count, shown with its unit", "four mistakes", "a claim with a reason", "a formula text in a remark",
    "headings, columns reversed", "headings, a title above", "rows, one missing", "rows, given twice otherwise",
    "rows, unknown, near", "who, code with a zero before", "who, script for a name", "rows shuffled", "strict",
    "error, REF",
)  # fmt: skip
FORMULAS = {"G3": formula("1+2"), "G4": formula("15/2"), "G5": formula("1/0")}
Stored = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every file to be stored again, as .xlsx."""
    folder = tmp_path_factory.mktemp("sources")
    made = {case.name: case.make for case in CASES}
    for name in AGAIN:
        (folder / f"{name}.xlsx").write_bytes(made[f"{name}.xlsx"]())
    (folder / "good.xlsx").write_bytes(good())
    (folder / "formulas.xlsx").write_bytes(packed(with_cells({ENTRY: FORMULAS})))
    (folder / "covered.xlsx").write_bytes(covered())
    rows = [["M01-2", "value", 3], ["M01-2", "note", "甲,乙;丙\t丁\n戊"], ["M01-6", "value", "2025年3月31日"]]
    table = [LONG_HEADER.split(",")[:6], *(["U01", "办公室", "综合部门", *row] for row in rows)]
    (folder / "table.xlsx").write_bytes(book({"核查": table}))
    return folder


def covered() -> bytes:
    """A workbook with two figures merged as copying a format does it: the lower one is still there, unseen."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook("| 编号 | 填报值 |\n| M01-2 | 3 |\n| M01-3 | 9 |")))
    opened["填报"].merged_cells.add("B2:B3")
    return saved(opened)


@pytest.fixture(scope="module")
def stored(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """The bytes of a source as LibreOffice stores it; all of one format are stored in one go."""
    profile, outs = tmp_path_factory.mktemp("profile"), {}

    def store(name: str, asked: str) -> bytes:
        if asked not in outs:
            outs[asked] = tmp_path_factory.mktemp("stored")
            files = sorted(sources.glob("*.xlsx" if asked in FORMATS.values() else f"{name}.xlsx"))
            # A profile of its own: another LibreOffice on the machine would take the work over, or refuse it.
            command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
            command += ["--convert-to", asked, "--outdir", str(outs[asked]), *map(str, files)]
            subprocess.run(command, capture_output=True, timeout=300, check=True)
        return (outs[asked] / f"{name}.{asked.partition(':')[0]}").read_bytes()

    return store


def read(content: bytes) -> tuple[Facts, list[str]]:
    """The facts, and the problems but those of rows and columns that a program hides by itself."""
    submissions = read_upload("U01", content, SYSTEM)
    return facts_of(submissions), [said for said in problems_of(submissions) if not said.startswith("hidden_cells")]


@pytest.mark.parametrize("format_", [*FORMATS.values(), "xlsx:Calc Office Open XML"])
def test_a_filled_template(format_: str, stored: Stored) -> None:
    assert read(stored("good", format_)) == (GOOD, [])


@pytest.mark.parametrize("format_", FORMATS)
def test_formulas_have_results_once_a_program_has_stored_them(format_: str, stored: Stored) -> None:
    before = read(packed(with_cells({ENTRY: FORMULAS})))
    assert before[1] == [f"formula_without_value 填报!G{row}" for row in (3, 4, 5)]
    found, problems = read(stored("formulas", FORMATS[format_]))
    assert problems == ["error_cell 填报!G5"]
    assert found == {key: value for key, value in GOOD.items() if key != "M01-4.done"}


@pytest.mark.parametrize("format_", FORMATS)
def test_what_a_merged_area_covers_is_told_in_every_format(format_: str, stored: Stored) -> None:
    submissions = read_upload("U01", stored("covered", FORMATS[format_]), SYSTEM)
    assert [said for said in problems_of(submissions) if said.startswith("covered")] == ["covered_cell 填报!B3"]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", AGAIN)
def test_files_of_the_corpus(name: str, format_: str, stored: Stored) -> None:
    case = next(case for case in CASES if case.name == f"{name}.xlsx")
    found, problems = read(stored(name, FORMATS[format_]))
    assert problems == list(case.problems)
    assert found == case.facts


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8", ";"), ("gb18030", ","), ("utf-16", "\t")]
)
def test_a_table_stored_as_text(encoding: str, separator: str, stored: Stored) -> None:
    content = stored("table", TEXT.format(separator=ord(separator), encoding=ENCODINGS[encoding]))
    assert read(content) == ({"M01-2": 3, "M01-2.note": "甲,乙;丙\t丁\n戊", "M01-6": GOOD["M01-6"]}, [])
