"""Programs that a fault is done to, and files that they are given."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from scoring.store import Store
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.small_period import ROSTER, SYSTEM, workbook
from tests.store.made import ROOT

UNITS = 16

# Hands a batch in, and says the number of each file once it is stored.
BATCH = """
import sys
from pathlib import Path
from scoring.access import Actor
from scoring.services.receiving import receive
from scoring.store import Store
from tests.faults.programs import period
store = period(Store(sys.argv[1]))
save = store.save
def told(*given, **options):
    saved = save(*given, **options)
    print(saved.id, flush=True)
    return saved
store.save = told
files = [(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[2]).iterdir())]
receive(store, "2025", files, Actor.local("a"), lambda share, file: None)
print("done", flush=True)
"""

# Confirms all that waits in one go, and stops in the middle of it.
CONFIRM = """
import sys, threading
from scoring.store import Store, decisions
store = Store(sys.argv[1])
real, done = decisions._decide, []
def decide(*given, **options):
    real(*given, **options)
    done.append(given)
    if len(done) == 2:
        print("half", flush=True)
        threading.Event().wait()
decisions._decide = decide
store.confirm([int(number) for number in sys.argv[2:]], "a")
"""

# Saves later workbooks of one unit, as soon as it is told to begin.
SAVES = """
import sys
from scoring.store import Store
from tests.store.made import PERIOD, workbook
store = Store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    saved = store.save(PERIOD, workbook("U01", 1.0, f"{sys.argv[2]} {number}".encode()), sys.argv[2])
    print(saved.version, flush=True)
"""

# Decides on what waits, as soon as it is told to begin.
DECIDES = """
import sys
from scoring.store import Store
store = Store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in map(int, sys.argv[3:]):
    if sys.argv[2] == "confirm":
        store.confirm([number], "a")
    else:
        store.turn_down(number, "x", "b")
"""

# Fills a disk of one megabyte until nothing more goes onto it, and goes on when it has grown.
DISK = """
import subprocess, sys
from scoring.store import StoreFault, open_store
from tests.store.made import PERIOD, with_period, workbook
def mount(options):
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "kaoping", sys.argv[1]], check=True)
mount("size=1m")
store = with_period(open_store(sys.argv[1]))
kept = 0
try:
    for number in range(1_000):
        store.save(PERIOD, workbook("U01", float(number), bytes([number % 256]) * 20_000), "a")
        kept += 1
except StoreFault as full:
    print(full.problem.message("en"))
print(kept, len(store.submissions(PERIOD)), len(store.findings()))
mount("remount,size=8m")
store.save(PERIOD, workbook("U01", 0.5), "a")
print(kept + 1, len(store.submissions(PERIOD)), len(store.findings()))
"""


def start(program: str, *arguments: object, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start a program in a process of its own."""
    command = [*before, sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


def at_once(*processes: subprocess.Popen[str]) -> list[list[str]]:
    """Let processes begin at the same moment; what each then says."""
    for process in processes:
        assert _out(process).readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0].split() for process in processes]


def _out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def write_batch(folder: Path) -> None:
    """Write the workbooks of `UNITS` units."""
    for number, code in enumerate(codes()):
        (folder / f"{code}.xlsx").write_bytes(workbook(code, f"单位{number}", "a", number % 11, 5, 10))


def codes() -> list[str]:
    return [f"U{number:02d}" for number in range(1, UNITS + 1)]


def period(store: Store) -> Store:
    """The store with a period and the list of units of the batch."""
    system = load_system_text(SYSTEM)
    store.add_system(system, "test")
    lines = [ROSTER.splitlines()[0], *(f"{code},单位{n},a" for n, code in enumerate(codes()))]
    store.add_units("2025", read_roster("units.csv", "\n".join(lines).encode(), system)[0], "test")
    return store
