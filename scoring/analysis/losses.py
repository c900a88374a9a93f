"""What units lose on the way to their base: by section, and what each indicator could still give back."""

from __future__ import annotations

import numpy as np

from scoring.engine import BaseParts, Level
from scoring.numbers import TOLERANCE, Bools, Floats, divided


def section_losses(parts: BaseParts) -> Floats:
    """full + start - base, shared out among the sections, shape (sections, units), in points; 0 where nothing counts.

    Sums: what a section's lost marks cost. Products: in proportion to share x -log(rate), the part each
    factor has in the logarithm of the product (logarithmic mean weights: Ang, Energy Policy 33, 2005);
    sections with rate 0 take all of it. The lowest or highest rate: all of it the section's that decides. A
    section whose earned marks were rounded above its marks loses less than nothing.
    """
    sections, way = parts.parts().sections, parts.system.aggregation
    if way == "geometric":
        return parts.full * _shares_of_product(sections)
    if way in ("lowest", "highest"):
        return parts.full * _all_of_one(sections, way == "lowest")
    weighed = sections.weighed
    return parts.full * divided(weighed.weight - weighed.value, weighed.weight.sum(axis=0), 0.0)


def _shares_of_product(sections: Level) -> Floats:
    weight, value = sections.weighed.weight, sections.weighed.value
    rates, shares = divided(value, weight, 1.0), divided(weight, weight.sum(axis=0), 0.0)
    zeros = np.where((rates == 0) & (shares > 0), shares, 0.0)
    logs = -shares * np.log(np.where(rates > 0, rates, 1.0))
    total = logs.sum(axis=0)
    mean = np.divide(-np.expm1(-total), total, out=np.ones_like(total), where=np.abs(total) > TOLERANCE)
    losses: Floats = np.where(zeros.any(axis=0), divided(zeros, zeros.sum(axis=0), 0.0), logs * mean)
    return losses


def _all_of_one(sections: Level, is_lowest: bool) -> Floats:
    """1 - rate of the section whose rate alone decides, the first of equals; 0 of the others."""
    rates = np.where(sections.applies, sections.rate, np.inf if is_lowest else -np.inf)
    decides = rates.argmin(axis=0) if is_lowest else rates.argmax(axis=0)
    is_it = (np.arange(len(rates))[:, None] == decides) & sections.applies
    return np.where(is_it, 1.0 - rates, 0.0)


def gains(parts: BaseParts) -> Floats:
    """Points that one unit's base rises by when one indicator alone earns full marks, (indicators,).

    Args:
        parts: of a single unit.
    """
    best, earned = parts.best, parts.earned
    alone = np.where(np.eye(len(best), dtype=bool), best, earned)
    risen: Floats = np.nan_to_num(parts.base(alone) - parts.base())
    return np.where((best > earned)[:, 0], risen, 0.0)


def only_together(parts: BaseParts, alone: Bools, can_rise: Bools) -> list[int]:
    """The indicators that give one unit points back only together with others, as few as do, in the file's order.

    Two zeros close a gate, two sections of a product have the rate 0, two are equally the worst.

    Args:
        parts: of a single unit.
        alone: the indicators that give points back by themselves, (indicators,).
        can_rise: those that can earn full marks at all, (indicators,).
    """

    def base(full: Bools) -> float:
        return float(parts.base(np.where(full[:, None], parts.best, parts.earned))[0])

    full = can_rise & (parts.best > parts.earned)[:, 0]
    most, noise = base(full), TOLERANCE * parts.system.scale
    if not most - base(alone) > noise:
        return []
    for row in np.flatnonzero(full & ~alone):
        full[row] = False
        full[row] = base(full) < most - noise
    return [int(row) for row in np.flatnonzero(full & ~alone)]


def bases_with_full(parts: BaseParts, order: np.ndarray) -> Floats:
    """One unit's base with the first indicator, the first two ... of `order` at full marks, shape (len(order),).

    Args:
        parts: of a single unit.
        order: numbers of indicators.
    """
    place = np.full(len(parts.earned), len(order))
    place[order] = np.arange(len(order))
    is_full = place[:, None] <= np.arange(len(order))
    return parts.base(np.where(is_full, parts.best, parts.earned))
