"""A server that is stopped in the middle of a batch stores the file in hand; the next one goes on with the rest."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from scoring.store import open_store
from scoring.system import load_system_text
from tests.browser.conftest import ready, start_app, stop_app
from tests.small_period import SYSTEM, workbook

COUNT = 120


def test_stopped_in_the_middle_of_a_batch(page: Page, tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.add_system(load_system_text(SYSTEM), "test")
    content = workbook("U00", "某单位", "a", 8, 10, 10)
    given = [
        {"name": f"U{n:03}.xlsx", "mimeType": "", "buffer": content[:-1] + bytes([n])}  # each a file of its own
        for n in range(COUNT)
    ]
    process, app = start_app(tmp_path)
    page.goto(f"{app.url}/intake")
    ready(page)
    page.locator("input[type=file]").last.set_input_files(given)  # type: ignore[arg-type]
    # The number of the file goes when all are read and the storing begins.
    page.get_by_test_id("stProgress").filter(has_text=re.compile(r"\sU\d")).filter(has_not_text="/").wait_for()
    stop_app(process)
    (batch,) = store.interrupted("2025").to_dict("records")
    assert batch["files"] == COUNT
    assert 0 < batch["saved"] == len(store.submissions("2025")) < COUNT
    assert not (tmp_path / "kaoping.db-journal").exists()  # nothing was cut off in the middle
    assert store.check_audit() is None
    store.close()
