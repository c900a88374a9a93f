"""Ways from one page to another, and what a page keeps in its link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.components import parts

NO_GRADE = "-"  # in the link, for units without a grade


def open_unit(points: Sequence[dict[str, Any]]) -> None:
    """Open the page of the unit whose point was clicked; charts put its code first in `customdata`."""
    for point in points:
        data = point.get("customdata")
        if data:
            parts.go_to("unit", unit=str(data[0]))


def open_section(points: Sequence[dict[str, Any]]) -> None:
    """Open the gaps of the section whose point was clicked; charts put its id first in `customdata`."""
    for point in points:
        data = point.get("customdata")
        if data:
            parts.go_to("gaps", section=str(data[0]))


def open_grade(points: Sequence[dict[str, Any]]) -> None:
    """Open the ranking of the group and grade whose piece was clicked; `customdata` begins with grade and group."""
    for point in points:
        data = point.get("customdata")
        if data:
            parts.go_to("ranking", grade=str(data[0]) or NO_GRADE, group=str(data[1]))


def height_for(rows: int, most: int = 20) -> int | str:
    """The height of a table: all of a short one, the first rows of a long one, which then scrolls."""
    return "content" if rows <= most else 35 * (most + 1)
