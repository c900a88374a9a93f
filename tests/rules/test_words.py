"""What the rules say of themselves and of results: sentences an office would write, in both languages, at the edges too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from scoring.facts import FACT_KINDS, FactKind
from scoring.period import Period
from scoring.rules import RULES, Columns, Rule, Subject
from scoring.rules.words import deducted_words
from scoring.words import LANGS, Text, text

TIMES = text("次", "sessions")
NO_UNIT = text("", "")
GRADES = {"pass": text("合格", "Pass"), "fail": text("不合格", "Fail")}
OPTIONS = ("优", "差")
ALL_OF_BEYOND = {"per": 0.1, "marks": 3.0, "at_most": 9.0, "whole_steps": "full"}

# Every kind over a spread of parameters: none, negative, one, many, equal neighbours, large.
SPREAD: dict[str, list[dict[str, Any]]] = {
    "bands": [
        {"bands": [{"at_least": 0.9, "rate": 1.0}, {"at_least": 0.8, "rate": 0.8}]},
        {
            "bands": [{"above": 0.9, "marks": 2.0}, {"at_least": 0.0, "marks": 1.0}],
            "beyond": {"marks": 0.5, "at_most": 2.0},
        },
        {"bands": [{"below": 1.0, "rate": 1.0}, {"at_most": 2.0, "rate": 0.5}], "beyond": ALL_OF_BEYOND},
    ],
    "best_in_group": [{}, {"scope": "all"}],
    "band_points": [
        {"bands": [{"at_least": 0.9, "points": 2.0}, {"at_least": 0.5, "points": 0.0}]},
        {"bands": [{"at_least": 3.0, "points": 1.0}, {"at_least": 0.0, "points": -1.0}]},
        {"bands": [{"at_least": 1.0, "points": -1.5}]},
    ],
    "by_rank": [{"rates": [1.0]}, {"rates": [1.0, 1.0, 0.9], "rest": 0.5, "best": "low", "scope": "all"}]
    + [{"step": step, "rest": rest} for step, rest in ((0.02, 0.0), (0.1, 0.5))],
    "deadline": [{"by": "2025-03-31", "deduct_per_day": 0.1}]
    + [{"by": "2025-03-31", "late": late} for late in (0.0, 0.5)],
    "deduct": [{"each": 0.5}, {"each": 1.0, "free": 1.0}, {"each": 1.0, "free": 3.0}],
    "every_period": [{}, {"deduct": 0.2}, {"at_least": 3.0, "deduct": 0.2}],
    "excess": [
        {"at_most": 0.0, "deduct": 0.5},
        {"at_most": 0.95, "deduct": 1.0, "per": 0.05, "whole_steps": True},
        {"at_most": 4.0, "deduct": 1.0, "per": 2.0, "whole_steps": "full"},
    ],
    "given": [{}],
    "goalposts": [
        {"worst": 20.0, "best": 85.0},
        {"worst": 0.5, "best": 0.9, "beyond": ALL_OF_BEYOND},
        {"worst": 2.0, "best": 1.0, "beyond": ALL_OF_BEYOND},
        {"worst": 85.0, "best": 20.0, "log": True},
        {"worst": -9.0, "best": -1.0},
    ],
    "improvement": [
        {"zero_at": zero, "full_at": full} for zero, full in ((-0.1, 0.1), (0.0, 0.1), (-1.0, 0.0), (-0.2, -0.1))
    ]
    + [
        {"zero_at": 0.0, "full_at": 0.1, "beyond": ALL_OF_BEYOND},
        {"benchmark": 10.0},
        {"benchmark": 9.0, "better": "low"},
    ],
    "level_points": [{"points": {"优": 2.0, "差": points}} for points in (0.0, -1.0)],
    "levels": [{"levels": {"优": 1.0, "差": 0.0}}, {"marks": {"优": 2.0, "差": 0.0}}],
    "lift": [{"grade_at_least": "pass"}],
    "nearest": [{"target": 25.0, "zero_beyond": 5.0}, {"target": -1.0, "zero_beyond": 0.5}],
    "pass": [{}],
    "per_event": [{"points": 0.5, "cap": 2.0}, {"points": -1.0, "cap": 3.0}, {"points": 1.0}, {"points": -1.0}]
    + [
        {"points": 0.5, "from": 1.0, "per": per, "whole_steps": whole}
        for per in (1.0, 2.0)
        for whole in (False, True, "full")
    ]
    + [{"points": -0.5, "from": 100.0, "per": -1.0, "cap": 2.0}, {"points": -0.1, "per": 5.0}],
    "points": [
        {"points": [{"at": 0.0, "rate": 0.0}, {"at": 1.0, "rate": 1.0}]},
        {
            "points": [{"at": -0.05, "rate": 1.0}, {"at": 0.5, "rate": 0.6}, {"at": 1.0, "rate": 0.0}],
            "beyond": ALL_OF_BEYOND,
        },
        {"points": [{"at": 1.0, "marks": 1.0}, {"at": 2.0, "marks": 2.0}], "below": 0.0, "above": 0.5},
        {"points": [{"at": 0.8, "marks": 2.0}], "below": 0.0},
    ],
    "rating": [{}, {"drop": 1}, {"drop": 2}, {"out_of": 10.0, "at_least_given": 3}],
    "share": [
        {},
        *({"full_at": 0.9, **zero} for zero in ({}, {"zero_at": 0.6}, {"zero_at": -0.1})),
        *({"full_at": full, "zero_at": 0.3} for full in (0.1, 0.0)),
        {"beyond": ALL_OF_BEYOND},
    ],
    "shortfall": [
        {"at_least": 4.0, "deduct": 0.5},
        {"at_least": 0.95, "deduct": 1.0, "per": 0.05, "whole_steps": True},
        {"at_least": -0.05, "deduct": 1.0, "per": 0.01, "whole_steps": "full"},
    ],
    "target": [{"target": 1.0}, {"target": 4.0}, {"target": 1.0, "beyond": ALL_OF_BEYOND}],
    "veto": [{"grade_at_most": "fail"}, {"grade_at_most": "pass", "score_at_most": 59.99, "unranked": True}]
    + [{"grade_down": down} for down in (1, 2)]
    + [{"grade_down": 1, "grade_at_most": "fail", "no_score": no_score} for no_score in (True, False)],
}


def rules() -> Iterator[tuple[Any, str, Text]]:
    """Every rule of the spread with every kind of facts that it takes, with and without a unit of measurement."""
    for kind, spread in SPREAD.items():
        for given in spread:
            rule = RULES[kind].model_validate({"kind": kind, **given})
            kinds = [facts for facts in rule.takes if facts in REPORTED and _can_be(rule, FACT_KINDS[facts])]
            yield from ((rule, facts, unit) for facts in kinds for unit in (NO_UNIT, TIMES))


def _can_be(rule: Rule, facts: FactKind) -> bool:
    """Whether figures of a kind can be where a rule's limits are."""
    return facts.can_be_negative or rule.kind == "share" or min(rule.thresholds(), default=0.0) >= 0


def described(kind: str, facts: str, unit: Text = NO_UNIT, **given: Any) -> tuple[str, ...]:
    rule = RULES[kind].model_validate({"kind": kind, **given})
    about = Subject(FACT_KINDS[facts], unit, GRADES)
    return tuple(rule.describe(about, lang) for lang in ("zh", "en"))


def explained(
    kind: str, facts: str, reported: dict[str, float], unit: Text = NO_UNIT, worth: float = 2.0, **given: Any
) -> tuple[str, ...]:
    """What is said of one unit."""
    rule = RULES[kind].model_validate({"kind": kind, **given})
    fields = {name: np.array([value], dtype=float) for name, value in reported.items()}
    one = np.ones(1, dtype=bool)
    x = Columns(FACT_KINDS[facts], fields, np.array([worth]), one, np.zeros(1, dtype=np.int64), unit, OPTIONS)
    return tuple(rule.explain(x, 0, lang) for lang in ("zh", "en"))


def test_the_spread_has_every_kind() -> None:
    assert SPREAD.keys() == RULES.keys()


# --- what no sentence may hold -----------------------------------------------------------------------

ILL_SAID = {
    "half-width punctuation in Chinese": re.compile(r"[一-鿿“”][,;:()]|[,;:()][一-鿿“”]"),
    "punctuation twice": re.compile(r"[，；、。,;]\s*[，；、。,;]|[，；、,;]$"),
    "a sentence that ends where its frame goes on": re.compile(r"[。.]$"),
    "a negative percentage": re.compile(r"[-−]\d[\d.]*%"),
    "one as many": re.compile(r"(?<![-−\d.])1 (?:sessions|days|scores|months|quarters|times|points)\b"),
    "each 1": re.compile(r"\b(?:each|every) 1\b"),
    "a longer fraction than anybody reads": re.compile(r"\.\d{5}"),
    "spaces twice, or at an end": re.compile(r"  |^ | $"),
    "a brace": re.compile(r"[{}]"),
}


@pytest.mark.parametrize("fault", ILL_SAID)
def test_no_rule_is_described_ill(fault: str) -> None:
    said = {
        rule.describe(Subject(FACT_KINDS[facts], unit, GRADES), lang) for rule, facts, unit in rules() for lang in LANGS
    }
    assert [sentence for sentence in said if ILL_SAID[fault].search(sentence)] == []


REPORTED: dict[str, list[dict[str, float]]] = {
    "yes_no": [{"value": 0}, {"value": 1}],
    "count": [{"value": v} for v in (0, 1, 2, 1000)],
    "number": [{"value": v} for v in (-3.5, 0, 1, 0.67, 1000)],
    "ratio": [{"done": 0, "due": 3}, {"done": 1, "due": 3}, {"done": 3, "due": 3}, {"done": 0, "due": 0}],
    "monthly": [{f"m{n:02d}": v for n in range(1, 13)} for v in (0, 2, 5)]
    + [{f"m{n:02d}": n - 1 for n in range(1, 13)}],
    "quarterly": [{f"q{n}": v for n in range(1, 5)} for v in (0, 2, 5)] + [{f"q{n}": n - 1 for n in range(1, 5)}],
    "growth": [{"now": n, "before": b} for n, b in ((9, 10), (10, 10), (11, 10), (0, 10), (3, 0), (0, 0), (1, 3))],
    "date": [{"value": 739341.0 + d} for d in (-1, 0, 1, 2, 400)],  # 739341 is 31 Mar 2025
    "choice": [{"value": 0}, {"value": 1}],
    "rating": [{"r1": 90, "r2": 85, "r3": 80, "r4": 70, "r5": 95}],
}


@pytest.fixture(scope="module")
def explanations() -> set[str]:
    said: set[str] = set()
    for rule, facts, unit in rules():
        for reported in REPORTED[facts]:
            given = rule.model_dump(exclude={"kind"}, exclude_unset=True, by_alias=True, mode="json")
            said |= set(explained(rule.kind, facts, reported, unit, **given))
    return said


@pytest.mark.parametrize("fault", ILL_SAID)
def test_no_result_is_explained_ill(fault: str, explanations: set[str]) -> None:
    assert [sentence for sentence in explanations if ILL_SAID[fault].search(sentence)] == []


# --- how kinds are said, by hand ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zero", "full", "zh", "en"),
    [
        (0.05, 0.1, "比上年增长10%及以上得满分，增幅不超过5%（含下降）不得分", "Full marks for growth of 10% or more, none for growth of 5% or less (or a fall)"),
        (0.0, 0.1, "比上年增长10%及以上得满分，没有增长不得分", "Full marks for growth of 10% or more, none without growth"),
        (-0.1, 0.1, "比上年增长10%及以上得满分，下降10%及以上不得分", "Full marks for growth of 10% or more, none for a fall of 10% or more"),
        (-0.1, 0.0, "不低于上年得满分，下降10%及以上不得分", "Full marks for no less than last year, none for a fall of 10% or more"),
        (-1.0, -0.05, "比上年降幅不超过5%得满分，降为0不得分", "Full marks for a fall of 5% at most, none for nothing this year"),
    ],
)  # fmt: skip
def test_growth_below_zero_is_a_fall(zero: float, full: float, zh: str, en: str) -> None:
    said = described("improvement", "growth", zero_at=zero, full_at=full)
    assert said == (f"{zh}，其间按比例得分", f"{en}, in proportion between")


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        (18, 20, "上年20次，今年18次，下降10%", "20 sessions last year, 18 sessions this year: down 10%"),
        (20, 20, "上年20次，今年20次，与上年持平", "20 sessions last year, 20 sessions this year: no change"),
        (22, 20, "上年20次，今年22次，增长10%", "20 sessions last year, 22 sessions this year: up 10%"),
        (100001, 100000, "上年100000次，今年100001次，与上年基本持平", "100000 sessions last year, 100001 sessions this year: hardly any change"),
        (3, 0, "上年为0，今年3次，得满分", "Nothing last year, 3 sessions this year: full marks"),
    ],
)  # fmt: skip
def test_a_change_has_its_direction_in_words(now: float, before: float, zh: str, en: str) -> None:
    assert explained("improvement", "growth", {"now": now, "before": before}, TIMES, zero_at=-0.1, full_at=0.1) == (
        zh,
        en,
    )


def test_steps_of_a_share_are_percentage_points() -> None:
    assert described("shortfall", "ratio", at_least=0.95, deduct=1.0, per=0.01) == (
        "达到95%得满分，每少1个百分点扣1分，扣完为止",
        "Full marks from 95%; 1 off for each percentage point short, not below 0",
    )
    assert described("shortfall", "count", TIMES, at_least=4.0, deduct=0.5) == (
        "达到4次得满分，每少1次扣0.5分，扣完为止",
        "Full marks from 4 sessions; 0.5 off for each one short, not below 0",
    )


def test_what_has_no_unit_of_measurement_happens_so_many_times() -> None:
    assert described("every_period", "monthly", at_least=2.0, deduct=0.5)[0].startswith("每月不少于2次，")
    assert explained("per_event", "count", {"value": 2}, points=-1.0) == ("2次，扣2分", "2 times: minus 2")


def test_a_distance_of_percentages_is_in_percentage_points() -> None:
    per_cent = text("%", "%")
    assert described("nearest", "number", per_cent, target=95.0, zero_beyond=20.0)[0] == (
        "等于95%得满分，偏离越大得分越低，偏离20个百分点及以上不得分"
    )
    assert "相差5个百分点" in explained("nearest", "number", {"value": 90}, per_cent, target=95.0, zero_beyond=20.0)[0]


def test_a_begun_step_is_named_by_its_size() -> None:
    assert described("shortfall", "count", TIMES, at_least=100.0, deduct=1.0, per=10.0, whole_steps=True) == (
        "达到100次得满分，每少10次扣1分，不足10次按10次计，扣完为止",
        "Full marks from 100 sessions; 1 off for each 10 sessions short or part of it, not below 0",
    )


def test_a_share_that_never_earns_nothing_does_not_say_so() -> None:
    """(0 + 0.1) / (0.9 + 0.1) = 10% with nothing done; from 0 on there is no line below which nothing is earned."""
    assert "完成率为0的按10%计分" in described("share", "ratio", full_at=0.9, zero_at=-0.1)[0]
    assert described("share", "ratio", full_at=0.9)[0] == "完成率达到90%得满分，未达到的按比例得分"


def test_places_of_the_same_rate_are_told_together() -> None:
    assert described("by_rank", "count", rates=[1.0, 1.0, 1.0, 0.8], rest=0.6) == (
        "在本组中从高到低排名，第1至3名得满分，第4名按80%计分，其余按60%计分",
        "Ranked within the group, highest first: places 1 to 3 earn full marks, place 4 earns 80% of the marks, "
        "the rest earn 60% of the marks",
    )


def test_missed_periods_are_named_and_counted() -> None:
    done = {f"m{n:02d}": float(n not in (3, 7)) for n in range(1, 13)}
    assert explained("every_period", "monthly", done, deduct=0.2) == (
        "3月、7月未开展，每月扣0.2分，扣0.4分",
        "Nothing done in Mar and Jul: 0.2 each, 0.4 off",
    )
    few = {f"q{n}": 2.0 for n in range(1, 5)}
    assert explained("every_period", "quarterly", few, TIMES, at_least=3.0, deduct=0.5) == (
        "每季度均不足3次，每季度扣0.5分，扣2分",
        "Fewer than 3 sessions in every quarter: 0.5 each, 2 off",
    )


def test_points_beyond_the_cap_say_that_they_are_capped() -> None:
    assert explained("per_event", "count", {"value": 8}, TIMES, points=0.5, cap=2.0)[0] == "8次，达到上限，加2分"
    assert explained("per_event", "count", {"value": 4}, TIMES, points=0.5, cap=2.0)[0] == "4次，加2分"


def test_marks_taken_away_are_told_with_four_decimals_at_most() -> None:
    assert [deducted_words(marks) for marks in (2 / 12, 0.4, 2)] == ["0.1667", "0.4", "2"]


# --- points outside the marks -----------------------------------------------------------------------

TEN_THOUSAND = text("万元", "thousand")


@pytest.mark.parametrize(
    ("invested", "zh"),
    [
        (1800, "1800万元，未超过2000万元，不加分"),
        (2900, "2900万元，超过2000万元的部分每满1000万元加0.1分，不加分"),
        (3500, "3500万元，超过2000万元的部分每满1000万元加0.1分，加0.1分"),
        (90000, "90000万元，超过2000万元的部分每满1000万元加0.1分，达到上限，加2分"),
    ],
)
def test_only_what_is_beyond_a_figure_counts(invested: float, zh: str) -> None:
    given = {"points": 0.1, "from": 2000.0, "per": 1000.0, "whole_steps": "full", "cap": 2.0}
    assert explained("per_event", "number", {"value": invested}, TEN_THOUSAND, **given)[0] == zh
    assert described("per_event", "number", TEN_THOUSAND, **given) == (
        "超过2000万元的部分每满1000万元加0.1分，最多加2分",
        "Plus 0.1 for each full 1000 thousand above 2000 thousand, at most 2 in all",
    )


def test_what_is_below_a_figure_can_count() -> None:
    given, per_cent = {"points": -0.1, "from": 90.0, "per": -1.0}, text("%", "%")
    assert described("per_event", "number", per_cent, **given) == (
        "低于90%的部分每1个百分点扣0.1分，不足的按比例计",
        "Minus 0.1 for each percentage point below 90%, in proportion",
    )
    assert explained("per_event", "number", {"value": 95}, per_cent, **given)[0] == "95%，未低于90%，不扣分"


def test_an_option_without_points_says_what_could_have_been() -> None:
    assert described("level_points", "choice", points={"优": 2.0, "差": 0.0})[0] == "“优”加2分；“差”不加分"
    assert described("level_points", "choice", points={"优": 2.0, "差": -1.0})[0] == "“优”加2分；“差”扣1分"


def test_bands_of_points() -> None:
    bands = [{"at_least": 5.0, "points": 3.0}, {"at_least": 3.0, "points": 1.5}]
    assert described("band_points", "count", TIMES, bands=bands) == (
        "5次及以上加3分，3次及以上加1.5分，以下不加分",
        "Plus 3 from 5 sessions, plus 1.5 from 3 sessions, no points below",
    )
    assert explained("band_points", "count", {"value": 4}, TIMES, bands=bands)[0] == "4次，达到3次，加1.5分"
    assert explained("band_points", "count", {"value": 2}, TIMES, bands=bands)[0] == "2次，未达到3次，不加分"
    assert described("band_points", "count", bands=bands)[0] == "5次及以上加3分，3次及以上加1.5分，以下不加分"


def test_what_lifts_and_lowers_a_grade() -> None:
    assert described("lift", "yes_no", grade_at_least="pass")[0] == "一经发生，等次不低于“合格”"
    assert described("veto", "yes_no", grade_down=1, grade_at_most="pass") == (
        "一经发生，等次降一等，等次不高于“合格”",
        "Once it happens: one grade down, grade no higher than 'Pass'",
    )
    assert explained("veto", "yes_no", {"value": 1}, grade_down=2) == (
        "已发生，等次降2等",
        "It happened: 2 grades down",
    )
    assert explained("veto", "yes_no", {"value": 1}, grade_at_most="pass") == (
        "已发生，等次受限",
        "It happened: the grade is limited",
    )
    assert explained("veto", "yes_no", {"value": 1}, grade_at_most="pass", score_at_most=59)[0] == "已发生，一票否决"
    assert described("veto", "yes_no", no_score=True)[0] == "一经发生，不计总分，不参加排名"


# --- against a benchmark, by places, by a panel -------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "better", "zh"),
    [
        (75, 60, "high", "上年60次，今年75次，与90次的差距缩小了50%"),
        (60, 70, "high", "上年70次，今年60次，与90次的差距没有缩小"),
        (91, 60, "high", "上年60次，今年91次，与90次的差距已全部补上"),
        (90, 95, "high", "上年95次，今年90次，仍达到90次"),
        (80, 95, "high", "上年95次，今年80次，已不到90次"),
        (95, 80, "low", "上年80次，今年95次，已超过90次"),
    ],
)
def test_the_gap_to_a_benchmark(now: float, before: float, better: str, zh: str) -> None:
    reported = {"now": now, "before": before}
    assert explained("improvement", "growth", reported, TIMES, benchmark=90.0, better=better)[0] == zh


def test_places_that_earn_less_by_the_step() -> None:
    assert described("by_rank", "count", step=0.02)[0] == "在本组中从高到低排名，第1名得满分，每低1名少得分值的2%"
    assert described("by_rank", "count", step=0.02, rest=0.5)[0].endswith("，最低按50%计分")


def test_a_panel_scores_out_of_what_its_rule_says() -> None:
    assert described("rating", "rating", out_of=10.0, at_least_given=7) == (
        "按评议平均分（10分制）折算得分，至少要有7个评分",
        "The mean of the panel's scores, out of 10, with at least 7 scores given",
    )


def test_options_may_earn_marks() -> None:
    assert described("levels", "choice", marks={"优": 2.0, "差": 0.0})[0] == "“优”得2分；“差”不得分"
    assert explained("levels", "choice", {"value": 0}, marks={"优": 2.0, "差": 0.0})[0] == "选择“优”"


def test_limits_on_growth_are_growth_or_a_fall() -> None:
    bands = [{"above": 0.1, "marks": 5}, {"at_least": 0.0, "marks": 3}, {"at_least": -0.05, "marks": 1}]
    assert described("bands", "growth", bands=bands) == (
        "增幅超过10%得5分，不低于上年得3分，降幅不超过5%得1分，其余不得分",
        "5 marks for growth above 10%, 3 marks for no less than last year, 1 mark for a fall of 5% at most, "
        "none otherwise",
    )
    assert described("shortfall", "growth", at_least=0.08, deduct=0.5, per=0.01)[0] == (
        "增长8%及以上得满分，每少1个百分点扣0.5分，扣完为止"
    )
    assert explained("shortfall", "growth", {"now": 105, "before": 100}, at_least=0.08, deduct=0.5, per=0.01) == (
        "上年100，今年105，增长5%，未达到要求，扣1.5分",
        "100 last year, 105 this year (up 5%): not enough, 1.5 off",
    )
    assert (
        explained("bands", "growth", {"now": 3, "before": 0}, worth=5.0, bands=bands)[0]
        == "上年为0，今年3，属于增幅超过10%一档"
    )


def test_bands_from_above_say_so() -> None:
    bands = [{"below": 1.0, "rate": 1.0}, {"at_most": 2.0, "rate": 0.6}]
    assert described("bands", "count", TIMES, bands=bands) == (
        "低于1次得满分，2次及以下按60%计分，以上不得分",
        "Full marks below 1, 60% of the marks up to 2 sessions, none above",
    )


def test_points_say_what_lies_past_the_ends() -> None:
    points = [{"at": 1.7, "marks": 12}, {"at": 9.5, "marks": 16}, {"at": 13.5, "marks": 20}]
    assert described("points", "number", points=points, below=0) == (
        "低于1.7不得分，1.7得12分，9.5得16分，13.5及以上得20分，其间按直线内插计分",
        "No marks below 1.7, 12 marks at 1.7, 16 marks at 9.5, 20 marks at 13.5 or more, in a straight line between",
    )
    assert explained("points", "number", {"value": 8}, worth=20.0, points=points, below=0)[0] == "8，按线性计算"


def test_what_is_taken_off_for_faults_is_told_by_their_titles() -> None:
    titles = {"late": text("迟报", "late"), "missed": text("漏报", "missed")}
    given = {"kind": "deduct", "each": {"late": 0.5, "missed": 1}, "at_most": {"late": 1}}
    rule, kind = RULES["deduct"].model_validate(given), FACT_KINDS["faults"]
    assert rule.describe(Subject(kind, fault_titles=titles), "zh") == (
        "“迟报”每次扣0.5分，最多扣1分；“漏报”每次扣1分；扣完为止"
    )
    fields = {"late": np.array([5.0, 0.0]), "missed": np.array([1.0, 0.0])}
    both = np.ones(2, dtype=bool)
    x = Columns(kind, fields, np.full(2, 3.0), both, np.zeros(2, dtype=np.int64), fault_titles=titles)
    assert [rule.explain(x, i, "zh") for i in range(2)] == ["迟报5次、漏报1次，扣2分", "没有发生扣分情形，不扣分"]


def test_what_goes_free_is_said_first() -> None:
    assert described("deduct", "count", each=0.3, free=2) == (
        "不超过2次不扣分，每超1次扣0.3分，扣完为止",
        "Nothing off up to 2 times; 0.3 off for each one above, not below 0",
    )
    assert described("deduct", "count", TIMES, each=0.5)[0] == "每次扣0.5分，扣完为止"


def test_marks_that_are_given_say_what_they_are_counted_in() -> None:
    assert explained("given", "number", {"value": 9.0}) == ("评定9分", "9 given")
    assert explained("given", "number", {"value": 4.0}, text("星", "stars"))[0] == "评定4星"
    quarters = {"q1": 90.0, "q2": 92.0, "q3": 88.0, "q4": 95.0}
    assert explained("given", "quarterly_number", quarters, text("分", "points"), worth=100.0)[0] == "各季度平均91.25分"


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("improvement", {"zero_at": 0.0, "full_at": 20.0}),
        ("bands", {"bands": [{"at_least": 5.0, "rate": 1.0}]}),
    ],
)
def test_amounts_whose_growth_is_in_per_cent_are_no_per_cent(kind: str, given: dict[str, Any]) -> None:
    said = explained(kind, "growth", {"now": 105.0, "before": 100.0}, text("%", "%"), **given)
    assert said[0].startswith("上年100，今年105，增长5%")
    assert said[1].startswith("100 last year, 105 this year")


def test_what_is_earned_in_marks_is_not_said_twice() -> None:
    bands = [{"at_least": 0.9, "marks": 36}, {"at_least": 0.8, "marks": 30}]
    assert explained("bands", "ratio", {"done": 96, "due": 100}, worth=36.0, bands=bands)[0].endswith(
        "属于90%及以上一档"
    )
    assert explained("bands", "ratio", {"done": 70, "due": 100}, worth=36.0, bands=bands)[0].endswith("不在任何一档")


def test_no_count_lies_below_0() -> None:
    bands = [{"at_most": 0, "marks": 20}, {"at_most": 2, "marks": 10}]
    about = Subject(FACT_KINDS["count"], Text("起"), GRADES)
    rule = RULES["bands"].model_validate({"kind": "bands", "bands": bands})
    assert rule.describe(about, "zh") == "0起得20分，2起及以下得10分，以上不得分"
    assert explained("bands", "count", {"value": 0}, worth=20.0, bands=bands)[0] == "0，属于0一档"


def test_improvement_in_a_half_is_against_the_same_half() -> None:
    rule = RULES["improvement"].model_validate({"kind": "improvement", "zero_at": -0.1, "full_at": 0})
    half = FACT_KINDS["growth"].in_period(Period.of("2025-H1"))
    assert rule.describe(Subject(half), "zh").startswith("不低于上年同期得满分")
    assert rule.describe(Subject(FACT_KINDS["growth"]), "zh").startswith("不低于上年得满分")
