"""The catalogue: every text of the screens has a Chinese translation, and nothing in it is left over."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ui.texts import CATALOGUE, translations

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([ROOT / "app.py", *(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")])


def calls_of_t(source: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
            yield node


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


SPREAD = "**"  # parameters given as a mapping cannot be counted here
USED = {
    (str(call.args[0].value), frozenset(k.arg or SPREAD for k in call.keywords))
    for source in SOURCES
    for call in calls_of_t(source)
    if isinstance(call.args[0], ast.Constant)
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_texts_are_literals_so_that_they_can_be_collected(source: Path) -> None:
    assert all(isinstance(call.args[0], ast.Constant) for call in calls_of_t(source))


def test_every_text_is_translated() -> None:
    assert sorted(text for text, _ in USED if not translations().get(text, "").strip()) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(translations()) - {text for text, _ in USED}) == []


def test_no_text_stands_twice_in_the_catalogue() -> None:
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line.startswith("msgid ")]
    assert sorted(texts) == sorted(set(texts))


def test_placeholders_agree_in_both_languages_and_with_the_call() -> None:
    wrong = [
        text
        for text, given in USED
        if placeholders(text) != placeholders(translations().get(text, ""))
        or (SPREAD not in given and placeholders(text) != given)
    ]
    assert wrong == []


def test_the_catalogue_is_well_formed() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN", abort_invalid=True)
    assert [m.id for m in catalogue if m.fuzzy and m.id] == []
