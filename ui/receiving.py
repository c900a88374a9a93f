"""The intake of files, the same for an upload and for the sample: read, compare within the batch, store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.errors import Problem
from scoring.store import Store
from scoring.submission import Submission
from scoring.workbook import combine, read_upload

Outcome = Literal["accepted", "duplicate", "rejected"]


@dataclass(frozen=True)
class FileResult:
    """What became of one file; a zip gives one for each file in it."""

    file: str
    outcome: Outcome
    units: tuple[str, ...]
    version: int | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Received:
    """What became of one batch.

    Attributes:
        notices: warnings about the batch and no single file.
        strangers: codes of units in accepted files that the period did not know; a slip of the pen, perhaps.
    """

    results: tuple[FileResult, ...]
    notices: tuple[Problem, ...]
    strangers: tuple[str, ...]


def receive(
    store: Store, year: int, files: Sequence[tuple[str, bytes]], by: str, progress: Callable[[float, str], None]
) -> Received:
    """Read a batch of files and store each, the rejected ones too, with what was wrong.

    The same bytes for the same unit and period are one version, however often they are sent.

    Args:
        files: names and contents as uploaded; zips are opened.
        progress: told the share that is done (0..1) and the file at hand, never inside a transaction.
    """
    system = store.system(year)
    submissions: list[Submission] = []
    for number, (name, content) in enumerate(files):
        progress(number / len(files), name)
        submissions += read_upload(name, content, system)
    batch = combine(submissions, system)
    known, results = set(store.units(year)["unit"]), []
    for submission in sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file):
        progress(1.0, submission.file)
        results.append(_kept(store, year, submission, by))
    # Whether a unit has a report is for the store to say: it may have come in an earlier batch.
    notices = tuple(notice for notice in batch.notices if notice.code != "no_report")
    strangers = dict.fromkeys(u for r in results if r.outcome == "accepted" for u in r.units if u not in known)
    return Received(tuple(results), notices, tuple(strangers) if known else ())


def _kept(store: Store, year: int, submission: Submission, by: str) -> FileResult:
    saved = store.save(year, submission, by)
    outcome: Outcome = "rejected" if not submission.accepted else "duplicate" if saved.duplicate else "accepted"
    units = tuple(submission.reported_units or submission.units["unit"])
    version = None if outcome == "rejected" else saved.version
    return FileResult(submission.file, outcome, units, version, tuple(submission.problems))
