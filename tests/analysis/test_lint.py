"""What is odd about a system: each check on a system made for it, correlations and shares by hand."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from scoring.analysis.lint import lint, lint_table
from scoring.analysis.lint_checks import CHECKS
from scoring.analysis.lint_results import lint_results, not_checked, not_run, rank_correlations
from scoring.analysis.weights import contributions, indicator_shares, section_shares
from scoring.engine import ScoreSheet
from scoring.problems.lint_check import LEVELS
from scoring.system import DEFAULT_SYSTEM, load_system
from scoring.words import LANGS
from tests.analysis.small import SMALL, indicator, measure, section, small_sheet, target
from tests.frames import System, loaded


def codes(system: System) -> list[str]:
    return [f.code for f in lint(loaded(system))]


def with_rule(facts: str, rule: dict[str, Any], **more: Any) -> System:
    one = {"id": "X1", "title": "某项", "marks": 100, "facts": facts, "rule": rule, **more}
    return copy.deepcopy(SMALL) | {"sections": [section("S1", measure("M1", one))], "adjustments": []}


RULES = [
    (
        "ratio",
        {"kind": "bands", "bands": [{"at_least": 1.2, "rate": 1}, {"at_least": 0.5, "rate": 0.5}]},
        {"band_never_met", "full_never_met"},
    ),
    (
        "count",
        {
            "kind": "bands",
            "bands": [{"at_least": 5, "rate": 1}, {"at_least": 0, "rate": 0.5}, {"at_least": -1, "rate": 0.2}],
        },
        {"band_never_met"},
    ),
    ("count", {"kind": "bands", "bands": [{"at_least": 5, "rate": 1}, {"at_least": 2, "rate": 1}]}, {"band_not_lower"}),
    (
        "count",
        {"kind": "bands", "bands": [{"at_least": 5, "rate": 0.8}, {"at_least": 2, "rate": 0.4}]},
        {"full_never_met"},
    ),
    ("ratio", {"kind": "share", "full_at": 1.5}, {"full_never_met"}),
    ("ratio", {"kind": "share", "full_at": 0, "zero_at": -1}, {"always_same"}),
    ("count", {"kind": "shortfall", "at_least": 0, "deduct": 1}, {"always_same"}),
    ("date", {"kind": "deadline", "by": "2023-03-31", "late": 0}, {"date_outside"}),
    ("count", {"kind": "target", "target": 5}, set()),
    ("yes_no", {"kind": "pass"}, set()),
    ("monthly", {"kind": "every_period"}, set()),
    ("count", {"kind": "by_rank", "rates": [1, 0.5]}, set()),
    ("growth", {"kind": "improvement", "zero_at": 0, "full_at": 0.1}, set()),
]


@pytest.mark.parametrize(
    ("facts", "rule", "expected"), RULES, ids=[f"{f}-{r['kind']}-{n}" for n, (f, r, _) in enumerate(RULES)]
)
def test_rules(facts: str, rule: dict[str, Any], expected: set[str]) -> None:
    assert set(codes(with_rule(facts, rule))) == expected


def test_a_target_beyond_the_largest_value() -> None:
    assert set(codes(with_rule("number", target(10), max=5, min=0))) == {"full_never_met"}
    item = loaded(with_rule("number", target(10), max=5, min=0)).indicators["X1"]
    assert item.rule.range(item, 1.0) == (0.0, 0.5)


def event(points: float, cap: float | None = None, name: str = "P1") -> dict[str, Any]:
    rule = {"kind": "per_event", "points": points} | ({} if cap is None else {"cap": cap})
    return {"id": name, "title": "某事", "facts": "count", "rule": rule}


OUTSIDE: list[tuple[dict[str, Any], set[str]]] = [
    ({"caps": {"bonus": {"at_most": 5}}, "adjustments": [event(1, 2)]}, {"cap_unreachable"}),
    ({"caps": {"bonus": {"at_most": 5}}, "adjustments": [event(1)]}, set()),
    ({"caps": {"bonus": {"at_most": 5}}, "adjustments": [event(1, 8)]}, {"cap_above_total"}),
    ({"adjustments": [event(3, 2)]}, {"cap_below_event"}),
    # Two lines of 4 share a limit of 3: the most there can be is 3.
    (
        {
            "caps": {"bonus": {"at_most": 5}, "together": [{"of": ["P1", "P2"], "at_most": 3}]},
            "adjustments": [event(1, 4), event(1, 4, "P2")],
        },
        {"cap_unreachable"},
    ),
    ({"adjustments": [event(1) | {"rule": {"kind": "per_event", "points": 1, "per": -1}}]}, {"event_never_counts"}),
    (
        {
            "adjustments": [
                event(1)
                | {
                    "rule": {
                        "kind": "band_points",
                        "bands": [{"at_least": 0, "points": 2}, {"at_least": -1, "points": 1}],
                    }
                }
            ]
        },
        {"points_band_never_met"},
    ),
    ({"adjustments": [event(1) | {"rule": {"kind": "lift", "grade_at_least": "fail"}}]}, {"lift_without_effect"}),
    ({"adjustments": [event(1) | {"rule": {"kind": "lift", "grade_at_least": "good"}}]}, set()),
    ({"adjustments": [event(1) | {"rule": {"kind": "veto", "grade_down": 1}}]}, set()),
    ({"adjustments": [event(1) | {"rule": {"kind": "veto", "no_score": True}}]}, set()),
    # What is taken in a section is no part of all bonuses.
    ({"caps": {"bonus": {"at_most": 5}}, "adjustments": [event(1, 8) | {"in": "S1"}]}, {"cap_without_lines"}),
    ({"caps": {"deduction": {"at_most": 5}}, "adjustments": []}, {"cap_without_lines"}),
    ({"caps": {"bonus": {"only_from": 120}}, "adjustments": [event(1, 2)]}, {"bonus_gate"}),
    (
        {
            "adjustments": [
                {"id": "V", "title": "否决", "facts": "yes_no", "rule": {"kind": "veto", "grade_at_most": "good"}}
            ]
        },
        {"veto_without_effect"},
    ),
    (
        {
            "grades": [{"id": "top", "title": "顶", "at_least": 110}, {"id": "low", "title": "低", "at_least": 0}],
            "adjustments": [],
        },
        {"grade_unreachable"},
    ),
    (
        {
            "grades": [
                {"id": "top", "title": "顶", "at_least": 90, "quota": 0},
                {"id": "low", "title": "低", "at_least": 0},
            ],
            "adjustments": [],
        },
        {"quota_zero"},
    ),
    ({"grades": [{"id": "top", "title": "顶", "at_least": 90}], "adjustments": []}, {"grade_gap"}),
]


@pytest.mark.parametrize(("changes", "expected"), OUTSIDE, ids=[str(n) for n in range(len(OUTSIDE))])
def test_what_stands_outside_the_marks(changes: dict[str, Any], expected: set[str]) -> None:
    assert set(codes(with_rule("count", target(5)) | changes)) == expected


def test_parts_that_close_for_everybody_or_have_one_to_take() -> None:
    data = copy.deepcopy(SMALL)
    first, last = data["sections"][0]["measures"][0], data["sections"][1]
    first["zero_if"] = {"below": {"A1": {"marks": 4}, "A2": {"marks": 60}}}
    last["take"] = "best"
    found = {(f.code, f.where) for f in lint(loaded(data))}
    assert {("gate_always_closes", first["id"]), ("take_of_one", last["id"])} <= found
    del first["zero_if"]["below"]["A2"]
    assert "gate_always_closes" not in {f.code for f in lint(loaded(data))}


def test_marks_that_do_not_add_up_by_group() -> None:
    found = lint(loaded(SMALL))
    assert [(f.code, f.where) for f in found] == [("marks_total", "a"), ("marks_total", "b")]
    assert found[0].what.get("zh") == "甲组的分值合计40，满分100"


def test_the_bundled_system_has_no_serious_finding() -> None:
    assert [f.code for f in lint(load_system(DEFAULT_SYSTEM)) if CHECKS[f.code].level == "serious"] == []


def test_words_in_both_languages() -> None:
    said = [w for c in CHECKS.values() for w in (c.title, c.why, c.to_do)] + list(LEVELS.values())
    assert all(words.root.get(lang) for words in said for lang in LANGS)
    assert lint_table([], "zh").empty
    assert len(lint_table(lint(loaded(SMALL)), "en")) == 2


# --- results ---------------------------------------------------------------------------------------

NAMES = ["A1", "A2", "A3", "B1"]


def sheet_of(values: list[list[float]], **changes: Any) -> ScoreSheet:
    """Units of group a with these values of A1 (yes/no), A2, A3, B1."""
    units = [(f"U{n}", "a") for n in range(len(values))]
    given = {u: dict(zip(NAMES, row, strict=True)) for (u, _), row in zip(units, values, strict=True)}
    return small_sheet(units=units, values=given, claims=frozenset(), **changes)


def spread(sheet: ScoreSheet) -> dict[str, str]:
    return {f.where: f.code for f in lint_results(sheet) if f.code.startswith("everyone")}


def test_indicators_without_spread() -> None:
    sheet = sheet_of([[1, 0, 2, 5], [1, 0, 2, 10], [1, 0, 2, 15]])
    assert spread(sheet) == {"A1": "everyone_full", "A2": "everyone_zero", "A3": "everyone_same"}
    nobody = small_sheet(units=[("U1", "a"), ("U2", "a"), ("U3", "a")], values={}, claims=frozenset())
    assert set(spread(nobody).values()) == {"everyone_unanswered"}
    claims = frozenset((u, "A3") for u in ("U1", "U2", "U3"))
    none = small_sheet(units=[("U1", "a"), ("U2", "a"), ("U3", "a")], values={}, claims=claims)
    assert spread(none)["A3"] == "everyone_not_applicable"


def test_two_units_tell_nothing_and_that_is_said() -> None:
    sheet = sheet_of([[1, 0, 2, 5], [1, 0, 2, 10]])
    assert spread(sheet) == {}
    assert len(not_checked(sheet)) == 3
    assert "至少要3个单位，现有2个" in not_checked(sheet)[0]
    assert lint_results(small_sheet(units=[])) == []


def test_rank_correlation_by_hand() -> None:
    # A2 rises with n, A3 in the same order but for the last two: rho = 1 - 6 x (1 + 1) / (10 x 99).
    a3 = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 0.9]
    number = {
        "sections": [
            section("S1", measure("M1", indicator("A1", 4, {"kind": "pass"}), indicator("A2", 6, target(10)))),
            section("S2", measure("M2", indicator("A3", 10, target(10)), indicator("B1", 20, target(20)))),
        ]
    }
    values = [[1, n + 1, round(a3[n] * 10), (7 * n) % 10] for n in range(10)]
    pairs = rank_correlations(sheet_of(values, **number))
    assert pairs[["a", "b", "units"]].to_numpy().tolist() == [["A2", "A3", 10]]
    assert pairs["rho"].iloc[0] == pytest.approx(1 - 12 / 990)
    assert rank_correlations(sheet_of(values[:9], **number)).empty


def test_a_pair_with_few_different_rates_is_not_told() -> None:
    values = [[1, 10 if n % 2 else 5, 4 if n % 2 else 2, n] for n in range(12)]
    assert rank_correlations(sheet_of(values)).empty


def test_contributions_add_up_to_the_base() -> None:
    for mode in ("rescale", "full"):
        for within in ("total", "section", "measure"):
            sheet = small_sheet(not_applicable={"mode": mode, "within": within}, rounding={"total": None})
            assert contributions(sheet).sum(axis=0) == pytest.approx(sheet.total_arrays.base)


def test_shares_by_hand() -> None:
    # Points: A2 15 x {1, 0, 0.5}, B1 50 x {1, 1, 0.5}; the rest is the same for all.
    sheet = sheet_of([[1, 10, 4, 20], [1, 0, 4, 20], [1, 5, 4, 10]])
    x, y = np.array([15, 0, 7.5]), np.array([50, 50, 25.0])
    total = x + y  # 65, 50, 32.5: mean 49.1667
    around = total - total.mean()
    # cov(x, total) = 15 x 15.8333 + 7.5 x (-16.6667) = 112.5; var = 250.694 + 0.694 + 277.778 = 529.1667
    shares = indicator_shares(sheet).set_index("id")["variance_share"]
    assert shares["A2"] == pytest.approx(112.5 / 529.1666667)
    assert shares["B1"] == pytest.approx(float((y - y.mean()) @ around) / 529.1666667)
    assert shares.sum() == pytest.approx(1)
    sections = section_shares(sheet).set_index("id")
    assert sections["marks_share"].to_dict() == {"S1": 0.5, "S2": 0.5}
    assert sections["variance_share"].to_dict() == pytest.approx(
        {"S1": 112.5 / 529.1666667, "S2": 1 - 112.5 / 529.1666667}
    )


def test_no_shares_without_spread_or_of_a_product() -> None:
    assert section_shares(sheet_of([[1, 10, 4, 20]] * 3)).empty
    assert section_shares(small_sheet(units=[])).empty
    product = sheet_of([[1, 10, 4, 20], [1, 5, 4, 10]], aggregation="geometric")
    assert section_shares(product).empty
    assert any("几何平均" in words for words in not_checked(product))


def test_weights_that_decide_otherwise() -> None:
    sheet = sheet_of([[1, 10, 4, n] for n in range(10)])
    found = {(f.code, f.where) for f in lint_results(sheet)}
    assert {("section_weight", "S1"), ("section_weight", "S2"), ("indicator_weight", "B1")} <= found
    against = sheet_of([[1, 9 - n, 4, 2 * n] for n in range(10)])
    assert ("against_total", "A2") in {(f.code, f.where) for f in lint_results(against)}


def test_a_quota_below_one_place() -> None:
    grades = [{"id": "top", "title": "顶", "at_least": 90, "quota": 0.3}, {"id": "low", "title": "低", "at_least": 0}]
    assert [
        f.what.get("zh") for f in lint_results(small_sheet(grades=grades, adjustments=[])) if f.code == "quota_no_place"
    ] == [
        "甲组3个单位，名额比例30.0%，不足1个",
        "乙组1个单位，名额比例30.0%，不足1个",
    ]


def test_checks_that_could_not_run_are_not_counted_as_clean() -> None:
    assert not_run(None) == {code for code, check in CHECKS.items() if check.results}
    two, ten = sheet_of([[1, 0, 2, 5]] * 2), sheet_of([[1, 0, 2, 5]] * 10)
    assert not_run(two) == not_run(None) - {"quota_no_place"}
    assert not_run(ten) == set()


def test_what_is_worth_no_marks_is_not_said_to_give_marks_to_all() -> None:
    limits_only = indicator("D1", 0, {"kind": "bands", "bands": [{"below": 1, "rate": 1}]})
    worth = indicator("E1", 10, {"kind": "bands", "bands": [{"below": 1, "rate": 1}]})
    units, nothing = [(f"U{n}", "a") for n in range(4)], {"D1": 0, "E1": 0}
    values, sections = {unit: nothing for unit, _ in units}, [section("S1", measure("M1", limits_only, worth))]
    sheet = small_sheet(units=units, values=values, sections=sections, claims=frozenset())
    assert [(one.code, one.where) for one in lint_results(sheet)] == [("everyone_full", "E1")]
