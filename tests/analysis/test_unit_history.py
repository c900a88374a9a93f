"""One unit through the periods."""

from __future__ import annotations

from scoring.analysis.unit_history import history
from tests.analysis.small import small_sheet
from tests.analysis.test_overview import only_for


def test_history_is_in_order_of_periods() -> None:
    sheets = [small_sheet(period={"year": 2026}), small_sheet(units=[("U1", "a")], period={"year": 2024})]
    frame = history(sheets, "U1")
    assert frame["period"].tolist() == ["2024", "2026"]
    assert frame["ranked"].tolist() == [1, 4]
    assert frame["grade_title"].tolist() == ["良好", "良好"]
    assert history(sheets, "U2")["period"].tolist() == ["2026"]
    assert history([], "U1").empty


def test_history_has_the_groups_median() -> None:
    # Group a: 100, 57.5 and 66.67; a year earlier U1 was alone.
    sheets = [small_sheet(units=[("U1", "a")], period={"year": 2024}), small_sheet()]
    assert history(sheets, "U1")["median"].tolist() == [100, 66.67]
    nothing = small_sheet(units=[("U1", "a")], sections=only_for("b"))
    assert history([nothing], "U1")["median"].isna().all()
