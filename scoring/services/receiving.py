"""The intake of files, the same for an upload and for the sample: read, compare within the batch, store."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from scoring.problems import Problem
from scoring.store import FileOutcome, Saved, Store
from scoring.system import IndicatorSystem
from scoring.workbook import combine, read_uploads
from scoring.workbook.submission import Submission

Outcome = Literal["counted", "waiting", "duplicate", "rejected", "failed", "repeat", "skipped"]
Files = Sequence[tuple[str, bytes]]
Told = Callable[[float, str], None]

_READING = 0.7  # share of the work, about
_log = logging.getLogger("kaoping")


@dataclass(frozen=True)
class Received:
    """What became of one batch.

    Attributes:
        batch: its number in the store.
        problems: of all its files.
    """

    batch: int
    outcomes: tuple[FileOutcome, ...]
    problems: tuple[Problem, ...]


def receive(store: Store, year: int, files: Files, by: str, progress: Told) -> Received:
    """Read a batch of files and store each, the rejected ones too, with what was wrong, and how each fared.

    The same bytes for the same unit and period are one version, however often they are sent. A file that takes
    the place of something that counts waits for a decision. What goes wrong on our side costs the file at hand
    its result, never the batch.

    Args:
        files: names and contents as uploaded; zips are opened.
        progress: told the share that is done (0..1) and the file at hand, never inside a transaction.
    """
    system, units = store.system(year), store.units(year)
    submissions = [s for found in _read(files, system, progress) for s in found]
    together, notices = _together(submissions, system, store.roster(year), units)
    known = set(units["unit"])
    outcomes = []
    for number, submission in enumerate(together):
        progress(_READING + (1 - _READING) * number / len(together), submission.file)
        outcomes.append(_kept(store, year, submission, by, known))
    # Whether a unit has a report is for the store to say: it may have come in an earlier batch.
    outcomes += [_passed_over(notice) for notice in notices if notice.code != "no_report"]
    problems = [p for s in together for p in s.problems] + [o.problem for o in outcomes if o.problem]
    return Received(store.record_batch(year, outcomes, by), tuple(outcomes), tuple(problems))


def _read(files: Files, system: IndicatorSystem, progress: Told) -> Iterator[list[Submission]]:
    """What each file holds; after one that our program fails on, the reading goes on with the next."""
    at, count = 0, len(files)
    while at < count:
        progress(_READING * at / count, f"{at + 1}/{count}  {files[at][0]}")
        try:
            for _, found in read_uploads(files[at:], system):
                yield found
                at += 1
                if at < count:
                    progress(_READING * at / count, f"{at + 1}/{count}  {files[at][0]}")
        except Exception:
            yield [_not_handled(*files[at])]
            at += 1


def _not_handled(name: str, content: bytes) -> Submission:
    """A file to be kept although our program failed on it; the log says why, under the number told."""
    number = uuid.uuid4().hex[:8]
    _log.exception("error %s", number)
    return Submission(name, "unreadable", content, problems=(Problem("not_handled", {"number": number}, file=name),))


def _together(
    submissions: list[Submission], system: IndicatorSystem, roster: pd.DataFrame, known: pd.DataFrame
) -> tuple[list[Submission], list[Problem]]:
    """The files in order of name with what is wrong between them, and notices of what was passed over."""
    try:
        batch = combine(submissions, system, roster, known)
    except Exception:
        return [_not_handled(s.file, s.content) for s in submissions], []
    return sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file), list(batch.notices)


def _kept(store: Store, year: int, submission: Submission, by: str, known: set[str]) -> FileOutcome:
    try:
        saved = store.save(year, submission, by, ask=True)
    except Exception:
        failed = _not_handled(submission.file, submission.content)
        return FileOutcome(failed.file, "failed", _anyhow(store, year, failed, by), failed.problems[0])
    outcome = _outcome(submission, saved)
    units = submission.reported_units or tuple(submission.units["unit"])
    strangers = [unit for unit in units if known and unit not in known] if outcome == "counted" else []
    stranger = Problem("new_unit", {"unit_code": ", ".join(strangers)}, file=submission.file) if strangers else None
    return FileOutcome(submission.file, outcome, saved.id, stranger)


def _anyhow(store: Store, year: int, failed: Submission, by: str) -> int | None:
    """Keep the bytes at least; None where not even that can be done."""
    try:
        return store.save(year, failed, by).id
    except Exception:
        _log.exception("%s could not be kept", failed.sha256)
        return None


def _outcome(submission: Submission, saved: Saved) -> Outcome:
    if any(p.code == "not_handled" for p in submission.problems):
        return "failed"
    if not submission.accepted:
        return "rejected"
    if saved.waiting:
        return "waiting"
    return "duplicate" if saved.duplicate else "counted"


def _passed_over(notice: Problem) -> FileOutcome:
    return FileOutcome(notice.file, "repeat" if notice.code == "same_file_twice" else "skipped", None, notice)
