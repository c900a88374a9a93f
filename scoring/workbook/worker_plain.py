"""Reads plain sheets of an .xlsx by one pass of a pattern over their XML; used by `worker` before `worker_xlsx`.

What the patterns do not match to the last cell, as Excel, WPS, LibreOffice and our template write it, is not plain:
the careful reader goes through it element by element. What a stored value means is for `worker_xlsx.Values` in both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress, islice
from operator import lt
from typing import Any
from xml.etree import ElementTree

# A cell with all that is in it: place, style, type, stored value, whether spaces count, inline text.
# No column past ZZ and no row past 9,999; no formula, nothing but plain text in a value, no text in pieces.
_CELL = re.compile(
    r'<c r="([A-Z]{1,2}+[1-9]\d{0,3}+)"(?: s="(\d{1,5}+)")?+(?: t="(s|str|n|b|inlineStr)")?+\s?+'
    r'(?:/>|>(?:<v>([^<&]*+)</v>|<v ?/>|<is><t( xml:space="preserve")?+>([^<]*+)</t></is>)?+\s*+</c>)'
)
_TEXT = re.compile(r'<si><t( xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr [^<>]*/>)?</si>')
_HIDDEN = re.compile(r"hidden\s*=\s*[\"'](?:1|true|on)")
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARED = re.compile(
    r"<\?xml version=[\"']1.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?(?: standalone=[\"']\w+[\"'])? ?\?>\s*"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n"))  # not allowed in XML, or made something else by it
_COLUMN_BITS = 10
_LONG = 1_000  # characters of a text that is not remembered


class NotPlain(Exception):
    """The part is not plain; nothing is said about what it holds."""


def plain_cells(xml: bytes, values: Any, rows: int, columns: int) -> tuple[list[int], list[int], list[Any]]:
    """The filled cells of a plain sheet in their order: their rows and columns, from 0, and their values.

    Args:
        values: the workbook's `worker_xlsx.Values`.
        rows, columns: within which all cells must lie.

    Raises:
        NotPlain: the careful reader has to look: formulas, errors, hidden parts, out of order or bounds, unusual XML.
    """
    text = _plain_xml(xml)
    if not text.rstrip().endswith("</worksheet>") or ("hidden" in text and _HIDDEN.search(text)):
        raise NotPlain
    _, _, body = text.partition("<sheetData>")
    body, _, rest = body.partition("</sheetData>")
    found = _CELL.findall(body)
    # A cell written in any other way (no place, another order of attributes, a prefix) was not found.
    if len(found) != body.count("<c") or "<sheetData" in rest:
        raise NotPlain
    places = [_place(cell[0]) for cell in found]
    in_order = all(map(lt, places, islice(places, 1, None)))  # row by row, from left to right, each once
    if not in_order or any(place >> _COLUMN_BITS >= rows for place in places[-1:]):
        raise NotPlain
    filled = [cell[3] or cell[5] for cell in found]
    held = [_value(cell, values) for cell in compress(found, filled)]
    at = list(compress(places, filled))
    if "" in held:  # nothing but spaces that do not count
        shows = [value != "" for value in held]
        at, held = list(compress(at, shows)), list(compress(held, shows))
    across = [place & (1 << _COLUMN_BITS) - 1 for place in at]
    if max(across, default=0) >= columns:
        raise NotPlain
    return [place >> _COLUMN_BITS for place in at], across, held


def plain_texts(xml: bytes) -> list[str]:
    """The shared texts of a workbook, where each is in one piece.

    Raises:
        NotPlain: some are not.
    """
    text = _plain_xml(xml)
    found = _TEXT.findall(text)
    if len(found) != text.count("<si"):
        raise NotPlain
    return [_text(words, keeps) for keeps, words in found]


def _plain_xml(xml: bytes) -> str:
    """The part as text: its characters as they stand, its elements without a prefix, nothing that is not data."""
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None
    declared = _DECLARED.match(text)
    undeclared = text[declared.end() :] if declared else text
    # A single character is found much faster than two.
    if ("?" in undeclared and "<?" in undeclared) or ("!" in text and "<!" in text):
        raise NotPlain
    if len(xml.translate(None, _CONTROLS)) < len(xml):
        raise NotPlain
    if text.count(_NAMESPACE) != 1 or f'xmlns="{_NAMESPACE}"' not in text:  # another name for it would hide cells
        raise NotPlain
    return text


@lru_cache(maxsize=1 << 16)  # the cells of one template's workbooks stand in the same places
def _place(name: str) -> int:
    """B3 -> a number that grows row by row and from left to right."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return (int(name[len(letters) :]) - 1 << _COLUMN_BITS) + column - 1


def _value(cell: tuple[str, ...], values: Any) -> Any:
    _, style, kind, stored, keeps, inline = cell
    if kind == "inlineStr" and not stored:
        return _text(inline, keeps)
    if inline or kind == "inlineStr":
        raise NotPlain
    return values.of_stored(kind or "n", stored, int(style or 0))


def _text(words: str, keeps: str) -> str:
    """A text as it is meant; short ones are remembered, since those of a template come again."""
    return (_meant if len(words) < _LONG else _meant.__wrapped__)(words, keeps)


@lru_cache(maxsize=4096)
def _meant(words: str, keeps: str) -> str:
    """A text with its references as the characters they stand for: some programs write all Chinese in them."""
    if "&" in words:
        try:
            words = ElementTree.fromstring(f"<t>{words}</t>").text or ""  # noqa: S314  # holds no other tag
        except ElementTree.ParseError:
            raise NotPlain from None
    if "_x" in words:  # may be a character by its number
        raise NotPlain
    return words if keeps else words.strip(" \t\n\r")
