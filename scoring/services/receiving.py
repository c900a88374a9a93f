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
from scoring.services import batches
from scoring.services.batches import BatchFault, BatchInHand, Files, patiently
from scoring.store import FileOutcome, PeriodFull, Saved, Store, StoreFault
from scoring.system import IndicatorSystem
from scoring.workbook import combine, read_uploads
from scoring.workbook.submission import Submission

Outcome = Literal["counted", "waiting", "duplicate", "rejected", "failed", "repeat", "skipped", "interrupted"]
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
    wrong on our side costs the file at hand its result, never the batch.

    Args:
        files: names and contents as uploaded; zips are opened.
        progress: never called inside a transaction; what it raises stops the work between two files.

    Raises:
        UnknownPeriod: of the period.
        StoreFault: the disk or the database failed before anything was stored.
        BatchFault: it failed later; what is left can be read on with `go_on`.
    """
    return read_batch(store, period, batches.begin(store, period, files, actor), files, actor, progress)


def read_batch(store: Store, period: int, start: int, files: Files, actor: Actor, progress: Progress) -> Received:
    """Read a batch that `batches.begin` has noted. Raises BatchFault."""
    actor.must("receive")
    try:
        try:
            batches.keep(store, start, files)
        except StoreFault as fault:
            raise BatchFault(fault, len(files), ()) from fault
        return _Batch(store, period, start, actor, progress).read(files, [])
    finally:
        store.leave_batch(start)


def go_on(store: Store, period: int, start: int, actor: Actor, progress: Progress) -> Received:
    """Read a batch that was interrupted to its end: its files are compared anew, those stored already are known again.

    Raises:
        BatchInHand: somebody else reads on, or has ended it.
        StoreFault, BatchFault: the disk or the database failed again.
    """
    actor.must("receive")
    if not store.take_batch(start):
        raise BatchInHand(start)
    try:
        uploads = store.batch_uploads(start)
        files = [(upload.file, upload.content) for upload in store.batch_contents(start)]
        return _Batch(store, period, start, actor, progress).read(files, uploads.loc[~uploads["kept"], "file"].tolist())
    finally:
        store.leave_batch(start)


@dataclass(frozen=True)
class _Batch:
    """A batch in hand.

    Attributes:
        start: the id it was begun under.
    """

    store: Store
    period: int
    start: int
    actor: Actor
    progress: Progress

    def read(self, files: Files, not_kept: list[str]) -> Received:
        """Read and store the files; name those that cannot be read, for their bytes are not there."""
        outcomes: list[FileOutcome] = []
        problems: list[Problem] = []
        submissions, notices = self._submissions(files)
        for number, submission in enumerate(submissions):
            share = _READING + (1 - _READING) * number / len(submissions)
            self.progress(share, submission.file)
            try:
                outcome, said = self._save(submission, share)
            except StoreFault as fault:
                raise BatchFault(fault, len(submissions), outcomes, submission.file) from fault
            outcomes.append(outcome)
            problems += said
        # Whether a unit has a report is for the store to say: it may have come in an earlier batch.
        outcomes += [_passed_over(notice) for notice in notices if notice.code != "no_report"]
        outcomes += batches.not_reached(not_kept)
        problems += [o.problem for o in outcomes if o.problem]
        return Received(self._record(outcomes), tuple(outcomes), tuple(problems))

    def _submissions(self, files: Files) -> tuple[list[Submission], list[Problem]]:
        """What is to be stored, and notices of what was passed over."""
        try:
            system, units, listed = patiently(self._known)
        except StoreFault as fault:
            raise BatchFault(fault, len(files), ()) from fault
        read = [submission for of_file in _read(files, system, self.progress) for submission in of_file]
        return _compare(read, system, listed, units)

    def _known(self) -> tuple[IndicatorSystem, pd.DataFrame, pd.DataFrame]:
        """The system, the units, and those on the list."""
        return self.store.system(self.period), self.store.units(self.period), self.store.roster(self.period)

    def _save(self, submission: Submission, share: float) -> tuple[FileOutcome, Sequence[Problem]]:
        """Store one file; one for whose units the period has no room is kept as rejected. Raises StoreFault.

        Returns:
            How it fared, and what is wrong with it; what the outcome itself says comes beside that.
        """
        try:
            saved = self._stored(submission, share, ask=True)
        except StoreFault:
            raise
        except PeriodFull as full:
            refusal = full.problem.at(file=submission.file)
            refused = replace(submission, problems=(*submission.problems, refusal))
            outcome, _ = self._save(refused, share)
            return replace(outcome, problem=refusal), submission.problems
        except Exception:
            failed = _not_handled(submission.file, submission.content)
            return self._save_bytes(failed, share), submission.problems
        outcome = FileOutcome(submission.file, _outcome(submission, saved, self.start), saved.id)
        return outcome, saved.said or submission.problems

    def _save_bytes(self, failed: Submission, share: float) -> FileOutcome:
        """Keep the bytes at least, and say so only if they are kept."""
        problem = failed.problems[0]
        try:
            return FileOutcome(failed.file, "failed", self._stored(failed, share).id, problem)
        except StoreFault:
            raise
        except Exception:
            _log.exception("%s could not be kept", failed.sha256)
            return FileOutcome(failed.file, "failed", None, Problem("not_kept", problem.params, file=failed.file))

    def _stored(self, submission: Submission, share: float, *, ask: bool = False) -> Saved:
        return patiently(
            lambda: self.store.save(self.period, submission, self.actor.name, ask=ask, start=self.start),
            lambda: self.progress(share, submission.file),
        )

    def _record(self, outcomes: list[FileOutcome]) -> int:
        try:
            return patiently(lambda: self.store.record_batch(self.period, outcomes, self.actor.name, self.start))
        except StoreFault as fault:
            kept = sum(outcome.submission is not None for outcome in outcomes)
            raise BatchFault(fault, kept, outcomes) from fault


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


def _outcome(submission: Submission, saved: Saved, start: int) -> Outcome:
    if any(p.code == "not_handled" for p in submission.problems):
        return "failed"
    if not submission.accepted:
        return "rejected"
    if saved.waiting:
        return "waiting"
    # What this batch stored before it was interrupted is no file that we had before.
    return "duplicate" if saved.duplicate and saved.id < start else "counted"


def _passed_over(notice: Problem) -> FileOutcome:
    return FileOutcome(notice.file, "repeat" if notice.code == "same_file_twice" else "skipped", None, notice)
