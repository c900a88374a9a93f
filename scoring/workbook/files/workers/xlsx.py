"""Reads an .xlsx from its XML, cell by cell, whichever program wrote it; used by `read`.

Parts are found by their relationships and elements by their local names, so that prefixes, odd part names
and the namespaces of Strict Open XML make no difference.
Tested in tests/workbook/files/test_readers.py and tests/workbook/files/test_formats.py.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from xml.etree import ElementTree

from scoring.workbook.cell_names import cell_position
from scoring.workbook.files.workers.sheets import shown_value
from scoring.workbook.files.workers.shown_numbers import may_show_otherwise, shown_otherwise
from scoring.workbook.files.workers.unpack import Parts

Cell = tuple[int, int, Any]

_EAST_ASIAN_DATES = {*range(27, 37), *range(50, 59)}  # built-in formats such as 3月31日, in no file's list of formats
_FIXED = set(map(str, [*range(5), *range(9, 23), *range(45, 50)]))  # built-in formats that are the same everywhere
ODD = "odd"  # a format that may show a number as another one
_PLAIN_FORMATS = {"0", "1", "2", "3", "4", "49"}  # built-in ones for a number and nothing else
_OF_NUMBERS = re.compile(r"[#0?.,;@() +-]+|General", re.IGNORECASE)
_OF_DAYS = re.compile(r"[ymd/. -]*[ymd][ymd/. -]*", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # 10 and a raised 2 are not 102
_SPACE = " \t\r\n"
_LARGEST_SPILL = 100_000  # cells that one formula may fill


class Raw(NamedTuple):
    """A sheet as it is read: rows and columns from 0; all but the cells is known once these have been taken."""

    cells: Iterator[Cell]
    hidden_rows: list[int]
    hidden_columns: list[int]
    merged: list[tuple[int, int, int, int]]  # areas: top, left, bottom, right


class Part(NamedTuple):
    """A sheet that has not been read yet."""

    name: str
    hidden: bool
    xml: bytes


def read_book(parts: dict[str, bytes], texts: Callable[[bytes], list[str]]) -> tuple[list[Part], Values]:
    """The worksheets in the order of the workbook, and what tells what their cells hold.

    Args:
        parts: part name -> content, unpacked; what is read of them must be without DOCTYPE.
        texts: reads the part of the shared texts; `shared_texts`, or one that gives the same faster.

    Raises:
        KeyError, ValueError, ElementTree.ParseError: the file is damaged.
    """
    keyed = Parts((_key(name), data) for name, data in parts.items())
    if len(keyed) < len(parts):
        raise ValueError("two parts of one name: programs differ in which of them they read")
    parts = keyed
    book_name = next((target for kind, target in _relations(parts, "").values() if kind == "officeDocument"), "")
    book = ElementTree.fromstring(parts[book_name])  # noqa: S314  # DOCTYPE is refused before
    related = _relations(parts, book_name)
    by_kind = dict(related.values())
    shared = by_kind.get("sharedStrings", "")
    of_cells = texts(parts[shared]) if shared in parts else []
    values = Values(of_cells, _formats(parts, by_kind), _is_1904(book), _is_to_be_computed(book))
    return list(_worksheets(book, related, parts)), values


def _worksheets(
    book: ElementTree.Element, related: dict[str, tuple[str, str]], parts: dict[str, bytes]
) -> Iterator[Part]:
    for sheet in _each(book, "sheet"):
        kind, target = related[next(v for k, v in sheet.attrib.items() if k.startswith("{") and _local(k) == "id")]
        if kind == "worksheet":
            yield Part(sheet.get("name", ""), sheet.get("state", "visible") != "visible", parts[target])


def read_sheet(xml: bytes, values: Values) -> Raw:
    """The cells of a sheet, as they are asked for.

    Raises:
        ValueError, IndexError, ElementTree.ParseError: the sheet is damaged; while iterating.
    """
    sheet = Raw(iter(()), [], [], [])
    return sheet._replace(cells=_cells(xml, values, sheet))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _each(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if _local(element.tag) == name)


def _is_on(value: str | None) -> bool:
    return value in ("1", "true", "on")


# --- parts ------------------------------------------------------------------------------------------


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations(parts: dict[str, bytes], source: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (kind, part name) of what a part refers to inside the file; '' is the package."""
    folder, name = posixpath.split(source)
    xml = parts.get(_key(posixpath.join(folder, "_rels", f"{name}.rels")))
    if xml is None:
        return {}
    relations = {}
    for relation in _each(ElementTree.fromstring(xml), "Relationship"):  # noqa: S314  # as above
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            relations[relation.get("Id", "")] = (posixpath.basename(relation.get("Type", "")), _key(target))
    return relations


def _is_1904(book: ElementTree.Element) -> bool:
    return any(_is_on(properties.get("date1904")) for properties in _each(book, "workbookPr"))


def _is_to_be_computed(book: ElementTree.Element) -> bool:
    """Whether what the file stores of formulas is nothing to go by: a program wrote them that cannot compute them."""
    return any(_is_on(how.get("fullCalcOnLoad")) for how in _each(book, "calcPr"))


def shared_texts(xml: bytes) -> list[str]:
    """The shared texts of a workbook, by their numbers."""
    texts = []
    for _, element in ElementTree.iterparse(io.BytesIO(xml)):  # noqa: S314  # as above
        if _local(element.tag) == "si":
            texts.append(_text(element))
            element.clear()
    return texts


def _text(element: ElementTree.Element) -> str:
    """The text of a shared or inline string: its own and its runs', without the phonetic guide."""
    pieces = []
    for part in element:
        runs = part if _local(part.tag) == "r" else (part,)
        words = "".join(_words(run) for run in runs if _local(run.tag) == "t")
        pieces.append(words if _is_on_the_line(part) else words.translate(_SMALL))
    return unescaped("".join(pieces))


def _is_on_the_line(run: ElementTree.Element) -> bool:
    return not any(look.get("val", "").endswith("script") for look in _each(run, "vertAlign"))


def _words(element: ElementTree.Element) -> str:
    words = element.text or ""
    keeps = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return words if keeps else words.strip(_SPACE)


def unescaped(words: str) -> str:
    """_x000D_ as the character it stands for."""
    if "_x" not in words:
        return words
    return _ESCAPED.sub(lambda m: m[0] if 0xD800 <= int(m[1], 16) < 0xE000 else chr(int(m[1], 16)), words)


def _formats(parts: dict[str, bytes], by_kind: dict[str, str]) -> Formats:
    return _formats_of(parts.get(by_kind.get("styles", ""), b""))


@lru_cache(maxsize=4)  # the workbooks of one template have the same styles
def _formats_of(xml: bytes) -> Formats:
    return Formats(xml)


class Formats:
    """What each cell style of a workbook makes of a number; looked up when first asked."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._known: dict[int, str] = {}

    def of(self, style: int) -> str:
        """'date', 'duration', 'percent', ODD or ''."""
        if style not in self._known:
            numbers, codes = self._number_formats
            self._known[style] = _format(numbers[style], codes) if style < len(numbers) else ""
        return self._known[style]

    def code(self, style: int) -> str:
        """The format's code, as the workbook defines it."""
        numbers, codes = self._number_formats
        return codes.get(numbers[style], "")

    @cached_property
    def _number_formats(self) -> tuple[list[str], dict[str, str]]:
        """The format's number of each style, and the code of each number that the workbook defines."""
        if not self._xml:
            return [], {}
        root = ElementTree.fromstring(self._xml)  # noqa: S314  # as above
        codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in _each(root, "numFmt")}
        styles = next(_each(root, "cellXfs"), ())
        return [style.get("numFmtId", "0") for style in styles if _local(style.tag) == "xf"], codes


def _format(number: str, codes: dict[str, str]) -> str:
    if number in _FIXED:  # what a file says of these is not heeded by spreadsheet programs either
        codes = {}
    if number not in codes and int(number) in _EAST_ASIAN_DATES:
        return "date"
    if may_show_otherwise(codes.get(number, "")):
        return ODD
    if _OF_NUMBERS.fullmatch(codes[number]) if codes.get(number) else number in _PLAIN_FORMATS:
        return ""
    if _OF_DAYS.fullmatch(codes.get(number, "")):
        return "date"
    # Loaded where a format is neither plainly of numbers nor of days: it takes long.
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    code = codes.get(number) or BUILTIN_FORMATS.get(int(number), "General")
    if is_timedelta_format(code):
        return "duration"
    if is_date_format(code):
        return "date"
    return "percent" if "%" in _LITERAL.sub("", code) else ""


# --- cells ------------------------------------------------------------------------------------------


def _cells(xml: bytes, values: Values, sheet: Raw) -> Iterator[Cell]:
    """The cells; what else is to be known of the sheet is noted in `sheet`."""
    at, is_over = 0, False
    for _, element in ElementTree.iterparse(io.BytesIO(xml)):  # noqa: S314  # as above
        tag = _local(element.tag)
        if tag == "row" and not is_over:
            at = int(element.get("r", at + 1))
            if _is_on(element.get("hidden")):
                sheet.hidden_rows.append(at)
            yield from _row(element, at - 1, values)
            element.clear()
        elif tag == "col" and not is_over and _is_on(element.get("hidden")):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            sheet.hidden_columns.extend(range(first - 1, min(last, 256)))
        elif tag == "mergeCell":
            sheet.merged.append(_area(element.get("ref", "")))
        is_over = is_over or tag == "sheetData"


def _row(row: ElementTree.Element, at_row: int, values: Values) -> Iterator[Cell]:
    at = -1
    for cell in row:
        if _local(cell.tag) != "c":
            continue
        name = cell.get("r")
        at_row, at = _position(name) if name else (at_row, at + 1)
        yield at_row, at, values.of(cell)
        yield from _spilled(cell)


def _area(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return *_position(first), *_position(last or first)


def _position(name: str) -> tuple[int, int]:
    """Row and column of a cell; some programs write small letters."""
    return cell_position(name.upper() if name.isascii() else name)


def _spilled(cell: ElementTree.Element) -> Iterator[Cell]:
    """The cells that an array formula fills, where the file holds none of its results."""
    formula = next((part for part in cell if _local(part.tag) == "f"), None)
    if formula is None or formula.get("t") != "array" or _stored(cell) is not None:
        return
    first, _, last = formula.get("ref", "").partition(":")
    if last:
        (top, left), (bottom, right) = _position(first), _position(last)
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_SPILL:
            raise ValueError("a formula over very many cells")
        yield from ((r, c, ["formula", ""]) for r in range(top, bottom + 1) for c in range(left, right + 1))


def _stored(cell: ElementTree.Element) -> str | None:
    return next((part.text or "" for part in cell if _local(part.tag) == "v"), None)


class Values:
    """What cells hold."""

    def __init__(self, texts: list[str], formats: Formats, is_1904: bool, is_to_be_computed: bool) -> None:
        self._texts, self._formats, self._is_to_be_computed = texts, formats, is_to_be_computed
        self._start = dt.datetime(1904, 1, 1) if is_1904 else dt.datetime(1899, 12, 30)

    def of(self, cell: ElementTree.Element) -> Any:
        """A cell's value, a formula's by its stored result: an empty text is one, nothing at all is not."""
        kind, stored = cell.get("t", "n"), _stored(cell)
        if any(_local(part.tag) == "f" for part in cell):
            has_result = stored or (kind == "str" and stored == "")
            if not has_result or self._is_to_be_computed:
                return ["formula", ""]
        if kind == "inlineStr" or (stored is None and any(_local(part.tag) == "is" for part in cell)):
            return "".join(_text(part) for part in cell if _local(part.tag) == "is")
        if not stored:
            return None
        return self.of_stored(kind, stored, int(cell.get("s", "0")))

    def of_stored(self, kind: str, stored: str, style: int) -> Any:
        """What a stored value stands for in a cell of a type and style."""
        if kind == "s":
            return self._texts[_index(stored)]
        if kind == "str":
            return unescaped(stored)
        if kind == "b":
            return stored.strip().lower() not in ("0", "false")
        if kind == "e":
            return ["error", stored]
        if kind == "d":
            return _iso(stored)
        format_kind = self.format_kind(style)
        number = self._number(stored, format_kind)
        if format_kind == ODD and isinstance(number, float):
            return shown_value(number, shown_otherwise(self._formats.code(style), number))
        return number

    def format_kind(self, style: int) -> str:
        """What a style makes of a number: 'date', 'duration', 'percent', ODD or ''."""
        return self._formats.of(style)

    def _number(self, stored: str, format_kind: str) -> Any:
        try:
            value = float(stored)
        except ValueError:
            return stored
        if stored != stored.strip() or "_" in stored:
            return stored
        if format_kind == "percent":
            return ["percent", value]
        if format_kind == ODD:
            return value
        try:
            return self._moment(value, format_kind) if format_kind else value
        except OverflowError:
            return value

    def _moment(self, serial: float, format_kind: str) -> Any:
        """A day or time from a serial number; one below 1 is a time of day."""
        if serial != serial:
            return serial
        if format_kind == "duration":
            return dt.timedelta(days=serial)
        if serial < 1:
            return (self._start + dt.timedelta(milliseconds=int(serial % 1 * 86_400_000 + 0.5))).time()
        # Lotus took 1900 for a leap year, and so does everyone since.
        is_before_march = serial < 60 and self._start.year == 1899
        return self._start + dt.timedelta(milliseconds=int((serial + is_before_march) * 86_400_000 + 0.5))


def _index(stored: str) -> int:
    if not stored.strip().isdecimal():  # -1 would be the last
        raise ValueError(stored)
    return int(stored)


def _iso(stored: str) -> Any:
    for kind in (dt.datetime, dt.time):
        try:
            return kind.fromisoformat(stored).replace(tzinfo=None)
        except ValueError:
            continue
    return stored
