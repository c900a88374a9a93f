"""Cards with one figure each, and its change.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

metric = partial(st.metric, border=True, height="stretch")


def metric_with_change(
    title: str, value: str, delta: str | int | None, *, more_is: str = "good", **settings: Any
) -> None:
    """A figure with a change that is written with a real minus sign, which Streamlit does not take for one.

    Args:
        delta: as `formats.change` gives it.
        more_is: `good`, `bad` or `neither`; the change is coloured by it.
    """
    is_less = str(delta).startswith("−")
    colour: Any = "gray" if more_is == "neither" else "green" if is_less == (more_is == "bad") else "red"
    arrow: Any = "auto" if delta in (None, 0) else "down" if is_less else "up"
    metric(title, value, delta, delta_color=colour if delta else "off", delta_arrow=arrow, **settings)
