"""The `facts` frame as arrays over units, with verified figures taking the place of reported ones.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.facts import NA_FIELD
from scoring.numbers import Floats
from scoring.system import Adjustment, Indicator, IndicatorSystem

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class FactArrays:
    """Figures of all units.

    Attributes:
        values: shape (slots, units); a slot is one field of one item. NaN is blank.
        claims: shape (items, units); whether "not applicable" is claimed.
        slots: item id -> the slots of its fields, in order. One that judges another's facts has that one's.
        items: item id -> row of `claims`; where facts are another's, so are the claims.
    """

    values: Floats
    claims: Bools
    slots: dict[str, slice]
    items: dict[str, int]

    def of(self, item: str) -> Floats:
        """The figures of one item, shape (fields, units)."""
        return self.values[self.slots[item]]

    def claimed(self, item: str) -> Bools:
        """Which units claim that the item does not apply."""
        return self.claims[self.items[item]]


def fact_arrays(system: IndicatorSystem, units: pd.Index, facts: pd.DataFrame) -> tuple[FactArrays, FactArrays]:
    """Arrange facts for scoring.

    Facts of units not in `units`, or of items or fields the system does not have, have no effect.

    Returns:
        What counts (verified where there is one) and what the units reported themselves (with the
        inspectors' figures where only inspectors report). The same object where the two agree.
    """
    slots, items, slot_of = _layout(system)
    shape = (max((s.stop for s in slots.values()), default=0), len(units))
    columns = _Codes.of(facts, units, slot_of)
    reported = columns.scatter(shape, len(items), "self")
    verified = columns.scatter(shape, len(items), "verified")
    of_others = [item for item, definition in system.reported_items.items() if definition.reported_by != "unit"]
    counts = _overlaid(reported, verified, slots, items, list(system.reported_items))
    _complete(system, *counts, slots, items)
    overruled = [i for i in system.reported_items if i not in of_others and _speaks(verified, slots, items, i)]
    if not overruled:
        counted = FactArrays(*counts, slots, items)
        return counted, counted
    own = _overlaid(reported, verified, slots, items, of_others)
    _complete(system, *own, slots, items)
    return FactArrays(*counts, slots, items), FactArrays(*own, slots, items)


def _complete(
    system: IndicatorSystem, values: Floats, claims: Bools, slots: dict[str, slice], items: dict[str, int]
) -> None:
    """Fill in, where they stand, what follows from what is given.

    What is blank is 0 where another field is given and the kind of facts says so. A claim also holds for the items that
    judge the same facts; figures beside it, which only an adjustment would look at, are none.
    """
    for item in system.items.values():
        if not item.has_facts:
            claims[items[item.id]] = claims[items[item.source.id]]
            if isinstance(item, Adjustment) and isinstance(item.source, Indicator) and item.source.may_not_apply:
                values[slots[item.id]][:, claims[items[item.id]]] = np.nan
        elif item.fact_kind.rest_is_zero:
            figures = values[slots[item.id]]
            figures[np.isnan(figures) & np.isfinite(figures).any(axis=0)] = 0.0


def _layout(system: IndicatorSystem) -> tuple[dict[str, slice], dict[str, int], dict[tuple[str, str], int]]:
    """Slots of each item, its row among the claims, and (item, field) -> slot; a claim has slot -1 - row.

    Items that judge another's facts have the slots of that one, and no slot of a field or claim of their own.
    """
    slots: dict[str, slice] = {}
    items: dict[str, int] = {}
    slot_of: dict[tuple[str, str], int] = {}
    start = 0
    for row, (item, definition) in enumerate(system.items.items()):
        fields, items[item] = definition.fields, row
        if not definition.has_facts:
            continue
        slots[item] = slice(start, start + len(fields))
        slot_of |= {(item, field): start + k for k, field in enumerate(fields)}
        slot_of[item, NA_FIELD] = -1 - row
        start += len(fields)
    for item, definition in system.items.items():
        if not definition.has_facts:
            slots[item] = slots[definition.source.id]
    return slots, items, slot_of


_NOWHERE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class _Codes:
    """The facts' rows as numbers: unit, slot, value and source."""

    unit: NDArray[np.int64]
    slot: NDArray[np.int64]
    value: Floats
    verified: Bools

    @classmethod
    def of(cls, facts: pd.DataFrame, units: pd.Index, slot_of: dict[tuple[str, str], int]) -> _Codes:
        unit_codes, unit_names = _coded(facts["unit"])
        item_codes, item_names = _coded(facts["indicator"])
        field_codes, field_names = _coded(facts["field"])
        table = np.full((len(item_names) + 1, len(field_names) + 1), _NOWHERE)
        for row, item in enumerate(item_names):
            for column, field in enumerate(field_names):
                table[row, column] = slot_of.get((item, field), _NOWHERE)
        unit_at = np.append(units.get_indexer(pd.Index(unit_names)), -1)
        source_codes, sources = _coded(facts["source"])
        is_verified = np.append(np.asarray(sources) == "verified", False)
        return cls(
            unit_at[unit_codes],
            table[item_codes, field_codes],
            facts["value"].to_numpy(float),
            is_verified[source_codes],
        )

    def scatter(self, shape: tuple[int, int], claims: int, source: str) -> tuple[Floats, Bools]:
        """Values by slot and unit, and claims by item and unit, of one source."""
        wanted = (self.verified == (source == "verified")) & (self.unit >= 0) & (self.slot > _NOWHERE)
        values = np.full(shape, np.nan)
        claimed = np.zeros((claims, shape[1]), dtype=bool)
        is_value = wanted & (self.slot >= 0)
        values[self.slot[is_value], self.unit[is_value]] = self.value[is_value]
        is_claim = wanted & (self.slot < 0)
        claimed[-1 - self.slot[is_claim], self.unit[is_claim]] = True
        return values, claimed


def _coded(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(np.int64), list(column.cat.categories)
    codes, names = pd.factorize(column)
    return codes.astype(np.int64), list(names)


def _speaks(source: tuple[Floats, Bools], slots: dict[str, slice], items: dict[str, int], item: str) -> bool:
    values, claimed = source
    return bool(np.isfinite(values[slots[item]]).any() or claimed[items[item]].any())


def _overlaid(
    reported: tuple[Floats, Bools],
    verified: tuple[Floats, Bools],
    slots: dict[str, slice],
    items: dict[str, int],
    which: list[str],
) -> tuple[Floats, Bools]:
    """Reported figures with the verified ones of `which` items in their place.

    A verified value cancels a claim of "not applicable", a verified claim cancels reported values.
    """
    values, claimed = reported[0].copy(), reported[1].copy()
    for item in which:
        if not _speaks(verified, slots, items, item):
            continue
        rows, row = slots[item], items[item]
        given = np.isfinite(verified[0][rows])
        values[rows] = np.where(given, verified[0][rows], values[rows])
        claimed[row] = np.where(given.any(axis=0), False, claimed[row]) | verified[1][row]
        values[rows] = np.where(verified[1][row], np.nan, values[rows])
    return values, claimed
