"""The front door as a running server: what it answers, with which headers, and what it does not let through."""

from __future__ import annotations

from pathlib import Path

import pytest

from door.guard import BODY_BYTES
from door.headers import FILE_POLICY, FOREVER, PAGE_POLICY, SAME_FOR_ALL
from pages.registry import PAGES as ALL_PAGES
from tests.browser.conftest import start_app, stop_app
from tests.door.client import asked

PAGES = ("/", "/ranking", "/unit?unit=U01")
MISSING = ("/no-such-page", "/index.html", "/x/y.z", "/a/b", "/ranking/y.z", "/static/index.html", "/static/none.js")


def addresses_in(page: bytes) -> list[str]:
    """What a page loads from the server."""
    return [part.split('"')[0] for part in page.decode().split('src="')[1:]]


@pytest.mark.parametrize(
    "path", [*PAGES, *MISSING, "/door/words.js", "/_stcore/health", "/media/none", "/_stcore/metrics"]
)
def test_every_answer_has_the_headers(address: str, path: str) -> None:
    _, headers, _ = asked(address, path)
    assert {name: headers[name] for name in SAME_FOR_ALL} == SAME_FOR_ALL
    assert headers["Content-Security-Policy"] == (FILE_POLICY if path.startswith("/media/") else PAGE_POLICY)


def test_the_policy_lets_nothing_in_from_outside() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE_POLICY.split("; "))
    allowed = {source for rule in rules.values() for source in rule.split()}
    assert allowed <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_no_script_and_loads_only_from_here(address: str, path: str) -> None:
    status, headers, body = asked(address, path)
    assert status == 200
    assert headers["Cache-Control"] == "no-cache"
    assert "Cookie" in headers["Vary"]
    assert all(part.split(b"</script>")[0].endswith(b">") for part in body.split(b"<script")[1:]), "a script inside"
    loaded = addresses_in(body)
    assert len(loaded) == 4
    for wanted in loaded:
        assert wanted.startswith(("/door/", "/static/"))
        found, kept, content = asked(address, wanted)
        assert (found, kept["Cache-Control"]) == (200, FOREVER)
        assert "javascript" in kept["Content-Type"]
        assert content


def test_the_page_is_in_the_language_asked_for(address: str) -> None:
    def language(path: str, cookie: str = "") -> bytes:
        return asked(address, path, headers={"Cookie": cookie})[2].split(b'lang="')[1].split(b'"')[0]

    assert language("/") == b"zh-CN"
    assert language("/?lang=en") == b"en"
    assert language("/gaps", "kaoping_lang=en") == b"en"
    assert language("/gaps?lang=zh", "kaoping_lang=en") == b"zh-CN"
    assert language("/?lang=<script>", "kaoping_lang=fr") == b"zh-CN"


def test_the_overview_stands_at_the_shortest_address(address: str) -> None:
    status, headers, _ = asked(address, "/overview?period=2025&lang=en")
    assert (status, headers["Location"]) == (307, "/?period=2025&lang=en")
    assert asked(address, "/overview")[1]["Location"] == "/"


@pytest.mark.parametrize("path", ["/ranking/U01", "/ranking/", "/ranking/a/b/", "/ranking//x"])
def test_what_is_written_below_a_page_leads_to_the_page(address: str, path: str) -> None:
    status, headers, _ = asked(address, f"{path}?period=2025")
    assert (status, headers["Location"]) == (307, "/ranking?period=2025")


def test_what_the_server_has_is_no_page(address: str) -> None:
    assert asked(address, "/_stcore/health")[0] == 200
    assert [asked(address, path)[0] for path in ("/media/none", "/app/static/none")] == [404, 404]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/component/a/b"]
)
def test_what_nobody_needs_is_not_there(address: str, path: str) -> None:
    assert asked(address, path)[0] == 404


def test_the_program_is_not_among_the_files(address: str) -> None:
    for path in (
        "/app/static/../app.py",
        "/app/static/%2e%2e/indicators.yaml",
        "/static/../server.py",
        "/door/../app.py",
    ):
        _, _, body = asked(address, path)
        assert b"streamlit run" not in body
        assert b"sections:" not in body


def test_a_large_body_is_refused_unless_it_is_an_upload(address: str) -> None:
    body = b"x" * (BODY_BYTES + 1)
    assert asked(address, "/", "POST", body=body)[0] == 413
    assert asked(address, "/ranking", "POST", body=iter([b"x"]), headers={"Transfer-Encoding": "chunked"})[0] == 413
    assert asked(address, "/ranking", "POST", body=body[:10])[0] == 405


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_said_to_be_not_there(address: str, path: str) -> None:
    status, headers, body = asked(address, f"{path}?lang=en", headers={"Accept": "text/html"})
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert path in body.decode()
    assert '<a href="/">' in body.decode()
    assert b"<script" not in body
    status, headers, body = asked(address, path)
    assert (status, headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_every_page_of_the_menu_is_there(address: str) -> None:
    assert {asked(address, f"/{page.path}")[0] for page in ALL_PAGES} == {200}


def test_under_a_path_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "kaoping")
    process, app = start_app(tmp_path, base="/kaoping")
    try:
        address = app.url.removeprefix("http://").removesuffix("/kaoping")
        status, _, body = asked(address, "/kaoping/gaps?lang=en")
        assert status == 200
        assert b'data-base="/kaoping"' in body
        assert all(asked(address, wanted)[0] == 200 for wanted in addresses_in(body))
        assert asked(address, "/kaoping/overview")[1]["Location"] == "/kaoping/"
        assert asked(address, "/kaoping/_stcore/metrics")[0] == 404
        assert {asked(address, f"{base}{path}")[0] for path in MISSING for base in ("", "/kaoping")} == {404}
        _, _, body = asked(address, "/kaoping/no-such-page", headers={"Accept": "text/html"})
        assert b'<a href="/kaoping/">' in body
    finally:
        stop_app(process)
