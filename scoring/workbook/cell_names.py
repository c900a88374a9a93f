"""Names and numbers of cells and columns; child processes load it too, so it imports nothing of the program."""

from __future__ import annotations

import re

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def column_name(number: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_number(name: str) -> int:
    """A -> 0, AA -> 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """(0, 0) -> A1."""
    return f"{column_name(column)}{row + 1}"


def cell_position(name: str) -> tuple[int, int]:
    """Row and column of a cell, both from 0: A1, or $A$1 -> (0, 0).

    Raises:
        ValueError: it names none.
    """
    match = _CELL.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return int(match[2]) - 1, column_number(match[1])
