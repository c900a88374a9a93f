"""One indicator's figures for all units, as a rule sees them.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.facts import FactKind, is_percent, with_unit
from scoring.numbers import Floats, plain
from scoring.words import Lang, Text, text

_WHICH = text("{which}{figure}", "{which} {figure}")


@dataclass(frozen=True)
class Columns:
    """One indicator's figures; every array is over units.

    Attributes:
        kind: of its facts.
        fields: field name -> value, NaN where blank.
        marks: what the indicator is worth to each unit.
        live: whether the unit has an answer here and the indicator applies to it; values of other
            units are not to be compared with.
        scope: the number of each unit's group.
        measured_in: unit of measurement, for sentences.
        options: a choice's options, in order.
        take: which of several figures is judged; None where there is but one.
        fault_titles: what each fault is called, by the field of its count.
    """

    kind: FactKind
    fields: dict[str, Floats]
    marks: Floats
    live: NDArray[np.bool_]
    scope: NDArray[np.int64]
    measured_in: Text = field(default_factory=lambda: Text(""))
    options: tuple[str, ...] = ()
    take: str | None = None
    fault_titles: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def value(self) -> Floats:
        """The figure to judge: `value` itself, or what the kind makes of its fields (done / due of a ratio)."""
        return self.kind.taken(self.fields, self.take) * self.kind.per(self.measured_in)

    @cached_property
    def given(self) -> NDArray[np.bool_]:
        """Which figures are given, shape (fields, units)."""
        return np.isfinite(np.stack(list(self.fields.values())))

    @cached_property
    def stacked(self) -> Floats:
        """All figures, shape (fields, units)."""
        return np.stack(list(self.fields.values()))

    def scope_of(self, scope: str) -> NDArray[np.int64]:
        """The number of the scope each unit is compared in: its group, or one for all."""
        return self.scope if scope == "group" else np.zeros_like(self.scope)

    # --- one unit, in words ----------------------------------------------------------------------

    def of(self, i: int) -> dict[str, float]:
        """The figures of unit number `i` by field."""
        return {name: float(values[i]) for name, values in self.fields.items()}

    def figure_text(self, i: int, lang: Lang) -> str:
        """The figure of a unit that is judged: '应完成20，完成18（90%）', or the value with its unit."""
        figure = self.kind.figure_text(self.of(i), float(self.value[i]), self.measured_in, lang)
        which = self.kind.taken_words(self.take).get(lang)
        return _WHICH.format(lang, which=which, figure=figure) if which else figure

    def distance_text(self, size: float, lang: Lang) -> str:
        """How far a figure lies beyond a limit: 2次, 20个百分点."""
        return self.kind.distance_text(size, self.measured_in, lang)

    def limit_text(self, limit: float, lang: Lang) -> str:
        """A limit that figures are held against: a percentage for a ratio, else a figure with its unit."""
        return self.kind.limit_phrase("limit", limit, self.measured_in, lang)

    def bare(self, figure: float) -> str:
        """A figure beside one that names its unit of measurement; per cent is said again: 95%."""
        return f"{plain(figure)}%" if is_percent(self.measured_in) else plain(figure)

    def not_applicable_text(self, i: int, lang: Lang) -> str:
        """Why a unit's figures make the indicator not applicable; '' where they do not."""
        return self.kind.not_applicable_text(self.of(i), lang)


@dataclass(frozen=True)
class Subject:
    """What a sentence needs to know of the indicator it is about.

    Attributes:
        fields: of its facts; empty where the sentence is about no indicator of a system.
    """

    kind: FactKind
    measured_in: Text = field(default_factory=lambda: Text(""))
    grades: Mapping[str, Text] = field(default_factory=dict)
    fault_titles: Mapping[str, Text] = field(default_factory=dict)
    fields: tuple[str, ...] = ()

    def amount(self, figure: str, lang: Lang) -> str:
        """A figure with its unit of measurement: 4次, 4 times."""
        return with_unit(figure, self.measured_in, lang)

    def limit(self, value: float, lang: Lang) -> str:
        """A limit that figures are held against: a percentage for a ratio, else a figure with its unit."""
        return self.kind.limit_text(value, self.measured_in, lang)

    def phrase(self, how: str, limit: float, lang: Lang) -> str:
        """How a figure stands to a limit, by a key of `facts.base.LIMITS`: 90%及以上, 低于5次."""
        return self.kind.limit_phrase(how, limit, self.measured_in, lang)

    def step(self, size: float, lang: Lang) -> str:
        """A distance from a limit: percentage points for a ratio, else a figure with its unit."""
        return self.kind.step_text(size, self.measured_in, lang)
