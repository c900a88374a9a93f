"""Charts on a page: over its whole width, with words for those who cannot see them.

Tested in tests/ui/test_two_sessions.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import plotly.graph_objects as go
import streamlit as st

from scoring.words import visible
from ui.components.cached_figure import CachedFigure
from ui.frame.screen_scale import factor


@dataclass(frozen=True)
class PageChart:
    """A chart of a page.

    Attributes:
        figure: None where there is nothing to draw; the note then says why.
        alt: what it shows, for those who cannot see it. key: of the chart on its page.
        note: a sentence under it.
    """

    figure: CachedFigure | None
    alt: str
    key: str
    note: str = ""


BUTTONS = {"displaylogo": False, "modeBarButtons": [["toImage"]], "responsive": True}


def chart(figure: go.Figure, alt: str, key: str, on_select: bool = False) -> list[dict[str, Any]]:
    """A Plotly figure over the whole width, as large as this browser shows things.

    Args:
        alt: what the chart shows, for those who cannot see it.
        on_select: whether clicking a point reruns the page.

    Returns:
        The selected points (`x`, `y`, `customdata` ...); empty without `on_select`.
    """
    event = st.plotly_chart(
        _scaled(figure, factor()),
        key=key,
        alt=visible(alt) or None,
        on_select="rerun" if on_select else "ignore",
        selection_mode="points",
        config=BUTTONS,
    )
    return list(cast(Any, event).selection.points) if on_select else []


def show_chart(one: PageChart) -> None:
    """A chart with its note."""
    if one.figure is None:
        st.info(one.note)
        return
    chart(one.figure, one.alt, one.key)
    if one.note:
        st.caption(one.note)


def _scaled(figure: go.Figure, by: float) -> go.Figure:
    if by == 1:
        return figure
    return (figure if isinstance(figure, CachedFigure) else CachedFigure(figure)).scaled(by)
