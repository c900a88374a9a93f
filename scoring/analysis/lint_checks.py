"""The checks of a system beyond what its file must hold: those of the whole, and those that its rules bring along.

Tested in tests/analysis/test_lint.py.
"""

from __future__ import annotations

from scoring.problems.lint_check import LintCheck
from scoring.rules import RULES
from scoring.words import text

_OF_INDICATORS = {
    "marks_total": LintCheck(
        "look",
        text("分值合计不等于满分", "marks do not add up to the full score"),
        text("总分会按比例折算，指标的分值不再等于它在总分里的分数。", "Totals are rescaled: a mark is no point."),
        text("调整分值，使每个分组的合计等于满分。", "Change marks so that each group's add up to the full score."),
    ),
    "marks_rescaled": LintCheck(
        "note",
        text("适用分值的合计不等于满分", "applicable marks do not add up to the full score"),
        text(
            "不考核的指标使合计不足满分，这个分组的每一分按比例放大。",
            "Each mark of the group counts for more than a point.",
        ),
        text(
            "如果是有意的，不必改；否则给这个分组补上分值。", "Fine if meant; otherwise give the group marks elsewhere."
        ),
    ),
    "full_never_met": LintCheck(
        "serious",
        text("满分达不到", "full marks out of reach"),
        text("任何单位都拿不满这项分值，等于暗中减少了满分。", "Nobody can earn it all, which cuts the full score."),
        text("按可能填报的范围修改满分的条件。", "Fit what earns full marks to what can be reported."),
    ),
    "always_same": LintCheck(
        "serious",
        text("怎样填报都得同样的分", "every report earns the same"),
        text("这项指标不区分任何单位。", "The indicator tells no unit from another."),
        text("修改评分标准的数值，或删去这项指标。", "Change the numbers of its rule, or remove it."),
    ),
}
_OF_PARTS = {
    "gate_always_closes": LintCheck(
        "serious",
        text("总是计0分", "always earns 0"),
        text(
            "界限高于可得的分值，无论怎样填报都计0分。",
            "The limit is above what can be earned, so it closes for everybody.",
        ),
        text("降低界限。", "Lower the limit."),
    ),
    "take_of_one": LintCheck(
        "note",
        text("只有一项可取", "only one to take"),
        text("其中只有一项，取最好或最差没有区别。", "There is a single one in it: best and worst are the same."),
        text("删去 take，或补上其他各项。", "Remove take, or add the others."),
    ),
}
_OF_TOTALS = {
    "cap_unreachable": LintCheck(
        "note",
        text("合计上限达不到", "total cap out of reach"),
        text("各单项上限相加仍低于合计上限，合计上限不起作用。", "All lines together stay below it: it does nothing."),
        text("降低合计上限，或提高单项上限。", "Lower the total cap, or raise those of the lines."),
    ),
    "cap_without_lines": LintCheck(
        "note",
        text("有上限而没有相应的加减分项", "a cap without lines"),
        text("没有可计入的项目，上限不起作用。", "There is nothing that it could limit."),
        text("删去上限，或补上加减分项。", "Remove it, or add what it is for."),
    ),
    "bonus_gate": LintCheck(
        "serious",
        text("加分起点达不到", "bonus gate out of reach"),
        text("没有单位的基础分能达到起点，加分从不计入。", "No base score reaches it, so no bonus ever counts."),
        text("降低加分起点。", "Lower it."),
    ),
    "grade_unreachable": LintCheck(
        "serious",
        text("等次达不到", "grade out of reach"),
        text("起点分高于可能的最高总分，没有单位能得到。", "Its threshold is above the best possible total."),
        text("降低起点分。", "Lower the threshold."),
    ),
    "grade_gap": LintCheck(
        "look",
        text("低分没有等次", "low scores without a grade"),
        text("低于最后一个等次起点的单位没有等次。", "Units below the last threshold get no grade."),
        text("给最后一个等次写 at_least: 0。", "Give the last grade at_least: 0."),
    ),
    "quota_zero": LintCheck(
        "serious",
        text("名额比例为0", "quota 0"),
        text("没有单位能得到这个等次。", "No unit can hold the grade."),
        text("提高比例，或删去这个等次。", "Raise it, or remove the grade."),
    ),
}
_OF_RESULTS = {
    "quota_no_place": LintCheck(
        "look",
        text("名额不足一个", "quota below one unit"),
        text(
            "名额向下取整，这个分组没有单位能得到这个等次。",
            "Places are rounded down: nobody of the group can hold it.",
        ),
        text("提高比例，或把小组并入其他分组。", "Raise the quota, or join the group with another."),
        results=True,
    ),
    "everyone_full": LintCheck(
        "look",
        text("全员满分", "everyone earns full marks"),
        text("这项分值人人都有，不影响名次。", "Everyone has these marks, so they move no rank."),
        text("提高要求，或把分值移给有差别的指标。", "Ask for more, or move its marks to what tells units apart."),
        results=True,
    ),
    "everyone_zero": LintCheck(
        "serious",
        text("全员零分", "everyone earns nothing"),
        text("要求可能过高或填报有误，分值落空。", "The demand may be too high or reports wrong."),
        text("核对填报和评分标准，必要时降低要求。", "Check reports and rule; ask for less if need be."),
        results=True,
    ),
    "everyone_same": LintCheck(
        "note",
        text("全员同分", "everyone earns the same"),
        text("这项指标没有区分单位。", "The indicator told no unit from another."),
        text("建议检查评分标准是否过粗。", "See whether its rule is too coarse."),
        results=True,
    ),
    "everyone_not_applicable": LintCheck(
        "look",
        text("全员不适用", "applies to nobody"),
        text("没有单位考核到这一项，分值都转给了别的指标。", "No unit is assessed on it; others carry its marks."),
        text("删去这项指标，或修改适用条件。", "Remove it, or change to whom it applies."),
        results=True,
    ),
    "everyone_unanswered": LintCheck(
        "serious",
        text("全员未填报", "answered by nobody"),
        text("人人在这里失分，多半是填报没有收上来。", "Everyone loses here; most likely nothing came in."),
        text("催报或请核查人员登记；确实不考核就删去。", "Ask for it or have inspectors enter it; else remove it."),
        results=True,
    ),
    "say_the_same": LintCheck(
        "look",
        text("两项指标说的是一回事", "two indicators say the same"),
        text("名次几乎一致，等于同一件事计了两次分。", "They rank units alike, so one thing counts twice."),
        text("合并两项，或减少其中一项的分值。", "Join them, or lower the marks of one."),
        results=True,
    ),
    "say_the_opposite": LintCheck(
        "note",
        text("两项指标相互抵消", "two indicators say the opposite"),
        text("一项得分高的单位另一项就低，两项的差别相互抵消。", "Who does well on one does badly on the other."),
        text("确认两项要求没有矛盾。", "Make sure that they do not ask for contrary things."),
        results=True,
    ),
    "section_weight": LintCheck(
        "look",
        text("板块的实际影响与分值不符", "a section decides other than its marks say"),
        text("名次由得分的差别决定：差别大的板块起的作用超过它的分值。", "Ranks follow spread, not marks on paper."),
        text(
            "影响过小的，看要求是否太松；过大的，看是否个别指标拉开差距。",
            "See which indicators spread too much or too little.",
        ),
        results=True,
    ),
    "indicator_weight": LintCheck(
        "note",
        text("指标的实际影响与分值不符", "an indicator decides other than its marks say"),
        text("少数指标左右名次，其余分值作用很小。", "A few indicators move ranks, the other marks little."),
        text("核对这项填报是否可信、评分是否过陡。", "See whether reports can be trusted and the rule is too steep."),
        results=True,
    ),
    "against_total": LintCheck(
        "look",
        text("指标与总分反向", "an indicator goes against the total"),
        text("总分高的单位在这里得分反而低。", "Units with a high total score low here."),
        text("核对评分方向是否写反，例如越少越好的指标。", "See whether its direction is right (fewer is better?)."),
        results=True,
    ),
}

_OF_RULES = {code: check for rule in RULES.values() for code, check in rule.lint_checks.items()}
CHECKS: dict[str, LintCheck] = {**_OF_INDICATORS, **_OF_RULES, **_OF_PARTS, **_OF_TOTALS, **_OF_RESULTS}
