"""The project's nouns that several places show (column headers, states ...): code name -> label in each language.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

from scoring.words.languages import Lang
from scoring.words.text import Text, text

# Columns of workbooks, tables and reports: code name -> label.
COLUMNS: dict[str, Text] = {
    "unit": text("单位编码", "Unit code"),
    "name": text("单位名称", "Unit"),
    "group": text("单位分组", "Group"),
    "period": text("考核期", "Period"),
    "indicator": text("编号", "ID"),
    "title": text("考核内容", "Indicator"),
    "rule": text("评分标准", "Scoring rule"),
    "marks": text("分值", "Marks"),
    "item": text("填报项", "Report"),
    "measured_in": text("计量单位", "Measured in"),
    "value": text("填报值", "Value"),
    "due": text("应完成数", "Due"),
    "na": text("不适用", "Not applicable"),
    "na_reason": text("不适用理由", "Reason not applicable"),
    "evidence": text("佐证材料", "Evidence"),
    "note": text("备注", "Note"),
    "field": text("字段", "Field"),
    "long_value": text("值", "Value"),
    "source": text("来源", "Source"),
    "reason": text("理由", "Reason"),
    "section": text("板块", "Section"),
    "measure": text("措施", "Measure"),
    "earned": text("得分", "Earned"),
    "rate": text("得分率", "Rate"),
    "lost": text("失分", "Lost"),
    "state": text("状态", "State"),
    "why": text("得分说明", "Why"),
    "base": text("基础分", "Base"),
    "bonus": text("加分", "Bonus"),
    "deduction": text("扣分", "Deduction"),
    "score": text("总分", "Score"),
    "self_score": text("自评得分", "Self score"),
    "verification_cut": text("核减", "Verification cut"),
    "rank": text("名次", "Rank"),
    "group_rank": text("组内名次", "Rank in group"),
    "grade": text("等次", "Grade"),
    "vetoes": text("一票否决", "Vetoes"),
    "grade_note": text("等次说明", "How the grade came about"),
    "grade_distribution": text("等次分布", "Grades"),
    "median_rate": text("本组中位数", "Group median"),
    "best_rate": text("本组最高", "Group best"),
    "gap_to_mean": text("与平均分差距", "Gap to mean"),
    "gap_to_first": text("与第一名差距", "Gap to first"),
    "rank_change": text("名次变化", "Rank change"),
    "units": text("单位数", "Units"),
    "mean_earned": text("平均得分", "Mean earned"),
    "mean_rate": text("平均得分率", "Mean rate"),
    "lost_total": text("失分合计", "Total lost"),
    "lost_share": text("占全部失分", "Share of all lost"),
    "field_value": text("填报内容", "Reported"),
    "file": text("文件", "File"),
    "sheet": text("工作表", "Sheet"),
    "cell": text("单元格", "Cell"),
    "result": text("结果", "Result"),
    "version": text("版本", "Version"),
    "errors": text("错误", "Errors"),
    "warnings": text("提醒", "Warnings"),
    "severity": text("级别", "Severity"),
    "code": text("代码", "Code"),
    "message": text("问题", "Problem"),
    "hint": text("如何改正", "What to do"),
    "score_before": text("原总分", "Score before"),
    "score_after": text("新总分", "Score after"),
    "score_change": text("总分变动", "Change of score"),
    "rank_before": text("原名次", "Rank before"),
    "rank_after": text("新名次", "Rank after"),
    "grade_before": text("原等次", "Grade before"),
    "grade_after": text("新等次", "Grade after"),
    "setting": text("项目", "Setting"),
    "words": text("内容", "Value"),
    "at_least": text("起点分", "Threshold"),
    "places": text("名额", "Places"),
    "requires": text("条件", "Conditions"),
    "facts": text("填报类型", "Kind of facts"),
    "reported_by": text("由谁填报", "Reported by"),
    "applies_to": text("适用分组", "Applies to"),
    "may_not_apply": text("可申报不适用", "May be claimed not applicable"),
    "level": text("程度", "Level"),
    "check": text("检查", "Check"),
    "where": text("位置", "Where"),
    "what": text("情况", "Finding"),
    "why_matters": text("影响", "Why it matters"),
    "to_do": text("处理建议", "What to do"),
    "marks_share": text("占分值", "Of the marks"),
    "variance_share": text("占总分差异", "Of the spread"),
    "gap": text("相差", "Difference"),
    "kind": text("变动", "Change"),
    "part": text("改动项", "What changed"),
    "sentence": text("说明", "In words"),
    "effect": text("影响计分", "Can change scores"),
    "marks_before": text("原分值", "Marks before"),
    "marks_after": text("新分值", "Marks after"),
    "marks_change": text("分值增减", "Change of marks"),
    "line": text("行", "Line"),
    "column": text("列", "Column"),
    "found": text("写的是", "Found"),
    "expected": text("应为", "Expected"),
    "source_line": text("该行内容", "The line"),
}

STATES: dict[str, Text] = {
    "scored": text("已评分", "scored"),
    "unanswered": text("未填报", "unanswered"),
    "not_applicable": text("不适用", "not applicable"),
    "awaited": text("待评", "awaited"),
}

SOURCES: dict[str, Text] = {"self": text("自评", "self"), "verified": text("核查", "verified")}

RECORD = text("系统记录", "record")  # the source of what the program counts itself

SEVERITIES: dict[str, Text] = {"error": text("错误", "error"), "warning": text("提醒", "warning")}


def label(code: str, lang: Lang = "zh") -> str:
    """The column label of a code name.

    Raises:
        KeyError: `code` is no column of the glossary (a bug of ours, not of a user).
    """
    return COLUMNS[code].get(lang)
