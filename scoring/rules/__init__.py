"""The scoring rules. Every module of this package but `base` and `words` holds one kind, found by being there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from scoring.rules.base import AdjustmentRule, Columns, IndicatorRule, Rule, Subject

__all__ = ["RULES", "AdjustmentRule", "Columns", "IndicatorRule", "Rule", "Subject"]


def _discover() -> dict[str, type[Rule]]:
    found: dict[str, type[Rule]] = {}
    for module_info in iter_modules(__path__):
        if module_info.name in ("base", "words"):
            continue
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__:
                kind = value.model_fields["kind"].default
                if kind in found:
                    raise TypeError(f"rule kind {kind!r} is defined by both {found[kind]} and {value}")
                found[kind] = value
    return found


RULES: dict[str, type[Rule]] = _discover()
