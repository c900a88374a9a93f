"""Receiving files, the same for an upload and for the sample: read, compare within the batch, store."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
from scoring.store import FileOutcome, PeriodFull, Saved, Store
from scoring.store.decisions import unknown_units
from scoring.system import IndicatorSystem
from scoring.workbook import combine, read_uploads
from scoring.workbook.batch.unit_checks import strangers
from scoring.workbook.submission import Submission

Outcome = Literal["counted", "waiting", "duplicate", "rejected", "failed", "repeat", "skipped"]
Files = Sequence[tuple[str, bytes]]
Progress = Callable[[float, str], None]  # is given the share that is done (0..1) and the file at hand

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


def receive(store: Store, period: int, files: Files, actor: Actor, progress: Progress) -> Received:
    """Read a batch of files and store each, the rejected ones too, with what was wrong, and how each fared.

    The same bytes for the same unit and period are one version, however often they are sent. A file that takes
    the place of something that counts, or speaks of a unit that no list knows, waits for a decision. What goes
    wrong on our side costs the file at hand its result, never the batch. Raises UnknownPeriod.

    Args:
        files: names and contents as uploaded; zips are opened.
        progress: never called inside a transaction.
    """
    actor.must("receive")
    system, units = store.system(period), store.units(period)
    listed, with_report = store.roster(period), set(store.submitted(period))
    read = [submission for of_file in _read(files, system, progress) for submission in of_file]
    submissions, notices = _compare(read, system, listed, units)
    on_list, known = set(listed["unit"]), set(units["unit"])
    submissions = [
        _with_strangers(s, listed, unknown_units(s.unit_codes, s.reported_units, on_list, known, with_report))
        for s in submissions
    ]
    outcomes = []
    for number, submission in enumerate(submissions):
        progress(_READING + (1 - _READING) * number / len(submissions), submission.file)
        outcomes.append(_save(store, period, submission, actor))
    # Whether a unit has a report is for the store to say: it may have come in an earlier batch.
    outcomes += [_passed_over(notice) for notice in notices if notice.code != "no_report"]
    problems = [p for s in submissions for p in s.problems] + [o.problem for o in outcomes if o.problem]
    return Received(store.record_batch(period, outcomes, actor.name), tuple(outcomes), tuple(problems))


def _read(files: Files, system: IndicatorSystem, progress: Progress) -> Iterator[list[Submission]]:
    """What each file holds; after one that our program fails on, the reading goes on with the next."""
    at, count = 0, len(files)
    while at < count:
        progress(_READING * at / count, f"{at + 1}/{count}  {files[at][0]}")
        try:
            for _, submissions in read_uploads(files[at:], system):
                yield submissions
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


def _compare(
    submissions: list[Submission], system: IndicatorSystem, roster: pd.DataFrame, units: pd.DataFrame
) -> tuple[list[Submission], list[Problem]]:
    """The files in order of name with what is wrong between them, and notices of what was passed over."""
    try:
        batch = combine(submissions, system, roster, units)
    except Exception:
        return [_not_handled(s.file, s.content) for s in submissions], []
    return sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file), list(batch.notices)


def _with_strangers(submission: Submission, listed: pd.DataFrame, unknown: Sequence[str]) -> Submission:
    """A file that would count, with what is to be said of units that nobody knows; the store lets it wait."""
    warnings = strangers(submission, listed, unknown) if submission.accepted else []
    return replace(submission, problems=(*submission.problems, *warnings)) if warnings else submission


def _save(store: Store, period: int, submission: Submission, actor: Actor) -> FileOutcome:
    """Store one file; one for whose units the period has no room is kept as rejected."""
    try:
        saved = store.save(period, submission, actor.name, ask=True)
    except PeriodFull as full:
        refusal = full.problem.at(file=submission.file)
        refused = replace(submission, problems=(*submission.problems, refusal))
        return replace(_save(store, period, refused, actor), problem=refusal)
    except Exception:
        failed = _not_handled(submission.file, submission.content)
        return FileOutcome(failed.file, "failed", _save_bytes(store, period, failed, actor), failed.problems[0])
    return FileOutcome(submission.file, _outcome(submission, saved), saved.id)


def _save_bytes(store: Store, period: int, failed: Submission, actor: Actor) -> int | None:
    """Keep the bytes at least; None where not even that can be done."""
    try:
        return store.save(period, failed, actor.name).id
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
