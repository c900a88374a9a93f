"""What the house promises of itself: thin pages, docs up to date, words in both languages, nothing unsafe."""

from __future__ import annotations

import ast
import importlib.metadata
import inspect
import re
import string
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pages.registry import PAGES
from scoring.cli.docs import DOCS
from scoring.cli.docs import PAGES as DOC_PAGES
from scoring.facts import FACT_KINDS
from scoring.problems.codes import CODES
from scoring.rules import RULES, IndicatorRule
from scoring.store import Store
from scoring.words import COLUMNS, LANGS

ROOT = Path(__file__).resolve().parents[1]
OURS = [
    *(p for folder in ("scoring", "ui", "pages", "door") for p in sorted((ROOT / folder).rglob("*.py"))),
    ROOT / "app.py",
    ROOT / "server.py",
]
PAGE_LINES = 80
WITH_TESTS_OF_THEIR_NAME = (
    "app.py",
    "server.py",
    "door/",
    "pages/",
    "ui/",
    "scoring/services/",
    "scoring/access.py",
    "scoring/analysis/",
    "scoring/charts/",
    "scoring/cli/",
    "scoring/reports/",
    "scoring/words/",
    "scoring/numbers.py",
    "scoring/problems/",
    "scoring/system/",
)
SCREEN_CODE = [p for p in OURS if p.relative_to(ROOT).parts[0] in ("ui", "pages", "app.py")]
SCREENS = [ROOT / "pages" / f"{page.name}.py" for page in PAGES]


@pytest.mark.parametrize("name", DOC_PAGES)
def test_docs_are_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == DOC_PAGES[name](), "run: make docs"


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
    assert len(source.splitlines()) < PAGE_LINES


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


TESTED = [p for p in OURS if p.name != "__init__.py" and str(p.relative_to(ROOT)).startswith(WITH_TESTS_OF_THEIR_NAME)]


@pytest.mark.parametrize("path", TESTED, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_has_a_test_module_of_its_name_or_says_where_it_is_tested(path: Path) -> None:
    inside = path.relative_to(ROOT)
    own = ROOT / "tests" / Path(*[part for part in inside.parts[:-1] if part != "scoring"]) / f"test_{path.stem}.py"
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    stated = re.findall(r"Tested in (tests/[\w/]+\.py)\.", docstring)
    assert own.exists() != bool(stated), "either, so that nobody looks in two places"
    assert all((ROOT / name).exists() for name in stated)


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_unsafe(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if path.name != "assets.py":  # scripts and stylesheets that are constants
        assert "st." + "html(" not in source
    for word in ("unsafe_" + "allow_html", "yaml." + "load(", "pickle", "eval" + "("):
        assert word not in source


STORE_CHANGES = {name for name, f in vars(Store).items() if callable(f) and "by" in inspect.signature(f).parameters}


@pytest.mark.parametrize("path", SCREEN_CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_screens_change_the_store_by_services_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "scoring.services"]
    services = {alias.asname or alias.name for n in imports for alias in n.names}
    methods = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    changes = [f for f in methods if f.attr in STORE_CHANGES and ast.unparse(f.value) not in services]
    assert [ast.unparse(f) for f in changes] == []


def test_what_changes_the_store_is_known() -> None:
    expected = {"save", "verify", "withdraw", "confirm", "turn_down", "add_units", "add_system", "record_batch"}
    assert expected <= STORE_CHANGES


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even inside a function: what cannot be imported at the top is in the wrong place."""
    paths = [p for p in OURS if str(p.relative_to(ROOT)).startswith(("ui/", "pages/", "door/", "scoring/services/"))]
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in paths}
    imports = {name: modules_imported(path) & set(names) - {name} for name, path in names.items()}
    assert list(TopologicalSorter(imports).static_order())  # raises CycleError with the circle


def modules_imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it, and what it takes from them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    return {n.module or "" for n in imports} | {f"{n.module}.{alias.name}" for n in imports for alias in n.names}


def test_the_product_works_without_a_screen() -> None:
    commands = "scoring.cli.system, scoring.cli.template, scoring.cli.check, scoring.cli.score"
    code = f"import sys, scoring.__main__, scoring.cli.app, {commands}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == 0


def test_files_can_be_read_before_pandas_is_loaded() -> None:
    code = (
        "import sys, scoring.__main__, scoring.cli.app; sys.exit(bool({'pandas', 'numpy', 'babel'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == 0


def stated(file: str) -> dict[str, Requirement]:
    """What a requirements file or a lock names itself, by the package's canonical name."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(r.name): r for r in found}


def imported(path: Path) -> set[str]:
    """The packages a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_what_the_product_imports_is_required() -> None:
    """A package that only the developer's machine has breaks the product on every other."""
    known = {
        *sys.stdlib_module_names,
        "scoring",
        "ui",
        "pages",
        "door",
        "pydantic_core",
    }  # the last is a part of pydantic
    outside = set().union(*map(imported, OURS)) - known
    providers = importlib.metadata.packages_distributions()
    required = stated("requirements.txt").keys()
    assert not [n for n in outside if not required & {canonicalize_name(d) for d in providers.get(n, [])}]


def needed(packages: set[str]) -> set[str]:
    """These packages (with their extras) and all that they need, on whatever platform."""
    reached: set[tuple[str, ...]] = set()
    waiting = [Requirement(package) for package in packages]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if (name, *sorted(one.extras)) in reached:
            continue
        reached.add((name, *sorted(one.extras)))
        try:
            texts = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:  # of another platform
            continue
        parts = [Requirement(text) for text in texts]
        waiting += [
            p for p in parts if "extra" not in str(p.marker) or any(f'"{e}"' in str(p.marker) for e in one.extras)
        ]
    return {name for name, *_ in reached}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_locks_hold_what_is_required_and_nothing_else(name: str) -> None:
    wanted = stated(f"{name}.txt") | (stated("requirements.txt") if name.endswith("dev") else {})
    locked = stated(f"{name}.lock")
    assert {n: str(r.specifier) for n, r in wanted.items()}.items() <= {
        n: str(r.specifier) for n, r in locked.items()
    }.items(), "run: make lock"
    assert not locked.keys() - needed(set(map(str, wanted.values()))), "run: make lock"


def test_the_two_locks_agree() -> None:
    assert stated("requirements.lock").items() <= stated("requirements-dev.lock").items()
