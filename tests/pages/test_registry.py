"""The pages, each named once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pages.registry import FIRST, PAGES, Page
from scoring.words import LANGS

ROOT = Path(__file__).resolve().parents[2]


def test_every_page_has_its_module_and_every_module_is_a_page() -> None:
    modules = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "registry"}
    assert {page.name for page in PAGES} == modules
    assert len(PAGES) == len(modules)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_what_the_menu_and_links_need(page: Page) -> None:
    assert page.function.__module__ == f"pages.{page.name}"
    assert all(page.title(lang) and page.section(lang) for lang in LANGS)
    assert page.path == ("" if page is FIRST else page.name)


def test_no_two_pages_are_called_the_same() -> None:
    for lang in LANGS:
        assert len({page.title(lang) for page in PAGES}) == len(PAGES)


def test_the_front_door_knows_the_pages_without_loading_them() -> None:
    code = (
        "import sys, door.index; sys.exit(any(m.startswith('pages.') and m != 'pages.registry' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == 0
