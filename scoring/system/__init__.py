"""The indicator system: its file, its objects, and what can be wrong with it."""

from scoring import DEFAULT_SYSTEM
from scoring.system.grades import InMarks
from scoring.system.loader import load_system, load_system_text
from scoring.system.models import (
    Adjustment,
    Indicator,
    IndicatorSystem,
    Item,
    Measure,
    Placed,
    Section,
    ZeroIf,
)

__all__ = [
    "DEFAULT_SYSTEM",
    "Adjustment",
    "InMarks",
    "Indicator",
    "IndicatorSystem",
    "Item",
    "Measure",
    "Placed",
    "Section",
    "ZeroIf",
    "load_system",
    "load_system_text",
]
