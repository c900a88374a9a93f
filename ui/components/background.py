"""Work that goes on when the page that began it is closed or loaded anew, and what came of it.

Each piece has a name: whoever knows it sees how far it has come, and nobody else's.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable

import streamlit as st

from scoring.services.receiving import Progress
from ui.components.progress import progress_bar

_STEP = 0.1  # seconds between two looks at how far it has come
_REMEMBERED = 200  # pieces of work that are over
_log = logging.getLogger("kaoping")
_stopping = threading.Event()


class Stopped(BaseException):
    """The program is being stopped: work ends before what it would take up next."""


class Work:
    """A piece of work in a thread of its own: how far it has come, and what came of it.

    Attributes:
        share, at: how far it has come (0..1), and what is at hand.
        has_turn: whether it no longer waits for other work.
        result: what it returned, once it is done; keep it small, it is remembered.
        error: the number under which the log says why it failed; '' if it did not.
    """

    def __init__(self, do: Callable[[Progress], object], turn: threading.Lock) -> None:
        self.share, self.at = 0.0, ""
        self.has_turn = False
        self.result: object = None
        self.error = ""
        self._do, self._turn = do, turn
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._turn:
                self.has_turn = True
                self._note(0.0, "")
                self.result = self._do(self._note)
        except Stopped:
            _log.warning("work in the background was stopped with the program")
        except Exception:
            self.error = uuid.uuid4().hex[:8]
            _log.exception("error %s: work in the background failed", self.error)
        finally:
            del self._do  # and the files it holds

    def _note(self, share: float, at: str) -> None:
        # Without the front door nobody calls `stop`: then the program only waits for its threads any more.
        if _stopping.is_set() or not threading.main_thread().is_alive():
            raise Stopped
        self.share, self.at = share, at

    @property
    def is_done(self) -> bool:
        """Whether it has ended, well or not."""
        return not self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, for so long at most."""
        self._thread.join(max(seconds, 0))


class _Works:
    """The work of this process by name; what is about the same thing is done in turn."""

    def __init__(self) -> None:
        self.named: dict[str, Work] = {}
        self.turns: dict[str, threading.Lock] = {}


@st.cache_resource(show_spinner=False)
def _works() -> _Works:
    return _Works()


def begin(name: str, about: str, do: Callable[[Progress], object]) -> None:
    """Start work; `do` is given a function to say how far it has come (0..1) and what is at hand."""
    works = _works()
    turn = works.turns.setdefault(about, threading.Lock())
    works.named.pop(name, None)
    works.named[name] = Work(do, turn)
    over = [one for one, work in list(works.named.items()) if work.is_done]
    for one in over[:-_REMEMBERED]:
        works.named.pop(one, None)


def stop(seconds: float) -> None:
    """Let all work finish what it has in hand and take up nothing more, for the program ends."""
    _stopping.set()
    until = time.monotonic() + seconds
    for work in list(_works().named.values()):
        work.wait(until - time.monotonic())


def named(name: str) -> Work | None:
    """The work of a name, going on or done; None where this process knows of none."""
    return _works().named.get(name)


def follow(work: Work, label: str, waiting: str) -> None:
    """Show how far work has come until it is done.

    Args:
        waiting: what is said while it waits for its turn.
    """
    show = progress_bar(label)
    while not work.is_done:
        show(work.share, work.at if work.has_turn else waiting)
        time.sleep(_STEP)
