"""The rows of a unit's workbook, and what to make of an indicator that has several.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.problems import Problem
from scoring.words import Text, joined_text, text
from scoring.workbook.intake.collector import Given, Place
from scoring.workbook.intake.consistency import Check
from scoring.workbook.layout import AnyItem

LISTED = 10  # ids that a message lists


@dataclass
class Row:
    """One item's row: what is filled in, and where the blank fields are.

    Attributes:
        first: its first filled figure, or its claim; None where it has neither.
        named: of an item that has a row for each field, where each field is named. misnamed: how many rows name none.
    """

    item: AnyItem
    place: Place
    given: dict[str, Given] = field(default_factory=dict)
    blanks: dict[str, Place] = field(default_factory=dict)
    first: Place | None = None
    named: dict[str, Place] = field(default_factory=dict)
    misnamed: int = 0

    def keep_figure(self, name: str, given: Given) -> None:
        """Keep a figure or claim; evidence and notes do not fill a row."""
        self.given[name] = given
        self.first = self.first or given.place

    def keep_text(self, name: str, given: Given) -> None:
        """Keep evidence or a note, after what an earlier row of the item says."""
        before = self.given.get(name)
        said = before.text if before else ""
        self.given[name] = given._replace(text=f"{said}；{given.text}") if said and said != given.text else given


def one_of_each(rows: Iterable[Row]) -> tuple[dict[str, Row], list[Check]]:
    """The row that counts of each item, and what is wrong with there being more.

    Twice on one sheet is a mistake. A sheet that repeats another is harmless if it says the same or nothing;
    otherwise it is one mistake that names both sheets: which of them is right is not for the program to say.
    """
    by_item: dict[str, list[Row]] = {}
    problems: list[Check] = []
    for row in rows:
        others = by_item.setdefault(row.item.id, [])
        twin = next((other for other in others if other.place.sheet == row.place.sheet), None) if others else None
        if twin is None:
            others.append(row)
        else:
            problems.append(
                (Problem("indicator_twice", {"found": row.item.id, "other": twin.place.words()}), row.place)
            )
    repeated = {item: several for item, several in by_item.items() if len(several) > 1}
    if not repeated:
        return {item: row for item, (row,) in by_item.items()}, problems
    blank = _sheets_of(repeated) - {r.place.sheet for several in repeated.values() for r in several if r.given}
    kept = {
        item: next((r for r in several if r.place.sheet not in blank), several[0]) for item, several in by_item.items()
    }
    return kept, problems + _repeats(repeated, kept, blank)


def _sheets_of(repeated: dict[str, list[Row]]) -> set[str]:
    return {row.place.sheet for several in repeated.values() for row in several}


def _repeats(repeated: dict[str, list[Row]], kept: dict[str, Row], blank: set[str]) -> list[Check]:
    """One problem for each sheet that repeats another: an error where they differ, else a warning."""
    pairs: dict[tuple[str, str], list[tuple[Row, Row]]] = {}
    for item, several in repeated.items():
        for row in several:
            if row is not kept[item]:
                pairs.setdefault((row.place.sheet, kept[item].place.sheet), []).append((row, kept[item]))
    return [_repeat(sheet, other, rows, sheet in blank) for (sheet, other), rows in pairs.items()]


def _repeat(sheet: str, other: str, rows: list[tuple[Row, Row]], is_blank: bool) -> Check:
    differing = [(row, counted) for row, counted in rows if not is_blank and _content(row) != _content(counted)]
    if not differing:
        return Problem("sheet_repeated", {"sheet": sheet, "other": other, "count": len(rows)}), Place(sheet, "")
    ids = listed([row.item.id for row, _ in differing])
    params = {"sheet": sheet, "other": other, "count": len(differing), "ids": ids}
    return Problem("sheets_differ", params), _difference(*differing[0])


def _content(row: Row) -> dict[str, tuple[float | None, str]]:
    return {name: (None if one.value != one.value else one.value, one.text) for name, one in row.given.items()}


def _difference(row: Row, counted: Row) -> Place:
    """Where a row first says something else than the one that counts."""
    here, there = _content(row), _content(counted)
    places = [one.place for name, one in row.given.items() if here[name] != there.get(name)]
    return places[0] if places else next((row.blanks[name] for name in there if name in row.blanks), row.place)


_MORE = text("{ids}等", "{ids} and more")


def listed(ids: list[str]) -> Text:
    """The first ids, and whether there are more."""
    first = joined_text(ids[:LISTED])
    return first if len(ids) <= LISTED else _MORE.filled(ids=first)
