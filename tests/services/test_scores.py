"""One answer to which units count, and to what they score."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from scoring.analysis.verification import Entry
from scoring.services import scores, verifying
from scoring.store import Store, UnknownPeriod
from scoring.system import load_system_text
from tests.services.conftest import ACTOR, send, waiting_id
from tests.small_period import SYSTEM, workbook

FIRST_DAY = "{id: R1, title: 报送日, marks: 0, facts: date, reported_by: record, counted_from: reported_on, rule: {kind: deadline, by: 12-31, late: 0}}"
CUTS = "{id: R2, title: 核减, facts: count, reported_by: record, counted_from: verified_cuts, rule: {kind: per_event, points: -3}}"


def score_by_unit(*args: Any, **settings: Any) -> dict[str, float]:
    sheet = scores.sheet(*args, **settings)
    assert sheet is not None
    return sheet.totals.set_index("unit")["score"].to_dict()


def test_no_report_no_sheet(store: Store) -> None:
    assert scores.sheet(store, "2025") is None
    assert scores.units_that_count(store, "2025").empty


def test_a_period_that_is_not_there_is_unknown(store: Store) -> None:
    with pytest.raises(UnknownPeriod):
        scores.sheet(store, "1971")


def test_units_that_reported_are_scored(reported: Store) -> None:
    assert score_by_unit(reported, "2025") == {"U01": 90.0, "U02": 50.0}
    assert list(scores.units_that_count(reported, "2025")["unit"]) == ["U01", "U02"]


def test_what_waits_counts_on_request_alone(waiting_store: Store) -> None:
    assert score_by_unit(waiting_store, "2025") == {"U01": 90.0, "U02": 50.0}
    assert score_by_unit(waiting_store, "2025", also=[waiting_id(waiting_store)]) == {"U01": 90.0, "U02": 100.0}


def test_another_system_scores_the_same_reports(reported: Store) -> None:
    harder = load_system_text(SYSTEM.replace("target: 10", "target: 20"))
    assert score_by_unit(reported, "2025", system=harder) == {"U01": 70.0, "U02": 37.5}


def test_a_unit_whose_group_the_system_lacks_is_left_out(reported: Store) -> None:
    send(reported, ("U03.xlsx", workbook("U03", "研究院", "b", 10, 10, 10)))
    only_a = load_system_text(SYSTEM.replace(", b: {title: {zh: 乙组, en: Group B}}", ""))
    assert set(score_by_unit(reported, "2025")) == {"U01", "U02", "U03"}
    assert set(score_by_unit(reported, "2025", system=only_a)) == {"U01", "U02"}
    assert list(scores.units_with_report(reported, "2025")["unit"]) == ["U01", "U02", "U03"]


def test_the_past_is_scored_as_it_was(reported: Store) -> None:
    first, then = score_by_unit(reported, "2025"), reported.version("2025")
    send(reported, ("U03.xlsx", workbook("U03", "研究院", "b", 10, 10, 10)))
    with_third, later = score_by_unit(reported, "2025"), reported.version("2025")
    reported.add_system(load_system_text(SYSTEM.replace("target: 10", "target: 20")), "test")
    assert score_by_unit(reported, "2025") != with_third
    assert score_by_unit(reported, "2025", as_of=later) == with_third
    assert score_by_unit(reported, "2025", as_of=then) == first == {"U01": 90.0, "U02": 50.0}
    with pytest.raises(UnknownPeriod):
        scores.sheet(reported, "2025", as_of=0)


def test_what_the_store_has_on_record_is_counted(reported: Store) -> None:
    counted = SYSTEM.replace("adjustments:\n", f"          - {FIRST_DAY}\nadjustments:\n  - {CUTS}\n")
    system = load_system_text(counted)
    today = dt.datetime.now(tz=dt.UTC).astimezone().date().toordinal()
    before = scores.sheet(reported, "2025", system=system)
    assert before is not None
    assert before.counted.of("R1").tolist() == [[today, today]]
    assert before.counted.of("R2").tolist() == [[0, 0]]
    entry = Entry("U01", "M01-1", "value", "4", "台账只有4次")
    assert verifying.verify(reported, "2025", [entry], ACTOR, "zh") == []
    after = scores.sheet(reported, "2025", system=system)
    assert after is not None
    assert after.counted.of("R2").tolist() == [[1, 0]]
    again = verifying.preview(after, reported.facts("2025"), [replace(entry, raw="10")], "zh").effect
    assert again is not None
    assert again[["unit", "change"]].to_numpy().tolist() == [
        ["U01", 33.0]
    ]  # 4 of 10 was 20 of 50 marks, 3 no longer off
