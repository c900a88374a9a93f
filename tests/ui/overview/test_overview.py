"""总览, 排名 and 趋势: what stands there, what is kept, and what is not done again."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.dataframe_util import convert_anything_to_pandas_df, convert_arrow_bytes_to_pandas_df
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from scoring import charts
from scoring.system import load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.small_period import ROSTER, SYSTEM, workbook
from tests.ui.conftest import App
from ui.components import formats
from ui.components.cached_figure import CachedFigure
from ui.components.signed_columns import signed_table
from ui.frame import stores
from ui.frame.view_key import ViewKey
from ui.ranking.view import whole_chart


@pytest.fixture
def two_years(filled: App) -> App:
    """A year more, in which U01 and U02 had changed places (50 and 90 points)."""
    system = load_system_text(SYSTEM.replace("year: 2025", "year: 2024"))
    kept = stores.store()
    kept.add_system(system, "test")
    kept.add_units(2024, read_roster("units.csv", ROSTER.encode(), system)[0], "test")
    first = workbook("U01", "办公室", "a", 5, 5, 10), workbook("U02", "人事处", "a", 8, 10, 10)
    as_of_2024 = [in_year(content, 2024) for content in first]
    filled.open("intake", period="2024").upload(("a.xlsx", as_of_2024[0]), ("b.xlsx", as_of_2024[1]))
    assert sorted(kept.submitted(2024)) == ["U01", "U02"]
    return filled


def in_year(content: bytes, year: int) -> bytes:
    """The workbook with another year in 基本信息."""
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["基本信息"].iter_rows():
        if row[0].value == "考核年度":
            row[1].value = year
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_findings_stand_on_the_overview(two_years: App) -> None:
    two_years.open("overview", period="2025")
    assert "办公室以90.00分居首，领先第二名（人事处）40.00分。" in two_years.texts
    assert "较2024年，名次上升最多的是办公室，升1位（第2名到第1名）" in two_years.texts
    two_years.open("overview", period="2025", lang="en")
    assert "办公室 leads with 90.00, 40.00 ahead of 人事处." in two_years.texts


def test_missing_units_lead_to_intake(filled: App) -> None:
    filled.open("overview")
    assert "研究院" in filled.texts
    assert filled.at.button(key="overview_intake")


def test_a_rerun_makes_nothing_again(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.open("overview")

    def drawn(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(charts, "ranking_lollipop", drawn)
    monkeypatch.setattr(charts, "section_rates", drawn)
    filled.run()


def test_what_is_kept_is_made_anew_once_the_store_changes(filled: App) -> None:
    filled.open("overview")
    assert "办公室以90.00分居首" in filled.texts
    renamed = ROSTER.replace("办公室", "办公厅").encode()
    stores.store().add_units(2025, read_roster("units.csv", renamed, stores.system(2025))[0], "test")
    filled.open("overview")
    assert "办公厅以90.00分居首" in filled.texts


def test_the_ranking_is_filtered_by_what_the_link_says(filled: App) -> None:
    filled.open("ranking", grade="fail")
    assert filled.table("name")["name"].tolist() == ["人事处"]
    filled.open("ranking", q="办公")
    assert filled.table("name")["name"].tolist() == ["办公室"]
    filled.open("ranking", grade="good", q="人事")
    assert "没有符合条件的单位" in filled.texts
    filled.open("ranking")  # from the menu: nothing is left of the filter
    assert len(filled.table("name")) == 2


def test_the_table_says_changes_with_a_sign_and_sorts_them_as_numbers(two_years: App) -> None:
    two_years.open("ranking", period="2025")
    assert two_years.table("rank_change")["rank_change"].tolist() == [1, -1]
    assert "名次变化与2024年相比" in two_years.texts


def test_trend_compares_two_years(two_years: App) -> None:
    two_years.open("trend", period="2025")
    assert "较2024年，1个单位名次上升，1个下降，0个不变。" in two_years.texts
    assert [len(two_years.table("places"))] == [1]
    assert two_years.table("places")["places"].tolist() == ["2 → 1"]
    assert "名次比较2024年与2025年都有名次的2个单位。" in two_years.texts


def test_trend_of_one_year_says_what_to_do(filled: App) -> None:
    filled.open("trend")
    assert "没有可比较的上一年度" in filled.texts
    assert filled.at.button(key="trend_intake")


def test_scores_are_shown_as_the_system_rounds_them(ready: App) -> None:
    text = SYSTEM.replace("format: 1", "format: 1\nscale: 1\nrounding: {indicator: 4, total: 4}")
    stores.store().add_system(load_system_text(text), "test")
    ready.open("intake").upload(("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10)))
    ready.open("overview")
    assert "0.9000" in [metric.value for metric in ready.at.metric]
    key = ViewKey(stores.store_state(), 2025, None, "zh")
    assert list(whole_chart(key).figure.data[2].text) == ["0.9000"]


@pytest.mark.parametrize(
    ("value", "text"), [(1.234, "+1.23"), (-1.234, "−1.23"), (0.001, 0), (-0.001, 0), (float("nan"), None)]
)
def test_changes_of_cards(value: float, text: object) -> None:
    assert formats.change(value) == text


def test_signed_columns_keep_their_numbers() -> None:
    frame = pd.DataFrame({"change": [1.5, -2.0, 0.0, float("nan")]})
    assert told(signed_table(frame, {"change": 1})) == ["+1.5", "−2.0", "0.0", "—"]
    long = pd.concat([frame] * 1_000)
    assert told(signed_table(long, {"change": 0}))[-4:] == ["+2", "−2", "0", "—"]


def told(style: Any) -> list[str]:
    """What a table shows in its column `change`, and that it sorts by the numbers behind."""
    proto = ArrowData()
    marshall_styler(proto, style, "id")
    assert pd.api.types.is_float_dtype(convert_anything_to_pandas_df(style)["change"])
    return convert_arrow_bytes_to_pandas_df(proto.styler.display_values)["change"].tolist()


def test_a_drawn_figure_hands_out_its_content_without_copying() -> None:
    figure = charts.grade_distribution(
        pd.DataFrame(columns=["group", "group_title", "grade", "grade_title", "units"]), {}
    )
    drawn = CachedFigure(figure)
    assert drawn.to_dict() == figure.to_dict()
    assert drawn.to_dict() is drawn.to_dict()


def test_units_to_which_nothing_applies_have_no_charts(ready: App) -> None:
    kept = stores.store()
    kept.add_system(
        load_system_text(
            SYSTEM.replace("rule: {kind: share}", "rule: {kind: share}, may_not_apply: true").replace(
                "rule: {kind: target, target: 10}", "rule: {kind: target, target: 10}, may_not_apply: true"
            )
        ),
        "test",
    )
    rows = tuple(("U01", i, "na", float("nan"), "self", "不涉及", "x.csv", "", "") for i in ("M01-1", "M01-2"))
    kept.save(2025, Submission("x.csv", "table", b"x", (("U01", "办公室", "a"),), rows, (), ("U01",)), "test")
    ready.open()
    assert "没有适用的指标" in ready.texts
    assert "未失分" not in ready.texts
    assert not ready.at.get("plotly_chart")


def test_marks_of_a_small_scale_are_shown_as_the_system_rounds_them(ready: App) -> None:
    fine = SYSTEM.replace("marks: 50", "marks: 0.5").replace(
        "groups:", "scale: 1\nrounding: {indicator: 4, total: 4}\ngroups:", 1
    )
    fine = fine.replace("at_least: 80", "at_least: 0.8")
    stores.store().add_system(load_system_text(fine), "test")
    ready.open("intake").upload(("U01.xlsx", workbook("U01", "办公室", "a", 7, 1, 3)))
    ready.open("unit", unit="U01")
    assert "得 0.5167 分" in ready.texts  # 7/10 x 0.5 + 1/3 x 0.5
