"""Figures that are made once and shown often."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from ui.frame.screen_scale import scaled


class CachedFigure(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A finished figure: its content is copied out once and not at every rerun. Not to be changed any more.

    `st.plotly_chart` asks each figure for its content as a dict, which for a plain figure is a deep copy.
    """

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure, skip_invalid=True)
        self._content: dict[str, Any] = figure.to_dict()
        self._by_scale: dict[float, CachedFigure] = {}

    def to_dict(self) -> dict[str, Any]:
        """The content, shared by all who ask for it."""
        return self._content

    def scaled(self, by: float) -> CachedFigure:
        """The same figure so many times as large, made once for each scale."""
        if by == 1:
            return self
        if by not in self._by_scale:
            larger = CachedFigure(self)
            larger._content = scaled(self._content, by)
            self._by_scale[by] = larger
        return self._by_scale[by]

    def as_high(self, height: float) -> CachedFigure:
        """The same figure of another height."""
        other = CachedFigure(self)
        other._content = {**self._content, "layout": {**self._content["layout"], "height": round(height)}}
        return other
