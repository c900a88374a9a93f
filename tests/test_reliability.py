"""docs/reliability.md has a row for every fault that `make faults` does, and none for another."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_fault_is_in_the_paper() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "faults").glob("test_*.py"))]
    faults = [name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)]
    table = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\| `(test_\w+)`", table)) == sorted(faults)


def test_every_fault_says_what_must_hold() -> None:
    for path in (ROOT / "tests" / "faults").glob("test_*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        faults = [n for n in body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        assert [fault.name for fault in faults if not ast.get_docstring(fault)] == []
