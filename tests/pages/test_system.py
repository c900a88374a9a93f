"""The page 指标体系: every view, a file with mistakes, a draft put into force, changes tried."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app import App
from tests.small_period import SYSTEM
from ui.frame import stores

VIEWS = ["tree", "check", "diff", "try", "back", "lint"]
DRAFT = SYSTEM.replace("title: 学习次数, marks: 50", "title: 学习次数, marks: 60").replace(
    "title: 完成率, marks: 50", "title: 完成率, marks: 40"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_with_data(filled: App, view: str, lang: str) -> None:
    filled.open("system", tool=view, lang=lang)
    assert filled.at.title[0].value == ("指标体系" if lang == "zh" else "Indicator system")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_on_an_empty_store_and_while_nobody_has_reported(app: App, view: str) -> None:
    app.open("system", tool=view)
    assert "程序自带" in app.texts


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_while_nobody_has_reported(ready: App, view: str) -> None:
    ready.open("system", tool=view)


def test_search_finds_rules_and_evidence_and_stays_in_the_link(filled: App) -> None:
    filled.open("system", q="记录")
    assert list(filled.table("indicator", "rule", "evidence")["indicator"]) == ["M01-1"]
    assert filled.at.query_params["q"] == "记录"
    field = filled.at.text_input(key="system_search")
    assert field.value == "记录"
    field.set_value("")
    filled.run()
    assert len(filled.table("indicator", "rule", "evidence")) == 2
    assert "q" not in filled.at.query_params


def draft(app: App, content: str) -> App:
    app.open("system", tool="check")
    zone(app).upload("indicators.yaml", content.encode())
    return app.run()


def zone(app: App) -> Any:
    """The drop zone for a new file."""
    return next(z for z in app.at.file_uploader if str(z.key).startswith("draft_file"))


def test_a_mistake_is_told_with_its_line(filled: App) -> None:
    draft(filled, SYSTEM.replace("marks: 50, facts: ratio", "marks: -5, facts: ratio"))
    row = filled.at.table[0].value.iloc[0]
    assert int(row["行"]) == next(n for n, words in enumerate(SYSTEM.splitlines(), 1) if "M01-2" in words)
    assert "M01-2" in row["该行内容"]
    assert "-5" in row["问题"].replace("\\", "")
    assert stores.store().systems("2025")["version"].tolist() == [1]


def test_a_draft_counts_only_once_it_is_put_into_force(filled: App) -> None:
    draft(filled, DRAFT)
    # U01: 0.8 x 60 + 40 = 88; U02: 0.5 x 60 + 0.5 x 40 = 50.
    rows = filled.table("score_before", "score_after").set_index("name")
    assert rows.loc["办公室", ["score_before", "score_after"]].tolist() == [90.0, 88.0]
    assert rows.loc["人事处", "score_change"] == 0.0
    assert filled.at.button(key="draft_save").disabled
    filled.at.checkbox(key="draft_sure").check()
    filled.at.text_input(key="actor_name").set_value("李主任")
    filled.run().click("draft_save")
    assert stores.store().systems("2025")["by"].tolist() == ["李主任", "test"]
    assert "2025年的指标体系已生效" in filled.texts
    assert not [b for b in filled.at.button if b.key == "draft_drop"]


def test_a_draft_that_is_dropped_stays_dropped(filled: App) -> None:
    draft(filled, DRAFT).click("draft_drop")
    assert not [b for b in filled.at.button if b.key == "draft_drop"]
    filled.open("system", tool="diff")
    assert "只有一个版本" in filled.texts


def test_thresholds_of_grades_move_grades_alone(filled: App) -> None:
    filled.open("system", **{"tool": "try", "if": ":grades.0.at_least=95"})
    assert "总分都不变，名次都不变，1个单位等次变动（办公室：良好 → 不合格）" in filled.texts


def test_nothing_that_moves_is_said_without_a_table(filled: App) -> None:
    filled.open("system", **{"tool": "try", "if": ":grades.0.at_least=81"})
    assert "总分、名次、等次都不变" in filled.texts
    assert not [d for d in filled.at.dataframe if "score_after" in d.value.columns]


def test_the_draft_can_be_compared(filled: App) -> None:
    draft(filled, DRAFT)
    filled.open("system", tool="diff")
    assert "分值由50改为60" in filled.texts
    assert "分值由50改为40" in filled.texts


def test_what_if_says_whose_score_moves_and_keeps_it_in_the_link(filled: App) -> None:
    filled.open("system", **{"tool": "try", "if": "M01-1:rule.target=8"})
    # U01: 8 of 8 = 50 + 50; U02: 5/8 x 50 = 31.25 + 25.
    rows = filled.table("score_before", "score_after").set_index("name")
    assert rows["score_after"].to_dict() == {"办公室": 100.0, "人事处": 56.25}
    assert "目标值由10调整为8" in filled.texts
    assert "orange-badge[暂列]" in "".join(m.value for m in filled.at.markdown), "the facts are not verified"
    filled.click("try_reset")
    assert "if" not in filled.at.query_params


def test_a_value_that_cannot_be_is_refused_in_words(filled: App) -> None:
    filled.open("system", tool="try", indicator="M01-1")
    field = next(n for n in filled.at.number_input if str(n.key).startswith("try_value_M01-1:marks"))
    field.set_value(-1.0)
    filled.run().click("try_add")
    assert "分值不能为−1：不能小于0。" in filled.texts
    assert "if" not in filled.at.query_params


def test_a_refusal_shows_no_earlier_effect(filled: App) -> None:
    filled.open("system", **{"tool": "try", "indicator": "M01-1", "if": "M01-1:rule.target=8"})
    assert len(filled.table("score_before", "score_after")) == 2
    field = next(n for n in filled.at.number_input if str(n.key).startswith("try_value_M01-1:marks"))
    field.set_value(-1.0)
    filled.run().click("try_add")
    assert "分值不能为−1" in filled.texts
    assert not [frame for frame in filled.at.dataframe if "score_after" in frame.value]


def test_odd_links_do_no_harm(filled: App) -> None:
    filled.open("system", **{"tool": "try", "if": "M99:marks=3~M01-1:marks=nan~x", "part": "S9", "file": "draft"})
