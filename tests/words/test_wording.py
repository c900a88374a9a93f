"""How our own words are written, wherever they stand: punctuation of their language, no colloquial or archaic turns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from scoring.problems.codes import CODES
from tests.words.test_catalogue import CHINESE, PLACEHOLDER, SOURCES

HAN = "[\u3400-\u9fff]"
CHINESE_FAULTS = {
    "half-width punctuation": re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN}\.(?:\s|$)"),
    "punctuation twice": re.compile("[，；、。：][，；、。：]"),
    "a colloquial turn": re.compile("咬得|看不懂|读不下去|用不着|干脆|搞|弄|把握不准|怎么办|这张单子"),
}
ENGLISH_FAULTS = {
    "full-width punctuation": re.compile(r"[，；。：（）？！]"),
    "punctuation twice": re.compile(r"[,;:]\s*[,;:]"),
    "a plural in brackets": re.compile(r"\w\(s\)"),
    "one as many": re.compile(r"(?<![-\d.])1 (?:units|files|months|days|marks|points|rows|indicators)\b"),
    "an archaic turn": re.compile(
        r"\b(?:mend|became of|whither|astray|take them back|slip of the pen|in several goes)\b", re.I
    ),
}


def given_in_both() -> Iterator[tuple[str, str]]:
    """What stands in the code as text(zh, en), error(...) and warning(...)."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("text", "label"):
                words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if len(words) == 2:
                    yield words[0], words[1]
    for code in CODES.values():
        yield from ((words.get("zh"), words.get("en")) for words in (code.message, code.hint))


# Notation of YAML; a title by which copies that were handed out before are known.
EXEMPT = {"键值映射（键: 值）", "Workbook check: what to mend"}
PAIRS = [*given_in_both(), *((zh, text) for texts, zh in CHINESE.items() for text in texts)]


def faulty(words: list[str], pattern: re.Pattern[str]) -> list[str]:
    return sorted({said for said in {*words} - EXEMPT if pattern.search(PLACEHOLDER.sub("9", said))})


@pytest.mark.parametrize("fault", CHINESE_FAULTS)
def test_chinese_is_written_as_an_office_writes(fault: str) -> None:
    assert faulty([zh for zh, _ in PAIRS], CHINESE_FAULTS[fault]) == []


@pytest.mark.parametrize("fault", ENGLISH_FAULTS)
def test_english_is_plain(fault: str) -> None:
    assert faulty([en for _, en in PAIRS], ENGLISH_FAULTS[fault]) == []
