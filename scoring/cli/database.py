"""The command about the database of the pages."""

from __future__ import annotations

import os
from pathlib import Path

from scoring.cli.console import CannotRun, language, out
from scoring.services.health import open_sound
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
