"""What can be fetched of a batch."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from scoring.services import submissions
from tests.app import App
from tests.pages.test_intake import BROKEN, GOOD
from ui.frame import stores
from ui.intake import outcomes, view


def test_the_report_and_the_marked_copies_of_a_batch(ready: App) -> None:
    ready.open("intake").upload(GOOD, BROKEN, ("x.csv", "乱,码\n".encode()))
    outcomes_ = view.outcomes(stores.store_state(), "2025", int(stores.store().batches("2025")["id"][0]))
    assert outcomes_.files["file"].tolist() == ["U02.xlsx", "x.csv", "U01.xlsx"]
    content = submissions.marked_copies(stores.store(), "2025", outcomes_.by_submission, "zh")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["U02_已标注.xlsx", "x_问题清单.xlsx"]


@pytest.mark.parametrize(
    ("lang", "name", "heading"), [("zh", "U02_已标注.xlsx", "结果"), ("en", "U02_marked.xlsx", "Result")]
)
def test_what_is_made_at_a_click_speaks_the_language_of_the_page(
    ready: App, monkeypatch: pytest.MonkeyPatch, lang: str, name: str, heading: str
) -> None:
    """A download is made outside every session: nothing in it can be asked of one."""
    made: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(outcomes, "download", lambda text, data, file, key, *rest: made.update({key: data}))
    ready.open("intake", lang=lang).upload(GOOD, BROKEN)
    with zipfile.ZipFile(io.BytesIO(made["batch_marked"]())) as archive:
        assert archive.namelist() == [name]
    report = openpyxl.load_workbook(io.BytesIO(made["batch_report"]()))
    texts = {cell.value for sheet in report for row in sheet.iter_rows() for cell in row}
    assert heading in texts
    assert {"zh": "Result", "en": "结果"}[lang] not in texts
