"""The indicator system: its file, its objects, and what can be wrong with it."""

from scoring import DEFAULT_SYSTEM
from scoring.system.loader import load_system, load_system_text
from scoring.system.models import Adjustment, Indicator, IndicatorSystem, Item, Measure, Placed, Section

__all__ = [
    "DEFAULT_SYSTEM",
    "Adjustment",
    "Indicator",
    "IndicatorSystem",
    "Item",
    "Measure",
    "Placed",
    "Section",
    "load_system",
    "load_system_text",
]
