"""Streamlit's own words in Chinese."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile(r"[\u3400-\u9fff]")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]|[\u3400-\u9fff]\.(?:\s|$)")


WORDS = json.loads((ROOT / "ui" / "assets" / "words.json").read_text(encoding="utf-8"))


def test_words_of_streamlit_are_put_in_chinese() -> None:
    said = WORDS
    assert set(said) == {"exact", "patterns"}
    assert [text for text, chinese in said["exact"].items() if not HAN.search(chinese) or HAN.search(text)] == []
    assert [text for text, chinese in said["exact"].items() if HALF_WIDTH.search(chinese)] == []


def test_forms_of_words_keep_what_they_caught() -> None:
    for form, chinese in WORDS["patterns"].items():
        groups = re.compile(form).groups
        assert {int(n) for n in re.findall(r"\$(\d)", chinese)} <= set(range(1, groups + 1)), form
