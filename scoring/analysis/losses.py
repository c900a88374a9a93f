"""What units lose on the way to their base: by section, and what each indicator could still give back."""

from __future__ import annotations

import numpy as np

from scoring.engine import BaseParts
from scoring.numbers import Floats, divided


def section_losses(parts: BaseParts) -> Floats:
    """full - base, shared out among the sections, shape (sections, units), in points; 0 where nothing counts.

    Sums: what a section's lost marks cost. Products: in proportion to share x -log(rate), the part
    each factor has in the logarithm of the product; sections with rate 0 take all of it.
    """
    lost = np.nan_to_num(parts.full - parts.base())
    part = _log_parts(parts) if parts.is_geometric else parts.by_section(parts.weight - parts.value)
    return lost * divided(part, part.sum(axis=0), 0.0)


def _log_parts(parts: BaseParts) -> Floats:
    weight = parts.by_section(parts.weight)
    rates, shares = divided(parts.by_section(parts.value), weight, 1.0), divided(weight, weight.sum(axis=0), 0.0)
    is_zero = rates == 0
    logs = -shares * np.log(np.where(is_zero, 1.0, rates))
    return np.where(is_zero.any(axis=0), np.where(is_zero, shares, 0.0), logs)


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
