"""What the house promises of itself: thin pages, docs up to date, words in both languages, nothing unsafe."""

from __future__ import annotations

import ast
import string
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.docs import DOCS, PAGES
from scoring.facts import FACT_KINDS
from scoring.problem_codes import CODES
from scoring.rules import RULES, IndicatorRule
from scoring.terms import COLUMNS, LANGS

ROOT = Path(__file__).resolve().parents[1]
OURS = [p for folder in ("scoring", "ui", "pages") for p in sorted((ROOT / folder).rglob("*.py"))] + [ROOT / "app.py"]
SCREENS = sorted(p for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")


@pytest.mark.parametrize("name", PAGES)
def test_docs_are_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_every_name_stands_in_the_docs() -> None:
    rules, problems = ((DOCS / f).read_text(encoding="utf-8") for f in ("rules.md", "problems.md"))
    assert all(f"`{kind}`" in rules for kind in [*RULES, *FACT_KINDS])
    assert all(f"`{code}`" in problems for code in CODES)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", CODES)
def test_messages_say_the_same_in_both_languages(code: str) -> None:
    for words in (CODES[code].message, CODES[code].hint):
        texts = [words.root.get(lang, "") for lang in LANGS]
        assert all(texts)
        zh, en = ({f.removesuffix("_zh").removesuffix("_en") for f in fields(t)} for t in texts)
        assert zh == en


def test_words_are_given_in_both_languages() -> None:
    for text in [*COLUMNS.values(), *(k.title for k in FACT_KINDS.values()), *(r.summary for r in RULES.values())]:
        assert all(text.root.get(lang) for lang in LANGS)


def test_a_rule_that_lacks_a_part_dies_at_import() -> None:
    with pytest.raises(TypeError, match=r"Halfway lacks .*describe"):

        class Halfway(IndicatorRule):
            kind: str = "halfway"


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: p.stem)
def test_pages_are_thin(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    called = {
        n.func.attr
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
    }
    assert not called & {"groupby", "merge", "pivot", "pivot_table"}, "what a page shows comes from scoring.analysis"
    assert "page" in {n.name for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)}


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: p.stem)
def test_pages_run_nothing_when_imported(path: Path) -> None:
    """A server runs a page's file by itself when its address is opened directly."""
    defines = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    body = ast.parse(path.read_text(encoding="utf-8")).body
    loose = [n for n in body if not isinstance(n, defines) and not _is_harmless(n)]
    assert loose == []
    calls = [
        n
        for part in body
        if isinstance(part, ast.Assign | ast.AnnAssign)
        for n in ast.walk(part)
        if isinstance(n, ast.Call)
    ]
    assert not [c for c in calls if ast.unparse(c.func).startswith("st.")]


def _is_harmless(node: ast.stmt) -> bool:
    """A docstring, or what runs only when the file is the program."""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or (isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'")


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_unsafe(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for word in ("unsafe_" + "allow_html", "st." + "html(", "yaml." + "load(", "pickle", "eval" + "("):
        assert word not in source


def test_the_product_works_without_a_screen() -> None:
    code = "import sys, scoring.__main__; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == 0
