"""What the program counts itself, from the record of a period: `counted_from` of an item reported by `record`."""

from __future__ import annotations

from typing import NamedTuple

from scoring.words import Text, text


class Counted(NamedTuple):
    """One thing that can be counted.

    Attributes:
        facts: the kind of facts that it is. title: what it is. absent: why there may be no figure, as a clause.
    """

    facts: str
    title: Text
    absent: Text


COUNTED: dict[str, Counted] = {
    "reported_on": Counted(
        "date",
        text("本期首次受理填报的日期", "the day of the first accepted report"),
        text("尚无受理的填报，暂不计", "no report has been accepted yet: not counted"),
    ),
    "findings_overdue": Counted(
        "count",
        text("逾期未销号的整改问题数", "findings overdue"),
        text("尚无整改记录，暂不计", "there is no record of rectification yet: not counted"),
    ),
    "findings_closed_in_time": Counted(
        "ratio",
        text("按期销号的整改问题数", "findings closed in time"),
        text("尚无整改记录，暂不计", "there is no record of rectification yet: not counted"),
    ),
    "verified_cuts": Counted(
        "count",
        text("核查后得分减少的项数", "figures whose verified value earns less"),
        text("尚无核查记录，暂不计", "there is no record of verification yet: not counted"),
    ),
}
SCORES = Counted(
    "number",
    text("已公布各期的得分", "published scores"),
    text("尚无已公布的得分，暂不计", "no scores have been published yet: not counted"),
)
SCORE_WORDS: dict[str, Text] = {
    "quarters": text("本期内各季度", "the quarters of the period"),
    "halves": text("本期内各半年", "the half-years of the period"),
    "months": text("本期内各月", "the months of the period"),
    "last_year": text("上一年", "the year before"),
}
SCORE_TAKES: dict[str, Text] = {
    "mean": text("平均分", "mean score"),
    "best": text("最高分", "best score"),
    "last": text("最近一期得分", "latest score"),
}
_SCORES_OF = text("{which}（{system}）{take}", "{take} of {which} ({system})")


def scores_title(which: str, system: str, take: str) -> Text:
    """What a published score that is counted is."""
    return _SCORES_OF.filled(which=SCORE_WORDS[which], system=system, take=SCORE_TAKES[take])
