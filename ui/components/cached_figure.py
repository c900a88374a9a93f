"""Figures that are drawn once and shown often."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from ui.frame.screen_scale import factor, grown


class Drawn(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A finished figure: its content is copied out once and not at every rerun. Not to be changed any more.

    `st.plotly_chart` asks each figure for its content as a dict, which for a plain figure is a deep copy.
    """

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure, skip_invalid=True)
        self._contents: dict[float, dict[str, Any]] = {1.0: figure.to_dict()}  # by how large it is shown

    def to_dict(self) -> dict[str, Any]:
        """The content, shared by all who ask and show it as large."""
        by = factor()
        if by not in self._contents:
            self._contents[by] = grown(self._contents[1.0], by)
        return self._contents[by]
