"""What kinds of facts with one field have in common.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from scoring.facts.base import FAR, FactKind, Floats, Reported
from scoring.words import COLUMNS, Lang, Text


class SingleValue(FactKind):
    """One field, `value`."""

    _LABELS: ClassVar[Mapping[str, Text]] = {"value": COLUMNS["value"]}

    def fields(self, item: Reported) -> tuple[str, ...]:
        return ("value",)

    def labels(self) -> Mapping[str, Text]:
        return self._LABELS

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        return self.value_text(values["value"], item, lang) if "value" in values else ""

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        return {"value": self._possible(item, np.array([-FAR, *near, FAR]))}

    def _possible(self, item: Reported, figures: Floats) -> Floats:
        """Those of some figures that can be reported, or what can be in their place."""
        return figures
