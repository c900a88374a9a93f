"""Made-up figures of made-up units: how well each did, turned into what it would have reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np

from scoring.system import Indicator, IndicatorSystem

Values = dict[str, Any]  # field -> value as a person means it: number, date, option, True or False

UNITS: list[tuple[str, str, str]] = [
    ("U01", "办公室", "general"),
    ("U02", "研究室", "general"),
    ("U03", "信息中心", "general"),
    ("U04", "组织人事处", "general"),
    ("U05", "行政财务处", "general"),
    ("U06", "联络接待处", "general"),
    ("U07", "法制委员会", "committee"),
    ("U08", "监察和司法委员会", "committee"),
    ("U09", "财政经济委员会", "committee"),
    ("U10", "教科文卫委员会", "committee"),
    ("U11", "环境资源保护委员会", "committee"),
    ("U12", "农业农村委员会", "committee"),
    ("U13", "社会建设委员会", "committee"),
    ("U14", "外事侨务委员会", "committee"),
    ("U15", "期刊编辑部", "affiliate"),
    ("U16", "会议服务中心", "affiliate"),
    ("U17", "代表联络中心", "affiliate"),
    ("U18", "档案资料馆", "affiliate"),
]

# How well each unit did, 0..1, in the order of UNITS.
LEVELS: dict[int, list[float]] = {
    2024: [0.88, 0.80, 0.91, 0.72, 0.62, 0.81, 0.95, 0.84, 0.90, 0.75, 0.70, 0.60, 0.83, 0.79, 0.86, 0.64, 0.90, 0.55],
    2025: [0.93, 0.83, 0.95, 0.80, 0.66, 0.74, 0.94, 0.92, 0.95, 0.85, 0.91, 0.68, 0.90, 0.76, 0.93, 0.78, 0.86, 0.50],
}
STAFF = 24  # people of a typical unit; headcounts are of that order


def reported(system: IndicatorSystem, group: str, level: float, random: np.random.Generator) -> dict[str, Values]:
    """What a unit of that level reports, indicator by indicator."""
    found: dict[str, Values] = {}
    for indicator in system.indicators.values():
        # Strong units are even, weak ones have holes.
        rate = float(np.clip(random.normal(level, 0.10 + 0.12 * (1 - level)), 0, 1))
        if random.random() < 0.35 * (level - 0.6):
            rate = 1.0
        if indicator.applies(group):
            found[indicator.id] = _MAKERS[indicator.rule.kind](indicator, rate, random)
    return found


def _whole(value: float) -> int:
    return max(0, round(value))


def _ratio(indicator: Indicator, share: float, random: np.random.Generator) -> Values:
    due = 365 if indicator.id == "M06-2" else int(random.integers(STAFF - 8, STAFF * 3))
    return {"done": min(due, _whole(due * min(1.0, share))), "due": due}


def _pass(_: Indicator, rate: float, __: np.random.Generator) -> Values:
    return {"value": rate > 0.45}


def _share(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    rule: Any = indicator.rule
    return _ratio(indicator, rule.zero_at + rate * (rule.full_at - rule.zero_at) + (0.02 if rate > 0.9 else 0), random)


def _target(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    goal: float = indicator.rule.target  # type: ignore[attr-defined]
    return {"value": _whole(goal * rate) + (int(random.integers(0, 3)) if rate > 0.9 else 0)}


def _shortfall(indicator: Indicator, rate: float, _: np.random.Generator) -> Values:
    rule: Any = indicator.rule
    return {"value": _whole(rule.at_least - round((1 - rate) * 3) * rule.per)}


def _every_period(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    fields = indicator.fields
    missed = set(random.choice(len(fields), size=round((1 - rate) * len(fields) * 0.6), replace=False).tolist())
    return {f: 0 if n in missed else int(random.integers(1, 3)) for n, f in enumerate(fields)}


def _bands(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    bands: Any = indicator.rule.bands  # type: ignore[attr-defined]
    reached = min((b for b in bands), key=lambda b: abs(b.rate - rate))
    if indicator.facts == "ratio":
        due = 200
        return {"done": min(due, int(np.ceil(reached.at_least * due))), "due": due}
    extra = round(float(random.random()) * 2, 1) if indicator.facts == "number" else 0
    return {"value": reached.at_least + extra if extra else int(reached.at_least)}


def _levels(indicator: Indicator, rate: float, _: np.random.Generator) -> Values:
    levels: dict[str, float] = indicator.rule.levels  # type: ignore[attr-defined]
    return {"value": min(levels, key=lambda option: abs(levels[option] - rate))}


def _deadline(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    by: dt.date = indicator.rule.by  # type: ignore[attr-defined]
    late = int((1 - rate) * 22) if rate < 0.82 else -int(random.integers(0, 25))
    return {"value": min(by + dt.timedelta(days=late), dt.date(by.year, 12, 31))}


def _rating(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    scores = np.clip(random.normal(62 + 36 * rate, 3, len(indicator.fields)), 40, 100).round()
    return dict(zip(indicator.fields, scores.astype(int).tolist(), strict=True))


def _goalposts(indicator: Indicator, rate: float, _: np.random.Generator) -> Values:
    rule: Any = indicator.rule
    return {"value": round(rule.worst + rate * (rule.best - rule.worst), 1)}


def _nearest(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    rule: Any = indicator.rule
    side = 1 if random.random() < 0.5 else -1
    return {"value": round(rule.target + side * (1 - rate) * rule.zero_beyond)}


def _best_in_group(_: Indicator, rate: float, __: np.random.Generator) -> Values:
    return {"value": _whole(12 * rate)}


def _by_rank(_: Indicator, rate: float, __: np.random.Generator) -> Values:
    return {"value": round(2 + 9 * (1 - rate), 1)}


def _improvement(indicator: Indicator, rate: float, random: np.random.Generator) -> Values:
    rule: Any = indicator.rule
    before = int(random.integers(40, 90)) * 50
    return {"now": round(before * (1 + rule.zero_at + rate * (rule.full_at - rule.zero_at))), "before": before}


_MAKERS: dict[str, Callable[[Indicator, float, np.random.Generator], Values]] = {
    "pass": _pass,
    "share": _share,
    "target": _target,
    "shortfall": _shortfall,
    "every_period": _every_period,
    "bands": _bands,
    "levels": _levels,
    "deadline": _deadline,
    "rating": _rating,
    "goalposts": _goalposts,
    "nearest": _nearest,
    "best_in_group": _best_in_group,
    "by_rank": _by_rank,
    "improvement": _improvement,
}
