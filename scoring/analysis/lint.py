"""What is odd about a system, from its file alone.

What makes a file unusable (bands out of order, unknown keys ...) is refused when it is read; here is
what can be read, and still does not do what its author meant. `lint_checks` says what each code means;
what only one kind of rule can get wrong is in the rule itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

import pandas as pd

from scoring.analysis.lint_checks import CHECKS
from scoring.numbers import plain
from scoring.problems.lint_check import LEVELS, LintResult
from scoring.rules import AdjustmentRule, IndicatorRule, Outlook
from scoring.rules.words import percent
from scoring.system import Adjustment, Indicator, IndicatorSystem, InMarks, Measure, Section
from scoring.system.part_words import children_of
from scoring.words import Lang, text

_SYSTEM = text("整个体系", "The whole system")
_SIDES = {"bonus": text("加分", "Bonus"), "deduction": text("扣分", "Deduction")}
_NEAR = 1e-9


def lint(system: IndicatorSystem) -> list[LintResult]:
    """Everything odd that the file alone shows, in the order of CHECKS."""
    results = [*_marks(system), *_totals(system), *_grades(system), *_rules(system)]
    for indicator in system.indicators.values():
        results += _range(system, indicator)
    for part in system.parts:
        results += _part(system, part)
    return in_order(results)


def in_order(results: Iterable[LintResult]) -> list[LintResult]:
    """Results by check, in the order of CHECKS; those of one check as they were given."""
    places = {code: place for place, code in enumerate(CHECKS)}
    return sorted(results, key=lambda result: places[result.code])


def lint_table(results: Iterable[LintResult], lang: Lang = "zh") -> pd.DataFrame:
    """The results as rows: level, check, where (id), title, what, why_matters, to_do; all in words."""
    rows = []
    for result in results:
        check = CHECKS[result.code]
        texts = (LEVELS[check.level], check.title, result.title, result.what, check.why, check.to_do)
        level, name, title, what, why, to_do = (one.get(lang) for one in texts)
        rows.append((level, name, result.where, title, what, why, to_do))
    return pd.DataFrame(rows, columns=["level", "check", "where", "title", "what", "why_matters", "to_do"])


# --- marks and rules -----------------------------------------------------------------------------


def _marks(system: IndicatorSystem) -> Iterator[LintResult]:
    if not system.marks_make_scale:
        return
    for name, group in system.groups.items():
        total, scale = system.total_marks(name), system.scale
        if abs(total - scale) > _NEAR:
            what = text("{group}的分值合计{total}，满分{scale}", "{group}: {total} marks, full score {scale}")
            what = what.filled(group=group.title, total=plain(total), scale=plain(scale))
            whole = sum(i.marks_for(name) for i in system.indicators.values())
            code = "marks_total" if abs(whole - scale) > _NEAR else "marks_rescaled"
            yield LintResult(code, what, name, group.title)


def _rules(system: IndicatorSystem) -> Iterator[LintResult]:
    """What the rules themselves say is odd about them."""
    outlook = Outlook(
        year=system.year,
        best_total=best_total(system),
        best_grade=system.grades[0].id if system.grades else None,
        caps=(system.caps.bonus.at_most, system.caps.deduction.at_most),
        last_grade=system.grades[-1].id if system.grades else None,
    )
    inside = replace(outlook, caps=(None, None))
    for item in system.items.values():
        is_inside = isinstance(item, Adjustment) and item.in_ is not None
        for result in item.rule.lint(item, inside if is_inside else outlook):
            yield replace(result, where=item.id, title=item.title)


def _range(system: IndicatorSystem, indicator: Indicator) -> Iterator[LintResult]:
    worth = max((indicator.marks_for(g) for g in system.groups if indicator.applies(g)), default=0.0)
    lowest, highest = cast(IndicatorRule, indicator.rule).range(indicator, worth or 1.0)
    most = percent(highest)
    if worth and highest < 1 - _NEAR and highest - lowest > _NEAR:
        what = text("最高只能得到分值的{most}", "At most {most} of the marks")
        yield LintResult("full_never_met", what.filled(most=most), indicator.id, indicator.title)
    if highest - lowest <= _NEAR:
        what = text("怎样填报都得分值的{most}", "Every report earns {most} of the marks")
        yield LintResult("always_same", what.filled(most=most), indicator.id, indicator.title)


# --- sections and measures ------------------------------------------------------------------------


def _part(system: IndicatorSystem, part: Section | Measure) -> Iterator[LintResult]:
    children = children_of(part)
    if part.take != "all" and len(children) == 1:
        what = text("其中只有“{title}”一项", "'{title}' is the only one in it")
        yield LintResult("take_of_one", what.filled(title=children[0].title), part.id, part.title)
    limits = part.zero_if.below if part.zero_if else {}
    for child in children:
        limit, most = limits.get(child.id), _worth(system, child)
        if isinstance(limit, InMarks) and limit.marks > most + _NEAR:
            what = text(
                "“{title}”最多得{most}分，界限{limit}分", "'{title}' earns at most {most}, the limit is {limit}"
            )
            what = what.filled(title=child.title, most=plain(most), limit=plain(limit.marks))
            yield LintResult("gate_always_closes", what, part.id, part.title)


def _worth(system: IndicatorSystem, child: Measure | Indicator) -> float:
    """The most marks that a measure or indicator can earn a group's units."""
    inside = (child,) if isinstance(child, Indicator) else child.indicators
    by_group = [[i.marks_for(group) for i in inside if i.applies(group)] for group in system.groups]
    takes = isinstance(child, Measure) and child.take != "all"
    return max((max(worth) if takes else sum(worth)) for worth in by_group if worth)


# --- what stands outside the marks ---------------------------------------------------------------


def _most(system: IndicatorSystem) -> dict[str, list[float]]:
    """The most points of each line that can give any to the total, by side: bonus and deduction, both 0 or more.

    Lines that share a limit are one.
    """
    sides = (("bonus", 1), ("deduction", -1))
    return {side: [size for size in _sizes(system, sign) if size > 0] for side, sign in sides}


def _sizes(system: IndicatorSystem, sign: int) -> Iterator[float]:
    """The most points of one sign, by line or by lines that share a limit."""
    outside = [adjustment for adjustment in system.adjustments if adjustment.in_ is None]
    size = {a.id: max(sign * points for points in cast(AdjustmentRule, a.rule).most_points()) for a in outside}
    for entry in system.caps.together:
        shared = [max(0.0, size.pop(one, 0.0)) for one in entry.of]
        yield max(shared) if entry.at_most is None else min(sum(shared), entry.at_most)
    yield from size.values()


def best_base(system: IndicatorSystem) -> float:
    """The best base there can be: full marks, and all there is beyond them, in the group where that comes to most."""
    if not system.sections:
        return system.start
    best = max(group.coefficient * _best_rate(system, name) for name, group in system.groups.items())
    return best * system.scale + system.start


def _best_rate(system: IndicatorSystem, group: str) -> float:
    """The best rate of a group's units over all: more than 1 where marks can be earned beyond full ones."""
    has = [indicator for indicator in system.indicators.values() if indicator.applies(group)]
    beyond = sum(cast(IndicatorRule, indicator.rule).most_beyond() for indicator in has)
    if not beyond:
        return 1.0
    is_plain = system.aggregation == "sum" and all(section.weight is None for section in system.sections)
    # Elsewhere what lies beyond in one part counts for more or less than its marks.
    return 1.0 + beyond / system.total_marks(group) if is_plain and system.total_marks(group) else math.inf


def best_total(system: IndicatorSystem) -> float:
    """The best total there can be: the best base and all bonuses, within its bounds."""
    best, cap = best_base(system), system.caps.bonus
    bonus = sum(_most(system)["bonus"])
    bonus = bonus if cap.at_most is None else min(bonus, cap.at_most)
    is_open = (cap.only_from is None or best >= cap.only_from) and (cap.only_above is None or best > cap.only_above)
    total, limit = best + (bonus if is_open else 0.0), system.total.at_most
    return total if limit is None else min(total, limit)


def _totals(system: IndicatorSystem) -> Iterator[LintResult]:
    most = _most(system)
    for side, title in _SIDES.items():
        cap, together = getattr(system.caps, side).at_most, sum(most[side])
        if cap and not most[side]:
            what = text("合计上限{cap}分", "Total cap {cap}").filled(cap=plain(cap))
            yield LintResult("cap_without_lines", what, title=title)
        elif cap is not None and together < cap:
            what = text(
                "单项上限相加{together}分，合计上限{cap}分",
                "The lines' caps come to {together}, the total cap is {cap}",
            )
            yield LintResult("cap_unreachable", what.filled(together=plain(together), cap=plain(cap)), title=title)
    cap, best = system.caps.bonus, best_base(system)
    gate = max(cap.only_from or 0.0, cap.only_above or 0.0)
    if most["bonus"] and (gate > best or (cap.only_above is not None and cap.only_above >= best)):
        what = text("起点{gate}分，基础分最高{best}分", "From {gate}, base at most {best}")
        yield LintResult("bonus_gate", what.filled(gate=plain(gate), best=plain(best)), title=_SYSTEM)


def _grades(system: IndicatorSystem) -> Iterator[LintResult]:
    best = best_total(system)
    for grade in system.grades:
        if grade.at_least > best:
            what = text("起点{line}分，总分最高{best}分", "From {line}, the best total is {best}")
            what = what.filled(line=plain(grade.at_least), best=plain(best))
            yield LintResult("grade_unreachable", what, grade.id, grade.title)
        if grade.quota == 0:
            yield LintResult("quota_zero", text("名额比例0%", "Quota 0%"), grade.id, grade.title)
        if grade.places == 0:
            yield LintResult("quota_zero", text("名额0个", "0 places"), grade.id, grade.title)
    floor = system.total.at_least
    if system.grades and floor is not None and system.grades[-1].at_least > floor:
        last = system.grades[-1]
        what = text("低于{line}分没有等次", "No grade below {line}").filled(line=plain(last.at_least))
        yield LintResult("grade_gap", what, last.id, last.title)
