"""The indicator system: its file, its objects, and what can be wrong with it."""

from scoring.system.loader import load_system, load_system_text
from scoring.system.models import Adjustment, Indicator, IndicatorSystem, Item, Measure, Placed, Section
from scoring.words import DEFAULT_SYSTEM

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
