"""The golden cases of tests/cases, which hold for the engine and for the reference alike.

`cases/rules/<kind>.yaml`: what one rule makes of what is reported. `cases/totals/*.yaml`: from
facts to base, score, ranks and grades. A file is one scene or a list of them (or several documents);
what a system leaves out is filled in from `DEFAULTS` below; every case says `because`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from scoring.engine import score
from scoring.rules import RULES, AdjustmentRule
from tests.frames import Report, System, effective, fact_frame, loaded, results, unit_frame
from tests.reference import totals
from tests.reference.totals import Result, Value

CASES = Path(__file__).parents[1] / "cases"
DEFAULTS: System = {
    "format": 1,
    "id": "case",
    "title": "算例",
    "period": {"year": 2025},
    "scale": 100,
    "rounding": {"indicator": 2, "total": 2, "rank_on": "published"},
    "groups": {"all": {"title": "全部单位"}},
    "grades": [
        {"id": "excellent", "title": "优秀", "at_least": 90},
        {"id": "good", "title": "良好", "at_least": 80},
        {"id": "pass", "title": "合格", "at_least": 60},
        {"id": "fail", "title": "不合格", "at_least": 0},
    ],
}
COPIED_KEYS = ("options", "raters", "unit", "faults")
SCENE_KEYS = {"about", "rule", "facts", "marks", "year", "period", "decimals", "cases", *COPIED_KEYS}
FOUND_KEYS = {"earned", "rate", "state"}
CASE_KEYS = {"name", "reported", "because"} | FOUND_KEYS
SCOPE_CASE_KEYS = {"name", "units", "because"}
SCOPE_UNIT_KEYS = {"unit", "group", "reported", "claims"} | FOUND_KEYS
EVENT_KEYS = {"name", "reported", "because", "points", "state"}
VETO_FOUND_KEYS = {"score", "grade", "ranked", "triggered"}
VETO_KEYS = {"name", "reported", "because", "score_before"} | VETO_FOUND_KEYS
TOTAL_KEYS = {"about", "system", "units"}
TOTAL_UNIT_KEYS = {*("unit", "group", "reported", "claims", "verified", "verified_claims", "expect", "because")}
EXPECTED_KEYS = {
    *("base", "bonus", "deduction", "score", "rank", "group_rank", "grade", "vetoes"),
    *("earned", "states", "sections", "points", "left"),
}

Scorer = Callable[[System, list[tuple[str, str]], Report, Report], dict[str, Result]]


def by_engine(system: System, units: list[tuple[str, str]], own: Report, verified: Report) -> dict[str, Result]:
    facts = fact_frame(system, own, verified)
    return results(score(loaded(system), unit_frame(units), facts))


def by_reference(system: System, units: list[tuple[str, str]], own: Report, verified: Report) -> dict[str, Result]:
    counts = effective(own, verified)
    return totals.score(system, units, counts.facts, counts.claims)


SCORERS = [pytest.param(by_engine, id="engine"), pytest.param(by_reference, id="reference")]


# ---------------------------------------------------------------- reading of the case files


def known(given: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """The mapping itself; a mistyped key would else be a check that is never made."""
    assert given.keys() <= keys, f"unknown keys {sorted(given.keys() - keys)} in {given}"
    return given


def scenes(path: Path) -> Iterator[dict[str, Any]]:
    for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        yield from document if isinstance(document, list) else [document]


def meant(value: Any) -> Value:
    """A value of a case file as the reference takes it."""
    if isinstance(value, float):
        return Fraction(str(value))
    return {"是": True, "否": False}.get(value, value) if isinstance(value, str) else value


def tell(report: Report, unit: str, item: str, reported: dict[str, Any]) -> None:
    report.facts |= {(unit, item, field): meant(value) for field, value in reported.items()}


def amount(given: Any) -> Fraction | None:
    """An expected number: 1.6, 5/7, or null for none."""
    return None if given is None else Fraction(str(given))


def assert_near(found: Fraction | None, given: Any) -> None:
    """What is not rounded to declared decimals is a float near the fraction."""
    wanted = amount(given)
    if wanted is None or found is None:
        assert found is wanted
    else:
        assert abs(found - wanted) <= Fraction(1, 10**9)


def rule_cases(*kinds: str) -> list[Any]:
    """(scene, case) of each named kind's file."""
    return [
        pytest.param(scene, case, id=f"{kind}-{case['name']}")
        for kind in kinds
        for scene in scenes(CASES / "rules" / f"{kind}.yaml")
        for case in scene["cases"]
    ]


# ---------------------------------------------------------------- rules of indicators

CASE_FILES = sorted(path.stem for path in (CASES / "rules").glob("*.yaml"))
ADJUSTMENT_KINDS = tuple(kind for kind in CASE_FILES if RULES[kind].adjusts)
SCOPE_KINDS = tuple(
    kind for kind in CASE_FILES if "units" in next(scenes(CASES / "rules" / f"{kind}.yaml"))["cases"][0]
)
POINT_KINDS = tuple(kind for kind in ADJUSTMENT_KINDS if cast(type[AdjustmentRule], RULES[kind]).gives_points())
EVENT_KINDS = tuple(kind for kind in ADJUSTMENT_KINDS if kind not in POINT_KINDS)
PLAIN_KINDS = tuple(kind for kind in CASE_FILES if kind not in SCOPE_KINDS + ADJUSTMENT_KINDS)


def system_of(scene: dict[str, Any], groups: list[str]) -> System:
    """A system whose one indicator, I1, is the scene's."""
    known(scene, SCENE_KEYS)
    copied = {name: scene[name] for name in COPIED_KEYS if name in scene}
    indicator = {"id": "I1", "title": "指标", "facts": scene["facts"], "rule": scene["rule"]}
    indicator |= {"marks": scene["marks"], "may_not_apply": True} | copied
    return DEFAULTS | {
        "period": scene.get("period", {"year": scene.get("year", 2025)}),
        "rounding": {"indicator": scene.get("decimals", 2), "total": 2, "rank_on": "published"},
        "groups": {group: {"title": group} for group in groups},
        "sections": one_section(indicator),
    }


def one_section(indicator: dict[str, Any]) -> list[dict[str, Any]]:
    measure = {"id": "M1", "title": "措施", "indicators": [indicator]}
    return [{"id": "S1", "title": "板块", "measures": [measure]}]


def assert_line(line: Result, expected: dict[str, Any]) -> None:
    assert line["state"] == expected["state"]
    assert line["earned"] == amount(expected.get("earned"))
    if "rate" in expected:
        assert_near(line["rate"], expected["rate"])


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize(("scene", "case"), rule_cases(*PLAIN_KINDS))
def test_rule(scorer: Scorer, scene: dict[str, Any], case: dict[str, Any]) -> None:
    known(case, CASE_KEYS)
    own = Report()
    tell(own, "甲", "I1", case["reported"])
    found = scorer(system_of(scene, ["all"]), [("甲", "all")], own, Report())
    assert_line(found["甲"]["indicators"]["I1"], case)


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize(("scene", "case"), rule_cases(*SCOPE_KINDS))
def test_rule_that_compares_units(scorer: Scorer, scene: dict[str, Any], case: dict[str, Any]) -> None:
    known(case, SCOPE_CASE_KEYS)
    units = [(u["unit"], u.get("group", "all")) for u in case["units"]]
    own = Report()
    for unit in case["units"]:
        known(unit, SCOPE_UNIT_KEYS)
        tell(own, unit["unit"], "I1", unit.get("reported", {}))
        if unit.get("claims"):
            own.claims.add((unit["unit"], "I1"))
    groups = list(dict.fromkeys(group for _, group in units))
    found = scorer(system_of(scene, groups), units, own, Report())
    for unit in case["units"]:
        assert_line(found[unit["unit"]]["indicators"]["I1"], unit)


# ---------------------------------------------------------------- rules of adjustments


def adjusted(scorer: Scorer, scene: dict[str, Any], case: dict[str, Any], base: Any) -> Result:
    """What becomes of a unit with this base when the scene's adjustment is reported of it."""
    known(scene, SCENE_KEYS)
    rule = {"kind": "target", "target": 100}
    indicator = {"id": "I1", "title": "指标", "marks": 100, "facts": "number", "rule": rule}
    adjustment = {"id": "A1", "title": "加扣分", "facts": scene["facts"], "rule": scene["rule"]}
    adjustment |= {name: scene[name] for name in COPIED_KEYS if name in scene}
    system = DEFAULTS | {"sections": one_section(indicator), "adjustments": [adjustment]}
    own = Report()
    tell(own, "甲", "I1", {"value": base})
    tell(own, "甲", "A1", case["reported"])
    return scorer(system, [("甲", "all")], own, Report())["甲"]


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize(("scene", "case"), rule_cases(*POINT_KINDS))
def test_points_outside_the_marks(scorer: Scorer, scene: dict[str, Any], case: dict[str, Any]) -> None:
    known(case, EVENT_KEYS)
    found = adjusted(scorer, scene, case, 50)
    assert found["adjustments"]["A1"]["state"] == case["state"]
    assert_near(found["adjustments"]["A1"]["points"], case["points"])
    assert found["score"] == 50 + Fraction(str(case["points"]))


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize(("scene", "case"), rule_cases(*EVENT_KINDS))
def test_veto_or_lift(scorer: Scorer, scene: dict[str, Any], case: dict[str, Any]) -> None:
    known(case, VETO_KEYS)
    found = adjusted(scorer, scene, case, case["score_before"])
    assert found["score"] == amount(case["score"])
    assert found["grade"] == case["grade"]
    assert found["rank"] == found["group_rank"] == (1 if case["ranked"] else None)
    assert found["vetoes"] == (["A1"] if case["triggered"] and scene["rule"]["kind"] == "veto" else [])


# ---------------------------------------------------------------- totals


def total_scenes() -> list[Any]:
    return [
        pytest.param(scene, id=f"{path.stem}-{scene['about']}")
        for path in sorted((CASES / "totals").glob("*.yaml"))
        for scene in scenes(path)
    ]


def sources(scene: dict[str, Any]) -> tuple[Report, Report]:
    own, verified = Report(), Report()
    for unit in scene["units"]:
        code = known(unit, TOTAL_UNIT_KEYS)["unit"]
        for report, facts, claims in (
            (own, "reported", "claims"),
            (verified, "verified", "verified_claims"),
        ):
            for item, reported in unit.get(facts, {}).items():
                tell(report, code, item, reported)
            report.claims |= {(code, item) for item in unit.get(claims, [])}
    return own, verified


def assert_unit(found: Result, expected: dict[str, Any]) -> None:
    for name in known(expected, EXPECTED_KEYS):
        wanted = expected[name]
        if name in ("grade", "vetoes"):
            assert found[name] == wanted, name
        elif name in ("score", "base", "rank", "group_rank"):
            assert found[name] == amount(wanted), name
        elif name in ("bonus", "deduction"):
            assert_near(found[name], wanted)
    for adjustment, points in expected.get("points", {}).items():
        assert_near(found["adjustments"][adjustment]["points"], points)
    assert_indicators(found["indicators"], expected)
    for section, rate in expected.get("sections", {}).items():
        assert_near(found["sections"][section]["rate"], rate)
    if "sections" in expected:
        assert found["sections"].keys() == expected["sections"].keys()


def assert_indicators(found: Result, expected: dict[str, Any]) -> None:
    for indicator, earned in expected.get("earned", {}).items():
        assert found[indicator]["earned"] == amount(earned), indicator
    for indicator, state in expected.get("states", {}).items():
        assert found[indicator]["state"] == state, indicator
    if "left" in expected:  # for another
        assert [id_ for id_, line in found.items() if not line["taken"]] == expected["left"]


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize("scene", total_scenes())
def test_totals(scorer: Scorer, scene: dict[str, Any]) -> None:
    known(scene, TOTAL_KEYS)
    units = [(unit["unit"], unit.get("group", "all")) for unit in scene["units"]]
    found = scorer(DEFAULTS | scene["system"], units, *sources(scene))
    for unit in scene["units"]:
        assert_unit(found[unit["unit"]], unit["expect"])


@pytest.mark.parametrize("scorer", SCORERS)
def test_two_hundred_deductions_of_a_fifth_leave_sixty_and_pass(scorer: Scorer) -> None:
    rule = {"kind": "per_event", "points": -0.2}
    numbers = range(1, 201)
    adjustments = [{"id": f"D{n}", "title": "扣分", "facts": "count", "rule": rule} for n in numbers]
    indicator = {
        "id": "I1",
        "title": "指标",
        "marks": 7,
        "facts": "yes_no",
        "rule": {"kind": "pass"},
    }
    system = DEFAULTS | {"sections": one_section(indicator), "adjustments": adjustments}
    own = Report()
    tell(own, "甲", "I1", {"value": "是"})
    for n in numbers:
        tell(own, "甲", f"D{n}", {"value": 1})
    found = scorer(system, [("甲", "all")], own, Report())["甲"]
    assert (found["score"], found["grade"]) == (60, "pass")


# ---------------------------------------------------------------- the case files themselves


def test_every_rule_kind_has_a_case_file() -> None:
    assert set(CASE_FILES) == set(RULES)


@pytest.mark.parametrize("kind", CASE_FILES)
def test_case_file_has_five_cases_or_more_and_says_why(kind: str) -> None:
    cases = [case for scene in scenes(CASES / "rules" / f"{kind}.yaml") for case in scene["cases"]]
    assert len(cases) >= 5
    assert all(case["because"] for case in cases)
    assert {scene["rule"]["kind"] for scene in scenes(CASES / "rules" / f"{kind}.yaml")} == {kind}


def test_every_total_says_why() -> None:
    for path in (CASES / "totals").glob("*.yaml"):
        for scene in scenes(path):
            assert scene["about"]
            assert all(unit["because"] for unit in scene["units"])


def test_a_mistyped_key_in_a_case_file_is_refused() -> None:
    with pytest.raises(AssertionError, match="earnd"):
        known({"name": "甲", "earnd": 2}, CASE_KEYS)


def test_dates_of_case_files_are_dates() -> None:
    [scene] = [s for s in scenes(CASES / "rules" / "deadline.yaml") if s.get("year") == 2024]
    assert scene["cases"][0]["reported"]["value"] == dt.date(2024, 3, 1)
