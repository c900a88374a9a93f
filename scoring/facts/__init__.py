"""What can be reported: the kinds of facts, and the fact itself.

Every module of this package that defines a `FactKind` with a name holds one kind, found by being there. A fact is
(unit, indicator, field) -> number; blank is blank, never 0. Numbers are kept as floats: yes = 1, a date as its day
number, a choice as the position of its option.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from scoring.facts.base import (
    NA_FIELD,
    TEXT_FIELDS,
    TEXT_LABELS,
    BadValue,
    FactKind,
    Inconsistency,
    Reported,
    Validation,
    is_percent,
    with_unit,
)
from scoring.facts.fact import FACT_COLUMNS, PLACE_COLUMNS, UNIT_COLUMNS, Fact
from scoring.facts.sheets import Sheet
from scoring.words import COLUMNS, Text

__all__ = [
    "FACT_COLUMNS",
    "FACT_KINDS",
    "NA_FIELD",
    "PLACE_COLUMNS",
    "TEXT_FIELDS",
    "TEXT_LABELS",
    "UNIT_COLUMNS",
    "BadValue",
    "Fact",
    "FactKind",
    "Inconsistency",
    "Reported",
    "Sheet",
    "Validation",
    "field_label",
    "is_percent",
    "with_unit",
]


def _discover() -> dict[str, FactKind]:
    kinds: dict[str, FactKind] = {}
    for module_info in iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for value in vars(module).values():
            is_kind = isinstance(value, type) and issubclass(value, FactKind) and "name" in vars(value)
            if is_kind and value.__module__ == module.__name__:
                if value.name in kinds:
                    raise TypeError(f"the kind of facts {value.name!r} is defined twice, also by {value}")
                kinds[value.name] = value()
                if value.sheet.is_wide and (taken := COLUMNS.keys() & kinds[value.name].labels()):
                    raise TypeError(f"{value}: fields {sorted(taken)} are columns of the glossary")
    return dict(sorted(kinds.items(), key=lambda named: (named[1].order, named[0])))


FACT_KINDS: dict[str, FactKind] = _discover()


def field_label(field: str) -> Text:
    """What a field of whatever kind of facts is called; its own name where no kind knows it.

    For facts whose indicator is gone or has become of another kind; else ask the indicator.
    """
    if field in TEXT_LABELS:
        return TEXT_LABELS[field]
    labels = (kind.labels() for kind in FACT_KINDS.values())
    return next((known[field] for known in labels if field in known), Text(field))
