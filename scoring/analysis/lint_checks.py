"""The checks of a system beyond what its file must hold: what each looks for, why it matters, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.words import Text, text

Level = Literal["serious", "look", "note"]
LEVELS: dict[Level, Text] = {
    "serious": text("应改", "should change"),
    "look": text("请复核", "look again"),
    "note": text("供参考", "for information"),
}


@dataclass(frozen=True)
class Check:
    """One check; `results` says whether it needs a period's results."""

    level: Level
    title: Text
    why: Text
    to_do: Text
    results: bool = False


@dataclass(frozen=True)
class Finding:
    """What a check found at one place: an id ('' for the whole system), its title, and what there is to see."""

    code: str
    where: str
    title: Text
    what: Text


CHECKS: dict[str, Check] = {
    "marks_total": Check(
        "look",
        text("分值合计不等于满分", "marks do not add up to the full score"),
        text("总分会按比例折算，指标的分值不再等于它在总分里的分数。", "Totals are rescaled: a mark is no point."),
        text("调整分值，使每个分组的合计等于满分。", "Change marks so that each group's add up to the full score."),
    ),
    "marks_rescaled": Check(
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
    "band_never_met": Check(
        "serious",
        text("档次达不到", "band out of reach"),
        text("没有任何填报能落入这一档，写了等于没写。", "No report can fall into it, so it says nothing."),
        text("改这一档的下限，或删去它。", "Change its threshold, or remove it."),
    ),
    "band_not_lower": Check(
        "look",
        text("低档得分不低于高档", "lower band earns no less"),
        text("做得少反而不少得分，档次失去作用。", "Doing less earns as much or more, so the band has no effect."),
        text("使得分率随档次降低。", "Let rates fall from band to band."),
    ),
    "full_never_met": Check(
        "serious",
        text("满分达不到", "full marks out of reach"),
        text("任何单位都拿不满这项分值，等于暗中减少了满分。", "Nobody can earn it all, which cuts the full score."),
        text("按可能填报的范围修改满分的条件。", "Fit what earns full marks to what can be reported."),
    ),
    "always_same": Check(
        "serious",
        text("怎样填报都得同样的分", "every report earns the same"),
        text("这项指标不区分任何单位。", "The indicator tells no unit from another."),
        text("修改评分标准的数值，或删去这项指标。", "Change the numbers of its rule, or remove it."),
    ),
    "date_outside": Check(
        "serious",
        text("截止日期不在考核期", "deadline outside the period"),
        text("截止日期在考核年度之前或次年以后，按期与逾期判断会失真。", "Everyone, or nobody, would be in time."),
        text("核对年份；写成月-日（如 03-31）可随年度变化。", "Check the year; as MM-DD it moves with the period."),
    ),
    "cap_unreachable": Check(
        "note",
        text("合计上限达不到", "total cap out of reach"),
        text("各单项上限相加仍低于合计上限，合计上限不起作用。", "All lines together stay below it: it does nothing."),
        text("降低合计上限，或提高单项上限。", "Lower the total cap, or raise those of the lines."),
    ),
    "cap_above_total": Check(
        "look",
        text("单项上限高于合计上限", "a line's cap is above the total cap"),
        text("单项的上限永远用不满。", "The line can never count to its own cap."),
        text("使单项上限不高于合计上限。", "Let no line's cap be above the total cap."),
    ),
    "cap_below_event": Check(
        "look",
        text("单项上限低于一次的分数", "cap below a single event"),
        text("发生一次就超过上限，每次的分数从不照写的计。", "One event passes it, so points never count as written."),
        text("提高上限，或降低每次的分数。", "Raise the cap, or lower the points of an event."),
    ),
    "cap_without_lines": Check(
        "note",
        text("有上限而没有相应的加减分项", "a cap without lines"),
        text("没有可计入的项目，上限不起作用。", "There is nothing that it could limit."),
        text("删去上限，或补上加减分项。", "Remove it, or add what it is for."),
    ),
    "bonus_gate": Check(
        "serious",
        text("加分起点达不到", "bonus gate out of reach"),
        text("没有单位的基础分能达到起点，加分从不计入。", "No base score reaches it, so no bonus ever counts."),
        text("降低加分起点。", "Lower it."),
    ),
    "veto_without_effect": Check(
        "look",
        text("一票否决没有作用", "a veto without effect"),
        text("限定的等次和总分不低于本来能得到的最好结果。", "What it limits to is no worse than the best there is."),
        text("降低它限定的等次或总分。", "Lower the grade or score that it limits to."),
    ),
    "grade_unreachable": Check(
        "serious",
        text("等次达不到", "grade out of reach"),
        text("起点分高于可能的最高总分，没有单位能得到。", "Its threshold is above the best possible total."),
        text("降低起点分。", "Lower the threshold."),
    ),
    "grade_gap": Check(
        "look",
        text("低分没有等次", "low scores without a grade"),
        text("低于最后一个等次起点的单位没有等次。", "Units below the last threshold get no grade."),
        text("给最后一个等次写 at_least: 0。", "Give the last grade at_least: 0."),
    ),
    "quota_zero": Check(
        "serious",
        text("名额比例为0", "quota 0"),
        text("没有单位能得到这个等次。", "No unit can hold the grade."),
        text("提高比例，或删去这个等次。", "Raise it, or remove the grade."),
    ),
    "quota_no_place": Check(
        "look",
        text("名额不足一个", "quota below one unit"),
        text(
            "名额向下取整，这个分组没有单位能得到这个等次。",
            "Places are rounded down: nobody of the group can hold it.",
        ),
        text("提高比例，或把小组并入其他分组。", "Raise the quota, or join the group with another."),
        results=True,
    ),
    "everyone_full": Check(
        "look",
        text("全员满分", "everyone earns full marks"),
        text("这项分值人人都有，不影响名次。", "Everyone has these marks, so they move no rank."),
        text("提高要求，或把分值移给有差别的指标。", "Ask for more, or move its marks to what tells units apart."),
        results=True,
    ),
    "everyone_zero": Check(
        "serious",
        text("全员零分", "everyone earns nothing"),
        text("要求可能过高或填报有误，分值落空。", "The demand may be too high or reports wrong."),
        text("核对填报和评分标准，必要时降低要求。", "Check reports and rule; ask for less if need be."),
        results=True,
    ),
    "everyone_same": Check(
        "note",
        text("全员同分", "everyone earns the same"),
        text("这项指标没有区分单位。", "The indicator told no unit from another."),
        text("看看评分标准是否太粗。", "See whether its rule is too coarse."),
        results=True,
    ),
    "everyone_not_applicable": Check(
        "look",
        text("全员不适用", "applies to nobody"),
        text("没有单位考核到这一项，分值都转给了别的指标。", "No unit is assessed on it; others carry its marks."),
        text("删去这项指标，或修改适用条件。", "Remove it, or change to whom it applies."),
        results=True,
    ),
    "everyone_unanswered": Check(
        "serious",
        text("全员未填报", "answered by nobody"),
        text("人人在这里失分，多半是填报没有收上来。", "Everyone loses here; most likely nothing came in."),
        text("催报或请核查人员登记；确实不考核就删去。", "Ask for it or have inspectors enter it; else remove it."),
        results=True,
    ),
    "say_the_same": Check(
        "look",
        text("两项指标说的是一回事", "two indicators say the same"),
        text("名次几乎一致，等于同一件事计了两次分。", "They rank units alike, so one thing counts twice."),
        text("合并两项，或减少其中一项的分值。", "Join them, or lower the marks of one."),
        results=True,
    ),
    "say_the_opposite": Check(
        "note",
        text("两项指标相互抵消", "two indicators say the opposite"),
        text("一项得分高的单位另一项就低，两项的差别相互抵消。", "Who does well on one does badly on the other."),
        text("确认两项要求没有矛盾。", "Make sure that they do not ask for contrary things."),
        results=True,
    ),
    "section_weight": Check(
        "look",
        text("板块的实际影响与分值不符", "a section decides other than its marks say"),
        text("名次由得分的差别决定：差别大的板块起的作用超过它的分值。", "Ranks follow spread, not marks on paper."),
        text(
            "影响过小的，看要求是否太松；过大的，看是否个别指标拉开差距。",
            "See which indicators spread too much or too little.",
        ),
        results=True,
    ),
    "indicator_weight": Check(
        "note",
        text("指标的实际影响与分值不符", "an indicator decides other than its marks say"),
        text("少数指标左右名次，其余分值作用很小。", "A few indicators move ranks, the other marks little."),
        text("核对这项填报是否可信、评分是否过陡。", "See whether reports can be trusted and the rule is too steep."),
        results=True,
    ),
    "against_total": Check(
        "look",
        text("指标与总分反向", "an indicator goes against the total"),
        text("总分高的单位在这里得分反而低。", "Units with a high total score low here."),
        text("核对评分方向是否写反，例如越少越好的指标。", "See whether its direction is right (fewer is better?)."),
        results=True,
    ),
}
