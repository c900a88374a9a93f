"""Many files together: what they say as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.workbook.batch import figure_checks, unit_checks
from scoring.workbook.batch.files import Files
from scoring.workbook.submission import Submission


@dataclass(frozen=True)
class Batch:
    """Files read together, ready to be scored.

    Attributes:
        units: UNIT_COLUMNS, the units with a report that counts.
        everyone: UNIT_COLUMNS of all units there are: those listed, else those of all files, left out ones too.
        facts: FACT_COLUMNS and PLACE_COLUMNS, of those units.
        accepted, rejected: the files; what is wrong between files is among their problems.
        notices: warnings about the batch as a whole.
    """

    system: IndicatorSystem
    units: pd.DataFrame
    everyone: pd.DataFrame
    facts: pd.DataFrame
    accepted: tuple[Submission, ...]
    rejected: tuple[Submission, ...]
    notices: tuple[Problem, ...]


def combine(
    submissions: Iterable[Submission],
    system: IndicatorSystem,
    roster: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
    *,
    only_listed: bool = False,
) -> Batch:
    """Put files together; those that contradict each other are rejected, each naming the other.

    Args:
        roster: the units there are (UNIT_COLUMNS); its names and groups count before what files say of them.
            Lists of units among the files serve as one too.
        known: what else is known of units (UNIT_COLUMNS), for files that do not say it.
        only_listed: whether a file that speaks of a unit on no list, where there is one, is rejected: for those who
            have nobody to ask whether the unit is meant.
    """
    kept, notices = _without_repeats(submissions)
    files = Files(kept, system, roster, known)
    _check(files, only_listed)
    units, unreported = files.units()
    notices += [Problem("no_report", {"unit_code": unit}, unit=unit) for unit in unreported]
    accepted = tuple(s for s in files.submissions if s.accepted)
    rejected = tuple(s for s in files.submissions if not s.accepted)
    return Batch(system, units, files.everyone(), files.facts_of(units["unit"]), accepted, rejected, tuple(notices))


def _check(files: Files, only_listed: bool) -> None:
    """Add what is wrong between files, until those that are left agree."""
    files.add(unit_checks.units_twice(files))
    files.add(unit_checks.lists_differ(files))
    files.add(unit_checks.not_as_listed(files))
    files.add(unit_checks.not_listed(files, "unit_off_list" if only_listed else "unit_not_listed"))
    files.add(unit_checks.codes_alike(files))
    checks = (
        unit_checks.details_differ,
        unit_checks.no_group,
        figure_checks.conflicts,
        figure_checks.claims_and_values,
        figure_checks.wrong_group,
        figure_checks.inconsistent,
    )
    while any(files.add(check(files)) for check in checks):
        pass


def _without_repeats(submissions: Iterable[Submission]) -> tuple[list[Submission], list[Problem]]:
    """The files without identical copies and without what zips hold besides; notices say what was left out."""
    first: dict[str, str] = {}
    kept: list[Submission] = []
    notices: list[Problem] = []
    for submission in submissions:
        if submission.kind == "unreadable" and submission.accepted:
            notices += submission.problems
        elif submission.content and submission.sha256 in first:
            notices.append(Problem("same_file_twice", {"other": first[submission.sha256]}, file=submission.file))
        else:
            first.setdefault(submission.sha256, submission.file)
            kept.append(submission)
    return kept, notices
