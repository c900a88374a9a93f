"""What a unit can still do something about in the period, apart from what is settled."""

from __future__ import annotations

import datetime as dt

from scoring.analysis.common import position
from scoring.engine import UNANSWERED, ScoreSheet


def still_open(sheet: ScoreSheet, unit: str, today: dt.date) -> set[str]:
    """The indicators on which the unit can still earn marks.

    What is blank can still be reported, and a figure that is there made good and reported anew, unless its kind says
    that it is settled, or the record alone gives it: what was done on a day stays so, a month that is over stays as it
    was, raters have scored.

    Raises:
        KeyError: the sheet has no such unit.
    """
    at, year = position(sheet, unit), sheet.system.year
    return {
        place.indicator.id
        for row, place in enumerate(sheet.system.placed)
        if place.indicator.reported_by != "record"
        and (
            sheet.line_arrays.state[row, at] == UNANSWERED
            or place.indicator.fact_kind.open_fields(place.indicator, year, today)
        )
    }
