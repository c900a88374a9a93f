"""What rules that take marks off have in common.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from scoring.numbers import Floats
from scoring.rules.base import IndicatorRule
from scoring.rules.columns import Columns
from scoring.rules.words import deducted_words


class DeductingRule(IndicatorRule):
    """A rule that takes marks off, until none are left (扣完为止)."""

    @abstractmethod
    def deducted(self, x: Columns) -> Floats:
        """The marks off for every unit, even those beyond what the indicator is worth."""

    def in_marks(self) -> bool:
        return True

    def rate(self, x: Columns) -> Floats:
        return np.clip((x.marks - self.deducted(x)) / x.marks, 0, 1)

    def off_words(self, x: Columns, i: int) -> str:
        """The marks that unit number `i` loses."""
        return deducted_words(min(self.deducted(x)[i], x.marks[i]))
