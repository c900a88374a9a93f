"""Ways from one page to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.frame.choices import shared_choices

NO_GRADE = "-"  # in the link, for units without a grade


def go_to(page: str, **query: str) -> None:
    """Open another page, e.g. `go_to("unit", unit="U03")`; the period and group stay as they are."""
    st.switch_page(st.Page(_nothing, url_path=page, title=page), query_params=shared_choices() | query)


def _nothing() -> None:
    """Stands for a page that app.py has registered under the same path."""


def open_unit(points: Sequence[dict[str, Any]]) -> None:
    """Open the page of the unit whose point was clicked; charts put its code first in `customdata`."""
    for point in points:
        data = point.get("customdata")
        if data:
            go_to("unit", unit=str(data[0]))


def open_section(points: Sequence[dict[str, Any]]) -> None:
    """Open the gaps of the section whose point was clicked; charts put its id first in `customdata`."""
    for point in points:
        data = point.get("customdata")
        if data:
            go_to("gaps", section=str(data[0]))


def open_grade(points: Sequence[dict[str, Any]]) -> None:
    """Open the ranking of the group and grade whose piece was clicked; `customdata` begins with grade and group."""
    for point in points:
        data = point.get("customdata")
        if data:
            go_to("ranking", grade=str(data[0]) or NO_GRADE, group=str(data[1]))
