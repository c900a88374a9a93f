"""The examples give what was worked by hand, and together use every rule, every kind of facts and every feature."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from examples import check, features
from scoring.system import load_system
from scoring.workbook import read_upload

FOLDERS = check.folders()
README = features.README.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_gives_what_was_worked_by_hand(folder: Path) -> None:
    one = check.outcome(folder)
    assert [problem.sentence("en") for problem in one.problems] == []
    assert one.differences == ()
    assert one.figures > one.units >= 3


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_in_an_example_is_asked_about(folder: Path) -> None:
    system = load_system(folder / check.SYSTEM)
    read = read_upload(check.FACTS, (folder / check.FACTS).read_bytes(), system)
    found = [*system.warnings, *(problem for one in read for problem in one.problems)]
    # a scheme of 1000 marks whose score is out of 100
    meant = {"marks_do_not_add_up"} if folder.name == "market_safety" else set()
    assert [problem.sentence("en") for problem in found if problem.code not in meant] == []


def titles(node: Any) -> Iterator[Any]:
    for key, value in node.items() if isinstance(node, dict) else []:
        if key in ("title", "note") and not (isinstance(value, dict) and "title" in value):
            yield value
        yield from titles(value)
    for one in node if isinstance(node, list) else []:
        yield from titles(one)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_speaks_both_languages_and_says_where_it_is_from(folder: Path) -> None:
    system = yaml.safe_load((folder / check.SYSTEM).read_text(encoding="utf-8"))
    assert [words for words in titles(system) if not {"zh", "en"} <= set(words)] == []
    assert system["note"]
    assert all(row["worked"] for row in check.expected(folder).values())
    own = (folder / "README.md").read_text(encoding="utf-8")
    assert all(part in own for part in (system["title"]["zh"], system["title"]["en"], "**Source.**", "**Made up.**"))


def test_every_rule_kind_fact_kind_and_feature_is_in_an_example() -> None:
    used = set().union(*map(features.used, FOLDERS))
    assert [name for name in features.wanted() if name not in used] == []


def test_the_readme_knows_every_example_and_says_which_uses_what() -> None:
    assert features.with_table(README) == README, "run: python -m examples.features"
    assert set(re.findall(r"^\| \[(\w+)\]", README, re.MULTILINE)) == {folder.name for folder in FOLDERS}


def test_a_difference_is_named_and_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAOPING_LANG", "en")
    monkeypatch.setattr(check, "ROOT", tmp_path)
    shutil.copytree(FOLDERS[0].parent / "fhrs", tmp_path / "fhrs")
    wanted = tmp_path / "fhrs" / check.EXPECTED
    assert check.main([]) == 0
    wanted.write_text(wanted.read_text(encoding="utf-8").replace("grade: r2", "grade: r3"), encoding="utf-8")
    capsys.readouterr()
    assert check.main(["fhrs"]) == 1
    assert "F3 grade: r3 expected, r2 found" in capsys.readouterr().out
