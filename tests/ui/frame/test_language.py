"""The catalogue: every text of the screens has a Chinese translation, and nothing in it is left over."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
import streamlit as st
from babel.messages.pofile import read_po

from scoring.words import day_words
from ui.components.times import local_times, time_words
from ui.frame.language import CATALOGUE, LANG_KEY, tn, translations

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted([ROOT / "app.py", *(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")])


def calls(source: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def given(call: ast.Call) -> frozenset[str]:
    """The parameters of a call; `tn` gives the count beside those it is given."""
    return frozenset(k.arg or SPREAD for k in call.keywords)


SPREAD = "**"  # parameters given as a mapping cannot be counted here
USED = {
    (call.args[0].value, given(call))
    for source in SOURCES
    for call in calls(source, "t")
    if isinstance(call.args[0], ast.Constant)
}
COUNTED = {
    (one.value, many.value, given(call) | {"count"})
    for source in SOURCES
    for call in calls(source, "tn")
    for one, many in [call.args[:2]]
    if isinstance(one, ast.Constant) and isinstance(many, ast.Constant)
}
TEXTS = USED | {(many, parameters) for _, many, parameters in COUNTED}
HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3001-\u9fff\uff01-\uff5e]")
# Chinese sentences have full-width punctuation; between digits and letters a point or colon is part of them.
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]|[\u3400-\u9fff]\.(?:\s|$)")


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_texts_are_literals_so_that_they_can_be_collected(source: Path) -> None:
    assert all(isinstance(call.args[0], ast.Constant) for call in calls(source, "t") if source.name != "language.py")
    assert all(isinstance(arg, ast.Constant) for call in calls(source, "tn") for arg in call.args[:2])


def test_every_text_is_translated() -> None:
    assert sorted(text for text, _ in TEXTS if not translations().get(text, "").strip()) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(translations()) - {text for text, _ in TEXTS}) == []


def test_no_text_stands_twice_in_the_catalogue() -> None:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line.startswith("msgid ")]
    assert sorted(texts) == sorted(set(texts))


def test_placeholders_agree_in_both_languages_and_with_the_call() -> None:
    wrong = [
        text
        for text, parameters in TEXTS
        if placeholders(text) != placeholders(translations().get(text, ""))
        or (SPREAD not in parameters and placeholders(text) != parameters)
    ]
    assert wrong == []


def test_a_single_thing_is_told_with_the_same_parameters() -> None:
    wrong = [one for one, many, _ in COUNTED if not placeholders(one) <= placeholders(many) or one == many]
    assert wrong == []


def test_the_catalogue_is_well_formed() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN", abort_invalid=True)
    assert [m.id for m in catalogue if m.fuzzy and m.id] == []
    assert list(catalogue.obsolete) == []


def test_each_side_of_the_catalogue_is_in_its_language() -> None:
    assert [text for text in translations() if HAN.search(text)] == []
    assert [text for text, chinese in translations().items() if not CHINESE.search(chinese)] == []


def test_chinese_has_chinese_punctuation() -> None:
    assert [said for said in translations().values() if HALF_WIDTH.search(re.sub(r"\{[^}]*\}", "9", said))] == []


# --- what the code of scoring says in two languages ----------------------------------------------

PAIRS = ("text", "choose")  # text(zh, en); choose(lang, zh, en)
SAID = [
    (source, node, *node.args[-2:])
    for source in sorted((ROOT / "scoring").rglob("*.py"))
    for name in PAIRS
    for node in calls(source, name)
    if len(node.args) == 2 + PAIRS.index(name)
]


def literal(node: ast.expr) -> str | None:
    """The fixed part of a text, with 9 for what is put in; None where it is not written here."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "9" for part in node.values)
    return None


def test_both_languages_are_written_wherever_scoring_speaks() -> None:
    wrong = []
    for source, node, *sides in SAID:
        chinese, english = map(literal, sides)
        chinese = chinese and chinese.replace("键: 值", "")  # as YAML writes it
        place = f"{source.relative_to(ROOT)}:{node.lineno}"
        if chinese and re.search("[A-Za-z]", chinese) and not HAN.search(chinese) and chinese != english:
            wrong.append((place, chinese))
        if english is not None and (not english.strip() or HAN.search(english)):
            wrong.append((place, english))
        if chinese and HALF_WIDTH.search(chinese):
            wrong.append((place, chinese))
    assert len(SAID) > 300
    assert wrong == []


def test_no_chinese_stands_in_the_code_of_the_screens() -> None:
    """It stands in the catalogue alone, but for the names of the languages themselves."""
    allowed = {"中文", "语言 / Language"}
    found = []
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        comments = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}  # docstrings
        texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        found += [(source.name, n.value) for n in texts if HAN.search(n.value) and id(n) not in comments]
    assert [(name, text) for name, text in found if text not in allowed] == []


# --- Streamlit's own words -----------------------------------------------------------------------


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


# --- counting, days and times --------------------------------------------------------------------


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(st, "session_state", {LANG_KEY: request.param})
    return str(request.param)


def test_one_is_not_told_as_many(spoken: str) -> None:
    told = [tn("{count} file", "{count:,} files", n) for n in (0, 1, 2, 1000)]
    english = ["0 files", "1 file", "2 files", "1,000 files"]
    assert told == {"zh": ["0 个文件", "1 个文件", "2 个文件", "1,000 个文件"], "en": english}[spoken]


def test_times_are_written_as_the_language_does(spoken: str) -> None:
    at = dt.datetime(2026, 9, 3, 7, 5)
    assert time_words(at) == {"zh": "2026年9月3日 07:05", "en": "3 Sep 2026, 07:05"}[spoken]
    assert day_words(at.date(), spoken) == {"zh": "2026年9月3日", "en": "3 Sep 2026"}[spoken]


def test_times_of_a_table_sort_as_times_in_the_zone_of_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone="Asia/Shanghai"))
    local = local_times(pd.Series(["2026-11-23T18:05:59.123456+00:00", "2026-02-01T00:00:00+00:00"]))
    assert list(local) == [pd.Timestamp(2026, 11, 24, 2, 5), pd.Timestamp(2026, 2, 1, 8)]
