"""The tree of marks, the list of indicators with search, and what holds outside them.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis import tree
from scoring.charts import display_width
from scoring.numbers import percent, plain
from scoring.system import IndicatorSystem
from scoring.words import label
from ui.components import alts
from ui.components.charts import chart
from ui.components.downloads import YAML, download, download_table
from ui.components.print_table import print_table, show_print_table
from ui.components.search import search_field
from ui.components.tables import table
from ui.frame.choices import choice, put_in_url
from ui.frame.language import lang, t
from ui.system import files

_LINE, _LIST = 19, 860  # px: a line of a text that wraps, and the whole list
_LINES, _IN_A_LINE = (3, 5), 33  # of a row, at least and at most, and Latin letters in a line of a rule
_CLICKS, _SEARCH = "system_clicks", "system_search"


def show(system: IndicatorSystem) -> None:
    """The whole view."""
    group = files.group_in(system)
    whole = tree.tree(system, group, lang())
    left, right = st.columns([2, 3])
    with left.container(border=True):
        part = _tree(system, whole, group) if system.sections else _without_sections()
    with right.container(border=True):
        _list(system, group, part)
    _outside(system)


def _tree(system: IndicatorSystem, whole: pd.DataFrame, group: str | None) -> str:
    """The icicle; returns the section or measure that is shown, '' for all."""
    branches = whole[whole["level"] != "indicator"]
    names = {"": t("All sections")} | {
        r.id: f"{'  ' if r.level == 'measure' else ''}{r.id} {r.title}" for r in branches.itertuples()
    }
    part = choice(t("Section or measure"), list(names), "part", label_of=names.__getitem__) or ""
    inside = tree.parts_of(whole, part)
    about = "" if group is None else system.groups[group].title.get(lang())
    # A new key after each click: the selection of the old chart goes with it.
    key = f"system_tree_{st.session_state.get(_CLICKS, 0)}"
    first = inside[inside["level"] == inside["level"].iloc[0]]
    in_shares = system.has_weights
    figure = charts.marks_tree(inside, lang(), about, in_shares=in_shares)
    if in_shares:
        alt = alts.ends(t("Share of the total"), first["title"], first["share"], lang(), percent)
    else:
        alt = alts.ends(label("marks", lang()), first["title"], first["marks"], lang(), plain)
    points = chart(figure, alt, key, on_select=True)
    if group is None and not tree.alike(system):
        st.caption(t("Marks differ by group; the mean over the groups is shown. Choose a group to see its own."))
    st.caption(t("Click a part to see what is in it."))
    for point in points:
        _open(str(point.get("customdata") or ""), whole)
    return part


def _without_sections() -> str:
    st.caption(t("There are no sections: only the points to start with and the adjustments make the score."))
    return ""


def _open(name: str, whole: pd.DataFrame) -> None:
    """Lead to a part that was clicked: into a section or measure, to the row of an indicator."""
    st.session_state[_CLICKS] = st.session_state.get(_CLICKS, 0) + 1
    name = name.strip("[]'\"")
    levels = dict(zip(whole["id"], whole["level"], strict=True))
    if levels.get(name) == "indicator":
        put_in_url("q", name)
    elif name in levels:
        put_in_url("part", name)
    st.rerun()


def _list(system: IndicatorSystem, group: str | None, part: str) -> None:
    words = search_field(t("Search ids, titles, rules and evidence"), _SEARCH)
    whole = tree.items(system, group, lang())
    rows = tree.matching(whole, words, part).drop(columns="part")
    st.caption(t("{count} of {all} indicators", count=len(rows), all=len(whole)))
    wide = st.column_config.TextColumn
    columns = {"rule": wide(width=235), "indicator": wide(pinned=True, width=62), "title": wide(pinned=True, width=118)}
    labelled = {name: {**config, "label": label(name, lang())} for name, config in columns.items()}
    longest = max(map(display_width, rows["rule"]), default=0)
    row_height = _LINE * min(max(-(-longest // _IN_A_LINE), _LINES[0]), _LINES[1]) + 13
    height = _LIST if len(rows) > _LIST // row_height else "content"
    table(rows, "system_items", labelled, height=height, row_height=row_height, alt=t("Indicators"))
    download_table(t("Download this table"), rows, "indicators.csv", "system_items_csv")
    download(
        t("Download this file (YAML)"),
        system.source_text.encode(),
        f"indicators_{system.period.id}.yaml",
        "system_yaml",
        YAML,
    )


def _outside(system: IndicatorSystem) -> None:
    """Bonuses, deductions, vetoes, grades, caps, rounding."""
    rows = tree.matching(tree.adjustments(system, lang()), st.session_state.get(_SEARCH) or "")
    if not rows.empty:
        with st.container(border=True):
            st.subheader(t("Bonus, deductions and vetoes"), anchor=False)
            _whole(rows, t("Bonus, deductions and vetoes"))
    left, right = st.columns([3, 2]) if system.grades else (st.container(), st.empty())
    for place, frame, title in (
        (left, tree.settings(system, lang()), t("How totals are made")),
        (right, tree.grades(system, lang()), t("Grades")),
    ):
        if frame.empty:
            continue
        with place.container(border=True, height="stretch"):
            st.subheader(title, anchor=False)
            _whole(frame, title)


def _whole(frame: pd.DataFrame, title: str) -> None:
    """A table to be read: its sentences wrap."""
    show_print_table(print_table(_filled(frame), lang(), decimals={"at_least": None}), title)


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the columns in which nothing stands."""
    return frame[[name for name in frame.columns if (frame[name].notna() & (frame[name] != "")).any()]]
