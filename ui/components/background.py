"""Work that goes on when the page that began it is closed or loaded anew."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import streamlit as st

from scoring.services.receiving import Progress
from ui.components.progress import progress_bar

_STEP = 0.1  # seconds between two looks at how far it has come
_log = logging.getLogger("kaoping")


class Work:
    """A piece of work in a thread of its own, and how far it has come."""

    def __init__(self, do: Callable[[Progress], object], turn: threading.Lock) -> None:
        self.share, self.at = 0.0, ""
        self._do, self._turn = do, turn
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._turn:
                self._do(self._note)
        except Exception:
            _log.exception("work in the background failed")
        finally:
            del self._do  # and the files it holds

    def _note(self, share: float, at: str) -> None:
        self.share, self.at = share, at

    @property
    def is_done(self) -> bool:
        """Whether it has ended, well or not."""
        return not self._thread.is_alive()


class _Works:
    """The work of this process by what it is about; what is about the same thing is done in turn."""

    def __init__(self) -> None:
        self.running: dict[str, list[Work]] = {}
        self.turns: dict[str, threading.Lock] = {}


@st.cache_resource(show_spinner=False)
def _works() -> _Works:
    return _Works()


def begin(about: str, do: Callable[[Progress], object]) -> None:
    """Start work; `do` is given a function to say how far it has come (0..1) and what is at hand."""
    works = _works()
    turn = works.turns.setdefault(about, threading.Lock())
    works.running.setdefault(about, []).append(Work(do, turn))


def follow(about: str, label: str) -> bool:
    """Show the work that goes on until all is done; whether there was any."""
    running = _works().running.get(about, [])
    if not running:
        return False
    show = progress_bar(label)
    while work := next(iter(running), None):
        show(work.share, work.at)
        if work.is_done:
            running[:] = [one for one in running if not one.is_done]
        else:
            time.sleep(_STEP)
    return True
