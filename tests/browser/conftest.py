"""A running app of its own and a browser page for each test that asks for them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, WebSocket, sync_playwright

from scoring.access import Actor
from scoring.problems import has_errors
from scoring.services.samples import load_samples
from scoring.store import open_store
from tests.browser.browser import ROOT, chromium

START_SECONDS = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class App:
    """A running app: where it answers and where it keeps its data."""

    url: str
    data: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_app(
    data: Path, base: str = "", script: str = "server.py", options: Sequence[str] = (), **settings: str
) -> tuple[subprocess.Popen[bytes], App]:
    """Start `script` on a free port with its data in `data`, and wait until it answers under the path `base`.

    `options` are Streamlit's, `settings` go to the process's environment.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / script), "--server.port", str(port), *options]
    with (data / "app.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=ROOT,
            env={**os.environ, "KAOPING_DATA": str(data), **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    app = App(f"http://127.0.0.1:{port}{base}", data)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{app.url}/_stcore/health", timeout=2):
                return process, app
        except OSError:
            time.sleep(0.2)
    stop_app(process)
    raise RuntimeError(f"the app did not start:\n{(data / 'app.log').read_text(errors='replace')}")


def stop_app(process: subprocess.Popen[bytes]) -> None:
    """Ask the app to end; end it if it does not."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app with an empty data folder, one for the tests of a module."""
    yield from running(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample years, made once and then only copied."""
    return sample_data(tmp_path_factory.mktemp("sample"))


def sample_data(folder: Path) -> Path:
    """Load the sample periods into a folder, by the service that the button calls."""
    store = open_store(folder)
    problems = load_samples(store, Actor.local("示例"), lambda share, file: None)
    assert not has_errors(problems)
    store.close()
    return folder


@pytest.fixture(scope="session")
def sampled(sample: Path) -> Iterator[App]:
    """The app with the sample years, one for all modules that only look at it."""
    yield from running(sample)


@pytest.fixture(scope="module")
def own_sample(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The same for a module that changes what is stored, or what the store holds beside."""
    yield from running(shutil.copytree(sample, tmp_path_factory.mktemp("own") / "data"))


def running(data: Path) -> Iterator[App]:
    """The app as long as it is needed; its data goes with it."""
    data.mkdir(parents=True, exist_ok=True)
    process, app = start_app(data)
    yield app
    stop_app(process)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found.executable, args=found.arguments, env=dict(found.environment), chromium_sandbox=False
        )
        yield launched
        launched.close()


@dataclass
class Seen:
    """What a page did behind the scenes."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def asked(self, source: Request | WebSocket) -> None:
        if _leaves(source.url):
            self.outside.append(source.url)

    def icons(self, page: Page) -> None:
        """A browser fetches the icon of its tab without reporting a request, so its address is looked at instead."""
        links = page.locator('link[rel~="icon"]').evaluate_all("links => links.map(link => link.href)")
        self.outside += filter(_leaves, links)


def _leaves(url: str) -> bool:
    """Whether fetching this address would leave the machine."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    """A page that keeps its console errors and every request that leaves this machine in `seen`."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="zh-CN", accept_downloads=True)
    opened = context.new_page()
    opened.on("console", seen.console)
    opened.on("pageerror", lambda error: seen.errors.append(str(error)))
    opened.on("request", seen.asked)
    opened.on("websocket", seen.asked)
    opened.set_default_timeout(30_000)
    yield opened
    seen.icons(opened)
    context.close()
    assert seen.outside == [], "no page may ask another machine for anything"


SETTLED = """() => {
    const busy = document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
    const app = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
    if (busy || !app) { window.quietSince = undefined; return false; }
    window.quietSince ??= performance.now();
    return performance.now() - window.quietSince > 400;
}"""


def ready(page: Page) -> None:
    """Wait until the script has run to its end and nothing is stale, for long enough that no rerun is under way."""
    page.evaluate("window.quietSince = undefined")
    page.wait_for_function(SETTLED, timeout=60_000)
