"""The scoring rules. A module of this package that defines a `Rule` with a kind holds one, found by being there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from scoring.rules.base import AdjustmentRule, IndicatorRule, Mistake, Outlook, Rule
from scoring.rules.columns import Columns, Subject

__all__ = [
    "RULES",
    "AdjustmentRule",
    "Columns",
    "IndicatorRule",
    "Mistake",
    "Outlook",
    "Rule",
    "Subject",
]


def _discover() -> dict[str, type[Rule]]:
    rules: dict[str, type[Rule]] = {}
    for module_info in iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            is_rule = isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__
            kind = value.model_fields["kind"].default if is_rule else None
            if isinstance(kind, str):
                if kind in rules:
                    raise TypeError(f"rule kind {kind!r} is defined by both {rules[kind]} and {value}")
                rules[kind] = value
    return rules


RULES: dict[str, type[Rule]] = _discover()
