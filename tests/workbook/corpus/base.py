"""A workbook filled in without a mistake, and the tools to spoil it, one part or one cell at a time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from scoring.system import IndicatorSystem
from scoring.workbook import template_workbook
from tests.workbook.helpers import LONG_HEADER, SYSTEM, UNIT

FILES = Path(__file__).parents[1] / "stored"
Facts = dict[str, float | str]


@dataclass(frozen=True)
class Case:
    """A file and what must come of it.

    Attributes:
        name: as it is handed in; no two are the same.
        theme: what it tries.
        facts: what it states, as `fact_key` names it; a text for claims, evidence and remarks.
        problems: every mistake, warnings too, as 'code 填报!G3' in the order of the file.
    """

    name: str
    theme: str
    make: Callable[[], bytes]
    facts: Facts = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    system: IndicatorSystem = SYSTEM


def fact_key(unit: str, item: str, name: str, source: str) -> str:
    """M01-2, M01-4.done, U02:M01-2 (U01 is left out), M01-2 verified (self is left out)."""
    whose = "" if unit == "U01" else f"{unit}:"
    said = "" if source == "self" else f" {source}"
    return f"{whose}{item}{'' if name == 'value' else f'.{name}'}{said}"


def place(code: str, sheet: str, cell: str) -> str:
    """not_a_number 填报!G3."""
    return " ".join(part for part in (code, "!".join(p for p in (sheet, cell) if p)) if part)


# --- the good workbook ------------------------------------------------------------------------------

SHEETS = {"填报说明": 1, "基本信息": 2, "填报": 3, "月度季度": 4, "评议": 5, "_kaoping": 6}
ENTRY, SERIES, PANEL, BASICS, STAMP = "填报", "月度季度", "评议", "基本信息", "_kaoping"
VALUE, DUE, NA, REASON, EVIDENCE, NOTE = "GHIJKL"  # columns of 填报
# The row of 填报 in which each item stands.
ROW = {
    "M01-1": 2, "M01-2": 3, "M01-3": 4, "M01-4": 5, "M01-5": 6, "M01-6": 7, "M01-7": 8, "M02-2": 9, "B1": 10,
}  # fmt: skip
DAY = 739341  # 2025-03-31 counted from 1 January of the year 1
SERIAL = 45747  # 2025-03-31 as a spreadsheet counts it
FILLED = {
    ENTRY: {
        "G2": "是",
        "G3": 3,
        "G4": 7.5,
        "G5": 8,
        "H5": 10,
        "G6": 120,
        "H6": 100,
        "G7": SERIAL,
        "G8": "丙",
        "G9": 2,
        "G10": 1,
    },
    SERIES: {f"{column}2": month for month, column in enumerate("CDEFGHIJKLMN", start=1)}
    | {"O3": 4, "P3": 3, "Q3": 2, "R3": 1},
    PANEL: {"C2": 90, "D2": 85.5, "E2": 100},
}
GOOD: Facts = {
    "M01-1": 1,
    "M01-2": 3,
    "M01-3": 7.5,
    "M01-4.done": 8,
    "M01-4.due": 10,
    "M01-5.now": 120,
    "M01-5.before": 100,
    "M01-6": DAY,
    "M01-7": 1,
    "M02-2": 2,
    "B1": 1,
    **{f"M01-8.m{month:02d}": month for month in range(1, 13)},
    **{f"M01-9.q{quarter}": 5 - quarter for quarter in range(1, 5)},
    "M02-1.r1": 90,
    "M02-1.r2": 85.5,
    "M02-1.r3": 100,
}


def but(changed: Mapping[str, float | str] | None = None, without: Iterable[str] = ()) -> Facts:
    """The facts of the good workbook with some changed and some gone; 'M01-4' means all its fields."""
    gone = tuple(without)
    kept = {key: value for key, value in GOOD.items() if not any(key == g or key.startswith(f"{g}.") for g in gone)}
    return kept | dict(changed or {})


Parts = dict[str, bytes]


def template_parts(system: IndicatorSystem = SYSTEM, unit: tuple[str, str, str] = UNIT) -> Parts:
    """The parts of a template, always the same bytes (the time of making is left out)."""
    with zipfile.ZipFile(io.BytesIO(template_workbook(system, unit))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    found[core] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-01-01T00:00:00Z", found[core])
    return found


@cache
def _good() -> Parts:
    return with_cells(FILLED, template_parts())


def parts() -> Parts:
    """The parts of the good workbook."""
    return dict(_good())


def part_of(sheet: str) -> str:
    """The name of a sheet's part."""
    return f"xl/worksheets/sheet{SHEETS[sheet]}.xml"


# --- cells ------------------------------------------------------------------------------------------


class Xml(str):
    """What stands in a sheet as it is, for a cell: its attributes after r and s, '>', and its content."""


def cell_xml(at: str, value: Any, style: str = "") -> str:
    """A cell as a program would write it."""
    head = f'<c r="{at}"{style}'
    if isinstance(value, Xml):
        return f"{head}{value}</c>"
    if value is None:
        return f"{head}/>"
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"{head}><v>{value!r}</v></c>"
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(_held(value))}</t></is></c>'


def _held(text: str) -> str:
    """The text with _x0001_ for what XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda m: f"_x{ord(m[0]):04X}_", text)


def formula(source: str, stored: str | None = None, kind: str = "", more: str = "") -> Xml:
    """A formula's cell with its stored result, or none."""
    of_kind = f' t="{kind}"' if kind else ""
    result = "" if stored is None else f"<v>{escape(stored)}</v>"
    return Xml(f"{of_kind}><f{more}>{escape(source)}</f>{result}")


def with_cells(changes: Mapping[str, Mapping[str, Any]], of: Parts | None = None) -> Parts:
    """The parts with cells put in the place of others; a cell that is not there is added to its row."""
    found = parts() if of is None else dict(of)
    for sheet, cells in changes.items():
        xml = found[part_of(sheet)].decode()
        for at, value in cells.items():
            xml = _with_cell(xml, at, value)
        found[part_of(sheet)] = xml.encode()
    return found


def _with_cell(xml: str, at: str, value: Any) -> str:
    there = re.search(rf'<c r="{at}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', xml)
    if there:
        return xml[: there.start()] + cell_xml(at, value, there[1] or "") + xml[there.end() :]
    number = re.sub(r"\D", "", at)
    row = re.search(rf'<row r="{number}"[^>]*?(/>|>.*?</row>)', xml)
    if row is None:
        return xml.replace("</sheetData>", f'<row r="{number}">{cell_xml(at, value)}</row></sheetData>')
    return xml[: row.end() - len("</row>")] + cell_xml(at, value) + xml[row.end() - len("</row>") :]


# --- files ------------------------------------------------------------------------------------------


def packed(of: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip that is the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in of.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data, compresslevel=1)
    return target.getvalue()


def good() -> bytes:
    """The good workbook."""
    return packed(_good())


def cells(sheet: str = ENTRY, **changes: Any) -> bytes:
    """The good workbook with cells of a sheet changed: cells(G3=4)."""
    return packed(with_cells({sheet: changes}))


def edited(name: str, change: Callable[[str], str], of: Parts | None = None) -> bytes:
    """The good workbook with the XML of a part changed; `name` is a sheet's or a part's."""
    found = parts() if of is None else dict(of)
    part = part_of(name) if name in SHEETS else name
    before = found[part].decode()
    after = change(before)
    assert after != before, f"{name} is unchanged"
    return packed({**found, part: after.encode()})


def replaced(name: str, old: str, new: str, count: int = -1, of: Parts | None = None) -> bytes:
    """The good workbook with a text in the XML of a part replaced."""
    return edited(name, lambda xml: xml.replace(old, new, count), of)


def with_parts(**more: bytes) -> bytes:
    """The good workbook with parts added or replaced; __ in a keyword stands for / and _dot_ for a point."""
    return packed({**parts(), **{name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}})


def rows_of(xml: str) -> list[str]:
    """The rows of a sheet."""
    return re.findall(r"<row .*?(?:</row>|/>(?=<row|</sheetData>))", xml)


def with_rows(xml: str, rows: Iterable[str]) -> str:
    """The sheet with other rows."""
    start, end = xml.index("<sheetData>") + len("<sheetData>"), xml.index("</sheetData>")
    return xml[:start] + "".join(rows) + xml[end:]


def moved(row: str, number: int) -> str:
    """A row under another number."""
    return re.sub(r' r="([A-Z]*)\d+"', rf' r="\g<1>{number}"', row)


def book(sheets: Mapping[str, Iterable[Iterable[Any]]], **attributes: str) -> bytes:
    """A small workbook of its own: rows of values by sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    names = list(sheets)
    listed = "".join(f'<sheet name={quoteattr(n)} sheetId="{k}" r:id="rId{k}"/>' for k, n in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="rId{k}" Type="{office}/worksheet" Target="worksheets/sheet{k}.xml"/>'
        for k in range(1, len(names) + 1)
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{k}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for k in range(1, len(names) + 1)
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{typed}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        body = "".join(_row_xml(at, row) for at, row in enumerate(rows, 1))
        found[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}" xmlns:r="{office}"><sheetData>{body}</sheetData></worksheet>'
        )
    return packed({name: f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode() for name, xml in found.items()})


def _row_xml(at: int, values: Iterable[Any]) -> str:
    row = "".join(cell_xml(f"{column(n)}{at}", v) for n, v in enumerate(values) if v is not None)
    return f'<row r="{at}">{row}</row>'


def column(number: int) -> str:
    """0 -> A."""
    return (column(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def csv(*rows: str, header: str = LONG_HEADER, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A long table."""
    return end.join([header, *rows, ""]).encode(encoding)


U = "U01,办公室,综合部门"
