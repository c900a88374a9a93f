"""The names of columns; also loaded by the reading processes, which know nothing else of the program."""

from __future__ import annotations


def column_name(number: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name
