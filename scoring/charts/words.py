"""The words charts say themselves: titles, legends, units."""

from __future__ import annotations

from scoring.words import Lang, Text, text

_WORDS: dict[str, Text] = {
    "ranking": text("得分与平均分", "Scores against the mean"),
    "points": text("单位：分", "In points"),
    "marks": text("单位：分值", "In marks"),
    "units": text("单位：个", "Number of units"),
    "rates": text("得分率，满分为100%", "Share of marks earned, full marks are 100%"),
    "mean": text("平均分", "Mean"),
    "no_grade": text("未定等次", "No grade"),
    "grades": text("等次分布", "Grades"),
    "sections": text("各板块平均得分率", "Mean rate by section"),
    "mean_rate": text("平均得分率", "Mean rate"),
    "rate": text("得分率", "Rate"),
    "not_applicable": text("不适用", "Not applicable"),
    "heat": text("各单位得分率", "Rates by unit"),
    "pareto": text("失分集中在哪些指标", "Where marks are lost"),
    "lost": text("失分", "Lost"),
    "cumulative": text("累计占比", "Cumulative share"),
    "waterfall": text("从满分到总分", "From full marks to the score"),
    "against": text("与本组比较", "Against the group"),
    "own_sections": text("各板块得分率", "Rate by section"),
    "median": text("本组中位数", "Group median"),
    "best": text("本组最高", "Group best"),
    "history": text("历年总分", "Score by year"),
    "rank": text("名次", "Rank"),
    "score": text("总分", "Score"),
    "slope": text("名次变化", "How ranks changed"),
    "places": text("名次，越高越好", "Ranks, the best on top"),
    "section_lines": text("各板块平均得分率的变化", "How mean section rates changed"),
    "strip": text("各年度得分分布", "Spread of scores by year"),
    "risen": text("上升", "Rose"),
    "fallen": text("下降", "Fell"),
    "same": text("不变", "Unchanged"),
    "each_unit": text("一个圆点为一个单位", "A dot is a unit"),
    "tree": text("分值分布", "Where the marks are"),
    "moves": text("名次由前到后", "Ranks before and after"),
    "ranks": text("名次，左边为第1名", "Rank, the first on the left"),
    "before": text("原名次", "Before"),
    "after_up": text("上升", "Up"),
    "after_down": text("下降", "Down"),
    "shares": text("分值占比与实际影响", "Share of the marks and share of the spread"),
    "of_all": text("占全部的比例", "Share of the whole"),
    "marks_share": text("占分值", "Of the marks"),
    "variance_share": text("占总分差异", "Of the spread of totals"),
}


def word(key: str, lang: Lang) -> str:
    """A word of the charts in a language."""
    return _WORDS[key].get(lang)
