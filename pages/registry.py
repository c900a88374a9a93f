"""The pages, each named once: the menu, the front door and the tests walk this list.

A page's own module is loaded once the menu is made, so that the front door knows the pages without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from scoring.access import PageName
from scoring.words import Lang, gettext
from ui.frame.direct import through_the_app

Words = Callable[[Lang], str]


@dataclass(frozen=True)
class Page:
    """A page of the app: the function `page` in the module of its name.

    Attributes:
        name: what links hold, and its module in this package.
        title, section: what the menu calls it, and under which heading it stands there.
        icon: a Material symbol.

    Who may open it says `scoring.access`.
    """

    name: PageName
    title: Words
    section: Words
    icon: str

    @property
    def path(self) -> str:
        """What stands in the address: its name, nothing for the first page."""
        return "" if self is FIRST else self.name

    @property
    def function(self) -> Callable[[], None]:
        """What shows the page."""
        show: Callable[[], None] = import_module(f"pages.{self.name}").page
        return show


def _results(lang: Lang) -> str:
    return gettext(lang, "Results")


def _work(lang: Lang) -> str:
    return gettext(lang, "Work")


PAGES = (
    Page("overview", lambda lang: gettext(lang, "Overview"), _results, "dashboard"),
    Page("ranking", lambda lang: gettext(lang, "Ranking"), _results, "leaderboard"),
    Page("gaps", lambda lang: gettext(lang, "Gaps"), _results, "grid_on"),
    Page("unit", lambda lang: gettext(lang, "Unit"), _results, "apartment"),
    Page("trend", lambda lang: gettext(lang, "Trend"), _results, "trending_up"),
    Page("intake", lambda lang: gettext(lang, "Intake"), _work, "upload_file"),
    Page("verification", lambda lang: gettext(lang, "Verification"), _work, "fact_check"),
    Page("system", lambda lang: gettext(lang, "Indicator system"), _work, "account_tree"),
)
FIRST = PAGES[0]

if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
