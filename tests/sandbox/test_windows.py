"""The program runs where POSIX's resource, fork, nice, fcntl and signals do not exist, as on an office's Windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from scoring.workbook import template_workbook
from tests.workbook.helpers import ENTRY, SYSTEM, SYSTEM_TEXT, UNIT, workbook

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = Path(__file__).with_name("windows.py")
SAMPLE = ROOT / "sample_data" / "2025"


def run(*arguments: object, status: int = 0) -> str:
    """What a program prints that runs without what Windows does not have."""
    command = [sys.executable, "-X", "warn_default_encoding", PRELUDE, *arguments]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def python(code: str) -> str:
    return run("-c", code)


@pytest.fixture
def system(tmp_path: Path) -> Path:
    path = tmp_path / "indicators.yaml"
    path.write_text(SYSTEM_TEXT, encoding="utf-8")
    return path


def test_the_program_lacks_it_and_so_do_its_child_processes() -> None:
    """The other tests here show something only if this holds."""
    printed = python("""
import json, os, signal
from scoring.sandbox import ProcessPool, Program, Refused, value_of
pool = ProcessPool(Program("tests.sandbox.misbehaving", 60, 1 << 29, 1 << 20, 9))
try:
    import resource
except ImportError:
    here = [hasattr(os, "fork"), hasattr(os, "nice"), hasattr(signal, "SIGKILL")]
try:
    value_of(pool.ask({"do": "loaded"}, b"resource"))
except Refused as bad:
    print(json.dumps([here, value_of(pool.ask({"do": "of os"}, b"fork")), value_of(pool.ask({"do": "of os"}, b"nice")), bad.code]))
""")
    assert json.loads(printed) == [[False, False, False], False, False, "worker_failed"]


def test_check_reads_and_marks_a_workbook(system: Path, tmp_path: Path) -> None:
    (tmp_path / "U01.xlsx").write_bytes(workbook(ENTRY.replace("| 3 ", "| '三次 ")))
    marked = tmp_path / "marked"
    run("-m", "scoring", "check", tmp_path / "U01.xlsx", "-s", system, "--marked", marked, status=1)
    (copy,) = marked.iterdir()
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == ["问题清单", "基本信息", "填报"], "marked, not only listed"
    assert book["填报"]["B2"].comment.text.startswith("【填报核对】")


@pytest.mark.parametrize("name", ["bad.xls", "bad.ods"])
def test_check_reads_old_and_open_formats(system: Path, name: str) -> None:
    stored = ROOT / "tests" / "workbook" / "stored" / name
    (file,) = json.loads(run("-m", "scoring", "check", stored, "-s", system, "--json", status=1))["files"]
    errors = [(issue["code"], issue["cell"]) for issue in file["issues"] if issue["cell"] in ("B3", "B4", "B6")]
    assert errors == [("error_cell", "B3"), ("time_in_cell", "B4"), ("error_cell", "B6")]


def test_template_is_written_and_read_back(system: Path, tmp_path: Path) -> None:
    run("-m", "scoring", "template", system, "-o", tmp_path / "t.xlsx")
    assert (
        openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames
        == openpyxl.load_workbook(_file(tmp_path / "same.xlsx", template_workbook(SYSTEM))).sheetnames
    )
    filled = _file(tmp_path / "U01.xlsx", template_workbook(SYSTEM, UNIT))
    run("-m", "scoring", "check", filled, "-s", system)


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_score_ranks_as_it_does_here(tmp_path: Path) -> None:
    there = run("-m", "scoring", "score", SAMPLE, "--json", "-", "-o", tmp_path / "ranked.xlsx")
    here = subprocess.run(
        [sys.executable, "-m", "scoring", "score", str(SAMPLE), "--json", "-"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert json.loads(there) == json.loads(here.stdout)
    assert len(json.loads(there)["units"]) == 18
    assert openpyxl.load_workbook(tmp_path / "ranked.xlsx").sheetnames


def test_a_reader_that_hangs_or_dies_is_ended_and_replaced() -> None:
    printed = python("""
import json
from scoring.sandbox import ProcessPool, Program, Refused, value_of
pool = ProcessPool(Program("tests.sandbox.misbehaving", 10, 1 << 29, 1 << 20, 99))
codes = []
for deed in ("echo", "sleep", "exit", "torn", "much", "echo"):
    try:
        codes.append(value_of(pool.ask({"do": deed}, b"x")).decode())
    except Refused as bad:
        codes.append(bad.code)
pool.close()
print(json.dumps([codes, pool.pids]))
""")
    assert json.loads(printed) == [
        ["x", "process_late", "process_died", "process_died", "answer_too_large", "x"],
        [],
    ]


def test_the_server_and_the_app_start(tmp_path: Path) -> None:
    printed = python(f"""
import os
os.environ["KAOPING_DATA"] = {str(tmp_path)!r}
import server
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=120).run()
print([str(one.value) for one in app.exception], len(app.sidebar.children) > 0)
""")
    assert printed.splitlines()[-1] == "[] True"
