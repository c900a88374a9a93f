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
    """What became of one batch; `notices` concern the batch and no single file."""

    results: tuple[FileResult, ...]
    notices: tuple[Problem, ...]


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
    results = []
    for submission in sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file):
        progress(1.0, submission.file)
        results.append(_kept(store, year, submission, by))
    return Received(tuple(results), tuple(batch.notices))


def _kept(store: Store, year: int, submission: Submission, by: str) -> FileResult:
    saved = store.save(year, submission, by)
    outcome: Outcome = "rejected" if not submission.accepted else "duplicate" if saved.duplicate else "accepted"
    units = tuple(submission.reported_units or submission.units["unit"])
    return FileResult(submission.file, outcome, units, saved.version, tuple(submission.problems))
