"""Files that were handed in: why some do not count, their marked copies, and taking one back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, NamedTuple

import pandas as pd

from scoring.access import Actor
from scoring.problems import Problem
from scoring.reports.progress import Progress, silent
from scoring.services.meanwhile import settled_problem
from scoring.store import Store, UnknownSubmission
from scoring.words import Lang
from scoring.workbook import marked_copy as copy_marked
from scoring.workbook import write_marked_copies as zip_marked_copies
from scoring.workbook.submission import Submission

MISSING_STATES = ("waiting", "rejected", "taken_back", "nothing")


def left_out_problems(store: Store, period: str) -> list[Problem]:
    """Problems of the rejected files of a period, save those of units whose report counts by now."""
    files = store.submissions(period)
    rejected = files[~files["accepted"].astype(bool) & (files["withdrawn"] == "")]
    left_out = rejected[~rejected["unit"].isin(store.submitted(period))]
    return [problem for file in left_out["id"] for problem in store.problems(int(file))]


def listed(store: Store, period: str, actor: Actor) -> pd.DataFrame:
    """Everything handed in that somebody may see, newest first: the columns of `Store.submissions`."""
    actor.must("read_work")
    files = store.submissions(period)
    return files if actor.scope.units is None else files[files["unit"].isin(actor.scope.units)].reset_index(drop=True)


def problems_of(store: Store, period: str, submission: int, actor: Actor) -> list[Problem]:
    """What was wrong with a file, in its order. Raises NotAllowed, UnknownSubmission."""
    _must_see(store, period, submission, actor)
    return store.problems(submission)


def original(store: Store, period: str, submission: int, actor: Actor) -> tuple[str, bytes]:
    """Name and bytes of a file as it was handed in. Raises NotAllowed, UnknownSubmission."""
    _must_see(store, period, submission, actor)
    return store.content(submission)


def _must_see(store: Store, period: str, submission: int, actor: Actor) -> None:
    """Refuse a file of somebody else's unit, and one that is not of the period."""
    actor.must("read_work")
    of_period = store.submissions(period)
    units = of_period.loc[of_period["id"] == submission, "unit"]
    if units.empty:
        raise UnknownSubmission(submission)
    actor.must_see(str(units.iloc[0]))


def marked_copy(store: Store, period: str, submission: int, problems: Sequence[Problem], lang: Lang) -> bytes:
    """A file as it was handed in with its problems marked, or their list where it cannot be written back.

    Raises UnknownSubmission.
    """
    return copy_marked(_stored(store, submission, problems), store.system(period), lang)[1]


def marked_copies(store: Store, period: str, problems: Mapping[int, Sequence[Problem]], lang: Lang) -> bytes:
    """The marked copies of several files, as a zip.

    Args:
        problems: submission -> its problems.
    """
    target = io.BytesIO()
    write_marked_copies(target, store, period, problems, lang)
    return target.getvalue()


def write_marked_copies(
    target: IO[bytes],
    store: Store,
    period: str,
    problems: Mapping[int, Sequence[Problem]],
    lang: Lang,
    progress: Progress = silent,
) -> None:
    """Write the marked copies of several files into a zip; one file is held at a time.

    Args:
        problems: submission -> its problems.
    """

    def stored() -> Iterator[Submission]:
        for number, (submission, of_file) in enumerate(problems.items()):
            file = _stored(store, submission, of_file)
            progress(number / len(problems), file.file)
            yield file

    zip_marked_copies(target, stored(), store.system(period), lang)


def _stored(store: Store, submission: int, problems: Sequence[Problem]) -> Submission:
    """A file from the store as far as marking it goes."""
    name, content = store.content(submission)
    return Submission(name, "unreadable", content, problems=tuple(problems))


class AfterWithdrawing(NamedTuple):
    """What counts once a file is taken back.

    Attributes:
        counts_now: whether the file counts at all.
        unit: whose report it is; '' for a table.
        file, version: of the earlier report that counts again; '' and 0 where there is none.
    """

    counts_now: bool
    unit: str
    file: str = ""
    version: int = 0


def after_withdrawing(store: Store, period: str, submission: int) -> AfterWithdrawing:
    """What would count if a file were taken back. Raises UnknownSubmission."""
    files = store.submissions(period)
    this = files[files["id"] == submission]
    if this.empty:
        raise UnknownSubmission(submission)
    counts, unit = bool(this["counts"].iloc[0]), str(this["unit"].iloc[0])
    stands = files["accepted"].astype(bool) & (files["withdrawn"] == "") & (files["turned_down"] == "")
    of_unit = (files["unit"] == unit) & (files["kind"] == "workbook") & (files["id"] != submission)
    others = files[stands & of_unit & ~files["undecided"]].sort_values("id")
    if not unit or not counts or others.empty:
        return AfterWithdrawing(counts, unit)
    latest = others.iloc[-1]
    return AfterWithdrawing(counts, unit, str(latest["file"]), int(latest["version"]))


def missing(store: Store, period: str) -> pd.DataFrame:
    """The units of the list without a report that counts, and why each has none.

    Returns:
        UNIT_COLUMNS, `state` (of MISSING_STATES, first that holds) and `file`, the latest one concerned.
    """
    units, files = store.missing(period), store.submissions(period)
    files = files[files["kind"].eq("workbook") & files["unit"].isin(units["unit"])].sort_values("id")
    is_back = (files["withdrawn"] != "") | (files["turned_down"] != "")
    rank = pd.Series("taken_back", index=files.index)
    rank = rank.mask(~is_back & ~files["accepted"].astype(bool), "rejected").mask(~is_back & files["waits"], "waiting")
    files = files.assign(state=pd.Categorical(rank, MISSING_STATES, ordered=True))
    first = files.sort_values(["state", "id"], ascending=[True, False], kind="stable").drop_duplicates("unit")
    found = units.merge(first[["unit", "state", "file"]].astype(str), on="unit", how="left")
    return found.assign(state=found["state"].fillna("nothing"), file=found["file"].fillna(""))


def withdraw(store: Store, submission: int, reason: str, actor: Actor, seen: int | None = None) -> list[Problem]:
    """Mark that a file no longer counts; it is kept. Raises UnknownSubmission; ValueError for no reason.

    Args:
        seen: the version of the store at which the person read what would count then.

    Returns:
        Why it was not taken back: somebody else did so before, or something else would count now than was read.
    """
    actor.must("withdraw")
    before = store.withdraw(submission, reason.strip(), actor.name, seen)
    return [] if before is None else [settled_problem(store, before)]
