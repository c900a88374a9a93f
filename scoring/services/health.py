"""Whether the data can be used: asked at every start, and in full by command."""

from __future__ import annotations

import logging

from scoring.store import Store, StoreFault, open_store
from scoring.words import LANGS

_log = logging.getLogger("kaoping")


def open_sound(*, whole: bool = False) -> Store:
    """The store of this installation, seen to be reachable, of this version of the program and not damaged.

    Args:
        whole: whether a large database, too, is read from end to end.

    Raises:
        StoreFault: it is not.
    """
    store = open_store()
    try:
        store.check(whole=whole)
    except BaseException:
        store.close()
        raise
    return store


def log_faults() -> None:
    """Say in the log, in both languages, why the data cannot be used; nothing if they can."""
    try:
        open_sound().close()
    except StoreFault as fault:
        _log.error("%s", "  ".join(fault.problem.sentence(lang) for lang in LANGS))
