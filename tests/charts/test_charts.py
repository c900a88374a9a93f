"""Charts: few traces, safe text, and every case a page may meet."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from scoring import charts
from scoring.analysis.distances import distance
from scoring.analysis.distribution import distribution
from scoring.analysis.gaps import gap_sentences, pareto, widest
from scoring.analysis.heat import heat, shortened
from scoring.analysis.overview import overview
from scoring.analysis.ranking import ends, ranking
from scoring.analysis.trend import trend
from scoring.analysis.unit_history import history
from scoring.analysis.waterfall import waterfall
from scoring.engine import ScoreSheet
from scoring.words import LANGS
from tests.analysis.small import SMALL, VALUES, small_sheet
from tests.analysis.test_loss_shares import example
from tests.analysis.test_overview import only_for
from tests.frames import unit_frame

LONG = copy.deepcopy(SMALL["sections"])
for _measure in LONG[0]["measures"]:
    _measure["title"] = f"落实责任制专项任务的措施{_measure['id']}"
GRADES = {grade["id"]: grade["title"] for grade in SMALL["grades"]}


def every_chart(sheet: ScoreSheet, lang: str = "zh") -> dict[str, go.Figure]:
    """Each chart of a sheet; those of one unit are of its first."""
    found = overview(sheet, None, unit_frame([]), lang=lang)
    rows = ranking(sheet, lang=lang)
    figures = {
        "ranking": charts.ranking_lollipop(rows, found.mean, GRADES, lang),
        "scores": charts.score_distribution(distribution(sheet), found.mean, GRADES, lang),
        "grades": charts.grade_distribution(found.grades, GRADES, lang),
        "sections": charts.section_rates(found.sections, "2025", None, lang),
        "heat": charts.heat_map(heat(sheet, lang=lang), lang),
        "pareto": charts.pareto_chart(pareto(sheet, lang=lang), lang),
    }
    periods = trend([small_sheet(period={"year": 2024}), sheet], lang=lang)
    figures |= {
        "section trend": charts.section_trend(periods.sections, lang),
        "strip": charts.score_strip(periods.scores, periods.means, 2, lang, chosen="U2"),
        "slope": charts.rank_slope(periods.changes, periods.ranks, lang, chosen="U2"),
    }
    if len(rows):
        unit = rows["unit"].iloc[0]
        figures |= {
            "waterfall": charts.waterfall_chart(waterfall(sheet, unit, lang), lang),
            "against": charts.against_group(distance(sheet, unit, lang), "单位<b>", lang),
            "history": charts.history_line(history([sheet], unit, lang), lang),
        }
    return figures


CASES = {
    "four units": {},
    "one unit": {"units": [("U2", "a")]},
    "nobody": {"units": []},
    "all the same": {"values": dict.fromkeys(VALUES, VALUES["U2"]), "claims": frozenset()},
    "nothing lost": {"values": dict.fromkeys(VALUES, VALUES["U1"]), "claims": frozenset()},
    "nothing applies": {"units": [("U1", "a")], "sections": only_for("b")},
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_every_case_can_be_drawn(case: dict[str, Any], lang: str) -> None:
    for figure in every_chart(small_sheet(**case), lang).values():
        assert figure.layout.title.text
        assert figure.layout.title.subtitle.text
        assert not figure.layout.shapes
        assert len(figure.data) <= 8
        figure.to_json()


def test_lollipop_has_a_dot_per_unit_and_a_trace_per_grade() -> None:
    figure = every_chart(small_sheet())["ranking"]
    dots = {trace.name: trace for trace in figure.data if trace.mode == "markers"}
    assert list(dots) == ["良好", "合格", "不合格"]
    assert [point[0] for trace in dots.values() for point in trace.customdata] == ["U1", "U4", "U3", "U2"]
    words = [text.replace("\u2007", "") for text in figure.layout.yaxis2.ticktext]
    assert words == ["100.00  良好", "100.00  良好", "66.67  合格", "57.50  不合格"]
    assert [place.split()[-1] for place in figure.layout.yaxis.ticktext] == [f"<b>{n}</b>" for n in (1, 1, 3, 4)]


def test_names_cannot_be_tags() -> None:
    units = unit_frame([("U1", "a")]).assign(name="<a href='x'>点</a>")
    sheet = small_sheet(units=[("U1", "a")])
    frame = ranking(sheet).assign(name=units["name"])
    said = charts.ranking_lollipop(frame, 100, GRADES).to_plotly_json()
    texts = [*said["layout"]["yaxis"]["ticktext"], said["data"][2]["customdata"][0][1]]
    assert all("<a" not in text and "&lt;a" in text for text in texts)
    legend = [trace.name for trace in every_chart(sheet)["against"].data]
    assert "单位&lt;b&gt;" in legend


def test_names_cannot_be_placeholders_and_hide_nothing() -> None:
    """A name that stands in what is shown where the mouse is: Plotly would put figures in."""
    shown = charts.against_group(distance(small_sheet(), "U1"), "甲%{x}\u202e乙", "zh").to_plotly_json()["data"][-1]
    assert shown["name"] == "甲&#37;{x}\ufffd乙"
    assert shown["hovertemplate"] == "%{customdata[1]}<br>甲&#37;{x}\ufffd乙 %{x:.1%}<extra></extra>"
    assert charts.wrapped("👩\u200d👩\u200d👧" * 9, 2).replace("<br>", "").count("\ufffd") == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("办公室", "办公室"),
        ("教育科学文化卫生委员会", "教育科学文化<br>卫生委员会"),
        ("", ""),
        ("Affiliated units of the office", "Affiliated units<br>of the office"),
        ("一" * 20 + "二" * 20, "一一一一一一一一一<br>一一一一…二二二二<br>二二二二二二二二二"),
        ("A" * 40 + "B" * 40, "A" * 18 + "<br>" + "A" * 8 + "…" + "B" * 9 + "<br>" + "B" * 17),
    ],
)
def test_long_names_are_wrapped(name: str, shown: str) -> None:
    assert charts.wrapped(name, 9) == shown


@pytest.mark.parametrize("count", range(1, 12))
def test_grades_have_colours_of_their_own(count: int) -> None:
    ids = [f"g{n}" for n in range(count)]
    colours = charts.grade_colours(ids)
    assert list(colours) == [*ids, ""]
    if count <= 7:
        assert len(set(colours.values())) == count + 1


def test_heat_map_cells_can_be_clicked() -> None:
    figure = every_chart(small_sheet())["heat"]
    cells, targets = figure.data
    assert len(targets.customdata) == 10  # the means and four units, two sections
    assert [list(target) for target in targets.customdata[:3]] == [["", "S1"], ["", "S2"], ["U1", "S1"]]
    assert list(cells.text[0]) == ["85%", "81%"]  # the means
    assert list(cells.text[4]) == ["40%", "75%"]
    assert charts.heat_map(heat(small_sheet(), "a", "S1")).data[0].text[2] == ["100%", ""]


def test_rows_left_out_of_a_heat_map_are_marked() -> None:
    figure = charts.heat_map(shortened(heat(small_sheet()), 2), chosen="U2", opens=True)
    assert list(figure.layout.yaxis.ticktext) == ["<b>平均得分率</b>", "单位U1", "⋯", "▸ <b>单位U2</b>"]
    cells, targets = figure.data
    assert list(cells.text[2]) == ["", ""]
    assert sorted(set(targets.y)) == [0, 1, 3]
    assert all(text.endswith(" ▾") for text in figure.layout.xaxis.ticktext)


def test_titles_that_are_cut_short_carry_their_ids() -> None:
    assert list(charts.heat_map(heat(small_sheet())).layout.xaxis.ticktext) == ["板块S1", "板块S2"]
    few = charts.heat_map(heat(small_sheet(sections=LONG), section="S1"), width=120)
    assert [text.split("<br>")[0] for text in few.layout.xaxis.ticktext] == ["<b>M1</b>", "<b>M2</b>"]


def test_pareto_marks_the_chosen_indicator() -> None:
    figure = charts.pareto_chart(pareto(small_sheet()), chosen="A3")
    bars, line = figure.data
    assert list(bars.marker.opacity) == [0.45, 1, 0.45, 0.45]
    assert [point[0] for point in line.customdata] == ["B1", "A3", "A1", "A2"]
    assert [text.strip() for text in line.text] == ["56%", "74%", "89%", "100%"]  # 15, 20, 24 and 27 of 27


def test_marks_of_a_small_scale_have_the_decimals_that_tell_them_apart() -> None:
    sheet = small_sheet()
    bars, _ = charts.pareto_chart(pareto(sheet), decimals=4).data
    assert list(bars.text) == ["15.0000", "5.0000", "4.0000", "3.0000"]
    assert ":.4f}" in bars.hovertemplate
    hovers = charts.heat_map(heat(sheet), decimals=4).data[1].hovertext
    assert sum("失分 15.0000" in hover or "失分 10.0000" in hover for hover in hovers) >= 1
    assert gap_sentences(widest(sheet), decimals=4)[0].count("15.0000") == 1


def test_a_unit_alone_is_compared_with_nobody() -> None:
    figure = charts.against_group(distance(small_sheet(), "U4"), "单位U4", alone=True)
    assert [trace.name for trace in figure.data if trace.name] == ["单位U4"]


def test_waterfall_bars_float_between_levels() -> None:
    figure = charts.waterfall_chart(waterfall(small_sheet(), "U2"))
    bars = next(trace for trace in figure.data if trace.type == "bar")
    assert list(bars.base) == [100, 70]
    assert list(bars.x) == [-30, -12.5]
    assert list(bars.text) == ["−30.00", "−12.50"]


def test_axes_of_a_small_scale_hold_the_figures_and_little_else() -> None:
    """From 1 to 0.8 an axis from -1 to 3 would leave the bars a fifth of it."""
    steps = pd.DataFrame(
        {"kind": ["scale", "section", "score"], "title": ["满分", "学习", "总分"], "points": [1.0, -0.2, 0.8]}
    ).assign(level=[1.0, 0.8, 0.8])
    low, high = charts.waterfall_chart(steps).layout.xaxis.range
    assert 0.7 < low < 0.8
    assert 1 < high < 1.1
    years = pd.DataFrame({"period": ["2024", "2025"], "score": [0.8, 0.9], "median": [0.8, 0.8], "rank": [1.0, 1.0]})
    low, high = charts.history_line(years.assign(ranked=2, grade_title="")).layout.yaxis.range
    assert 0.7 < low < 0.8
    assert 0.9 < high < 1


def test_rows_left_out_of_a_long_ranking_are_marked() -> None:
    frame = ends(ranking(small_sheet()), 2)
    figure = charts.ranking_lollipop(frame, 80, GRADES, chosen="U2", decimals=0)
    assert [text.split()[0] for text in figure.layout.yaxis.ticktext] == ["单位U1", "⋯", "▸"]
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(trace.y) for trace in dots] == [[0], [2]]
    assert [text.split()[0] for text in figure.layout.yaxis2.ticktext] == ["100", "58"]


def test_without_grades_no_word_of_the_ladder_speaks_of_them() -> None:
    figure = charts.ranking_lollipop(ranking(small_sheet(grades=[], adjustments=[])), 80, {})
    assert [trace.name for trace in figure.data if trace.showlegend is not False and trace.name] == ["平均分 80.00"]
    assert "等次" not in figure.to_json()


def test_the_distribution_stacks_grades_within_a_range() -> None:
    figure = every_chart(small_sheet())["scores"]
    bars = {
        trace.name: (list(trace.x), list(trace.y), list(trace.width)) for trace in figure.data if trace.type == "bar"
    }
    assert bars == {"良好": ([97.5], [2], [5]), "合格": ([67.5], [1], [5]), "不合格": ([57.5], [1], [5])}


def test_pieces_of_the_grades_name_grade_and_group() -> None:
    figure = every_chart(small_sheet())["grades"]
    assert [tuple(trace.customdata[0][:2]) for trace in figure.data] == [("good", "a"), ("pass", "a"), ("fail", "a")]


def test_slope_has_a_trace_per_direction_and_breaks_where_a_rank_is_missing() -> None:
    sheets = [
        small_sheet(period={"year": 2023}),
        small_sheet(period={"year": 2024}, units=[("U1", "a"), ("U2", "a")]),
        small_sheet(values=VALUES | {"U1": VALUES["U2"], "U2": VALUES["U1"]}),
    ]
    found = trend(sheets)
    figure = charts.rank_slope(found.changes, found.ranks)
    lines = {trace.name: trace for trace in figure.data if trace.mode == "lines+markers"}
    assert set(lines) == {"上升", "下降", "不变"}
    unchanged = [at for at, point in enumerate(lines["不变"].customdata) if point[0] == "U4"]
    # Level with U1 in 2023 and with U2 in 2025: the one that is named first in the last ranking stands above.
    assert [lines["不变"].y[at] for at in unchanged] == [1, None, 2, None]
    assert lines["不变"].customdata[unchanged[0]][2] == "2023年第1名　2024年无名次　2025年第1名"


def test_section_labels_stand_apart() -> None:
    rows = [(f"S{n}", f"板块{n}", year, 0.8) for n in range(12) for year in ("2024", "2025")]
    figure = charts.section_trend(pd.DataFrame(rows, columns=["section", "title", "period", "rate"]))
    heights = sorted(figure.layout.yaxis2.tickvals)
    assert min(above - below for below, above in pairwise(heights)) > 0
    assert figure.layout.height > 12 * 20


def test_strip_marks_the_chosen_unit() -> None:
    traces = every_chart(small_sheet())["strip"].data
    assert traces[-1].name == "单位U2"
    assert [point[2] for point in traces[-1].customdata] == ["2024年　57.50分", "2025年　57.50分"]


def test_losses_in_points_of_the_total_are_called_so() -> None:
    figure = charts.pareto_chart(pareto(example("jgj59")), in_points=True)
    assert "单位：分（按总分计）" in str(figure.layout.title.to_plotly_json())
    assert figure.data[0].name == "失分（按总分计）"
    hover = charts.heat_map(heat(example("jgj59"))).data[1].hovertext
    assert any("失分（按总分计） 50.00" in one for one in hover)


def test_a_rate_above_full_marks_is_in_view() -> None:
    """T1 has 32.68 of 30 marks in its first section: 108.9%."""
    low, high = charts.against_group(distance(example("township_quarter"), "T4"), "丁街道").layout.xaxis.range
    assert low < 0.725 < 1.09 < high
    assert charts.against_group(distance(small_sheet(), "U1"), "U1").layout.xaxis.range[1] <= 1.04


def test_without_sections_a_score_comes_from_what_units_start_with() -> None:
    title = charts.waterfall_chart(waterfall(example("sprs"), "C1")).layout.title.text
    assert "从起始分到总分" in title
