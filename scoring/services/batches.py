"""Batches from their first note to their end: begun, kept until they are read, interrupted, given up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
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
        at: when (UTC, ISO 8601), by whom it was handed in.
        uploads: file, saved (how many files were stored of it: a zip may have many), kept (whether its bytes are still
            there, so that it can be read), is_read (whether it was stored); in their order.
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


def begin(store: Store, period: int, files: Files, actor: Actor) -> int:
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


def interrupted(store: Store, period: int) -> list[Interrupted]:
    """The batches of a period that a program was stopped in, latest first."""
    found = []
    for start, at, by, *_ in store.interrupted(period).itertuples(index=False):
        found.append(Interrupted(int(start), str(at), str(by), _uploads(store, int(start))))
    return found


def _uploads(store: Store, start: int) -> pd.DataFrame:
    uploads, saves = store.batch_uploads(start), store.batch_saves(start)["file"].tolist()
    plain = [saves.count(file) for file in uploads["file"]]
    inside = [sum(saved.startswith(f"{file}/") for saved in saves) for file in uploads["file"]]
    saved = [a + b for a, b in zip(plain, inside, strict=True)]
    # Of a zip it is not known how many files it holds before it was read to its end.
    return uploads.assign(saved=saved, is_read=[count > 0 for count in plain])[["file", "saved", "kept", "is_read"]]


def give_up(store: Store, period: int, start: int, actor: Actor) -> int:
    """End a batch that was interrupted without reading on; what was stored of it stays.

    Returns:
        The batch's id, under which it is listed like every other.

    Raises:
        BatchInHand: somebody reads on, or has ended it.
    """
    actor.must("receive")
    if not store.take_batch(start):
        raise BatchInHand(start)
    try:
        saves = store.batch_saves(start).itertuples(index=False)
        outcomes = [FileOutcome(file, "counted" if accepted else "rejected", int(seq)) for seq, file, accepted in saves]
        uploads = _uploads(store, start)
        outcomes += not_reached(uploads.loc[~uploads["is_read"], "file"])
        return store.record_batch(period, outcomes, actor.name, start)
    finally:
        store.leave_batch(start)


def not_reached(files: Sequence[str] | pd.Series) -> list[FileOutcome]:
    """The outcomes of files that were not read before the program was stopped."""
    return [FileOutcome(file, "interrupted", None, Problem("not_reached", file=file)) for file in files]
