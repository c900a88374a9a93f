"""Pages against a bare page of Streamlit on the same machine: reruns, sessions, and the browser's first paint.

Run with `make bench`. A rerun is timed from the request on the WebSocket to the run's last message, so that the
server's work and the messages it makes are in it, and the browser's drawing is not.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.made import system_of_72, units_and_facts
from bench.serving import ROOT, Server, Session, served
from scoring.store import open_store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.browser.browser import chromium

RERUNS, SECONDS = 30, 5.0
FIRST, SECOND = "overview", "ranking"
PAGES = {FIRST: "", SECOND: "ranking"}  # the first has no path of its own
SIZES = {18: 3.0, 1_000: 6.0}  # units -> at most so many times the bare page
SESSIONS = (10, 30)


@dataclass
class Measured:
    """Of one server: seconds a rerun takes by page, reruns a second by sessions, and seconds to the first chart."""

    rerun: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)  # of the server, for one
    rate: dict[int, float] = field(default_factory=dict)
    paint: float = 0.0


def filled_store(folder: Path, units: int, years: Sequence[int] = (2024, 2025)) -> None:
    """A store with periods in which all of `units` units have reported."""
    system = system_of_72()
    store = open_store(folder)
    for year in years:
        text = system.source_text.replace(f"year: {system.year}", f"year: {year}")
        store.add_system(load_system_text(text), "bench")
        frame, facts = units_and_facts(system, units, seed=year)
        store.add_units(str(year), frame, "bench")
        rows = tuple((*row, "bench.csv", "", "") for row in facts.itertuples(index=False, name=None))
        named = tuple(frame.itertuples(index=False, name=None))
        sent = Submission("bench.csv", "table", b"%d" % year, named, rows, (), tuple(frame["unit"]))
        store.save(str(year), sent, "bench")
    store.close()


def measure(server: Server, query: str) -> Measured:
    """Reruns, sessions and first paint of one server."""
    found, address = Measured(), server.address
    for page, path in PAGES.items():
        session = Session(address, path, query)
        session.rerun()
        used = server.cpu
        found.rerun[page] = statistics.median(session.rerun() for _ in range(RERUNS))
        found.cpu[page] = (server.cpu - used) / RERUNS
        session.close()
    for count in SESSIONS:
        found.rate[count] = reruns_a_second(address, query, count)
    found.paint = first_paint(address, query)
    return found


def reruns_a_second(address: str, query: str, count: int) -> float:
    """How many reruns of the first page `count` sessions get in a second, all asking without a pause."""
    sessions = [Session(address, PAGES[FIRST], query) for _ in range(count)]
    done = [0] * count
    start = time.perf_counter()

    def work(number: int) -> None:
        while time.perf_counter() - start < SECONDS:
            sessions[number].rerun()
            done[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    for session in sessions:
        session.close()
    return sum(done) / took


def first_paint(address: str, query: str) -> float:
    """Seconds in the browser from the click on the ranking's entry of the menu to its chart; the best of three."""
    found = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.executable, args=found.arguments, env=dict(found.environment), chromium_sandbox=False
        )
        page = browser.new_page(viewport={"width": 1600, "height": 1000})
        page.set_default_timeout(60_000)
        best = min(_painted(page, address, query) for _ in range(3))
        browser.close()
    return best


def _painted(page: Page, address: str, query: str) -> float:
    page.goto(f"http://{address}/?{query}")
    link = page.get_by_test_id("stSidebarNav").locator(f'a[href*="{PAGES[SECOND]}"]')
    link.wait_for()
    page.wait_for_timeout(1500)  # the first page's own drawing is over
    start = time.perf_counter()
    link.click()
    page.wait_for_url(f"**/{PAGES[SECOND]}*")
    page.locator(".js-plotly-plot .plot-container").first.wait_for()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - start


def main() -> int:
    bare_script = str(ROOT / "bench" / "bare.py")
    with tempfile.TemporaryDirectory() as where:
        with served(bare_script, Path(where)) as server:
            bare = measure(server, "")
        with served(bare_script, Path(where), BARE_FROZEN="1") as server:
            frozen = measure(server, "")
        ours: dict[int, Measured] = {}
        for units in SIZES:
            folder = Path(where) / str(units)
            folder.mkdir()
            filled_store(folder, units)
            with served(str(ROOT / "server.py"), folder) as server:
                ours[units] = measure(server, "period=2025")
    return report(bare, frozen, ours)


def report(bare: Measured, frozen: Measured, ours: dict[int, Measured]) -> int:
    """Print the figures; 0 when what is promised holds."""
    rows = {"bare page": bare, "bare, collector frozen": frozen}
    rows |= {f"ours, {units:,} units": found for units, found in ours.items()}
    print("a rerun, from request to last message (processor time of the server); reruns a second; click to chart\n")
    for name, found in rows.items():
        times = "  ".join(f"{p} {found.rerun[p] * 1000:6.1f} ms ({found.cpu[p] * 1000:5.1f})" for p in PAGES)
        rates = "  ".join(f"{count} sessions {rate:4.0f}/s" for count, rate in found.rate.items())
        print(f"{name:>24}  {times}  {rates}  paint {found.paint:.2f} s")
    kept = True
    print()
    for units, most in SIZES.items():
        for page in PAGES:
            times = ours[units].rerun[page] / bare.rerun[page]
            kept = kept and times <= most
            of_cpu = ours[units].cpu[page] / bare.cpu[page], ours[units].cpu[page] / frozen.cpu[page]
            print(
                f"{page}, {units:,} units: {times:.2f}x the bare page (at most {most:g}x); processor time "
                f"{of_cpu[0]:.2f}x, {of_cpu[1]:.2f}x of the frozen one"
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
