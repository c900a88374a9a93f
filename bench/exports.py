"""Large exports: how long they take, the memory they need, and how long another session waits meanwhile.

Run with `python -m bench.exports [INDICATORS UNITS]`; 1,100 indicators x 500 units without them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.made import units_and_facts
from bench.serving import ROOT, Server, Session, served
from scoring.services import exports
from scoring.services.exports import Export
from scoring.store import Store, open_store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission

PERIOD, OTHER = "2025", "unit"
_FACTS = (
    "facts: count, rule: {kind: target, target: 10}",
    "facts: ratio, rule: {kind: share}",
    "facts: yes_no, rule: {kind: pass}",
)


def system_text(indicators: int) -> str:
    """A system of so many indicators in one measure."""
    rows = (
        f"          - {{id: M-{n}, title: 指标{n}, marks: {100 / indicators:.6f}, {_FACTS[n % len(_FACTS)]}}}"
        for n in range(indicators)
    )
    head = f"format: 1\nid: big\ntitle: 大体系\nperiod: {{year: {PERIOD}}}\nsections:\n  - id: S\n    title: 板块\n"
    return head + "    measures:\n      - id: M\n        title: 措施\n        indicators:\n" + "\n".join(rows) + "\n"


def filled_store(folder: Path, indicators: int, units: int) -> Store:
    """A store in which every unit has reported every indicator."""
    store, system = open_store(folder), load_system_text(system_text(indicators))
    store.add_system(system, "bench")
    frame, facts = units_and_facts(system, units)
    store.add_units(PERIOD, frame, "bench")
    rows = tuple((*row, "bench.csv", "", "") for row in facts.itertuples(index=False, name=None))
    named = tuple(frame.itertuples(index=False, name=None))
    store.save(PERIOD, Submission("bench.csv", "table", b"x", named, rows, (), tuple(frame["unit"])), "bench")
    return store


@dataclass
class Measured:
    """Of one export: seconds, the peak of its process in MB, its size in MB, and another session's reruns meanwhile."""

    seconds: float
    memory: float
    size: float
    reruns: list[float]


def measure(store: Store, kind: exports.Kind, server: Server) -> Measured:
    """Make an export while another session of a server asks for a page again and again."""
    session = Session(server.address, OTHER, f"period={PERIOD}")
    session.rerun()
    start, peak, reruns = time.perf_counter(), 0, []
    job = exports.ask(Export(kind, store.url, store.version(), PERIOD, "zh"), "bench").job
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.1):
            for child in psutil.Process().children():
                try:
                    peak = max(peak, child.memory_info().rss if "export_process" in " ".join(child.cmdline()) else 0)
                except psutil.Error:
                    continue

    threading.Thread(target=watch, daemon=True).start()
    while not job.over.is_set():
        reruns.append(session.rerun())
    over.set()
    session.close()
    if job.state != "done":
        raise RuntimeError(f"the export {job.state}")
    return Measured(time.perf_counter() - start, peak / 2**20, job.path.stat().st_size / 2**20, reruns)


def main() -> int:
    """Print the figures; 0 when no other session's rerun took a second at its median."""
    indicators, units = (int(word) for word in (sys.argv[1:] or ("1100", "500")))
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        store = filled_store(Path(folder), indicators, units)
        with served(str(ROOT / "server.py"), Path(folder)) as server:
            for kind in ("ranked", "templates"):
                found = measure(store, kind, server)
                median, worst = statistics.median(found.reruns), max(found.reruns)
                kept = kept and median < 1
                print(
                    f"{kind}, {indicators:,} x {units:,}: {found.seconds:.1f} s, {found.memory:.0f} MB, "
                    f"a file of {found.size:.1f} MB; {len(found.reruns)} reruns meanwhile, "
                    f"median {median:.2f} s, longest {worst:.2f} s"
                )
        store.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
