"""Whether the data can be used: asked at every start, and in full by command."""

from __future__ import annotations

from scoring.store import Store, open_store


def open_sound(*, whole: bool = False) -> Store:
    """The store of this installation, seen to be reachable, of this version of the program and not damaged.

    Args:
        whole: whether a large database, too, is read from end to end.

    Raises:
        StoreFault: it is not.
        ValueError: DATABASE_URL names no kind of database that is known here.
    """
    store = open_store()
    try:
        store.check(whole=whole)
    except BaseException:
        store.close()
        raise
    return store
