"""This session's batch: handed over, followed while it is read, and what is said if it fails as a whole.

Which batch it is stands in the link, so that it is found again when the page is loaded anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from scoring.problems import Problem
from scoring.services import batches, receiving
from scoring.services.batches import BatchFault, BatchInHand
from scoring.services.receiving import Progress, Received
from scoring.store import StoreFault
from ui.components import background
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.choices import in_url, put_in_url
from ui.frame.language import lang, t
from ui.frame.markdown import escape

KEY = "batch"  # in the link: the batch that is looked at, or the start of one that is being read
_OWN = "own_batch"  # the start of the batch that this session handed in last
_FAILED = "failed_batch"  # what is said of it
_log = logging.getLogger("kaoping")


@dataclass(frozen=True)
class Failed:
    """A batch that failed as a whole.

    Attributes:
        period: its period.
        why: None for a failure of ours; then `error` is the number under which the log tells.
        files, saved: how many there were, and how many of them are known to be stored.
        unsure: the file of which it is not known; '' for none.
    """

    period: str
    why: Problem | None
    files: int
    saved: int
    unsure: str = ""
    error: str = ""
    is_in_hand: bool = False  # somebody else reads it


def hand_over(period: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Note a batch and have it read, even if the page is left meanwhile."""
    store, who = stores.store(), actor()
    forget_failure()
    try:
        with st.spinner(t("Handing over")):
            start = batches.begin(store, period, files, who)
    except StoreFault as fault:
        _log.exception("a batch could not be noted")
        st.session_state[_FAILED] = _failed(period, BatchFault(fault, len(files), ()))
        return
    _read(period, start, lambda progress: receiving.read_batch(store, period, start, files, who, progress))


def go_on(period: str, start: int) -> None:
    """Have a batch read on that was interrupted; it is this session's from now on."""
    store, who = stores.store(), actor()
    forget_failure()
    _read(period, start, lambda progress: receiving.go_on(store, period, start, who, progress))


def forget_failure() -> None:
    """Say no more of a batch that failed, for something else is done now."""
    st.session_state.pop(_FAILED, None)


def _read(period: str, start: int, do: Callable[[Progress], object]) -> None:
    st.session_state[_OWN] = start
    put_in_url(KEY, str(start))
    background.begin(
        _name(period, start), f"{id(stores.store())} {period}", lambda progress: _result(period, do, progress)
    )


def _result(period: str, do: Callable[[Progress], object], progress: Progress) -> object:
    """What reading a batch comes to: `Received`, or why it failed, without the exception and all that hangs on it."""
    try:
        return do(progress)
    except BatchFault as bad:
        _log.exception("a batch failed")
        return _failed(period, bad)
    except StoreFault as fault:
        _log.exception("a batch could not be taken up")
        return _failed(period, BatchFault(fault, 0, ()))
    except BatchInHand:
        return Failed(period, None, 0, 0, is_in_hand=True)


def _failed(period: str, bad: BatchFault) -> Failed:
    unsure = "" if bad.fault.is_certain else bad.at_hand
    return Failed(period, bad.fault.problem, bad.files, bad.saved, unsure)


def _name(period: str, start: int) -> str:
    return f"{id(stores.store())} {period} batch {start}"


def follow(period: str) -> None:
    """Show how far this session's batch has come until it is read, then what came of it; say why if it failed."""
    start = str(st.session_state.get(_OWN) or in_url(KEY))
    work = background.named(_name(period, int(start))) if start.isdecimal() else None
    if work is not None:
        background.follow(work, t("Reading files"), t("waits until an earlier batch has been read"))
        _finish(period, work)
    failed = st.session_state.get(_FAILED)
    if failed is not None and failed.period == period:
        show_failure(failed)


def _finish(period: str, work: background.Work) -> None:
    st.session_state.pop(_OWN, None)
    result = work.result
    if isinstance(result, Received):
        put_in_url(KEY, str(result.batch))
    else:
        put_in_url(KEY, "")
        if isinstance(result, Failed):
            st.session_state[_FAILED] = result
        elif work.error:
            st.session_state[_FAILED] = Failed(period, None, 0, 0, error=work.error)
    st.rerun()


def show_failure(failed: Failed) -> None:
    """Say that a batch failed, what of it is stored, why, and what to do: no more than is known."""
    parts = [_what_is_stored(failed)]
    if failed.unsure:
        parts.append(t("Whether {file} was stored is not known; it never counts twice.", file=escape(failed.unsure)))
    if failed.why is not None:
        parts.append(failed.why.sentence(lang()))
    st.error("\n\n".join(parts), icon=":material/error:")


def _what_is_stored(failed: Failed) -> str:
    if failed.is_in_hand:
        return t("Somebody has already taken this batch up.")
    if failed.why is None:
        return t("Our program failed before the batch was read to its end. Error number: {number}", number=failed.error)
    if failed.files == 0:
        return t("Nothing more was stored.")
    if failed.saved == 0 and failed.files == 1:
        return t("The file was not stored.")
    if failed.saved == 0:
        return t("None of the {count:,} files was stored.", count=failed.files)
    if failed.saved >= failed.files:
        return t("The files are stored, but the result of each could not be recorded.")
    return t("{saved:,} of {count:,} files are stored, the others are not.", saved=failed.saved, count=failed.files)
