"""The database that commands are about, and the one that looks at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from scoring.cli.console import CannotRun, language, out
from scoring.services.health import open_sound
from scoring.store import Store, open_store
from scoring.store.store import DEFAULT_FOLDER, FILE_NAME
from scoring.words import gettext, ngettext


def must_exist(data: Path | None = None) -> None:
    """See that there is a database, for none is made for a folder that was mistyped. Raises CannotRun.

    Args:
        data: a folder; without one, that of the environment, as `open_store` takes it.
    """
    if data is None and os.environ.get("DATABASE_URL"):
        return
    path = Path(data or os.environ.get("KAOPING_DATA") or DEFAULT_FOLDER) / FILE_NAME
    if not path.is_file():
        raise CannotRun(gettext(language(), "There are no data here: {path}", path=path))


@contextmanager
def existing(data: Path | None) -> Iterator[Store]:
    """The store that is there; none is made for a folder that was mistyped.

    Raises:
        CannotRun: there is none, or its database cannot be read.
    """
    must_exist(data)
    with opened(data) as store:
        yield store


@contextmanager
def opened(data: Path | None) -> Iterator[Store]:
    """The store of a folder, made where there is none. Raises CannotRun: its database cannot be read."""
    try:
        store = open_store(data)
        try:
            store.check()
            yield store
        finally:
            store.close()
    except DatabaseError as bad:
        words = gettext(language(), "The database cannot be read: {reason}", reason=bad.orig)
        raise CannotRun(words) from None


def check_database() -> int:
    """Read all of the database. Raises CannotRun, and StoreFault, which `app.run` says in words."""
    must_exist()
    store = open_sound(whole=True)
    try:
        periods, version = store.periods(), store.version()
    finally:
        store.close()
    counted = ngettext(language(), "{count} period", "{count:,} periods", len(periods))
    changes = ngettext(language(), "{count} change", "{count:,} changes", version)
    out.print(gettext(language(), "The database is sound: {periods}, {changes}.", periods=counted, changes=changes))
    return 0
