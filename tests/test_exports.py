"""Whatever leaves the program as a file holds names and titles as text, whole, and nothing that runs or fetches."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
import yaml

from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS, UNIT_COLUMNS
from scoring.problems import Problem
from scoring.reports.batch_report import BATCH_COLUMNS, batch_workbook
from scoring.reports.csv_export import csv_bytes
from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.services.rosters import example
from scoring.services.templates import zip_of_templates
from scoring.system import IndicatorSystem, load_system_text
from scoring.words import Lang
from scoring.workbook import marked_copy, read_uploads, template_workbook
from tests.hostile_texts import DIRECTIVES, FORMULAS, PLAIN

NAMES = [*FORMULAS, *DIRECTIVES[-10:], *PLAIN]
UNITS = pd.DataFrame([(f"U{n:02}", name, "a") for n, name in enumerate(NAMES)], columns=UNIT_COLUMNS)
FACTS = pd.DataFrame(
    [(unit, "M01-1", "value", float(n), "self", "") for n, unit in enumerate(UNITS["unit"])]
    + [(unit, "M01-1", "evidence", float("nan"), "self", FORMULAS[0]) for unit in UNITS["unit"]]
    + [("U01", "M01-1", "value", 1.0, "verified", FORMULAS[1])],
    columns=FACT_COLUMNS,
)


def system() -> IndicatorSystem:
    """Every title in it is a formula."""
    indicator = {"id": "M01-1", "title": FORMULAS[0], "marks": 10, "facts": "choice", "options": [*FORMULAS, "a,b"]}
    counted = {"id": "M01-1", "title": FORMULAS[0], "marks": 10, "facts": "count"}
    first = {**counted, "rule": {"kind": "target", "target": 10}, "evidence": FORMULAS[2], "unit": FORMULAS[3]}
    levels = dict.fromkeys(indicator["options"], 1)  # type: ignore[attr-defined]
    second = {**indicator, "id": "M01-2", "rule": {"kind": "levels", "levels": levels}, "note": FORMULAS[4]}
    measure = {"id": "M01", "title": FORMULAS[4], "indicators": [first, second]}
    document = {
        "format": 1,
        "id": "exports",
        "title": FORMULAS[0],
        "period": {"year": 2025},
        "scale": 20,
        "groups": {"a": {"title": FORMULAS[1]}},
        "grades": [{"id": "g", "title": FORMULAS[2], "at_least": 0}],
        "sections": [{"id": "S1", "title": FORMULAS[0], "measures": [measure]}],
    }
    return load_system_text(yaml.safe_dump(document, allow_unicode=True))


SYSTEM = system()
FORMULA_CELL = re.compile(rb"<c [^>]*><f[ >]")


@pytest.fixture(scope="module")
def sheet() -> ScoreSheet:
    return score(SYSTEM, UNITS, FACTS)


def texts_of(content: bytes) -> set[str]:
    """All texts of a workbook, of which no cell is worked out and none leads out of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not any(part in name for part in ("externalLink", "connections", "vba", "embeddings"))
            xml = archive.read(name)
            assert b"External" not in xml if name.endswith(".rels") else not FORMULA_CELL.search(xml), name
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert not [
        cell.coordinate for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)
    ]
    return {cell.value for cell in cells if isinstance(cell.value, str)}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ranked_workbook(sheet: ScoreSheet, lang: Lang) -> None:
    problems = [Problem("negative", {"found": FORMULAS[0]}, f"{FORMULAS[0]}.xlsx", FORMULAS[1], "G7", "U01", "M01-1")]
    texts = texts_of(ranked_workbook(sheet, None, problems, lang))
    assert set(NAMES) | set(FORMULAS[:3]) <= texts


def test_templates_of_units() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of_templates(SYSTEM, UNITS.head(3)))) as archive:
        for file, name in zip(archive.namelist(), NAMES, strict=False):
            assert {name, *FORMULAS[:2]} <= texts_of(archive.read(file))


def test_the_list_of_units_and_the_report_of_a_batch() -> None:
    assert set(NAMES) <= texts_of(example(SYSTEM, UNITS, "zh"))
    rows = [(f"{name}.xlsx", name, name, 1, 0, 0) for name in NAMES]
    problems = [Problem("negative", {"found": name}, name, name, "G7", name, name) for name in NAMES]
    assert set(NAMES) <= texts_of(batch_workbook(pd.DataFrame(rows, columns=BATCH_COLUMNS), problems))


@pytest.fixture(scope="module")
def marked() -> bytes:
    """A unit's workbook with formulas for texts everywhere, as it is sent back."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(SYSTEM, ("U01", NAMES[0], "a"))))
    entry = book["填报"]
    header = next(row for row in entry.iter_rows() if any(cell.value == "填报值" for cell in row))
    for cell in header:
        if cell.value in ("填报值", "佐证材料", "备注"):
            below = entry.cell(header[0].row + 1, cell.column, value=FORMULAS[0])
            below.data_type = "s"
    target = io.BytesIO()
    book.save(target)
    (_, (submission,)) = next(iter(read_uploads([(f"{FORMULAS[3]}.xlsx", target.getvalue())], SYSTEM)))
    assert submission.problems
    return marked_copy(submission, SYSTEM, "zh")[1]


def test_the_marked_copy(marked: bytes) -> None:
    texts = texts_of(marked)
    assert {NAMES[0], FORMULAS[0]} <= texts
    assert any(FORMULAS[0] in text and text != FORMULAS[0] for text in texts), "told in the list"


def test_csv(sheet: ScoreSheet) -> None:
    table = pd.DataFrame(dict.fromkeys(NAMES, NAMES))
    for content in (ranked_csv(sheet), csv_bytes(table)):
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t＝＋－＠")) and not _is_figure(cell)]
        assert {cell.removeprefix("'") for cell in cells} >= set(NAMES)


def _is_figure(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
