"""What units lose on the way to their base: by section, and what each indicator could still give back."""

from __future__ import annotations

import numpy as np

from scoring.engine import BaseParts
from scoring.numbers import TOLERANCE, Floats, divided


def section_losses(parts: BaseParts) -> Floats:
    """full - base, shared out among the sections, shape (sections, units), in points; 0 where nothing counts.

    Sums: what a section's lost marks cost. Products: in proportion to share x -log(rate), the part each
    factor has in the logarithm of the product (logarithmic mean weights: Ang, Energy Policy 33, 2005);
    sections with rate 0 take all of it. A section whose earned marks were rounded above its marks loses
    less than nothing.
    """
    if parts.is_geometric:
        return _shares_of_product(parts)
    return parts.full * divided(parts.by_section(parts.weight - parts.value), parts.weight.sum(axis=0), 0.0)


def _shares_of_product(parts: BaseParts) -> Floats:
    weight = parts.by_section(parts.weight)
    rates, shares = divided(parts.by_section(parts.value), weight, 1.0), divided(weight, weight.sum(axis=0), 0.0)
    zeros = np.where((rates == 0) & (shares > 0), shares, 0.0)
    logs = -shares * np.log(np.where(rates > 0, rates, 1.0))
    total = logs.sum(axis=0)
    mean = np.divide(-np.expm1(-total), total, out=np.ones_like(total), where=np.abs(total) > TOLERANCE)
    losses: Floats = parts.full * np.where(zeros.any(axis=0), divided(zeros, zeros.sum(axis=0), 0.0), logs * mean)
    return losses


def gains(parts: BaseParts) -> Floats:
    """Points that one unit's base rises by when one indicator alone earns full marks, (indicators,).

    Args:
        parts: of a single unit.
    """
    alone = np.where(np.eye(len(parts.weight), dtype=bool), parts.weight, parts.value)
    risen: Floats = np.nan_to_num(parts.base(alone) - parts.base())
    return np.where((parts.weight > parts.value)[:, 0], risen, 0.0)


def bases_with_full(parts: BaseParts, order: np.ndarray) -> Floats:
    """One unit's base with the first indicator, the first two ... of `order` at full marks, shape (len(order),).

    Args:
        parts: of a single unit.
        order: numbers of indicators.
    """
    place = np.full(len(parts.weight), len(order))
    place[order] = np.arange(len(order))
    is_full = place[:, None] <= np.arange(len(order))
    return parts.base(np.where(is_full, parts.weight, parts.value))
