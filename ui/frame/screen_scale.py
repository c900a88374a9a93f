"""Large screens: on a wall everything is larger, charts and tables too.

The stylesheet enlarges what is measured in rem. Charts and the heights of tables are measured in pixels and made on
the server, which learns from a cookie how much larger the browser shows things. A browser that is not yet known to be
on a wall says so and loads the page once more.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

COOKIE = "kaoping_scale"  # page.js sets it
STEPS = {2400: 1.33, 3200: 1.87}  # px of width -> how much larger; the stylesheet has the same
_PIXELS = {"size", "width", "height", "l", "r", "t", "b", "ticklabelstandoff", "xgap", "ygap"}


def factor() -> float:
    """How much larger than usual this browser shows things: 1, or one of the steps."""
    stated = st.context.cookies.get(COOKIE, "")
    return next((step for step in STEPS.values() if str(step) == stated), 1.0)


def pixels(count: int) -> int:
    """A length in pixels, as this browser shows it."""
    return round(count * factor())


def scaled(content: Any, by: float) -> Any:
    """What a figure holds, with all lengths in pixels so many times as long."""
    if isinstance(content, dict):
        return {
            key: _longer(part, by) if key in _PIXELS and _is_length(part) else scaled(part, by)
            for key, part in content.items()
        }
    if isinstance(content, list) and content and isinstance(content[0], dict):
        return [scaled(part, by) for part in content]
    return content


def _is_length(part: Any) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool)


def _longer(length: float, by: float) -> float:
    return round(length * by, 2)
