"""Receiving files, the same for an upload and for the sample: read, compare within the batch, store."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
from scoring.services import batches
from scoring.services.batches import BatchFault, BatchInHand, Files, patiently
from scoring.services.permitted import objection
from scoring.store import FileOutcome, PeriodFull, Saved, Store, StoreFault, SystemMoved
from scoring.store.dialects import storable
from scoring.system import IndicatorSystem
from scoring.workbook import combine, read_uploads
from scoring.workbook.submission import Submission

Outcome = Literal["counted", "waiting", "duplicate", "rejected", "failed", "repeat", "skipped", "interrupted"]
Done = Mapping[batches.Key, FileOutcome]  # files of the batch that are stored, or were before it came
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


def receive(store: Store, period: str, files: Files, actor: Actor, progress: Progress) -> Received:
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


def read_batch(store: Store, period: str, start: int, files: Files, actor: Actor, progress: Progress) -> Received:
    """Read a batch that `batches.begin` has noted. Raises BatchFault."""
    actor.must("receive")
    try:
        try:
            batches.keep(store, start, files)
        except StoreFault as fault:
            raise BatchFault(fault, len(files), ()) from fault
        return _Batch(store, period, start, actor, progress).read(files)
    finally:
        store.leave_batch(start)


def go_on(store: Store, period: str, start: int, actor: Actor, progress: Progress) -> Received:
    """Read a batch that was interrupted to its end: its files are compared anew, those stored already stay as they are.

    What was decided of those meanwhile holds; a file whose kept bytes are not those handed in is told, not read.

    Raises:
        BatchInHand: somebody else reads on, or has ended it.
        StoreFault, BatchFault: the disk or the database failed again.
    """
    actor.must("receive")
    actor.must_see_every_unit()  # it may hold anybody's files
    if not store.take_batch(start):
        raise BatchInHand(start)
    try:
        files, missing = batches.kept(store, start)
        return _Batch(store, period, start, actor, progress).read(files, missing)
    finally:
        store.leave_batch(start)


class _Known(NamedTuple):
    """What files are read by: the system, the units, those on the list."""

    system: IndicatorSystem
    units: pd.DataFrame
    listed: pd.DataFrame


@dataclass(frozen=True)
class _Batch:
    """A batch in hand.

    Attributes:
        start: the id it was begun under.
    """

    store: Store
    period: str
    start: int
    actor: Actor
    progress: Progress

    def read(self, files: Files, missing: Sequence[FileOutcome] = ()) -> Received:
        """Read and store the files, but those that are stored already.

        Args:
            missing: what is told of files that cannot be read, for their bytes are not there.
        """
        while True:
            done: Done = {}
            try:
                done = patiently(lambda: batches.stored(self.store, self.start))
                known = patiently(self._known)
            except StoreFault as fault:
                raise BatchFault(fault, max(len(files), len(done)), list(done.values())) from fault
            submissions, notices = self._submissions(files, known)
            submissions, refused = self._permitted(submissions, known)
            try:
                outcomes, problems = self._save_all(submissions, done, known.system.digest)
            except SystemMoved:
                _log.info("another system was put into force: what is not stored of batch %s is read anew", self.start)
                continue
            # Whether a unit has a report is for the store to say: it may have come in an earlier batch.
            outcomes += [_passed_over(notice) for notice in notices if notice.code != "no_report"]
            outcomes += [*missing, *refused]
            problems += [o.problem for o in outcomes if o.problem]
            return Received(self._record(outcomes), tuple(outcomes), tuple(problems))

    def _save_all(
        self, submissions: Sequence[Submission], done: Done, system: str
    ) -> tuple[list[FileOutcome], list[Problem]]:
        """Store files, but those that are done; what became of all, in the order of their names, and their mistakes.

        Raises BatchFault; SystemMoved.
        """
        outcomes, problems = list(done.values()), list[Problem]()
        left = [submission for submission in submissions if _key(submission) not in done]
        for number, submission in enumerate(submissions):
            share = _READING + (1 - _READING) * number / len(submissions)
            self.progress(share, submission.file)
            if _key(submission) in done:
                problems += submission.problems
                continue
            try:
                outcome, said = self._save(submission, system, share)
            except StoreFault as fault:
                raise BatchFault(fault, len(done) + len(left), outcomes, submission.file) from fault
            outcomes.append(outcome)
            problems += said
        return sorted(outcomes, key=lambda outcome: outcome.file), problems

    def _submissions(self, files: Files, known: _Known) -> tuple[list[Submission], list[Problem]]:
        """What the files hold, and notices of what was passed over."""
        read = [submission for of_file in _read(files, known.system, self.progress) for submission in of_file]
        return _compare(read, known.system, known.listed, known.units)

    def _permitted(
        self, submissions: Sequence[Submission], known: _Known
    ) -> tuple[list[Submission], list[FileOutcome]]:
        """The files that the person may hand in, and what is told of the others, which are not kept."""
        groups = dict(zip(known.units["unit"], known.units["group"], strict=True))
        said = [(one, objection(one, known.system, groups, self.actor)) for one in submissions]
        refused = [_passed_over(problem) for _, problem in said if problem is not None]
        return [one for one, problem in said if problem is None], refused

    def _known(self) -> _Known:
        store, period = self.store, self.period
        return _Known(store.system(period), store.units(period), store.roster(period))

    def _save(self, submission: Submission, system: str, share: float) -> tuple[FileOutcome, Sequence[Problem]]:
        """Store one file; one for whose units the period has no room is kept as rejected.

        Raises StoreFault, SystemMoved.
        """
        try:
            saved = self._stored(submission, system, share, ask=True)
        except (StoreFault, SystemMoved):
            raise
        except PeriodFull as full:
            refusal = full.problem.at(file=submission.file)
            refused = replace(submission, problems=(*submission.problems, refusal))
            outcome, _ = self._save(refused, system, share)
            return replace(outcome, problem=refusal), submission.problems
        except Exception:
            failed = _not_handled(submission.file, submission.content)
            return self._save_bytes(failed, system, share), submission.problems
        return FileOutcome(submission.file, _outcome(submission, saved), saved.id), saved.said or submission.problems

    def _save_bytes(self, failed: Submission, system: str, share: float) -> FileOutcome:
        """Keep the bytes at least, and say so only if they are kept."""
        problem = failed.problems[0]
        try:
            return FileOutcome(failed.file, "failed", self._stored(failed, system, share).id, problem)
        except (StoreFault, SystemMoved):
            raise
        except Exception:
            _log.exception("%s could not be kept", failed.sha256)
            return FileOutcome(failed.file, "failed", None, Problem("not_kept", problem.params, file=failed.file))

    def _stored(self, submission: Submission, system: str, share: float, *, ask: bool = False) -> Saved:
        period, by, start = self.period, self.actor.name, self.start
        return patiently(
            lambda: self.store.save(period, submission, by, ask=ask, start=start, system=system),
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


def _outcome(submission: Submission, saved: Saved) -> Outcome:
    if any(p.code == "not_handled" for p in submission.problems):
        return "failed"
    if not submission.accepted:
        return "rejected"
    if saved.waiting:
        return "waiting"
    return "duplicate" if saved.duplicate else "counted"


def _key(submission: Submission) -> batches.Key:
    """How a file is known again: by its name, as it is stored, and its bytes."""
    return storable(submission.file), submission.sha256


def _passed_over(notice: Problem) -> FileOutcome:
    return FileOutcome(notice.file, "repeat" if notice.code == "same_file_twice" else "skipped", None, notice)
