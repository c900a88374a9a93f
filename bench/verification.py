"""核查 with many facts against the same page with few: a rerun of the work list, and what is sent for it.

Run with `make bench`. The page is asked twice before it is timed, for what it keeps is made at the first run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.screens import filled_store
from bench.serving import ROOT, Session, served

FEW, MANY = 18, 3_550  # units; the many state 550,000 facts
RERUNS = 5
MOST_TIMES, MOST_BYTES = 4.0, 3.0  # of what the few take


class Measured(NamedTuple):
    """Seconds of the first run, seconds and bytes of a rerun."""

    first: float
    rerun: float
    sent: float


def measure(units: int, folder: Path) -> Measured:
    """The work list of a store with so many units."""
    folder.mkdir()
    filled_store(folder, units, [2025])
    with served(str(ROOT / "server.py"), folder) as server:
        start = time.perf_counter()
        session = Session(server.address, "verification", "period=2025&check=risk")
        first = time.perf_counter() - start
        session.rerun()
        before = session.received
        seconds = statistics.median(session.rerun() for _ in range(RERUNS))
        sent = (session.received - before) / RERUNS
        session.close()
    return Measured(first, seconds, sent)


def main() -> int:
    with tempfile.TemporaryDirectory() as where:
        few, many = (measure(units, Path(where) / str(units)) for units in (FEW, MANY))
    for units, found in ((FEW, few), (MANY, many)):
        sent = f"{found.sent / 1e6:.2f} MB"
        print(f"{units:>6,} units: first run {found.first:.2f} s, rerun {found.rerun * 1000:.0f} ms, {sent} a rerun")
    times, size = many.rerun / few.rerun, many.sent / few.sent
    print(f"many, against few: {times:.2f}x the time of a rerun (at most {MOST_TIMES:g}x)")
    print(f"{size:.2f}x the bytes (at most {MOST_BYTES:g}x)")
    return 0 if times <= MOST_TIMES and size <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
