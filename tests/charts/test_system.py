"""Charts of a system: every case a page may meet, text that cannot style."""

from __future__ import annotations

import pytest

from scoring import charts
from scoring.analysis.effect import effect
from scoring.analysis.tree import parts_of, tree
from scoring.analysis.weights import SHARE_COLUMNS, section_shares
from scoring.system import DEFAULT_SYSTEM, load_system
from scoring.words import LANGS
from tests.analysis.small import SMALL, small_sheet
from tests.frames import loaded


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("part", ["", "S1", "M02", "M01-2"])
def test_a_tree_is_as_tall_as_its_marks(part: str, lang: str) -> None:
    frame = parts_of(tree(load_system(DEFAULT_SYSTEM), "general", lang), part)
    figure = charts.marks_tree(frame, lang)
    assert sum(len(trace.y) for trace in figure.data) == len(frame)
    assert figure.layout.height < 3000


def test_an_empty_tree() -> None:
    assert charts.marks_tree(tree(loaded(SMALL)).iloc[:0]).layout.title.text


def test_only_units_that_move_are_drawn() -> None:
    before = small_sheet()
    after = small_sheet(values={"U1": {"B1": 0}, "U2": {"A1": 1, "A2": 10, "A3": 4, "B1": 20}})
    rows = effect(before, after)
    figure = charts.rank_moves(rows)
    assert {u for trace in figure.data[1:] for (u,) in trace.customdata} == set(
        rows.loc[rows["rank_change"] != 0, "unit"]
    )
    assert charts.rank_moves(rows.iloc[:0]).layout.title.text


def test_names_cannot_style_a_chart() -> None:
    rows = effect(small_sheet(), small_sheet(values={"U2": {"B1": 20}})).assign(name="<b>甲</b>")
    shown = charts.rank_moves(rows)
    assert "<b>" not in "".join(shown.layout.yaxis.ticktext)


@pytest.mark.parametrize("lang", LANGS)
def test_shares(lang: str) -> None:
    frame = section_shares(small_sheet(), lang=lang)
    assert list(charts.weight_shares(frame, lang).data[1].x) == frame["marks_share"].tolist()
    assert charts.weight_shares(frame.iloc[:0][SHARE_COLUMNS], lang).layout.title.text
