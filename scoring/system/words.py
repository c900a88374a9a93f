"""A system's settings in words, for the page that shows them and for the difference of two versions.

Tested in tests/system/test_diff.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from scoring.facts import FACT_KINDS
from scoring.facts.series_number import TAKES
from scoring.facts.yes_no import NO, YES
from scoring.numbers import percent, plain
from scoring.rules import AdjustmentRule
from scoring.rules.words import side_of
from scoring.system.facts_given import FactsOf, counted_title
from scoring.system.grade_words import conditions_words, part_titles
from scoring.system.models import IndicatorSystem, Together
from scoring.system.part_words import gate_conditions
from scoring.words import Lang, Text, day_words, joined, listed, quoted, text

# Every key of the file that can differ, with what it is called; those inside another key with a dot.
FIELDS: dict[str, Text] = {
    "id": text("编号", "id"),
    "title": text("名称", "title"),
    "note": text("填报说明", "note"),
    "period": text("考核期", "period"),
    "period.year": text("考核期的年份", "year of the period"),
    "period.half": text("考核期（半年）", "half of the year"),
    "period.quarter": text("考核期（季度）", "quarter"),
    "period.month": text("考核期（月份）", "month"),
    "scale": text("满分", "full score"),
    "rounding.indicator": text("指标得分保留小数", "decimals of an indicator"),
    "rounding.total": text("总分保留小数", "decimals of the total"),
    "rounding.rank_on": text("排名依据", "basis of ranks"),
    "aggregation": text("合成方法", "aggregation"),
    "not_applicable.mode": text("不适用的指标", "treatment of what does not apply"),
    "not_applicable.within": text("不适用分值的折算范围", "where its marks go"),
    "start": text("起始分", "points to start with"),
    "needs": text("至少适用几项", "how many must apply"),
    "weight": text("权重", "weight"),
    "take": text("取值方式", "what is taken"),
    "zero_if": text("计0分的条件", "what makes it earn 0"),
    "ties": text("并列名次", "ties"),
    "tie_break": text("总分相同时依次比较", "order that decides equal totals"),
    "caps.bonus.at_most": text("加分合计上限", "cap of all bonuses"),
    "caps.bonus.only_from": text("加分起点（不低于）", "score from which bonuses count"),
    "caps.bonus.only_above": text("加分起点（高于）", "score above which bonuses count"),
    "caps.deduction.at_most": text("扣分合计上限", "cap of all deductions"),
    "caps.together": text("合并限额", "caps that adjustments share"),
    "total.at_least": text("总分下限", "lowest total"),
    "total.at_most": text("总分上限", "highest total"),
    "overall_rank": text("全体排名", "rank across groups"),
    "coefficient": text("难度系数", "coefficient"),
    "at_least": text("起点分", "threshold"),
    "quota": text("名额比例", "quota"),
    "places": text("名额", "places"),
    "of": text("名额范围", "places are of"),
    "requires": text("条件", "conditions"),
    "marks": text("分值", "marks"),
    "facts": text("填报类型", "kind of facts"),
    "unit": text("计量单位", "measured in"),
    "rule": text("评分标准", "rule"),
    "evidence": text("佐证材料", "evidence"),
    "options": text("选项", "options"),
    "raters": text("评分人数", "raters"),
    "min": text("最小值", "lowest value"),
    "max": text("最大值", "highest value"),
    "over": text("完成数可以大于应完成数", "more may be done than was due"),
    "faults": text("差错种类", "faults"),
    "counted_from": text("记录的内容", "what is counted"),
    "reported_by": text("由谁填报", "reported by"),
    "applies_to": text("适用分组", "applies to"),
    "in": text("追加到", "acts on"),
    "may_not_apply": text("可申报不适用", "may be claimed not applicable"),
}

_VALUES: dict[str, Text] = {
    "published": text("公布的总分", "the published total"),
    "exact": text("未取整的总分", "the total before rounding"),
    "sum": text("各项相加", "sum of marks"),
    "geometric": text("各板块得分率几何平均", "geometric mean of section rates"),
    "lowest": text("取得分率最低的板块", "the lowest section rate"),
    "highest": text("取得分率最高的板块", "the highest section rate"),
    "all": text("各项相加", "all together"),
    "best": text("得分率最高的一项", "the one with the highest rate"),
    "worst": text("得分率最低的一项", "the one with the lowest rate"),
    "rescale": text("不计入满分，按比例折算", "leaves the total, which is rescaled"),
    "full": text("按满分计", "counts as earned in full"),
    "total": text("全部指标", "all other indicators"),
    "section": text("同一板块", "its section"),
    "measure": text("同一措施", "its measure"),
    "min": text("1、2、2、4", "1, 2, 2, 4"),
    "dense": text("1、2、2、3", "1, 2, 2, 3"),
    "unit": text("单位", "the unit"),
    "inspector": text("核查人员", "inspectors"),
    "record": text("系统记录", "the record"),
    "of.group": text("本组", "the group"),
    "of.all": text("全体", "all units"),
    **{f"take.{name}": take.title for name, take in TAKES.items()},
}
_AT_MOST = {
    1: text("{names}合计最多加{most}分", "{names}: together at most {most} added"),
    -1: text("{names}合计最多扣{most}分", "{names}: together at most {most} taken off"),
    0: text(
        "{names}合计最多加{most}分，最多扣{most}分",
        "{names}: together at most {most} added and at most {most} taken off",
    ),
}
_LARGEST = {
    1: text("{names}只计加分最多的一项", "{names}: only the largest bonus counts"),
    -1: text("{names}只计扣分最多的一项", "{names}: only the largest deduction counts"),
    0: text(
        "{names}只计加分最多的一项和扣分最多的一项", "{names}: only the largest bonus and the largest deduction count"
    ),
}
_SEMICOLON = text("；", "; ")
_CHOICES = (
    *("rounding.rank_on", "aggregation", "not_applicable.mode", "not_applicable.within", "ties", "reported_by"),
    *("take", "of"),
)
_FACTS_OF = text("用 {id} 的填报数", "the facts of {id}")
NOT_SET = text("不设", "none")
EVERY_GROUP = text("全部分组", "every group")


def value_words(field: str, value: Any, system: IndicatorSystem, lang: Lang) -> str:
    """The value of a key of FIELDS as a person reads it, but for `marks` and `rule`, which need their indicator."""
    if field == "applies_to" and value is not None:
        return joined([system.groups[g].title.get(lang) for g in value], lang)
    if field == "applies_to":
        return EVERY_GROUP.get(lang)
    if field == "tie_break":
        titles = {s.id: s.title.get(lang) for s in system.sections}
        return joined([titles[s] for s in value], lang) if value else NOT_SET.get(lang)
    if field == "period":
        return str(value.words(lang))
    if field in _FACTS_KEYS and value is not None:
        return _facts_words(field, value, lang)
    if field in _CHOICES and value is not None:
        return (_VALUES.get(f"{field}.{value}") or _VALUES[value]).get(lang)
    if (words := _compound_words(field, value, system, lang)) is not None:
        return words
    if field == "quota" and value is not None:
        return percent(value, None)
    return _plain_words(value, lang)


_FACTS_KEYS = ("facts", "faults", "counted_from")


def _facts_words(field: str, value: Any, lang: Lang) -> str:
    """The value of a key that says what is reported."""
    if field == "faults":
        return joined([fault.title.get(lang) for fault in value.values()], lang)
    if field == "counted_from":
        return counted_title(value).get(lang)
    if isinstance(value, FactsOf):
        return _FACTS_OF.format(lang, id=value.of)
    return FACT_KINDS[value].title.get(lang)


def _compound_words(field: str, value: Any, system: IndicatorSystem, lang: Lang) -> str | None:
    """The words of a value that names parts or adjustments; None for any other, and for nothing."""
    if not value:
        return None
    if field == "in":
        return system.part_titles[value].get(lang)
    if field == "caps.together":
        return _SEMICOLON.get(lang).join(together_words(entry, system, lang) for entry in value)
    if field == "zero_if":
        return gate_conditions(value, part_titles(system), lang)
    if field == "requires":
        return conditions_words(value, system, lang) or NOT_SET.get(lang)
    return None


def together_words(entry: Together, system: IndicatorSystem, lang: Lang) -> str:
    """What adjustments come to at most among them: “表彰”、“刊发”合计最多加3分."""
    together = [a for a in system.adjustments if a.id in entry.of]
    titles = {a.id: quoted(a.title.get(lang), lang) for a in together}
    ranges = [a.rule.most_points() for a in together if isinstance(a.rule, AdjustmentRule)]
    side = side_of((min(low for low, _ in ranges), max(high for _, high in ranges)))
    names = listed([titles[one] for one in entry.of], lang)
    if entry.at_most is None:
        return _LARGEST[side].format(lang, names=names)
    return _AT_MOST[side].format(lang, names=names, most=plain(entry.at_most))


def _plain_words(value: Any, lang: Lang) -> str:
    if value is None or value == () or (isinstance(value, Text) and not value.get(lang)):
        return NOT_SET.get(lang)
    if isinstance(value, Text):
        return value.get(lang)
    if isinstance(value, bool):
        return (YES if value else NO).get(lang)
    if isinstance(value, tuple):
        return joined([str(v) for v in value], lang)
    if isinstance(value, dt.date):
        return day_words(value, lang)
    return plain(value) if isinstance(value, int | float) else str(value)
