"""What the screens are measured against: a page of Streamlit with a title and a line, and one with a small chart.

Streamlit collects garbage after each run. With BARE_FROZEN the page does what ours do about it.
"""

from __future__ import annotations

import os

import plotly.graph_objects as go
import streamlit as st

from ui.frame.gc_freeze import freeze


def plain() -> None:
    st.title("Bare")
    st.write("Nothing but this.")


def chart() -> None:
    st.title("Bare chart")
    st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 3, 2])))


if os.environ.get("BARE_FROZEN"):
    freeze()
st.navigation(
    [st.Page(plain, url_path="overview", default=True), st.Page(chart, url_path="ranking")], position="sidebar"
).run()
