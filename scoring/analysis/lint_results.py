"""What a period's results say about its system: no spread, said twice, weights that decide otherwise.

Tested in tests/analysis/test_lint.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scoring.analysis.common import members
from scoring.analysis.lint import in_order
from scoring.analysis.lint_checks import CHECKS
from scoring.analysis.weights import LEAST_UNITS, indicator_shares, measured, possible, section_shares
from scoring.engine import AWAITED, NOT_APPLICABLE, SCORED, UNANSWERED, ScoreSheet
from scoring.numbers import Floats, floor_exact, percent, plain
from scoring.problems.lint_check import LintResult
from scoring.rules.words import rounded_percent
from scoring.system.grades import Grade
from scoring.words import Lang, Text, gettext, text

LEAST_FOR_SPREAD = 3  # units; with fewer, all alike is chance
LEAST_FOR_PAIRS = 10  # units that both indicators were judged on
LEAST_VALUES = 4  # different rates of each of a pair; with fewer, ties make any two look alike
ALIKE = 0.95  # |rho|
SECTION_GAP, INDICATOR_GAP, AGAINST = 0.10, 0.05, -0.02  # of all marks or all variance


def lint_results(sheet: ScoreSheet, group: str | None = None) -> list[LintResult]:
    """Everything odd that a period's results show, in the order of CHECKS; of one group's units if given."""
    return in_order([*_quotas(sheet), *_spread(sheet, group), *_pairs(sheet, group), *_weights(sheet, group)])


def not_checked(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> list[str]:
    """The checks that had too few units (or another reason not to run), each with what it needs."""
    there, scored = int(members(sheet, group).sum()), int(measured(sheet, group).sum())
    weights = gettext(lang, "Marks and actual influence")
    needs = [
        (there, LEAST_FOR_SPREAD, gettext(lang, "Spread")),
        (scored, LEAST_FOR_PAIRS, gettext(lang, "Indicators that repeat each other")),
        (scored, LEAST_UNITS, weights),
    ]
    sentences = [
        gettext(lang, "{check}: needs at least {need} units, there are {have}; not checked.", check=c, need=n, have=h)
        for h, n, c in needs
        if h < n
    ]
    if not possible(sheet):
        product = gettext(lang, "{check}: a geometric mean is no sum of its parts; not checked.", check=weights)
        sentences.append(product)
    return sentences


def not_run(sheet: ScoreSheet | None, group: str | None = None) -> set[str]:
    """The codes of the checks that could not run: all that need results without any, else those with too few units."""
    if sheet is None:
        return {code for code, check in CHECKS.items() if check.results}
    there, scored = int(members(sheet, group).sum()), int(measured(sheet, group).sum())
    spread = {code for code in CHECKS if code.startswith("everyone_")} if there < LEAST_FOR_SPREAD else set()
    pairs = {"say_the_same", "say_the_opposite"} if scored < LEAST_FOR_PAIRS else set()
    enough = scored >= LEAST_UNITS and possible(sheet)
    return spread | pairs | (set() if enough else {"section_weight", "indicator_weight", "against_total"})


_ALL = text("全体", "All")
_BELOW_ONE = text("{group}{count}个单位，名额比例{share}，不足1个", "{group}: {count} units, quota {share}, below one")


def _quotas(sheet: ScoreSheet) -> Iterator[LintResult]:
    sizes = sheet.listed["group"].value_counts()
    for grade in sheet.system.grades:
        for name, group in sheet.system.groups.items() if grade.of == "group" else ():
            yield from _no_place(grade, group.title, int(sizes.get(name, 0)))
        if grade.of == "all":
            yield from _no_place(grade, _ALL, sum(int(sizes.get(name, 0)) for name in sheet.system.groups))


def _no_place(grade: Grade, who: Text, count: int) -> Iterator[LintResult]:
    if grade.quota and count and floor_exact(grade.quota * count) < 1:
        share = percent(grade.quota)
        what = text(
            "{group}{count}个单位，名额比例{share}，不足1个", "{group}: {count} units, quota {share}, below one"
        )
        yield LintResult("quota_no_place", what.filled(group=who, count=count, share=share), grade.id, grade.title)


_OF_MARKS = ("everyone_full", "everyone_zero", "everyone_same")  # they speak of marks, which not every one is worth


# --- spread --------------------------------------------------------------------------------------


def _spread(sheet: ScoreSheet, group: str | None) -> Iterator[LintResult]:
    who = members(sheet, group)
    groups = sheet.units["group"].to_numpy()
    for row, indicator in enumerate(sheet.system.indicators.values()):
        has_it = np.isin(groups, [g for g in sheet.system.groups if indicator.applies(g)])
        asked = who & has_it
        if asked.sum() < LEAST_FOR_SPREAD:
            continue
        states, rates = sheet.line_arrays.state[row, asked], sheet.line_arrays.rate[row, asked]
        code = _without_spread(states, rates)
        if code and (indicator.marks != 0 or code not in _OF_MARKS):
            judged = rates[~np.isin(states, (NOT_APPLICABLE, AWAITED))]
            what = _spread_words(code, int(asked.sum()), len(judged), float(judged[0]) if len(judged) else 0.0)
            yield LintResult(code, what, indicator.id, indicator.title)


def _without_spread(states: np.ndarray, rates: Floats) -> str:
    """The code of the way in which all the units are alike; '' where they differ."""
    if (states == NOT_APPLICABLE).all():
        return "everyone_not_applicable"
    judged = ~np.isin(states, (NOT_APPLICABLE, AWAITED))
    if not judged.any():
        return ""
    if (states[judged] == UNANSWERED).all():
        return "everyone_unanswered"
    known = rates[judged]
    if judged.sum() < LEAST_FOR_SPREAD or known.max() - known.min() > 1e-9:
        return ""
    if known[0] >= 1 - 1e-9:
        return "everyone_full"
    return "everyone_zero" if known[0] <= 1e-9 else "everyone_same"


def _spread_words(code: str, asked: int, judged: int, rate: float) -> Text:
    if code == "everyone_not_applicable":
        return text("{asked}个单位都不适用", "Not applicable to all {asked} units").filled(asked=asked)
    if code == "everyone_unanswered":
        return text("适用的{judged}个单位都未填报", "Answered by none of the {judged} units that have it").filled(
            judged=judged
        )
    alike = text("{judged}个单位得分率都是{rate}", "All {judged} units earn {rate}")
    return alike.filled(judged=judged, rate=rounded_percent(rate))


# --- pairs ---------------------------------------------------------------------------------------


def rank_correlations(sheet: ScoreSheet, group: str | None = None) -> pd.DataFrame:
    """Pairs of indicators with |rho| >= ALIKE: a, b (ids), rho (Spearman), units; the strongest first.

    Only units whose report was judged on both count; a pair needs LEAST_FOR_PAIRS of them, and
    LEAST_VALUES different rates of each.
    """
    lines, who = sheet.line_arrays, members(sheet, group)
    rates = np.where(lines.state == SCORED, lines.rate, np.nan)[:, who]
    ids = [name for name, row in zip(sheet.system.indicators, rates, strict=True) if _varies(row)]
    frame = pd.DataFrame(dict(zip(sheet.system.indicators, rates, strict=True)))[ids].round(9)
    rho = frame.corr(method="spearman", min_periods=LEAST_FOR_PAIRS).to_numpy()
    alike = []
    for a, b in zip(*np.nonzero(np.triu(np.abs(np.nan_to_num(rho)) >= ALIKE - 1e-12, k=1)), strict=True):
        both = frame.iloc[:, [a, b]].dropna()
        if both.nunique().min() >= LEAST_VALUES:
            alike.append((ids[a], ids[b], float(rho[a, b]), len(both)))
    pairs = pd.DataFrame(alike, columns=["a", "b", "rho", "units"])
    return pairs.sort_values("rho", key=lambda r: -r.abs(), kind="stable").reset_index(drop=True)


def _varies(rates: Floats) -> bool:
    known = rates[~np.isnan(rates)]
    return len(known) >= LEAST_FOR_PAIRS and len(np.unique(known.round(9))) >= LEAST_VALUES


def _pairs(sheet: ScoreSheet, group: str | None) -> Iterator[LintResult]:
    items = sheet.system.indicators
    for pair in rank_correlations(sheet, group).itertuples():
        what = text(
            "与 {other}“{title}”的名次相关系数{rho}（{units}个单位）",
            "With {other} '{title}': rank correlation {rho} ({units} units)",
        ).filled(other=pair.b, title=items[str(pair.b)].title, rho=plain(float(pair.rho), 2), units=pair.units)
        code = "say_the_same" if pair.rho > 0 else "say_the_opposite"
        yield LintResult(code, what, str(pair.a), items[str(pair.a)].title)


# --- weights -------------------------------------------------------------------------------------


def _weights(sheet: ScoreSheet, group: str | None) -> Iterator[LintResult]:
    if measured(sheet, group).sum() < LEAST_UNITS:
        return
    sections = {s.id: s.title for s in sheet.system.sections}
    yield from _far(section_shares(sheet, group), sections, SECTION_GAP, "section_weight")
    indicators = {name: i.title for name, i in sheet.system.indicators.items()}
    shares = indicator_shares(sheet, group)
    yield from _far(shares, indicators, INDICATOR_GAP, "indicator_weight")
    for row in shares[shares["variance_share"] <= AGAINST].itertuples():
        if row.id:
            yield LintResult("against_total", _share_words(row), str(row.id), indicators[str(row.id)])


def _far(shares: pd.DataFrame, titles: dict[str, Text], gap: float, code: str) -> Iterator[LintResult]:
    far = shares[(shares["gap"].abs() >= gap) & (shares["id"] != "")]
    for row in far.sort_values("gap", key=lambda g: -g.abs(), kind="stable").itertuples():
        yield LintResult(code, _share_words(row), str(row.id), titles[str(row.id)])


def _share_words(row: object) -> Text:
    marks, decides = (percent(float(getattr(row, name))) for name in ("marks_share", "variance_share"))
    words = text("占分值{marks}，占总分差异{decides}", "{marks} of the marks, {decides} of the spread of the total")
    return words.filled(marks=marks, decides=decides)
