"""Limits on figures in per cent that look like shares are warned of."""

from __future__ import annotations

import pytest

from scoring.system import load_system_text
from tests.system.percent_systems import one_indicator


@pytest.mark.parametrize(
    ("rest", "is_warned"),
    [
        ('facts: number, unit: "%", rule: {kind: target, target: 0.95}', True),
        ('facts: number, unit: "%", rule: {kind: target, target: 95}', False),
        ('facts: number, unit: "％", rule: {kind: goalposts, worst: 0, best: 1}', True),
        ('facts: number, unit: "%", rule: {kind: goalposts, worst: 0, best: 100}', False),
        ("facts: number, unit: 次, rule: {kind: target, target: 0.95}", False),
        ('facts: number, unit: "%", min: 0, max: 100, rule: {kind: target, target: 0.95}', True),
        ('facts: number, unit: "%", max: 1, rule: {kind: target, target: 95}', True),
        ('facts: number, unit: "%", min: 0, rule: {kind: target, target: 95}', False),
        ('facts: number, unit: "%", max: 100, rule: {kind: best_in_group}', False),
        ('facts: ratio, unit: "%", rule: {kind: share}', False),
        ('facts: ratio, unit: "%", rule: {kind: share, full_at: 0.9}', True),
        (
            'facts: ratio, unit: "%", rule: {kind: bands, bands: [{at_least: 90, rate: 1}, {at_least: 0, rate: 0}]}',
            False,
        ),
        ('facts: growth, unit: "%", rule: {kind: improvement, zero_at: 0, full_at: 0.1}', True),
        ('facts: growth, unit: "%", rule: {kind: improvement, zero_at: -5, full_at: 10}', False),
    ],
)
def test_limits_within_one_are_warned_of(rest: str, is_warned: bool) -> None:
    warnings = [(p.code, p.line) for p in load_system_text(one_indicator(rest)).warnings]
    assert warnings == ([("percent_limits_small", 10)] if is_warned else [])
