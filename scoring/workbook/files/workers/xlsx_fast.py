"""Reads plain sheets of an .xlsx by one pass of a pattern over their XML; used by `read` before `xlsx`.

What the patterns do not match to the last cell, as Excel, WPS, LibreOffice and our template write it, is not plain:
the careful reader goes through it element by element. What a stored value means is for `xlsx.Values` in both.
Tested in tests/workbook/files/test_readers.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress, islice
from operator import lt
from typing import Any
from xml.etree import ElementTree

from scoring.workbook.cell_names import column_number

# A cell with all that is in it: place, style, type, stored value, whether spaces count, inline text.
# No column past ZZ and no row past 9,999; no formula, nothing but plain text in a value, no text in pieces.
_CELL = re.compile(
    r'<c r="([A-Z]{1,2}+[1-9][0-9]{0,3}+)"(?: s="([0-9]{1,5}+)")?+(?: t="(s|str|n|b|inlineStr)")?+[ \n]?+'
    r"(?:/>|>(?:<v>([^<&]*+)</v>|<v ?/>"
    r'|<is><t( xml:space="preserve")?+>([^<]*+)</t></is>)?+[ \t\n]*+</c>)'
)
# What stands between cells: the end of a row, rows without cells, the beginning of a row.
_NO_CELLS = r"(?:<row(?: [^<>]*[^<>/])?(?:/>|>\s*+</row>)\s*+)*+"
_BEGIN = r"<row(?: [^<>]*[^<>/])?>\s*+"
_BEFORE, _BETWEEN, _AFTER, _WITHOUT = (
    re.compile(rf"\s*+{pattern}", re.ASCII)
    for pattern in (_NO_CELLS + _BEGIN, rf"</row>\s*+{_NO_CELLS}{_BEGIN}", rf"</row>\s*+{_NO_CELLS}", _NO_CELLS)
)
_TEXT = re.compile(r'<si><t( xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr [^<>]*/>)?</si>')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,2}+[1-9][0-9]{0,3}+):([A-Z]{1,2}+[1-9][0-9]{0,3}+)" ?/>')
_HIDDEN = re.compile(r"hidden\s*=\s*[\"'](?!(?:0|false)[\"'])")
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARED = re.compile(
    r"<\?xml version=[\"']1.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"']\w+[\"'])? ?\?>\s*"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n"))  # not allowed in XML, or made something else by it
_PIECES = 7  # into which a cell splits its sheet: what stands before it, and the groups of _CELL
_COLUMN_BITS = 10
_ACROSS = (1 << _COLUMN_BITS) - 1
_WHOLE = 15  # digits of a number that a float holds too
_LONG = 1_000  # characters of a text that is not remembered


class NotPlain(Exception):
    """The part is not plain; nothing is said about what it holds."""


def plain_cells(
    xml: bytes, values: Any, rows: int, columns: int
) -> tuple[list[int], list[int], list[Any], list[tuple[int, int, int, int]]]:
    """The filled cells of a plain sheet in their order: rows and columns, from 0, and values; and its merged areas.

    Args:
        values: the workbook's `xlsx.Values`.
        rows, columns: within which all cells must lie.

    Raises:
        NotPlain: the careful reader has to look: formulas, errors, hidden parts, out of order or bounds, unusual XML.
    """
    head, body, rest = _parted(_decoded(xml))
    pieces = _CELL.split(body)
    # A cell written in any other way (no place, another order of attributes, a prefix) is left between the others.
    between = pieces[::_PIECES]
    around = "".join((head, *between, rest))
    if not _is_rows(between) or not around.rstrip().endswith("</worksheet>") or _HIDDEN.search(around):
        raise NotPlain
    _check_plain(around)
    names, styles, kinds, stored, keeps, inline = (pieces[at::_PIECES] for at in range(1, _PIECES))
    places = [_place(name) for name in names]
    in_order = all(map(lt, places, islice(places, 1, None)))  # row by row, from left to right, each once
    if not in_order or any(place >> _COLUMN_BITS >= rows for place in places[-1:]):
        raise NotPlain
    filled = [of_cell or of_text for of_cell, of_text in zip(stored, inline, strict=True)]
    cells = zip(styles, kinds, stored, keeps, inline, strict=True)
    held = [_value(*cell, values) for cell in compress(cells, filled)]
    at = list(compress(places, filled))
    if "" in held:  # nothing but spaces that do not count
        shows = [value != "" for value in held]
        at, held = list(compress(at, shows)), list(compress(held, shows))
    across = [place & _ACROSS for place in at]
    if max(across, default=0) >= columns:
        raise NotPlain
    return [place >> _COLUMN_BITS for place in at], across, held, _merged(rest)


def _parted(text: str) -> tuple[str, str, str]:
    """A sheet before its cells, its cells, and after them."""
    head, opened, body = text.partition("<sheetData>")
    body, closed, rest = body.partition("</sheetData>")
    # Written in any other way, cells would be taken for none.
    is_whole = bool(closed) and "sheetData" not in head and "sheetData" not in rest
    is_empty = not opened and head.count("sheetData") == 1 and "<sheetData/>" in head
    if not (is_whole or is_empty):
        raise NotPlain
    return head, body, rest


def _is_rows(between: list[str]) -> bool:
    """Whether cells stand in rows and nothing else is there, by the texts before, between and after them."""
    if len(between) == 1:
        return _WITHOUT.fullmatch(between[0]) is not None
    first, *others, last = between
    return bool(
        _BEFORE.fullmatch(first) and _AFTER.fullmatch(last) and all(map(_BETWEEN.fullmatch, filter(None, others)))
    )


def _merged(rest: str) -> list[tuple[int, int, int, int]]:
    """The merged areas that what follows the cells tells of: top, left, bottom, right."""
    areas = _MERGED.findall(rest)
    if len(areas) != rest.count("<mergeCell "):
        raise NotPlain
    corners = ((_place(first), _place(last)) for first, last in areas)
    return [(a >> _COLUMN_BITS, a & _ACROSS, b >> _COLUMN_BITS, b & _ACROSS) for a, b in corners]


def plain_texts(xml: bytes) -> list[str]:
    """The shared texts of a workbook, where each is in one piece.

    Raises:
        NotPlain: some are not.
    """
    text = _decoded(xml)
    _check_plain(text)
    texts = _TEXT.findall(text)
    if len(texts) != text.count("<si"):
        raise NotPlain
    return [_text(words, keeps) for keeps, words in texts]


def _decoded(xml: bytes) -> str:
    if len(xml.translate(None, _CONTROLS)) < len(xml):
        raise NotPlain
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None


def _check_plain(text: str) -> None:
    """Whether elements have no prefix, and nothing is there that is not data.

    Raises:
        NotPlain: it has not.
    """
    declared = _DECLARED.match(text)
    undeclared = text[declared.end() :] if declared else text
    # A single character is found much faster than two.
    if ("?" in undeclared and "<?" in undeclared) or ("!" in text and "<!" in text):
        raise NotPlain
    if text.count(_NAMESPACE) != 1 or f'xmlns="{_NAMESPACE}"' not in text:  # another name for it would hide cells
        raise NotPlain


@lru_cache(maxsize=1 << 16)  # the cells of one template's workbooks stand in the same places
def _place(name: str) -> int:
    """B3 -> a number that grows row by row and from left to right."""
    letters = name.rstrip("0123456789")
    return (int(name[len(letters) :]) - 1 << _COLUMN_BITS) + column_number(letters)


def _value(
    style: str | None, kind: str | None, stored: str | None, keeps: str | None, inline: str | None, values: Any
) -> Any:
    if kind == "inlineStr" and inline and not stored:
        return (_unescaped if len(inline) < _LONG else _unescaped.__wrapped__)(inline, keeps)
    if inline or not stored or kind == "inlineStr":
        raise NotPlain
    if kind is None and len(stored) <= _WHOLE and stored.isdecimal() and not values.format_kind(int(style or 0)):
        return int(stored)  # most numbers, by the shortest way
    return values.of_stored(kind or "n", stored, int(style or 0))


def _text(words: str, keeps: str | None) -> str:
    """A text without references; short ones are remembered, since those of a template come again."""
    return (_unescaped if len(words) < _LONG else _unescaped.__wrapped__)(words, keeps)


@lru_cache(maxsize=4096)
def _unescaped(words: str, keeps: str | None) -> str:
    """A text with its references as the characters they stand for: some programs write all Chinese in them."""
    if "&" in words:
        try:
            words = ElementTree.fromstring(f"<t>{words}</t>").text or ""  # noqa: S314  # holds no other tag
        except ElementTree.ParseError:
            raise NotPlain from None
    if "_x" in words:  # may be a character by its number
        raise NotPlain
    return words if keeps else words.strip(" \t\n\r")
