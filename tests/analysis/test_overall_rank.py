"""Where there is no rank across groups, every view ranks and lists group by group."""

from __future__ import annotations

import pytest

from scoring.analysis.common import listing_order
from scoring.analysis.effect import effect, effect_sentence
from scoring.analysis.headlines import headlines
from scoring.analysis.ranking import ranking
from scoring.analysis.trend import changes
from scoring.analysis.unit_card import card
from scoring.analysis.unit_history import history
from scoring.engine import ScoreSheet
from scoring.reports.ranked import ranked_csv
from scoring.reports.score_json import score_answer
from tests.analysis.small import small_sheet


@pytest.fixture
def sheet() -> ScoreSheet:
    """Group a: U1 100, U3 66.67, U2 57.5; group b: U4 100."""
    return small_sheet(overall_rank=False)


def test_units_are_listed_group_by_group(sheet: ScoreSheet) -> None:
    assert sheet.units["unit"].iloc[listing_order(sheet)].tolist() == ["U1", "U3", "U2", "U4"]
    rows = ranking(sheet)
    assert rows["unit"].tolist() == ["U1", "U3", "U2", "U4"]
    assert rows["rank"].isna().all()
    assert rows["gap_to_first"].tolist() == [0, -33.33, -42.5, 0]  # to the first of the own group


def test_files_have_no_rank_across_groups(sheet: ScoreSheet) -> None:
    assert ranked_csv(sheet).decode("utf-8-sig").startswith("组内名次,单位编码")
    found = score_answer(sheet, [])["units"]
    assert [(unit["code"], unit["rank"], unit["group_rank"]) for unit in found] == [
        ("U1", None, 1),
        ("U3", None, 2),
        ("U2", None, 3),
        ("U4", None, 1),
    ]


def test_a_unit_is_placed_in_its_group(sheet: ScoreSheet) -> None:
    own = card(sheet, "U3", sheet)
    assert (own.overall_rank, own.group_rank, own.group_ranked, own.rank_change) == (False, 2, 3, 0)
    assert history([sheet], "U3")[["rank", "ranked"]].to_numpy().tolist() == [[2, 3]]


def test_no_sentence_tells_an_order_across_groups(sheet: ScoreSheet) -> None:
    assert not any("领先" in h.text or "并列第一" in h.text for h in headlines(sheet))
    assert any("领先" in h.text for h in headlines(sheet, group="a"))
    assert changes(sheet, sheet)["unit"].tolist() == ["U1", "U3", "U2", "U4"]
    other = small_sheet(overall_rank=False, scale=50)
    assert "第一名" not in effect_sentence(effect(sheet, other))
