"""Large files made aside: what they hold, who shares them, and when the work ends."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest

from scoring.reports.progress import silent
from scoring.reports.ranked import ranked_workbook
from scoring.services import exports, scores
from scoring.services.exports import Export
from scoring.store import Store
from tests.services.conftest import LATER, send, waiting_id
from tests.small_period import workbook

SECONDS = 120  # a test waits at most


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    exports.close_all()


def export(store: Store, kind: exports.Kind, **more: int) -> Export:
    return Export(kind, store.url, store.version(), "2025", "zh", **more)


def cells(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def test_the_process_makes_the_same_workbook_of_the_state_that_was_asked_for(reported: Store) -> None:
    sheet = scores.sheet(reported, "2025")
    assert sheet is not None
    asked = export(reported, "ranked")
    send(reported, LATER)
    reported.confirm([waiting_id(reported)], "x")
    shared = exports.ask(asked, "one")
    assert exports.ask(asked, "two") is shared
    assert shared.job.over.wait(SECONDS)
    assert (shared.job.state, shared.job.share) == ("done", 1.0)
    made, here = cells(shared.path.read_bytes()), cells(ranked_workbook(sheet))
    assert made["指标得分"] == here["指标得分"]
    assert made["排名"][2:5] == here["排名"][2:5]
    now = scores.sheet(reported, "2025")
    assert now is not None
    assert cells(ranked_workbook(now))["指标得分"] != made["指标得分"]


def test_templates_and_marked_copies_are_made_too(store: Store) -> None:
    send(store, ("U03.xlsx", workbook("U03", "研究院", "b", "多", 1, 2)))
    batch = int(store.batches("2025")["id"].iloc[0])
    for asked, count in ((export(store, "templates"), 3), (export(store, "marked", batch=batch), 1)):
        target = io.BytesIO()
        exports.write(store, asked, target, silent)
        with zipfile.ZipFile(target) as archive:
            assert len(archive.namelist()) == count


def test_the_work_ends_with_the_last_who_waits_and_can_be_asked_for_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_MODULE", "tests.services.endless")
    asked = export(store, "ranked")
    shared = exports.ask(asked, "one")
    exports.ask(asked, "two")
    exports.leave(asked, "one")
    assert not shared.job.over.is_set()
    exports.leave(asked, "two")
    assert shared.job.state == "ended"
    assert exports.state_of(asked) is None
    assert exports.ask(asked, "one") is not shared


def test_no_more_files_lie_ready_than_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "KEPT", 2)
    asked = [export(store, "ranked", batch=number) for number in range(4)]
    for one in asked:
        shared = exports.ask(one, "x")
        shared.job.end()
    assert [one for one in asked if exports.state_of(one)] == asked[-2:]
