"""What is different between two states of what counts."""

from __future__ import annotations

import pandas as pd

from scoring.store.changes import CHANGE_COLUMNS, fact_changes, unit_changes
from tests.store.made import NAN, fact_frame, unit_frame


def test_equal_states_have_no_changes() -> None:
    facts = fact_frame([("U01", "A", "value", 1.0, "self"), ("U01", "A", "na", NAN, "self")])
    assert list(fact_changes(facts, facts).columns) == CHANGE_COLUMNS
    assert fact_changes(facts, facts).empty
    assert unit_changes(unit_frame("U01"), unit_frame("U01")).empty


def test_values_and_texts_added_removed_and_changed() -> None:
    before = fact_frame([("U01", "A", "value", 1.0, "self"), ("U01", "B", "value", 2.0, "self")])
    after = fact_frame([("U01", "A", "value", 3.0, "self"), ("U01", "C", "value", 4.0, "self")])
    found = fact_changes(before, after).set_index("indicator")
    assert found["kind"].to_dict() == {"A": "changed", "B": "removed", "C": "added"}
    assert (found["old"]["A"], found["new"]["A"]) == (1.0, 3.0)
    assert pd.isna(found["new"]["B"])
    claim = [("U01", "A", "na", NAN, "self")]
    worded = fact_changes(fact_frame(claim, "没有"), fact_frame(claim, "改为有"))
    assert worded[["old_text", "new_text"]].to_numpy().tolist() == [["没有", "改为有"]]
