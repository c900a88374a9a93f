"""Every problem code of the intake is provoked by some test of this folder, and says itself in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scoring.problems import Problem
from scoring.problems.intake_codes import INTAKE_CODES


def test_every_code_is_tested() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[2].rglob("*.py"))
    assert [code for code in INTAKE_CODES if not re.search(f'"{code}[" ]', written)] == []


@pytest.mark.parametrize("code", INTAKE_CODES)
def test_messages_and_hints_in_both_languages(code: str) -> None:
    for lang in ("zh", "en"):
        problem = Problem(code)
        assert problem.message(lang)
        assert problem.hint(lang)
        assert re.search(r"[\u4e00-\u9fff]", problem.message(lang) + problem.hint(lang)) or lang == "en"
