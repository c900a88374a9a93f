"""Reads an .ods from its XML, cell by cell; loaded by `read` when needed.

Tested in tests/workbook/files/test_formats.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from scoring.workbook.files.workers.sheets import shown_value
from scoring.workbook.files.workers.shown_numbers import reads_as

Cell = tuple[int, int, Any]
Area = tuple[int, int, int, int]  # top, left, bottom, right

_TABLE, _OFFICE, _TEXT, _STYLE, _CALC = (
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_DURATION = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_NOT_TEXT = (f"{_TEXT}ruby-text", f"{_TEXT}note", f"{_OFFICE}annotation")
_SPACES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read_ods(xml: bytes) -> Iterator[tuple[str, bool, Iterator[Cell], list[int], list[int], list[Area]]]:
    """The sheets: name, whether hidden, cells from (0, 0), hidden rows from 1, hidden columns and merged areas from 0.

    The areas are known once the cells have been taken.

    Args:
        xml: content.xml, without DOCTYPE.

    Raises:
        ValueError, ElementTree.ParseError: the file is damaged.
    """
    root = ElementTree.fromstring(xml)  # noqa: S314  # DOCTYPE is refused before
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    for table in root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"):
        hidden = table.get(f"{_TABLE}style-name") in unseen
        rows, columns = _hidden(table, "row"), _hidden(table, "column")
        merged: list[Area] = []
        cells = _cells(table, merged)
        yield table.get(f"{_TABLE}name", ""), hidden, cells, [row + 1 for row in rows], columns, merged


def _runs(parts: Iterator[Any], what: str) -> Iterator[tuple[int, int, Any]]:
    """(number from 0, how many it stands for, element) of rows, columns or cells."""
    at = 0
    for part in parts:
        times = int(part.get(f"{_TABLE}number-{what}s-repeated", "1"))
        yield at, times, part
        at += times


def _hidden(table: Any, what: str) -> list[int]:
    """Where hidden rows or columns begin; a run of them is named by its first."""
    runs = _runs(table.iter(f"{_TABLE}table-{what}"), what)
    return [at for at, _, part in runs if part.get(f"{_TABLE}visibility", "visible") != "visible"]


def _cells(table: Any, merged: list[Area]) -> Iterator[Cell]:
    for row, rows, element in _runs(table.iter(f"{_TABLE}table-row"), "row"):
        for column, columns, cell in _runs((c for c in element if c.tag in _CELLS), "column"):
            down, right = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
            if down * right > 1:
                merged.append((row, column, row + down - 1, column + right - 1))
            try:
                value = _value(cell)
            except ValueError:  # a day after the year 9999, a number that is none: it concerns this cell alone
                value = ["error", _words(cell).strip() or "#ERROR"]
            if value is not None and value != "":
                yield from ((r, c, value) for r in range(row, row + rows) for c in range(column, column + columns))


def _value(cell: Any) -> Any:
    """A cell's value, a formula's by its stored result."""
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error":
        return ["error", _words(cell).strip() or "#ERROR"]
    if kind is None:
        return ["formula", ""] if cell.get(f"{_TABLE}formula") and not len(cell) else _words(cell)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return dt.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")).replace(tzinfo=None)
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", ""))
    if kind == "string":
        value = cell.get(f"{_OFFICE}string-value")
        return _words(cell) if value is None else value
    number = float(cell.get(f"{_OFFICE}value", ""))
    if kind == "percentage":
        return ["percent", number]
    seen = _words(cell).strip()
    is_shown = cell.find(f"{_TEXT}p") is None or reads_as(seen, number)
    return shown_value(number, None if is_shown else seen)


def _time(duration: str) -> Any:
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (dt.datetime.min + length).time() if length < dt.timedelta(days=1) else length


def _words(cell: Any) -> str:
    return "\n".join("".join(_paragraph(paragraph)) for paragraph in cell.iterfind(f"{_TEXT}p"))


def _paragraph(element: Any) -> Iterator[str]:
    """The text of a paragraph, in which runs of spaces, tabs and line breaks are elements."""
    yield element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            yield " " * min(int(part.get(f"{_TEXT}c", "1")), 1000)
        elif part.tag not in _NOT_TEXT:
            yield _SPACES.get(part.tag) or "".join(_paragraph(part))
        yield part.tail or ""
