"""The command about the database of the pages."""

from __future__ import annotations

from scoring.cli.console import language, out
from scoring.services.health import open_sound
from scoring.words import gettext, ngettext


def check_database() -> int:
    """Read all of the database. Raises StoreFault, which `app.run` says in words."""
    store = open_sound(whole=True)
    try:
        periods, version = store.periods(), store.version()
    finally:
        store.close()
    counted = ngettext(language(), "{count} period", "{count:,} periods", len(periods))
    changes = ngettext(language(), "{count} change", "{count:,} changes", version)
    out.print(gettext(language(), "The database is sound: {periods}, {changes}.", periods=counted, changes=changes))
    return 0
