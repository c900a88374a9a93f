"""What of a file, or of what is entered, somebody may bring in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scoring.access import EVERYTHING, Actor
from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.workbook.submission import Submission

Pair = tuple[str, str]  # unit, indicator


def objection(
    submission: Submission, system: IndicatorSystem, groups: Mapping[str, str], actor: Actor
) -> Problem | None:
    """Why somebody may not hand in a file; None where they may.

    A unit hands in its own workbook and nothing else. Figures of inspectors are those of what the person may verify.

    Args:
        groups: unit -> its group, of the units that are known.
    """
    units = actor.scope.units
    if units is not None and submission.kind != "unreadable":
        others = [code for code in submission.unit_codes if code not in units]
        if others or submission.kind != "workbook":
            return Problem("not_your_file", {"unit": ", ".join(others[:3]) or submission.file}, file=submission.file)
    verified = {(row[0], row[1]) for row in submission.fact_rows if row[4] == "verified"}
    of_file = {row[0]: row[2] for row in submission.unit_rows}
    outside = first_outside(verified, system, {**of_file, **groups}, actor)
    return None if outside is None else outside.at(file=submission.file)


def first_outside(
    pairs: Iterable[Pair], system: IndicatorSystem, groups: Mapping[str, str], actor: Actor
) -> Problem | None:
    """The first of some units' figures that are not for somebody to verify; None where all are.

    What stands outside all sections is for those who may verify in every section.
    """
    if actor.remit == EVERYTHING:
        return None
    sections = {place.indicator.id: place.section.id for place in system.placed}
    for unit, indicator in pairs:
        if not actor.remit.holds(groups.get(unit, ""), sections.get(indicator, "")):
            return Problem("outside_your_remit", unit=unit, indicator=indicator)
    return None
