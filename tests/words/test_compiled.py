"""The compiled catalogue says what the .po says, and is read only while it is the newer of the two."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from scoring.words.catalogue import CATALOGUES, read_catalogue
from scoring.words.compile import compile_catalogues


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A copy of the Chinese catalogue, not compiled."""
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return Path(shutil.copy(CATALOGUES["zh"], folder))


def test_compiled_or_not_the_sentences_are_the_same(po: Path) -> None:
    text = read_catalogue(po)
    compile_catalogues([po])
    assert po.with_suffix(".mo").exists()
    binary = read_catalogue(po)
    assert binary.gettext("Interrupted.") == text.gettext("Interrupted.") == "已中断。"
    counted = ("{count} file", "{count:,} files", 2)
    assert binary.ngettext(*counted) == text.ngettext(*counted) == "{count:,} 个文件"


def test_a_compiled_catalogue_older_than_its_source_is_not_read(po: Path) -> None:
    compile_catalogues([po])
    po.write_text(po.read_text(encoding="utf-8").replace("已中断。", "停下了。"), encoding="utf-8")
    made = po.with_suffix(".mo").stat().st_mtime_ns
    for later, said in ((-1, "已中断。"), (0, "停下了。"), (1, "停下了。")):
        os.utime(po, ns=(made + later, made + later))
        assert read_catalogue(po).gettext("Interrupted.") == said
