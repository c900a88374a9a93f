"""The chosen period and group, which every page shows.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

from scoring.period import period_name
from ui.frame import stores
from ui.frame.choices import choice, choice_id
from ui.frame.language import lang, t

EVERY_GROUP = ""


def choose_period() -> str | None:
    """The selector of the period; the latest is chosen at first."""
    names = {one: words_of(one) for one in stores.periods()}
    return choice(t("Period"), list(names), "period", label_of=names.__getitem__, in_every_link=True)


def words_of(period: str) -> str:
    """What people call the period of an id."""
    return period_name(period).get(lang())


def choose_group() -> str | None:
    """The selector of the group: every group of the chosen period, or all together."""
    chosen = period()
    if chosen is None:
        return None
    groups = stores.system(chosen).groups
    if len(groups) < 2:
        return None
    titles = {EVERY_GROUP: t("All groups")} | {g: one.title.get(lang()) for g, one in groups.items()}
    return choice(t("Group"), list(titles), "group", label_of=titles.__getitem__) or None


def period() -> str | None:
    """The chosen period's id; None while the store has none."""
    known, wanted = stores.periods(), choice_id("period")
    return wanted if wanted in known else next(iter(known), None)


def group() -> str | None:
    """The chosen group's id; None for all groups."""
    chosen, wanted = period(), choice_id("group")
    return wanted if chosen is not None and wanted in stores.system(chosen).groups else None
