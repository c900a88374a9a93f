"""The chosen period and group, which every page shows.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

from ui.frame import stores
from ui.frame.choices import choice, choice_id
from ui.frame.language import lang, t

EVERY_GROUP = ""


def choose_period() -> int | None:
    """The selector of the period; the latest is chosen at first."""
    return choice(t("Period"), sorted(stores.periods(), reverse=True), "period", in_every_link=True)


def choose_group() -> str | None:
    """The selector of the group: every group of the chosen period, or all together."""
    year = period()
    if year is None:
        return None
    groups = stores.system(year).groups
    if len(groups) < 2:
        return None
    titles = {EVERY_GROUP: t("All groups")} | {g: one.title.get(lang()) for g, one in groups.items()}
    return choice(t("Group"), list(titles), "group", label_of=titles.__getitem__) or None


def period() -> int | None:
    """The chosen period; None while the store has none."""
    known = {str(year): year for year in stores.periods()}
    return known.get(choice_id("period"), max(known.values(), default=None))


def group() -> str | None:
    """The chosen group's id; None for all groups."""
    year, wanted = period(), choice_id("group")
    return wanted if year is not None and wanted in stores.system(year).groups else None
