"""Many files together: which files there are, and what they say as one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from scoring.errors import Problem
from scoring.submission import Submission
from scoring.system import IndicatorSystem
from scoring.workbook import limits
from scoring.workbook.agreement import Files
from scoring.workbook.container import SUFFIXES

_HIDDEN = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


# --- files ------------------------------------------------------------------------------------------


@dataclass
class Collected:
    """The files of some paths, read one at a time as they are asked for, in an order that does not change.

    Attributes:
        skipped: names of files in folders that are nothing to read (known from the start).
    """

    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name, path in self.files.items():
            with path.open("rb") as file:
                yield name, file.read(limits.ARCHIVE_BYTES + 1)

    def __len__(self) -> int:
        return len(self.files)


def collect(paths: Iterable[Path]) -> Collected:
    """The files of `paths` by name: files as they are, folders with all that is in them.

    Raises:
        OSError: a path cannot be read (while iterating, a file).
    """
    found = Collected()
    for path in map(Path, paths):
        for name, file in _in_folder(path) if path.is_dir() else [(path.name, path)]:
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                found.skipped.append(name)
            elif found.files.get(name, file) != file:  # two folders with a file of one name
                found.files[file.as_posix()] = file
            else:
                found.files[name] = file
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _HIDDEN.match(name))
        for name in sorted(names):
            if not _HIDDEN.match(name):
                path = Path(where) / name
                yield path.relative_to(folder).as_posix(), path


# --- what they say together -------------------------------------------------------------------------


@dataclass(frozen=True)
class Batch:
    """Files read together, ready to be scored.

    Attributes:
        units: UNIT_COLUMNS, the units with a report that counts.
        facts: FACT_COLUMNS and PLACE_COLUMNS, of those units.
        accepted, rejected: the files; what is wrong between files is among their problems.
        notices: warnings about the batch as a whole.
    """

    system: IndicatorSystem
    units: pd.DataFrame
    facts: pd.DataFrame
    accepted: tuple[Submission, ...]
    rejected: tuple[Submission, ...]
    notices: tuple[Problem, ...]


def combine(
    submissions: Iterable[Submission],
    system: IndicatorSystem,
    roster: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
) -> Batch:
    """Put files together; those that contradict each other are rejected, each naming the other.

    Args:
        roster: the units there are (UNIT_COLUMNS); its names and groups count before what files say of them.
            Lists of units among the files serve as one too.
        known: what else is known of units (UNIT_COLUMNS), for files that do not say it.
    """
    kept, notices = _without_repeats(submissions)
    files = Files(kept, system, roster, known)
    files.check()
    units, unreported = files.units()
    notices += [Problem("no_report", {"unit_code": unit}, unit=unit) for unit in unreported]
    accepted = tuple(s for s in files.submissions if s.accepted)
    rejected = tuple(s for s in files.submissions if not s.accepted)
    return Batch(system, units, files.facts_of(units["unit"]), accepted, rejected, tuple(notices))


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
