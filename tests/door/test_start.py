"""How the server starts, by the commands that people type: nothing leaves the machine, whatever the mode."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from door.auth.cookies import SESSION
from scoring.services import sign_in
from scoring.store import open_store
from tests.accounts import with_accounts
from tests.browser.browser import ROOT
from tests.browser.conftest import App, start_app, stop_app
from tests.door.client import Session, asked
from tests.door.test_hosts import refusal
from tests.passwords import BETTER

HOOK = Path(__file__).parent / "outside"
MODES = {
    "run": ["run"],
    "serve behind a proxy": ["serve", "HOSTS=kaoping.office.example"],
    "serve to the network": ["serve", "ADDRESS=0.0.0.0"],
    "without the door": ["run", "app.py", "--server.address", "0.0.0.0", "--server.headless", "true"],
}


def options(mode: str) -> tuple[str, list[str]]:
    """The script, and Streamlit's options, of a mode: what `make` would run, but for the port."""
    words = MODES[mode]
    if words[1:2] != ["app.py"]:
        done = subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, text=True, check=True)
        words = shlex.split(next(line for line in done.stdout.splitlines() if "/streamlit run" in line))[1:]
    at = words.index("--server.port") if "--server.port" in words else len(words)
    return words[1], [*words[2:at], *words[at + 2 :]]


def outside(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, App]]:
    """A server of each mode, with all that leaves the machine refused and written into `outside` beside its data."""

    folders = {mode: tmp_path_factory.mktemp("data") for mode in MODES}
    for mode in MODES:
        if mode.startswith("serve"):  # the network is served only once there is an administrator
            store = open_store(folders[mode])
            with_accounts(store)
            store.close()

    def start(mode: str) -> tuple[subprocess.Popen[bytes], App]:
        data = folders[mode]
        script, given = options(mode)
        settings = {"PYTHONPATH": str(HOOK), "OUTSIDE_LOG": str(data / "outside"), "KAOPING_PROXY": "tls"}
        return start_app(data, script=script, options=given, **settings)

    with ThreadPoolExecutor(len(MODES)) as threads:
        started = dict(zip(MODES, threads.map(start, MODES), strict=True))
    yield {mode: app for mode, (_, app) in started.items()}
    for process, _ in started.values():
        stop_app(process)


def test_the_hook_sees_and_refuses_what_would_leave(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "for ask in (lambda: socket.create_connection(('203.0.113.1', 80), 1), lambda: socket.getaddrinfo('x.example', 80),\n"
        "            lambda: socket.socket(type=socket.SOCK_DGRAM).connect(('8.8.8.8', 1))):\n"
        "    try: ask()\n"
        "    except OSError as refused: print('refused' in str(refused))\n"
    )
    log = tmp_path / "outside"
    environment = {**os.environ, "PYTHONPATH": str(HOOK), "OUTSIDE_LOG": str(log)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3
    assert outside(log).count("\n") == 3


@pytest.mark.parametrize("mode", MODES)
def test_nothing_leaves_at_the_start(servers: dict[str, App], mode: str) -> None:
    app = servers[mode]
    assert asked(app.url.removeprefix("http://"), "/login" if mode.startswith("serve") else "/")[0] == 200
    assert outside(app.data / "outside") == ""


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "without the door"])
def test_nothing_leaves_when_other_sites_ask(servers: dict[str, App], mode: str) -> None:
    app = servers[mode]
    address = app.url.removeprefix("http://")
    assert refusal(address, address, "http://evil.example") == 403
    assert refusal(address, "evil.example", "http://evil.example") == 403
    assert outside(app.data / "outside") == ""


def test_nothing_leaves_when_a_page_is_opened(servers: dict[str, App]) -> None:
    app = servers["serve to the network"]
    store = open_store(app.data)
    done = sign_in.sign_in(store, "boss", BETTER, "127.0.0.1")
    store.close()
    assert isinstance(done, sign_in.SignedIn)
    Session(app.url.removeprefix("http://"), cookie=f"{SESSION}={done.session}").close()
    assert outside(app.data / "outside") == ""


def test_the_names_that_were_given_are_answered_to(servers: dict[str, App]) -> None:
    names = ("kaoping.office.example", "localhost:8501", "127.0.0.1:8501", "192.168.7.20", "evil.example")

    def statuses(mode: str) -> list[int]:
        address = servers[mode].url.removeprefix("http://")
        return [asked(address, "/login", headers={"Host": name})[0] for name in names]

    assert statuses("serve behind a proxy") == [200, 200, 200, 403, 403]
    assert statuses("serve to the network") == [403, 200, 200, 200, 403]


def test_it_says_where_it_is(servers: dict[str, App]) -> None:
    for mode in ("run", "serve to the network"):
        app = servers[mode]
        assert f"Kaoping: {app.url}/" in (app.data / "app.log").read_text(encoding="utf-8")
