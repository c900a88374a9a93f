"""What holds for every rule kind and every system, whatever the figures."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.engine import score
from scoring.rules import RULES
from scoring.words import LANGS
from tests.frames import Report, System, fact_frame, loaded, results, unit_frame
from tests.reference.totals import Result, Value
from tests.rule_fields import OPTIONS, YEAR, items
from tests.strategies import (
    INDICATOR_RULES,
    PERIODS,
    Answer,
    Assessed,
    Rule,
    answers,
    assessments,
    tell,
)

GROUPS = ["甲组", "乙组"]
every_kind = pytest.mark.parametrize("kind", sorted(INDICATOR_RULES))
few = settings(max_examples=25)  # of each kind
some = settings(max_examples=60)


# ---------------------------------------------------------------- one indicator


def system_of(item: Rule) -> System:
    """A system of one indicator, neither rates nor marks rounded."""
    measure = {"id": "M1", "title": "措施", "indicators": [item | {"marks": 3}]}
    return {
        "format": 1,
        "id": "one",
        "title": "单指标",
        "period": {"year": YEAR},
        "rounding": {"indicator": None, "total": None},
        "groups": {group: {"title": group} for group in GROUPS},
        "sections": [{"id": "S1", "title": "板块", "measures": [measure]}],
    }


def lines_of(item: Rule, said: list[Answer]) -> list[Result]:
    """What each unit gets for its answer; units stand in two groups in turn."""
    system, own = system_of(item), Report()
    units = [(f"U{n}", GROUPS[n % 2]) for n in range(len(said))]
    for (unit, _), answer in zip(units, said, strict=True):
        tell(own, unit, item["id"], answer)
    found = results(score(loaded(system), unit_frame(units), fact_frame(system, own)))
    return [found[unit]["indicators"][item["id"]] for unit, _ in units]


@st.composite
def answered(draw: Any, kind: str) -> tuple[Rule, list[Answer]]:
    """An indicator of this kind and the answers of some units."""
    item = draw(items(1, (kind,)))
    return item, draw(st.lists(answers(item), min_size=1, max_size=5))


@every_kind
@few
@given(st.data())
def test_rate_is_within_0_and_1_and_earned_within_marks(kind: str, data: st.DataObject) -> None:
    item, said = data.draw(answered(kind))
    for line in lines_of(item, said):
        if line["state"] == "not_applicable":
            assert (line["rate"], line["earned"]) == (None, None)
        else:
            assert line["marks"] == 3
            assert line["rate"] >= 0
            assert line["earned"] >= 0
            if not item["rule"].get("beyond"):
                assert line["rate"] <= 1
                assert line["earned"] <= 3


def more(value: Value, step: int) -> Value:
    """A greater value of the same kind."""
    if isinstance(value, bool):
        return True
    return value + (dt.timedelta(days=step) if isinstance(value, dt.date) else step)  # type: ignore[operator]


def raised(item: Rule, answer: Answer, field: str, step: int) -> Answer:
    """The answer with more in one field; done never exceeds due, nor a score what it is out of."""
    greater = more(answer[field], step)
    if field == "done":
        greater = min(Decimal(answer["due"]), Decimal(greater))  # type: ignore[arg-type]
    if field.startswith("r"):
        full = item["rule"].get("out_of", 100) if item["facts"] == "rating" else 100
        greater = min(Decimal(str(full)), Decimal(greater))  # type: ignore[arg-type]
    return answer | {field: greater}


@pytest.mark.parametrize("kind", sorted(kind for kind, rule in RULES.items() if rule.monotone))
@few
@given(st.data())
def test_better_never_scores_lower(kind: str, data: st.DataObject) -> None:
    item, said = data.draw(answered(kind))
    fields = sorted(said[0].keys() & RULES[kind].monotone.keys())
    assume(fields)
    field, step = data.draw(st.sampled_from(fields)), data.draw(st.integers(1, 20))
    before = lines_of(item, said)[0]
    after = lines_of(item, [raised(item, said[0], field, step), *said[1:]])[0]
    assume(before["state"] == after["state"] == "scored")
    defaults = RULES[kind].percent_defaults if item.get("unit") == "%" else {}
    turned = RULES[kind].model_validate({**defaults, **item["rule"]}, context={"year": YEAR}).direction() or 1
    gain = (after["rate"] - before["rate"]) * RULES[kind].monotone[field] * turned
    assert gain >= -Fraction(1, 10**12)


def test_most_rule_kinds_claim_a_direction() -> None:
    """Without claims the test above would be empty."""
    claiming = {kind for kind, rule in RULES.items() if rule.monotone}
    assert claiming >= {
        *("pass", "share", "target", "shortfall", "excess", "deduct", "given", "every_period", "deadline", "rating"),
        *("best_in_group", "improvement"),
    }


ZERO: dict[str, Answer] = {
    "yes_no": {"value": False},
    "count": {"value": 0},
    "number": {"value": 0},
    "ratio": {"done": 0, "due": 5},
    "growth": {"now": 0, "before": 5},
    "date": {"value": dt.date(2099, 1, 1)},
    "choice": {"value": OPTIONS[-1]},
    "faults": dict.fromkeys(OPTIONS, 0),
    **{facts: dict.fromkeys(periods, 0) for facts, periods in PERIODS.items()},
    **{f"{facts}_number": dict.fromkeys(periods, 0) for facts, periods in PERIODS.items()},
}


def zero_of(item: Rule) -> Answer:
    """The answer that says the least without being blank."""
    return ZERO.get(item["facts"]) or {f"r{n}": 0 for n in range(1, item["raters"] + 1)}


@every_kind
@few
@given(st.data())
def test_blank_is_never_zero(kind: str, data: st.DataObject) -> None:
    item = data.draw(items(1, (kind,)))
    zero, blank = lines_of(item, [zero_of(item), {}])
    waits_for_others = item["facts"] == "rating" or item.get("reported_by") == "inspector"
    assert (zero["state"], blank["state"]) == ("scored", "awaited" if waits_for_others else "unanswered")
    assert (blank["rate"], blank["earned"]) == (0, 0)


@every_kind
@few
@given(st.data())
def test_who_does_not_answer_changes_nothing_for_others(kind: str, data: st.DataObject) -> None:
    item, said = data.draw(answered(kind))
    alone, beside = lines_of(item, said), lines_of(item, [*said, {}, {}])
    assert beside[: len(said)] == alone


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ("count", {"kind": "per_event", "points": -2}),
        ("count", {"kind": "veto", "score_at_most": 10}),
        ("yes_no", {"kind": "veto", "score_at_most": 10}),
    ],
)
def test_blank_adjustment_is_no_zero_report(facts: str, rule: Rule) -> None:
    indicator = {"id": "I1", "title": "指标", "facts": "yes_no", "rule": {"kind": "pass"}}
    adjustment = {"id": "A1", "title": "加扣分", "facts": facts, "rule": rule}
    system = system_of(indicator) | {"adjustments": [adjustment]}
    own = Report({("U0", "A1", "value"): 0, ("U0", "I1", "value"): 1, ("U1", "I1", "value"): 1})
    units = [("U0", GROUPS[0]), ("U1", GROUPS[0])]
    found = results(score(loaded(system), unit_frame(units), fact_frame(system, own)))
    states = [found[unit]["adjustments"]["A1"]["state"] for unit, _ in units]
    assert states == ["scored", "unanswered"]
    assert found["U0"]["score"] == found["U1"]["score"] == 100


# ---------------------------------------------------------------- whole systems


def frames_of(assessed: Assessed) -> tuple[pd.DataFrame, pd.DataFrame]:
    facts = fact_frame(assessed.system, assessed.own, assessed.verified)
    return unit_frame(assessed.units), facts


@some
@given(assessments(), st.randoms(use_true_random=False))
def test_order_of_units_and_facts_is_irrelevant(assessed: Assessed, random: Any) -> None:
    system, (units, facts) = loaded(assessed.system), frames_of(assessed)
    unit_order, fact_order = list(range(len(units))), list(range(len(facts)))
    random.shuffle(unit_order)
    random.shuffle(fact_order)
    straight = results(score(system, units, facts))
    shuffled = results(score(system, units.iloc[unit_order], facts.iloc[fact_order]))
    assert shuffled == straight


@some
@given(assessments())
def test_inputs_are_left_as_they_were(assessed: Assessed) -> None:
    system, (units, facts) = loaded(assessed.system), frames_of(assessed)
    text, units_before, facts_before = system.model_dump_json(), units.copy(), facts.copy()
    sheet = score(system, units, facts)
    results(sheet)
    pd.testing.assert_frame_equal(units, units_before)
    pd.testing.assert_frame_equal(facts, facts_before)
    assert system.model_dump_json() == text


def with_double(assessed: Assessed) -> Assessed:
    """The same with one more unit, that is and says what the first one does."""
    first, group = assessed.units[0]
    doubled = replace(assessed, units=[*assessed.units, ("DOUBLE", group)])
    for name in ("own", "verified"):
        report: Report = getattr(assessed, name)
        said = {("DOUBLE", *key[1:]): v for key, v in report.facts.items() if key[0] == first}
        claimed = {("DOUBLE", item) for unit, item in report.claims if unit == first}
        both = Report(report.facts | said, report.claims | claimed)
        doubled = replace(doubled, **{name: both})
    return doubled


@some
@given(assessments().map(with_double))
def test_units_that_say_the_same_fare_the_same(assessed: Assessed) -> None:
    sheet = score(loaded(assessed.system), *frames_of(assessed))
    found = results(sheet)
    first, double = found[assessed.units[0][0]], found["DOUBLE"]
    for name in ("base", "bonus", "deduction", "score", "rank", "group_rank", "grade", "vetoes"):
        assert double[name] == first[name], name


@some
@given(assessments())
def test_every_result_explains_itself(assessed: Assessed) -> None:
    system = loaded(assessed.system)
    sheet = score(system, *frames_of(assessed))
    for unit, _ in assessed.units:
        for item in system.items:
            assert sheet.why(unit, item, "zh")
            assert sheet.why(unit, item, "en")


def whole_words(said: str) -> str:
    """The sentence, once it is certain that it names what it is about: no gaps, nothing that is no number."""
    assert said
    assert not {"nan", "inf", "None"} & set(re.findall(r"[A-Za-z]+", said)), said
    assert not set("{}") & set(said), said
    return said


@some
@given(assessments())
def test_parts_and_grades_explain_themselves(assessed: Assessed) -> None:
    sheet = score(loaded(assessed.system), *frames_of(assessed))
    found = results(sheet)
    for (unit, _), lang in itertools.product(assessed.units, LANGS):
        for part, row in found[unit]["parts"].items():
            said = sheet.part_why(unit, part, lang)
            if said or row["closed"] or row["out"]:
                whole_words(said)
        for said in sheet.grade_why(unit, lang):
            whole_words(said)
        missed = sheet.grade_missed(unit, lang)
        assert [grade for grade, _ in missed] == found[unit]["grade_missed"]
        for _, because in missed:
            whole_words(because)


@some
@given(assessments())
def test_rules_and_results_are_said_in_whole_words(assessed: Assessed) -> None:
    system = loaded(assessed.system)
    sheet = score(system, *frames_of(assessed))
    for lang in LANGS:
        for item_id, item in system.items.items():
            whole_words(system.rule_text(item, lang))
            for unit, _ in assessed.units:
                whole_words(sheet.why(unit, item_id, lang))
