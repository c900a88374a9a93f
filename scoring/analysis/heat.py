"""Units against the parts of the system: how much of each part every unit earned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.analysis.common import awaited_indicators, costs, in_points, listing_order, members, part_losses
from scoring.engine import ScoreSheet
from scoring.numbers import Floats, divided, percent
from scoring.words import Lang, gettext

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Heat:
    """Units against parts of the system: sections, the measures of one, or the indicators of a measure.

    Attributes:
        rate: index unit code (in the order of the ranking), a column per part's id; 0..1, NaN where
            nothing of the part applies.
        lost: the same shape, in marks, or in points of the total where `in_points`.
        names: unit code -> name, in the same order.
        titles: part's id -> title, in the file's order.
        mean: part's id -> mean rate over all units of the group, also of those left out; NaN without any.
        positions: each row's place in the whole (0-based); it jumps where rows were left out.
        all_units, all_parts: how many there are with those left out.
        awaited: the titles of the parts in which a unit's figure is still awaited: they only seem to be low.
    """

    rate: pd.DataFrame
    lost: pd.DataFrame
    names: dict[str, str]
    titles: dict[str, str]
    mean: dict[str, float]
    positions: tuple[int, ...]
    all_units: int
    all_parts: int
    awaited: tuple[str, ...] = ()
    in_points: bool = False


def heat(
    sheet: ScoreSheet,
    group: str | None = None,
    section: str | None = None,
    lang: Lang = "zh",
    measure: str | None = None,
) -> Heat:
    """Rates and lost marks of units by section, by measure of one section, or by indicator of one measure.

    Args:
        group: a group's id, or None for all units.
        section: a section's id; None for the sections themselves.
        measure: a measure's id; its section need not be given.

    Raises:
        KeyError: the system has no such section or measure.
    """
    titles, part_of = _parts(sheet, section, measure, lang)
    if section is None and measure is None:
        rate, lost = sheet.total_arrays.section_rate, part_losses(sheet, "section")
    elif measure is None:
        rows = _rows([m.id for s in sheet.system.sections for m in s.measures], titles)
        rate, lost = sheet.total_arrays.parts.measures.rate[rows], part_losses(sheet, "measure")[rows]
    else:
        rows = _rows(list(sheet.system.indicators), titles)
        rate, lost = _indicator_rates(sheet, rows), costs(sheet)[rows]
    order = ranked_order(sheet, group)
    codes = sheet.units["unit"].to_numpy()[order]
    rates = pd.DataFrame(rate[:, order].T, index=codes, columns=list(titles))
    return Heat(
        rate=rates,
        lost=pd.DataFrame(lost[:, order].T, index=codes, columns=list(titles)),
        names=dict(zip(codes, sheet.units["name"].to_numpy()[order], strict=True)),
        titles=titles,
        mean={str(part): float(mean) for part, mean in rates.mean().items()},
        positions=tuple(range(len(codes))),
        all_units=len(codes),
        all_parts=len(titles),
        awaited=_awaited(sheet, group, titles, part_of),
        in_points=in_points(sheet.system),
    )


def _awaited(sheet: ScoreSheet, group: str | None, titles: dict[str, str], part_of: Ints) -> tuple[str, ...]:
    waits = awaited_indicators(sheet, members(sheet, group))
    return tuple(title for part, title in enumerate(titles.values()) if waits[part_of == part].any())


def _parts(sheet: ScoreSheet, section: str | None, measure: str | None, lang: Lang) -> tuple[dict[str, str], Ints]:
    """The parts' titles by id, and the number of the part each indicator is in (-1: in none of them)."""
    system = sheet.system
    if measure is not None:
        chosen = {m.id: m for s in system.sections for m in s.measures}[measure]
        titles = {i.id: i.title.get(lang) for i in chosen.indicators}
        ids = [p.indicator.id for p in system.placed]
    elif section is not None:
        inside = {s.id: s for s in system.sections}[section]
        titles = {m.id: m.title.get(lang) for m in inside.measures}
        ids = [p.measure.id for p in system.placed]
    else:
        titles = {s.id: s.title.get(lang) for s in system.sections}
        ids = [p.section.id for p in system.placed]
    number = {part: at for at, part in enumerate(titles)}
    return titles, np.array([number.get(part, -1) for part in ids], dtype=np.int64)


def _rows(ids: list[str], wanted: Collection[str]) -> list[int]:
    return [ids.index(part) for part in wanted]


def _indicator_rates(sheet: ScoreSheet, rows: list[int]) -> Floats:
    """The rate of each indicator as it counts, (indicators, units); NaN where it does not."""
    nodes = sheet.base_parts.nodes()
    return divided(nodes.earned[rows], nodes.marks[rows], np.nan)


def ranked_order(sheet: ScoreSheet, group: str | None) -> Ints:
    """Rows of the group's units, best first, the unranked last."""
    order: Ints = listing_order(sheet)[members(sheet, group)[listing_order(sheet)]]
    return order


def shortened(whole: Heat, most: int = 40, keep: str = "", most_parts: int = 15) -> Heat:
    """What of a large map can be read: its first and last rows and one more, and the parts that lose most.

    Args:
        most: rows kept, besides the one to keep.
        keep: the code of a unit that stays in view; one that is not there is no matter.
        most_parts: columns kept, those on which most marks are lost, in the file's order.
    """
    return _few_parts(_few_units(whole, most, keep), whole.lost.sum(), most_parts)


def _few_units(whole: Heat, most: int, keep: str) -> Heat:
    if len(whole.names) <= most:
        return whole
    codes, last = list(whole.names), most // 2
    at_an_end = {*range(most - last), *range(len(codes) - last, len(codes))}
    kept = [at for at, code in enumerate(codes) if at in at_an_end or code == keep]
    rows = [codes[at] for at in kept]
    names = {code: whole.names[code] for code in rows}
    return replace(whole, rate=whole.rate.iloc[kept], lost=whole.lost.iloc[kept], names=names, positions=tuple(kept))


def _few_parts(few: Heat, lost: pd.Series, most: int) -> Heat:
    """The map with the parts of the greatest loss."""
    if len(few.titles) <= most:
        return few
    first = set(lost.sort_values(ascending=False, kind="stable").index[:most])
    kept = [part for part in few.titles if part in first]
    titles = {part: few.titles[part] for part in kept}
    mean = {part: few.mean[part] for part in kept}
    return replace(few, rate=few.rate[kept], lost=few.lost[kept], titles=titles, mean=mean)


def heat_sentence(whole: Heat, lang: Lang = "zh") -> str:
    """Which part has the lowest mean rate and which the highest, in words; '' without any rate.

    One in which a figure is still awaited is passed over.
    """
    means = {
        part: mean
        for part, mean in whole.mean.items()
        if not np.isnan(mean) and whole.titles[part] not in whole.awaited
    }
    if not means:
        return ""
    low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    if means[low] == means[high]:
        return gettext(lang, "The mean rate is {rate}.", rate=percent(means[low]))
    return gettext(
        lang,
        "The mean rate is lowest in '{lowest}' ({low}), highest in '{highest}' ({high}).",
        lowest=whole.titles[low],
        low=percent(means[low]),
        highest=whole.titles[high],
        high=percent(means[high]),
    )
