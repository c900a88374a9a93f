"""Whose requests are taken: real ones to a real server, and the comparison by itself."""

from __future__ import annotations

import socket

import pytest
from starlette.types import Scope
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from door import hosts
from tests.door.client import asked

HERE = "http://127.0.0.1:8501"


def request(origin: str | None, host: str = "127.0.0.1:8501", scheme: str = "http") -> Scope:
    stated = [("host", host), *([("origin", origin)] if origin is not None else [])]
    return {"type": "http", "scheme": scheme, "headers": [(name.encode(), value.encode()) for name, value in stated]}


@pytest.mark.parametrize(
    ("origin", "host", "scheme"),
    [
        (HERE, "127.0.0.1:8501", "ws"),
        (None, "127.0.0.1:8501", "http"),
        ("http://kaoping.office.example", "kaoping.office.example", "http"),
        ("http://kaoping.office.example", "kaoping.office.example:80", "ws"),
        ("https://kaoping.office.example", "Kaoping.Office.Example", "wss"),
        ("https://kaoping.office.example:8443", "kaoping.office.example:8443", "https"),
        ("http://[::1]:8501", "[::1]:8501", "http"),
    ],
)
def test_a_page_of_here(origin: str | None, host: str, scheme: str) -> None:
    assert not hosts.is_foreign(request(origin, host, scheme))


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:8502",
        "https://127.0.0.1:8501",
        "http://localhost:8501",
        "http://127.0.0.1:8501.evil.example",
        "http://evil.example@127.0.0.1:8501",
        "http://127.0.0.1:8501/",
        "null",
        "",
        "127.0.0.1:8501",
        "file://127.0.0.1:8501",
    ],
)
def test_a_page_of_another_place(origin: str) -> None:
    assert hosts.is_foreign(request(origin))


@pytest.mark.parametrize("host", ["", "a b", "127.0.0.1:8501/x", "u@127.0.0.1:8501", "127.0.0.1:x"])
def test_what_is_no_host_is_nobodys(host: str) -> None:
    assert not hosts.is_ours(request(None, host))
    assert hosts.is_foreign(request(HERE, host))


def test_two_hosts_are_none() -> None:
    twice = request(None)
    twice["headers"] *= 2
    assert not hosts.is_ours(twice)


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("127.0.0.1:8501", True),
        ("192.168.7.20:8501", True),
        ("[fe80::1]:8501", True),
        ("localhost:8501", True),
        (socket.gethostname(), True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example:8501", False),
        ("localhost.evil.example", False),
    ],
)
def test_names_nobody_else_can_give_to_this_machine_are_its_own(name: str, is_ours: bool) -> None:
    assert hosts.is_ours(request(None, name)) is is_ours


def test_a_list_says_which_names_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"server.allowedHosts": ["kaoping.office.example", "*.staff.example"]}
    monkeypatch.setattr("streamlit.config.get_option", listed.get)
    monkeypatch.setattr("streamlit.get_option", listed.get)
    names = ("kaoping.office.example:8501", "a.staff.example", "127.0.0.1:8501", "evil.example")
    assert [hosts.is_ours(request(None, name)) for name in names] == [True, True, False, False]


# --- against a running server ------------------------------------------------


def refusal(address: str, host: str, origin: str) -> int:
    """The status with which a session is refused; 101 if it is not."""
    try:
        # Connects to the server whatever the name, as a browser does whose name server leads it here.
        with connect(f"ws://{host}/_stcore/stream", origin=origin, sock=_dial(address)):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def _dial(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)))


def test_another_site_gets_no_session(address: str) -> None:
    assert refusal(address, address, "http://evil.example") == 403
    assert refusal(address, address, "http://127.0.0.1:1") == 403
    assert refusal(address, address, f"https://{address}") == 403
    assert refusal(address, address, f"http://{address}") == 101


def test_a_name_that_a_stranger_gave_to_this_machine_gets_no_session(address: str) -> None:
    port = address.rpartition(":")[2]
    assert refusal(address, f"evil.example:{port}", f"http://evil.example:{port}") == 403
    assert refusal(address, f"localhost:{port}", f"http://localhost:{port}") == 101
    machine = socket.gethostname().lower()
    assert refusal(address, f"{machine}:{port}", f"http://{machine}:{port}") == 101


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/app/static/fonts/x"])
def test_nothing_else_is_answered_to_strangers_either(address: str, path: str) -> None:
    assert asked(address, path, headers={"Origin": "http://evil.example"})[0] == 403
    assert asked(address, path, headers={"Host": "evil.example"})[0] == 403


def test_who_came_by_an_unknown_name_is_told_what_to_do(address: str) -> None:
    headers = {"Host": "office.example", "Accept": "text/html"}
    status, _, english = asked(address, "/?lang=en", headers=headers)
    assert status == 403
    assert "adds HOSTS=office.example to the command" in english.decode()
    assert "请管理员在启动命令中加上 HOSTS=office.example（" in asked(address, "/", headers=headers)[2].decode()


def test_a_proxy_that_passes_on_host_and_scheme_is_understood(address: str) -> None:
    def status(origin: str, **headers: str) -> int:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return asked(address, "/_stcore/health", headers={"Origin": origin, "Host": "localhost", **more})[0]

    assert status("https://localhost", X_Forwarded_Proto="https") == 200
    assert status("http://localhost", X_Forwarded_Proto="https") == 403
    assert status("https://localhost") == 403
    assert status("https://evil.example", X_Forwarded_Proto="https", X_Forwarded_Host="evil.example") == 403


def test_the_page_states_what_the_server_takes_its_address_for(address: str) -> None:
    page = asked(address, "/?lang=en", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})[2].decode()
    assert 'data-origin="https://localhost"' in page
    assert "X-Forwarded-Proto" in page
