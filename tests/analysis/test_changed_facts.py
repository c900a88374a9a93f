"""What a later version changes, in words."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.analysis.changed_facts import changed_facts
from scoring.store.changes import CHANGE_COLUMNS
from tests.analysis.small import small_sheet

NONE = float("nan")


def said(lang: str = "zh", **change: object) -> dict[str, str]:
    row = {"unit": "U1", "field": "value", "old": NONE, "new": NONE, "old_text": "", "new_text": "", "source": "self"}
    frame = pd.DataFrame([{column: (row | change).get(column, "") for column in CHANGE_COLUMNS}])
    return dict(changed_facts(frame, small_sheet().system, lang).iloc[0])


def test_a_figure_before_and_after() -> None:
    row = said(indicator="A2", kind="changed", old=3.0, new=5.0)
    assert (row["old"], row["new"], row["title"]) == ("3", "5", "指标A2")


def test_what_is_added_or_removed_has_one_side() -> None:
    assert said(indicator="A2", kind="added", new=5.0)["old"] == ""
    assert said(indicator="A2", kind="removed", old=5.0)["new"] == ""


@pytest.mark.parametrize(("lang", "claimed"), [("zh", "是"), ("en", "yes")])
def test_a_claim_without_words_is_said(lang: str, claimed: str) -> None:
    assert said(lang, indicator="A1", field="na", kind="added")["new"] == claimed
    assert said(lang, indicator="A1", field="na", kind="added", new_text="不涉及")["new"] == "不涉及"


def test_a_group_is_told_by_its_title_and_an_unknown_one_by_its_id() -> None:
    system = small_sheet().system
    group = next(iter(system.groups))
    row = said(indicator="", field="group", kind="changed", old_text=group, new_text="gone")
    assert (row["old"], row["new"]) == (system.groups[group].title.get("zh"), "gone")


def test_nothing_changed() -> None:
    assert changed_facts(pd.DataFrame(columns=CHANGE_COLUMNS), small_sheet().system).empty
