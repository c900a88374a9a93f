"""Batches from their first note to their end: begun, kept until they are read, interrupted, given up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
from scoring.services.shown_names import shown_name
from scoring.store import FileOutcome, Store, StoreFault, Upload

Files = Sequence[tuple[str, bytes]]
Answer = TypeVar("Answer")

TRIES = 3  # how often the store is asked while another program holds the lock; each time it waits by itself
_AT_ONCE = 16 * 1024 * 1024  # bytes of files that are kept by one write


class BatchInHand(Exception):
    """The batch is already being read, or is over."""


class BatchFault(Exception):
    """A batch that was given up half-way, for the disk or the database does not do it.

    Attributes:
        fault: why.
        files: how many there are to read, as far as they are known.
        outcomes: what became of those that were stored before.
        at_hand: the file over which it happened; '' for none.
    """

    def __init__(self, fault: StoreFault, files: int, outcomes: Sequence[FileOutcome], at_hand: str = "") -> None:
        super().__init__(str(fault))
        self.fault, self.files, self.outcomes, self.at_hand = fault, files, tuple(outcomes), at_hand

    @property
    def saved(self) -> int:
        """How many files are stored."""
        return sum(outcome.submission is not None for outcome in self.outcomes)


@dataclass(frozen=True)
class Interrupted:
    """A batch that a program was stopped in.

    Attributes:
        start: the id it was begun under.
        at, by: when (UTC, ISO 8601), and the shown name of who handed it in.
        uploads: file, sha256, saved (how many files were stored of it: a zip may have many), kept (whether its bytes
            are still there, so that it can be read), is_read (whether these bytes are stored, be it from before, or
            from another file of the batch); in their order.
    """

    start: int
    at: str
    by: str
    uploads: pd.DataFrame

    @property
    def saved(self) -> int:
        """How many files were stored."""
        return int(self.uploads["saved"].sum())

    @property
    def unread(self) -> int:
        """How many of the files handed in were not read to their end."""
        return int((~self.uploads["is_read"]).sum())

    @property
    def lost(self) -> int:
        """How many of those cannot be read any more, for the program was stopped before their bytes were kept."""
        return int((~self.uploads["is_read"] & ~self.uploads["kept"]).sum())


def begin(store: Store, period: str, files: Files, actor: Actor) -> int:
    """Note a batch that is about to be read; returns the start's id. Raises UnknownPeriod, StoreFault."""
    actor.must("receive")
    named = [(name, hashlib.sha256(content).hexdigest()) for name, content in files]
    return patiently(lambda: store.begin_batch(period, named, actor.name))


def keep(store: Store, start: int, files: Files) -> None:
    """Keep the bytes of a batch's files until it has an end. Raises StoreFault."""
    for uploads in _portions(Upload(number, *file) for number, file in enumerate(files)):
        patiently(lambda uploads=uploads: store.keep_uploads(start, uploads))  # type: ignore[misc]


def _portions(uploads: Iterator[Upload]) -> Iterator[list[Upload]]:
    portion: list[Upload] = []
    for one in uploads:
        if portion and sum(len(other.content) for other in portion) + len(one.content) > _AT_ONCE:
            yield portion
            portion = []
        portion.append(one)
    if portion:
        yield portion


def patiently(do: Callable[[], Answer], before_next: Callable[[], None] = lambda: None) -> Answer:
    """Ask the store again where another program held the lock for longer than the store waits.

    Args:
        before_next: called before every further try.
    """
    for _ in range(TRIES - 1):
        try:
            return do()
        except StoreFault as fault:
            if fault.code != "database_locked":
                raise
        before_next()
    return do()


def interrupted(store: Store, period: str) -> list[Interrupted]:
    """The batches of a period that a program was stopped in, latest first."""
    found = []
    for start, at, by, *_ in store.interrupted(period).itertuples(index=False):
        found.append(Interrupted(int(start), str(at), shown_name(store, str(by)), _uploads(store, int(start))))
    return found


def _uploads(store: Store, start: int) -> pd.DataFrame:
    uploads, saves = store.batch_uploads(start), store.batch_saves(start)
    # Of a zip it is not known how many files it holds before it was read to its end.
    is_read = uploads["sha256"].isin(saves["sha256"])
    return uploads.assign(saved=_counts(uploads, saves[saves["is_new"]]), is_read=is_read)


def _counts(uploads: pd.DataFrame, saves: pd.DataFrame) -> list[int]:
    """How many of the stored files came of each upload; each is counted once, though two uploads may have one name."""
    left, counts = set(saves["submission"]), []
    for file, sha256 in zip(uploads["file"], uploads["sha256"], strict=True):
        itself = (saves["file"] == file) & (saves["sha256"] == sha256)
        inside = saves["file"].str.startswith(f"{file}/")
        own = left & set(saves.loc[itself | inside, "submission"])
        left -= own
        counts.append(len(own))
    return counts


Key = tuple[str, str]  # the name of a file and the digest of its bytes


def stored(store: Store, start: int) -> dict[Key, FileOutcome]:
    """What became of those files of a batch that are dealt with: they are not read into the store again."""
    saves = store.batch_saves(start).itertuples(index=False)
    return {
        (file, sha256): FileOutcome(file, _outcome(store, int(seq), accepted, waits, is_new), int(seq))
        for seq, file, sha256, accepted, waits, is_new in saves
    }


def _outcome(store: Store, seq: int, accepted: bool, waits: bool, is_new: bool) -> str:
    if not accepted:
        is_ours = any(problem.code == "not_handled" for problem in store.problems(seq))
        return "failed" if is_ours else "rejected"
    return "waiting" if waits else "counted" if is_new else "duplicate"


def kept(store: Store, start: int) -> tuple[list[tuple[str, bytes]], list[FileOutcome]]:
    """The files of a batch with the very bytes that were handed in, and what is told of those that are not there."""
    uploads = _uploads(store, start)
    sealed = dict(zip(uploads["position"], uploads["sha256"], strict=True))
    files, changed = [], []
    for position, file, content in store.batch_contents(start):
        if hashlib.sha256(content).hexdigest() == sealed[position]:
            files.append((file, content))
        else:
            changed.append(position)
    unread = uploads[~uploads["is_read"]]
    differ = unread["position"].isin(changed)
    outcomes = [
        FileOutcome(f, "interrupted", None, Problem("kept_changed", file=f)) for f in unread.loc[differ, "file"]
    ]
    return files, outcomes + not_reached(unread.loc[~differ & ~unread["kept"], "file"])


def give_up(store: Store, period: str, start: int, actor: Actor) -> int:
    """End a batch that was interrupted without reading on; what was stored of it stays.

    Returns:
        The batch's id, under which it is listed like every other.

    Raises:
        BatchInHand: somebody reads on, or has ended it.
    """
    actor.must("receive")
    actor.must_see_every_unit()  # it may hold anybody's files
    if not store.take_batch(start):
        raise BatchInHand(start)
    try:
        done, uploads = stored(store, start), _uploads(store, start)
        outcomes = [*done.values(), *_repeats(uploads[uploads["is_read"]], done)]
        outcomes += not_reached(uploads.loc[~uploads["is_read"], "file"])
        return store.record_batch(period, outcomes, actor.name, start)
    finally:
        store.leave_batch(start)


def _repeats(uploads: pd.DataFrame, done: dict[Key, FileOutcome]) -> list[FileOutcome]:
    """The outcomes of files whose bytes were stored under another name, or once before under theirs."""
    first = {sha256: file for file, sha256 in reversed(done)}
    left, repeats = set(done), []
    for key in zip(uploads["file"], uploads["sha256"], strict=True):
        if key in left:
            left.remove(key)
        else:
            problem = Problem("same_file_twice", {"other": first[key[1]]}, file=key[0])
            repeats.append(FileOutcome(key[0], "repeat", None, problem))
    return repeats


def not_reached(files: Sequence[str] | pd.Series) -> list[FileOutcome]:
    """The outcomes of files that were not read before the program was stopped."""
    return [FileOutcome(file, "interrupted", None, Problem("not_reached", file=file)) for file in files]
