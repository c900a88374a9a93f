"""The tick of a table stays with what it was set on, while rows come and go above it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import streamlit as st


def keep_selection(key: str, ids: Sequence[Hashable]) -> None:
    """Move the selection of a table that is about to be shown; Streamlit keeps the number of its row alone.

    Args:
        ids: what its rows are now, in their order.
    """
    before: list[Hashable] = st.session_state.get(f"{key}_ids", [])
    state = st.session_state.get(key)
    st.session_state[f"{key}_ids"] = list(ids)
    if not before or not state or before == list(ids):
        return
    rows = [int(row) for row in state["selection"]["rows"]]
    places = {one: place for place, one in enumerate(ids)}
    chosen = [before[row] for row in rows if row < len(before)]
    moved = [places[one] for one in chosen if one in places]
    if moved != rows:
        st.session_state[key] = {"selection": {"rows": moved, "columns": [], "cells": []}}
