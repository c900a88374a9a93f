"""One function a chart: a small table -> a Plotly figure. No data crunching here.

Figures are transparent and leave text, axes and grid to the theme they are shown in, so they fit a
light and a dark page. Names come from files and people: Plotly reads tags in text, so each name is
escaped on its way in. Points carry the unit's code (or the indicator's id) as `customdata`.

Tested in tests/charts/test_charts.py.
"""

from scoring.charts.gaps import heat_map, lost_label, pareto_chart
from scoring.charts.palette import grade_colours
from scoring.charts.period import grade_distribution, ranking_lollipop, score_distribution, section_rates
from scoring.charts.style import cut, display_width, wrapped
from scoring.charts.system import marks_tree, rank_moves, weight_shares
from scoring.charts.trend import rank_slope, score_strip, section_trend
from scoring.charts.unit import against_group, history_line, waterfall_chart

__all__ = [
    "against_group",
    "cut",
    "display_width",
    "grade_colours",
    "grade_distribution",
    "heat_map",
    "history_line",
    "lost_label",
    "marks_tree",
    "pareto_chart",
    "rank_moves",
    "rank_slope",
    "ranking_lollipop",
    "score_distribution",
    "score_strip",
    "section_rates",
    "section_trend",
    "waterfall_chart",
    "weight_shares",
    "wrapped",
]
