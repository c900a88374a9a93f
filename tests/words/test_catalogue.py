"""The words: every sentence has a Chinese translation, nothing in the catalogue is left over, both languages everywhere."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from scoring.words import LANGS, gettext, ngettext, text
from scoring.words.catalogue import CATALOGUES

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted([ROOT / "app.py", *(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")])
SOURCES = sorted([*SCREENS, *(ROOT / "scoring").rglob("*.py"), *(ROOT / "door").rglob("*.py")])
# What takes sentences -> at which arguments they stand. The functions themselves are left out.
CALLS = {"t": (0,), "tn": (0, 1), "gettext": (1,), "ngettext": (1, 2)}
DEFINED_IN = {ROOT / "ui" / "frame" / "language.py", ROOT / "scoring" / "words" / "sentences.py"}
SPREAD = "**"  # parameters given as a mapping cannot be counted here


def calls(source: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


class Sentence(NamedTuple):
    """One use of the catalogue."""

    texts: tuple[str, ...]  # one, or those for one and for many
    given: frozenset[str]  # the parameters, the count among them


def uses(source: Path) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    for call in calls(source, *CALLS):
        assert isinstance(call.func, ast.Name)
        yield call, [call.args[at] for at in CALLS[call.func.id]]


def sentences() -> Iterator[Sentence]:
    for source in SOURCES:
        for call, texts in uses(source) if source not in DEFINED_IN else ():
            counted = {"count"} if len(texts) == 2 else set()
            given = frozenset(k.arg or SPREAD for k in call.keywords) | counted
            yield Sentence(tuple(t.value for t in texts if isinstance(t, ast.Constant)), given)


SENTENCES = list(sentences())
with CATALOGUES["zh"].open("rb") as _file:
    CATALOGUE = read_po(_file, locale="zh_CN", abort_invalid=True)


def ids(message_id: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message_id,) if isinstance(message_id, str) else tuple(message_id)


CHINESE = {ids(m.id): m.string if isinstance(m.string, str) else m.string[0] for m in CATALOGUE if m.id}


def placeholders(text: str) -> set[str]:
    """Names in braces; those of which an attribute or a format is asked by their name alone."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


PLACEHOLDER = re.compile(r"\{[^}]*\}")
HAN = re.compile(r"[\u3400-\u9fff]")
SAYS_CHINESE = re.compile(r"[\u3001-\u9fff\uff01-\uff5e]")
# Chinese sentences have full-width punctuation; between digits and letters a point or colon is part of them.
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]|[\u3400-\u9fff]\.(?:\s|$)")


@pytest.mark.parametrize("source", [s for s in SOURCES if s not in DEFINED_IN], ids=lambda p: str(p.relative_to(ROOT)))
def test_sentences_are_literals_so_that_they_can_be_collected(source: Path) -> None:
    assert all(isinstance(text, ast.Constant) for _, texts in uses(source) for text in texts)


def test_every_sentence_is_translated() -> None:
    assert sorted(s.texts for s in SENTENCES if not CHINESE.get(s.texts, "").strip()) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(CHINESE) - {s.texts for s in SENTENCES}) == []


def test_no_sentence_stands_twice_in_the_catalogue() -> None:
    lines = CATALOGUES["zh"].read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line.startswith("msgid ")]
    assert sorted(texts) == sorted(set(texts))


def parameters(sentence: Sentence) -> set[str]:
    """What a sentence has to put in. One may count and not say how many: '{units} were vetoed'."""
    unsaid = {"count"} if len(sentence.texts) == 2 and "count" not in placeholders(sentence.texts[-1]) else set()
    return set(sentence.given) - unsaid


def test_placeholders_agree_in_both_languages_and_with_the_call() -> None:
    wrong = [
        s.texts
        for s in SENTENCES
        if placeholders(s.texts[-1]) != placeholders(CHINESE.get(s.texts, ""))
        or (SPREAD not in s.given and placeholders(s.texts[-1]) != parameters(s))
    ]
    assert wrong == []


def test_a_single_thing_is_told_with_the_same_parameters() -> None:
    counted = [s.texts for s in SENTENCES if len(s.texts) == 2]
    assert [t for t in counted if not placeholders(t[0]) <= placeholders(t[1]) or t[0] == t[1]] == []


def compares_a_language(node: ast.AST) -> bool:
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(isinstance(side, ast.Constant) and side.value in LANGS for side in sides)


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_sentence_is_chosen_by_comparing_the_language(source: Path) -> None:
    nodes = ast.walk(ast.parse(source.read_text(encoding="utf-8")))
    assert [ast.unparse(node) for node in nodes if compares_a_language(node)] == []


def test_the_catalogue_is_well_formed() -> None:
    assert [m.id for m in CATALOGUE if m.fuzzy and m.id] == []
    assert list(CATALOGUE.obsolete) == []
    assert CATALOGUE.num_plurals == 1


def test_each_side_of_the_catalogue_is_in_its_language() -> None:
    assert [texts for texts in CHINESE if any(map(HAN.search, texts))] == []
    assert [texts for texts, chinese in CHINESE.items() if not SAYS_CHINESE.search(chinese)] == []


def test_chinese_has_chinese_punctuation() -> None:
    assert [said for said in CHINESE.values() if HALF_WIDTH.search(PLACEHOLDER.sub("9", said))] == []


def test_one_is_not_told_as_many() -> None:
    said = {lang: [ngettext(lang, "{count} file", "{count:,} files", n) for n in (0, 1, 2, 1000)] for lang in LANGS}
    assert said["en"] == ["0 files", "1 file", "2 files", "1,000 files"]
    assert said["zh"] == ["0 个文件", "1 个文件", "2 个文件", "1,000 个文件"]


def test_a_parameter_in_both_languages_is_put_in_in_the_one_that_is_spoken() -> None:
    group = text("甲组", "Group A")
    assert gettext("en", "Veto: {title}", title=group) == "Veto: Group A"
    assert gettext("zh", "Veto: {title}", title=group) == "一票否决：甲组"


# --- what the code says of itself in two languages -------------------------------------------------

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
        chinese = chinese and PLACEHOLDER.sub("9", chinese).replace("键: 值", "")  # as YAML writes it
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
    for source in SCREENS:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        comments = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}  # docstrings
        texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        found += [(source.name, n.value) for n in texts if HAN.search(n.value) and id(n) not in comments]
    assert [(name, text) for name, text in found if text not in allowed] == []
