"""What is odd about a system, from its file alone and from a period's results.

What makes a file unusable (bands out of order, unknown keys ...) is refused when it is read; here is
what can be read, and still does not do what its author meant. `checks` says what each code means.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator

import pandas as pd

from scoring.analysis.lint_checks import CHECKS, LEVELS, Finding
from scoring.analysis.reachable import bands_never_met, rates
from scoring.numbers import plain
from scoring.rules.bands import Bands
from scoring.rules.per_event import PerEvent
from scoring.rules.veto import Veto
from scoring.rules.words import percent
from scoring.system import Indicator, IndicatorSystem
from scoring.words import Lang, Text, day_words, text

_SYSTEM = text("整个体系", "The whole system")
_NEAR = 1e-9


def lint(system: IndicatorSystem) -> list[Finding]:
    """Every finding that the file alone gives, in the order of CHECKS."""
    found = [
        *_marks(system),
        *(finding for indicator in system.indicators.values() for finding in _indicator(system, indicator)),
        *_caps(system),
        *_vetoes(system),
        *_grades(system),
    ]
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by check, in the order of CHECKS; those of one check as they were given."""
    places = {code: place for place, code in enumerate(CHECKS)}
    return sorted(findings, key=lambda finding: places[finding.code])


def findings_table(findings: Iterable[Finding], lang: Lang = "zh") -> pd.DataFrame:
    """The findings as rows: level, check, where (id), title, what, why, to_do; all in words."""
    rows = []
    for f in findings:
        check = CHECKS[f.code]
        said = (LEVELS[check.level], check.title, f.title, f.what, check.why, check.to_do)
        level, name, title, what, why, to_do = (one.get(lang) for one in said)
        rows.append((level, name, f.where, title, what, why, to_do))
    return pd.DataFrame(rows, columns=["level", "check", "where", "title", "what", "why_matters", "to_do"])


# --- marks and rules -----------------------------------------------------------------------------


def _marks(system: IndicatorSystem) -> Iterator[Finding]:
    for name, group in system.groups.items():
        total, scale = system.total_marks(name), system.scale
        if abs(total - scale) > _NEAR:
            what = text(
                f"{group.title.get('zh')}的分值合计{plain(total)}，满分{plain(scale)}",
                f"{group.title.get('en')}: {plain(total)} marks, full score {plain(scale)}",
            )
            whole = sum(i.marks_for(name) for i in system.indicators.values())
            code = "marks_total" if abs(whole - scale) > _NEAR else "marks_rescaled"
            yield Finding(code, name, group.title, what)


def _indicator(system: IndicatorSystem, indicator: Indicator) -> Iterator[Finding]:
    worth = max((indicator.marks_for(g) for g in system.groups if indicator.applies(g)), default=0.0)
    lowest, highest = rates(indicator, worth or 1.0)
    yield from _band_findings(indicator)
    if highest < 1 - _NEAR and highest - lowest > _NEAR:
        what = text(f"最高只能得到分值的{percent(highest)}", f"At most {percent(highest)} of the marks")
        yield Finding("full_never_met", indicator.id, indicator.title, what)
    if highest - lowest <= _NEAR:
        what = text(f"怎样填报都得分值的{percent(highest)}", f"Every report earns {percent(highest)} of the marks")
        yield Finding("always_same", indicator.id, indicator.title, what)
    for name in type(indicator.rule).model_fields:
        day = getattr(indicator.rule, name)
        # A task of the period may be due some time into the year after it.
        if isinstance(day, dt.date) and not system.year <= day.year <= system.year + 1:
            what = text(f"{day_words(day)}，考核年度{system.year}", f"{day_words(day, 'en')}, period {system.year}")
            yield Finding("date_outside", indicator.id, indicator.title, what)


def _band_findings(indicator: Indicator) -> Iterator[Finding]:
    if not isinstance(indicator.rule, Bands):
        return
    bands = indicator.rule.bands
    for place in bands_never_met(indicator):
        at_least = plain(bands[place].at_least)
        what = text(f"第{place + 1}档（{at_least}及以上）", f"Band {place + 1} (from {at_least})")
        yield Finding("band_never_met", indicator.id, indicator.title, what)
    for place in range(1, len(bands)):
        high, low = bands[place - 1].rate, bands[place].rate
        if low >= high:
            what = text(
                f"第{place + 1}档得{percent(low)}，第{place}档得{percent(high)}",
                f"Band {place + 1} earns {percent(low)}, band {place} {percent(high)}",
            )
            yield Finding("band_not_lower", indicator.id, indicator.title, what)


# --- what stands outside the marks ---------------------------------------------------------------


def _lines(system: IndicatorSystem, sign: int) -> list[tuple[str, Text, PerEvent]]:
    """The bonuses (sign 1) or deductions (-1): id, title, rule."""
    return [
        (a.id, a.title, a.rule)
        for a in system.adjustments
        if isinstance(a.rule, PerEvent) and math.copysign(1, a.rule.points) == sign
    ]


def most(system: IndicatorSystem, sign: int) -> float:
    """The most points that bonuses (sign 1) or deductions (-1) can come to; infinite without any cap."""
    each = sum(rule.cap or math.inf for _, _, rule in _lines(system, sign))
    cap = system.caps.bonus.at_most if sign > 0 else system.caps.deduction.at_most
    return each if cap is None else min(each, cap)


def best_total(system: IndicatorSystem) -> float:
    """The best total there can be: full marks in the group with the highest coefficient, and all bonuses."""
    best = max(g.coefficient for g in system.groups.values()) * system.scale
    bonus, gate = most(system, 1), system.caps.bonus
    opens = (gate.only_from is None or best >= gate.only_from) and (gate.only_above is None or best > gate.only_above)
    return best + (bonus if opens else 0.0)


def _caps(system: IndicatorSystem) -> Iterator[Finding]:
    for sign, title in ((1, text("加分", "Bonus")), (-1, text("扣分", "Deduction"))):
        cap = system.caps.bonus.at_most if sign > 0 else system.caps.deduction.at_most
        yield from _total_cap(_lines(system, sign), cap, title)
        for name, item, rule in _lines(system, sign):
            yield from _line_cap(name, item, rule, cap)
    gate = max(system.caps.bonus.only_from or 0.0, system.caps.bonus.only_above or 0.0)
    best = max(g.coefficient for g in system.groups.values()) * system.scale
    above = system.caps.bonus.only_above
    if _lines(system, 1) and (gate > best or (above is not None and above >= best)):
        what = text(
            f"起点{plain(gate)}分，基础分最高{plain(best)}分", f"From {plain(gate)}, base at most {plain(best)}"
        )
        yield Finding("bonus_gate", "", _SYSTEM, what)


def _total_cap(lines: list[tuple[str, Text, PerEvent]], cap: float | None, title: Text) -> Iterator[Finding]:
    together = sum(rule.cap or math.inf for _, _, rule in lines)
    if cap and not lines:
        what = text(f"合计上限{plain(cap)}分", f"Total cap {plain(cap)}")
        yield Finding("cap_without_lines", "", title, what)
    elif cap is not None and together < cap:
        what = text(
            f"单项上限相加{plain(together)}分，合计上限{plain(cap)}分",
            f"The lines' caps come to {plain(together)}, the total cap is {plain(cap)}",
        )
        yield Finding("cap_unreachable", "", title, what)


def _line_cap(name: str, title: Text, rule: PerEvent, total: float | None) -> Iterator[Finding]:
    if rule.cap is None:
        return
    if total is not None and rule.cap > total:
        what = text(
            f"单项上限{plain(rule.cap)}分，合计上限{plain(total)}分", f"Cap {plain(rule.cap)}, total cap {plain(total)}"
        )
        yield Finding("cap_above_total", name, title, what)
    if rule.cap < abs(rule.points):
        each = plain(abs(rule.points))
        what = text(f"每次{each}分，上限{plain(rule.cap)}分", f"{each} an event, cap {plain(rule.cap)}")
        yield Finding("cap_below_event", name, title, what)


def _vetoes(system: IndicatorSystem) -> Iterator[Finding]:
    best, top = best_total(system), system.grades[0].id if system.grades else None
    for item in system.adjustments:
        if not isinstance(item.rule, Veto):
            continue
        limits = item.rule.limits()
        by_score = limits.score_at_most is not None and limits.score_at_most < best
        by_grade = limits.grade_at_most is not None and limits.grade_at_most != top
        if not (by_score or by_grade or limits.unranked):
            what = text(f"最高总分{plain(best)}分", f"The best total is {plain(best)}")
            yield Finding("veto_without_effect", item.id, item.title, what)


def _grades(system: IndicatorSystem) -> Iterator[Finding]:
    best = best_total(system)
    for grade in system.grades:
        if grade.at_least > best:
            line = plain(grade.at_least)
            what = text(f"起点{line}分，总分最高{plain(best)}分", f"From {line}, the best total is {plain(best)}")
            yield Finding("grade_unreachable", grade.id, grade.title, what)
        if grade.quota == 0:
            yield Finding("quota_zero", grade.id, grade.title, text("名额比例0%", "Quota 0%"))
    if system.grades and system.grades[-1].at_least > 0:
        last = system.grades[-1]
        what = text(f"低于{plain(last.at_least)}分没有等次", f"No grade below {plain(last.at_least)}")
        yield Finding("grade_gap", last.id, last.title, what)
