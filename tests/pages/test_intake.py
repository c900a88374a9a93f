"""Files dropped on the page 报送: what counts, what is refused and why, what happens twice."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pandas as pd
import pytest

from scoring.access import Actor
from scoring.services import receiving
from scoring.system import IndicatorSystem
from scoring.workbook.submission import Submission
from tests.app import App
from tests.small_period import workbook
from tests.workbook.helpers import zip_of
from ui.frame import stores

GOOD = ("U01.xlsx", workbook("U01", "办公室", "a", 8, 10, 10))
BROKEN = ("U02.xlsx", workbook("U02", "人事处", "a", "八次", 12, 10))


def problems(app: App) -> pd.DataFrame:
    return app.table("message", "hint")


def files(app: App) -> dict[str, str]:
    """File -> its result, of the batch that is shown."""
    shown = app.table("file", "result", "errors")
    return dict(zip(shown["file"], (result for (result,) in shown["result"]), strict=True))


def versions(app: App) -> list[int]:
    return list(app.table("file", "result", "errors")["version"])


def test_a_good_workbook_counts_at_once(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    assert list(files(ready).values()) == ["计入"]
    sheet = stores.sheet("2025")
    assert sheet is not None
    assert sheet.totals["score"].to_list() == [90.0]


def test_a_broken_one_is_refused_with_each_cell_and_the_good_one_counts(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    assert files(ready) == {"U02.xlsx": "有错误", "U01.xlsx": "计入"}
    assert next(iter(files(ready))) == "U02.xlsx"  # the worst first
    found = problems(ready)
    assert set(found["file"]) == {"U02.xlsx"}
    assert set(found["indicator"]) == {"M01-1", "M01-2"}
    assert found["cell"].str.fullmatch(r"[A-Z]+\d+").all()
    assert (found["message"] != "").all()
    assert (found["hint"] != "").all()
    assert stores.store().submitted("2025") == ["U01"]


def test_the_result_stays_until_the_next_batch(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    ready.run()
    assert len(files(ready)) == 2
    ready.upload(("U02.xlsx", workbook("U02", "人事处", "a", 5, 5, 10)))
    assert list(files(ready)) == ["U02.xlsx"]
    assert sorted(stores.store().submitted("2025")) == ["U01", "U02"]


def test_the_same_file_twice_is_one_version(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    version = stores.store().version()
    ready.upload(GOOD)
    assert list(files(ready).values()) == ["与已有版本相同"]
    assert versions(ready) == [1]
    assert stores.sheet("2025") is not None
    assert stores.store().version() >= version


LATER = ("U01b.xlsx", workbook("U01", "办公室", "a", 10, 10, 10))


def waiting() -> list[int]:
    kept = stores.store().submissions("2025")
    return [int(i) for i in kept.loc[kept["waits"], "id"]]


def score(unit: str = "U01") -> float:
    sheet = stores.sheet("2025")
    assert sheet is not None
    return float(sheet.totals.set_index("unit")["score"][unit])


def test_a_later_file_waits_shows_what_it_changes_and_counts_once_confirmed(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    ready.upload(LATER)
    assert files(ready) == {"U01b.xlsx": "等待确认"}
    assert versions(ready) == [2]
    assert score() == 90.0
    shown = ready.table("score_before", "score_after")
    assert shown[["score_before", "score_after"]].to_numpy().tolist() == [[90.0, 100.0]]
    changed = stores.store().changes(waiting()[0])
    assert changed[["indicator", "field", "old", "new"]].to_numpy().tolist() == [["M01-1", "value", 8.0, 10.0]]
    ready.click("confirm_all")
    assert score() == 100.0
    assert waiting() == []
    assert files(ready) == {"U01b.xlsx": "计入"}  # no longer waits


def test_every_file_of_a_drop_is_accounted_for(ready: App) -> None:
    """A zip with something else in it, the same file twice, and a file that is none."""
    inside = zip_of({"U02.xlsx": workbook("U02", "人事处", "a", 5, 5, 10), "说明.docx": b"word"})
    ready.open("intake").upload(GOOD, ("copy.xlsx", GOOD[1]), ("two.zip", inside), ("bad.xlsx", b"nothing"))
    assert files(ready) == {
        "bad.xlsx": "有错误",
        "U01.xlsx": "计入",
        "two.zip/U02.xlsx": "计入",
        "copy.xlsx": "与本批另一文件相同",
        "two.zip/说明.docx": "已跳过",
    }


def test_a_bug_of_ours_costs_one_file_its_result_and_keeps_its_bytes(
    ready: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = receiving.read_uploads

    def fails(given: list[tuple[str, bytes]], system: IndicatorSystem) -> Iterator[tuple[str, list[Submission]]]:
        for name, content in given:
            if name == "b.xlsx":
                raise RuntimeError
            yield from real([(name, content)], system)

    monkeypatch.setattr(receiving, "read_uploads", fails)
    given = [GOOD, ("b.xlsx", b"bytes"), ("U02.xlsx", workbook("U02", "人事处", "a", 5, 5, 10))]
    told: list[str] = []
    received = receiving.receive(stores.store(), "2025", given, Actor.local("x"), lambda share, at: told.append(at))
    assert {o.file: o.outcome for o in received.outcomes} == {
        "U01.xlsx": "counted",
        "b.xlsx": "failed",
        "U02.xlsx": "counted",
    }
    failed = next(o for o in received.outcomes if o.file == "b.xlsx")
    assert failed.submission is not None
    assert stores.store().content(failed.submission) == ("b.xlsx", b"bytes")
    assert stores.store().problems(failed.submission)[0].params["number"]
    assert "1/3  U01.xlsx" in told
    ready.open("intake", batch=str(received.batch))
    assert files(ready)["b.xlsx"] == "处理出错"


def choose_batch(app: App, number: int) -> None:
    """Choose from the list of batches, of which the newest is the first."""
    app.at.selectbox(key="batch_choice").select_index(number)
    app.run()


def linked_batch(app: App) -> str:
    """The batch that the link to the page names."""
    value = app.at.query_params["batch"]
    return value if isinstance(value, str) else value[0]


def has_results(app: App) -> bool:
    return any({"file", "result", "errors"} <= set(d.value.columns) for d in app.at.dataframe)


def test_a_batch_can_be_looked_at_by_another_person_and_later(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    fresh = App()
    fresh.open("intake")
    assert not has_results(fresh)  # nothing of it is theirs
    choose_batch(fresh, 1)
    assert set(files(fresh)) == {"U01.xlsx", "U02.xlsx"}


def test_each_session_sees_its_own_batch_whatever_others_hand_in(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    other = App()
    other.open("intake").upload(BROKEN)
    assert set(files(other)) == {"U02.xlsx"}
    ready.run()
    assert set(files(ready)) == {"U01.xlsx"}
    ready.open("overview").open("intake")  # by the menu
    assert set(files(ready)) == {"U01.xlsx"}
    assert "1 个有错误" not in ready.texts


def test_a_batch_is_found_again_when_the_page_is_loaded_anew(ready: App) -> None:
    ready.open("intake").upload(GOOD)
    own = linked_batch(ready)
    App().open("intake").upload(BROKEN)
    assert set(files(App().open("intake", batch=own))) == {"U01.xlsx"}


def test_a_batch_of_another_period_is_not_shown(two_years: App) -> None:
    own = linked_batch(two_years)
    fresh = App().open("intake", period="2025", batch=own)
    assert not has_results(fresh)
    assert "batch" not in fresh.at.query_params


def test_two_files_of_one_unit_in_a_batch_are_both_refused(ready: App) -> None:
    ready.open("intake").upload(GOOD, ("again.xlsx", workbook("U01", "办公室", "a", 9, 10, 10)))
    assert set(files(ready).values()) == {"有错误"}
    assert stores.store().submitted("2025") == []


def test_a_file_of_another_year_is_refused(ready: App) -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD[1]))
    for row in book["基本信息"].iter_rows():
        if row[0].value == "考核期":
            row[1].value = 2019
    buffer = io.BytesIO()
    book.save(buffer)
    ready.open("intake").upload(("old.xlsx", buffer.getvalue()))
    assert list(files(ready).values()) == ["有错误"]
    assert "2019" in " ".join(problems(ready)["message"])


def test_what_cannot_be_read_is_told_and_kept(ready: App) -> None:
    ready.open("intake").upload(("U01.xlsx", b"not a workbook at all"))
    assert list(files(ready).values()) == ["有错误"]
    assert len(problems(ready)) == 1
    assert len(stores.store().submissions("2025")) == 1


def test_a_unit_that_is_not_on_the_list_waits_and_is_asked_about(ready: App) -> None:
    ready.open("intake").upload(GOOD, ("U-2.xlsx", workbook("U-2", "人事处", "a", 5, 5, 10)))
    assert files(ready) == {"U-2.xlsx": "等待确认", "U01.xlsx": "计入"}
    assert "U-2" in " ".join(problems(ready)["message"])
    assert "“U02”" in " ".join(problems(ready)["hint"])
    assert stores.store().submitted("2025") == ["U01"]
    assert "confirm_all" not in {b.key for b in ready.at.button}  # never in passing
    stores.store().confirm(waiting(), "x")
    ready.run()
    assert sorted(stores.store().submitted("2025")) == ["U-2", "U01"]
