"""One answer to which units count, and to what they score."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from scoring.facts import FACT_COLUMNS, UNIT_COLUMNS
from scoring.services import scores
from scoring.store import Store, UnknownPeriod
from scoring.system import IndicatorSystem, load_system_text
from tests.services.conftest import send, waiting_id
from tests.small_period import SYSTEM, workbook


def score_by_unit(*args: Any, **settings: Any) -> dict[str, float]:
    sheet = scores.sheet(*args, **settings)
    assert sheet is not None
    return sheet.totals.set_index("unit")["score"].to_dict()


def test_no_report_no_sheet(store: Store) -> None:
    assert scores.sheet(store, 2025) is None
    assert scores.units_that_count(store, 2025).empty


def test_a_period_that_is_not_there_is_unknown(store: Store) -> None:
    with pytest.raises(UnknownPeriod):
        scores.sheet(store, 1871)


def test_units_that_reported_are_scored(reported: Store) -> None:
    assert score_by_unit(reported, 2025) == {"U01": 90.0, "U02": 50.0}
    assert list(scores.units_that_count(reported, 2025)["unit"]) == ["U01", "U02"]


def test_what_waits_counts_on_request_alone(waiting_store: Store) -> None:
    assert score_by_unit(waiting_store, 2025) == {"U01": 90.0, "U02": 50.0}
    assert score_by_unit(waiting_store, 2025, also=[waiting_id(waiting_store)]) == {"U01": 90.0, "U02": 100.0}


def test_another_system_scores_the_same_reports(reported: Store) -> None:
    harder = load_system_text(SYSTEM.replace("target: 10", "target: 20"))
    assert score_by_unit(reported, 2025, system=harder) == {"U01": 70.0, "U02": 37.5}


def test_a_unit_whose_group_the_system_lacks_is_left_out(reported: Store) -> None:
    send(reported, ("U03.xlsx", workbook("U03", "研究院", "b", 10, 10, 10)))
    only_a = load_system_text(SYSTEM.replace(", b: {title: {zh: 乙组, en: Group B}}", ""))
    assert set(score_by_unit(reported, 2025)) == {"U01", "U02", "U03"}
    assert set(score_by_unit(reported, 2025, system=only_a)) == {"U01", "U02"}
    assert list(scores.units_with_report(reported, 2025)["unit"]) == ["U01", "U02", "U03"]


class Recording:
    """Stands for a store, and keeps the `as_of` of every question; a question without one is kept as `now`."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}

    def _note(self, question: str, as_of: object) -> None:
        self.asked[question] = as_of

    def system(self, year: int, as_of: object = "now") -> IndicatorSystem:
        self._note("system", as_of)
        return load_system_text(SYSTEM)

    def units(self, year: int, also: object = (), as_of: object = "now") -> pd.DataFrame:
        self._note("units", as_of)
        return pd.DataFrame([("U01", "办公室", "a")], columns=UNIT_COLUMNS)

    def submitted(self, year: int, as_of: object = "now") -> list[str]:
        self._note("submitted", as_of)
        return ["U01"]

    def facts(self, year: int, also: object = (), as_of: object = "now") -> pd.DataFrame:
        self._note("facts", as_of)
        rows = [("U01", "M01-1", "value", 10.0, "self", "")]
        return pd.DataFrame(rows, columns=FACT_COLUMNS)


@pytest.mark.parametrize("as_of", [None, 7])
def test_the_past_is_asked_of_the_store_in_every_question(as_of: int | None) -> None:
    store = Recording()
    sheet = scores.sheet(store, 2025, as_of=as_of)  # type: ignore[arg-type]
    assert sheet is not None
    assert store.asked == dict.fromkeys(("system", "units", "submitted", "facts"), as_of or "now")
