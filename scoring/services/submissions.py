"""Files that were handed in: why some do not count, their marked copies, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.access import Actor
from scoring.problems import Problem
from scoring.store import Store
from scoring.words import Lang
from scoring.workbook import marked_copies as zip_of_marked_copies
from scoring.workbook import marked_copy as copy_marked
from scoring.workbook.submission import Submission


def left_out_problems(store: Store, period: int) -> list[Problem]:
    """Problems of the rejected files of a period, save those of units whose report counts by now."""
    files = store.submissions(period)
    rejected = files[~files["accepted"].astype(bool) & (files["withdrawn"] == "")]
    left_out = rejected[~rejected["unit"].isin(store.submitted(period))]
    return [problem for file in left_out["id"] for problem in store.problems(int(file))]


def marked_copy(store: Store, period: int, submission: int, problems: Sequence[Problem], lang: Lang) -> bytes:
    """A file as it was handed in with its problems marked, or their list where it cannot be written back.

    Raises UnknownSubmission.
    """
    return copy_marked(_stored(store, submission, problems), store.system(period), lang)[1]


def marked_copies(store: Store, period: int, problems: Mapping[int, Sequence[Problem]], lang: Lang) -> bytes:
    """The marked copies of several files, as a zip.

    Args:
        problems: submission -> its problems.
    """
    stored = (_stored(store, submission, of_file) for submission, of_file in problems.items())
    return zip_of_marked_copies(stored, store.system(period), lang)


def _stored(store: Store, submission: int, problems: Sequence[Problem]) -> Submission:
    """A file from the store as far as marking it goes."""
    name, content = store.content(submission)
    return Submission(name, "unreadable", content, problems=tuple(problems))


def withdraw(store: Store, submission: int, reason: str, actor: Actor) -> None:
    """Mark that a file no longer counts; it is kept. Raises UnknownSubmission; ValueError for no reason."""
    actor.must("withdraw")
    store.withdraw(submission, reason.strip(), actor.name)
