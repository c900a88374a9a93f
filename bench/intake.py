"""A folder of filled workbooks -> the ranking, against the script a user would write and against bare calamine.

Run with `make bench`. Each contestant is a whole process, started on the same files in the same run and taking turns,
as it starts the second time on a machine: with Python's compiled files at hand. Figures are ratios, seconds are
printed only to make them readable. Memory is the sum of the largest resident sizes of a process and all its children.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.filled import filled_workbooks

ROOT = Path(__file__).resolve().parent.parent
FILES, ROUNDS = 1_000, 3
AT_LEAST_FASTER, AT_MOST_SLOWER, MOST_MEMORY = 8.0, 2.5, 600  # the last in MB

USERS_SCRIPT = """
import sys, pathlib, pandas
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    pandas.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
"""
BARE_CALAMINE = """
import sys, pathlib, python_calamine
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""


@dataclass
class Took:
    """What one run of a process took."""

    seconds: float
    memory: float  # MB


def run(command: list[str], compiled: Path) -> Took:
    """Run a command to its end, watching its memory and its children's.

    Args:
        compiled: where Python keeps its compiled files.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    largest: dict[int, int] = {}
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, largest, done))
    watch.start()
    _, said = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    watch.join()
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace")[-2000:])
    return Took(seconds, sum(largest.values()) / 2**20)


def _watch(pid: int, largest: dict[int, int], done: threading.Event) -> None:
    while not done.wait(0.05):
        try:
            parent = psutil.Process(pid)
            for process in (parent, *parent.children(recursive=True)):
                largest[process.pid] = max(largest.get(process.pid, 0), process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue


def best(runs: list[Took]) -> Took:
    """The shortest time and the most memory of several runs."""
    return Took(min(r.seconds for r in runs), max(r.memory for r in runs))


def _contestants(folder: Path) -> dict[str, list[str]]:
    return {
        "score": [sys.executable, "-m", "scoring", "score", str(folder), "-s", str(ROOT / "indicators.yaml")],
        "calamine": [sys.executable, "-c", BARE_CALAMINE, str(folder)],
        "script": [sys.executable, "-c", USERS_SCRIPT, str(folder)],
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as where:
        folder, few, compiled = Path(where) / "all", Path(where) / "few", Path(where) / "compiled"
        for place, count in ((folder, FILES), (few, 2)):
            place.mkdir()
            filled_workbooks(place, count)
        for command in _contestants(few).values():
            run(command, compiled)
        contestants = _contestants(folder)
        rounds = {"score": ROUNDS, "calamine": ROUNDS, "script": 1}
        runs: dict[str, list[Took]] = {name: [] for name in contestants}
        for turn in range(ROUNDS):
            for name, command in contestants.items():
                if turn < rounds[name]:
                    runs[name].append(run(command, compiled))
    found = {name: best(took) for name, took in runs.items()}
    return report(found)


def report(found: dict[str, Took]) -> int:
    """Print the figures; 0 when what is promised holds."""
    print(f"{FILES:,} filled workbooks -> ranking; whole processes of one run\n")
    for name, took in found.items():
        print(f"{name:>9} {took.seconds:>7.1f}s {took.seconds / FILES * 1000:>7.1f} ms a file {took.memory:>6.0f} MB")
    ours = found["score"]
    faster, slower = found["script"].seconds / ours.seconds, ours.seconds / found["calamine"].seconds
    print(
        f"\n{faster:.1f}x faster than pandas.read_excel with openpyxl (at least {AT_LEAST_FASTER:g}x promised); "
        f"{slower:.2f}x the time of bare calamine (at most {AT_MOST_SLOWER:g}x); "
        f"{ours.memory:.0f} MB with children (under {MOST_MEMORY})"
    )
    return 0 if faster >= AT_LEAST_FASTER and slower <= AT_MOST_SLOWER and ours.memory < MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
