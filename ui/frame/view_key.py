"""What a view depends on: all of it stands in the key under which the view is kept.

Tested in tests/ui/test_views.py.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from scoring.access import EVERY_UNIT, Scope
from scoring.engine import ScoreSheet
from scoring.words import Lang
from ui.frame import periods, stores
from ui.frame.actor import actor
from ui.frame.language import lang
from ui.frame.stores import StoreState


class ViewKey(NamedTuple):
    """All that what a page of results shows depends on.

    Attributes:
        store: the store and its version.
        period, group (None for all), lang: what was chosen.
        scope: what the viewer may see.
        edition: a published one; None for what counts now.
    """

    store: StoreState
    period: str
    group: str | None
    lang: Lang
    scope: Scope = EVERY_UNIT
    edition: int | None = None

    @property
    def sheet(self) -> ScoreSheet:
        """The period's scores. Not to be changed in place."""
        sheet = stores.sheet(self.period, state=self.store)
        assert sheet is not None, "`view_key` gives no period without scores"  # noqa: S101 - for the type checker
        return sheet

    @property
    def compares(self) -> bool:
        """Whether the viewer may see every unit, and so how one stands beside the others."""
        return self.scope.units is None

    @property
    def previous(self) -> ScoreSheet | None:
        """The scores of the period that the chosen one is compared with at first."""
        return stores.previous_sheet(self.period, self.store)

    @property
    def earlier(self) -> list[ScoreSheet]:
        """The scores of the earlier periods of its kind that have any, earliest first."""
        return stores.earlier_sheets(self.period, self.store)

    @property
    def missing(self) -> pd.DataFrame:
        """The units that have not reported yet, UNIT_COLUMNS. Not to be changed in place."""
        return stores.missing(self.period, self.store)

    @property
    def group_title(self) -> str:
        """The chosen group's title, '' for all groups; charts say it in their titles."""
        return "" if self.group is None else self.sheet.system.groups[self.group].title.get(self.lang)


def view_key(of: str | None = None, *, of_own_unit: bool = False) -> ViewKey | None:
    """What this session looks at; None while the chosen period, or the period `of`, has no scores.

    Args:
        of_own_unit: whether it is for who may see some units alone, too; then all that is shown keeps to the `scope`.

    Raises:
        NotAllowed: of what compares units, by who may not see all of them.
    """
    who = actor()
    who.must("read_results")
    if not of_own_unit:
        who.must_see_every_unit()
    state, period = stores.store_state(), of or periods.period()
    if period is None or stores.sheet(period, state=state) is None:
        return None
    return ViewKey(state, period, periods.group(), lang(), who.scope)
