"""Files that a page has taken are not kept for as long as the page is open."""

from __future__ import annotations

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from tests.app import App
from tests.pages.test_intake import BROKEN, GOOD
from tests.small_period import ROSTER


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """File id -> name of what the server keeps, as it was uploaded and forgotten."""
    files: dict[str, str] = {}
    add, remove = MemoryUploadedFileManager.add_file, MemoryUploadedFileManager.remove_file

    def add_file(keeper: MemoryUploadedFileManager, session_id: str, file: object) -> None:
        files[file.file_id] = file.name  # type: ignore[attr-defined]
        add(keeper, session_id, file)  # type: ignore[arg-type]

    def remove_file(keeper: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
        del files[file_id]
        remove(keeper, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", add_file)
    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", remove_file)
    return files


def test_workbooks_are_forgotten_once_they_are_handed_over(ready: App, kept: dict[str, str]) -> None:
    ready.open("intake").upload(GOOD, BROKEN)
    assert kept == {}


def test_a_list_of_units_is_kept_until_it_is_taken_over(app: App, ready: App, kept: dict[str, str]) -> None:
    ready.open("intake")
    more = ROSTER.encode() + "U09,新单位,a\n".encode()
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", more)
    ready.run()
    assert list(kept.values()) == ["units.csv"]
    ready.click("roster_save")
    assert kept == {}
