"""The login, against a started server: who gets in, who does not, and when it ends."""

from __future__ import annotations

import http.client
import re
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus, WebSocketException

from door.auth.cookies import DEVICE, FORM, SESSION
from door.auth.forms import own_path
from scoring.access import Account, Actor
from scoring.services import accounts, sign_in
from scoring.services.sign_in import FAILURES_OF_LOGIN, digest_of
from scoring.store import open_store
from tests.accounts import BOSS, LEADER, WANG
from tests.browser.conftest import App, sample_data, start_app, stop_app
from tests.door.client import Session, asked, form
from tests.passwords import BETTER, GOOD
from ui.frame.assets import SESSION_HEADER

HERE = Actor.local("")
NEW = Account("new", "新来的", "leader")
PAGE = {"Accept": "text/html"}


@dataclass
class Running:
    """A started server with accounts; its store, as the server has it."""

    process: subprocess.Popen[bytes]
    app: App

    @property
    def address(self) -> str:
        return self.app.url.removeprefix("http://")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data = sample_data(tmp_path_factory.mktemp("auth"))
    store = open_store(data)
    for one in (BOSS, WANG, LEADER, NEW):
        assert accounts.add(store, one, GOOD, HERE) == []
        if one is not NEW:
            assert accounts.change_own_password(store, one.login, GOOD, BETTER) == []
    store.close()
    started = Running(*start_app(data))
    yield started
    stop_app(started.process)


@dataclass
class Browser:
    """What a browser keeps, and what it sends."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, Location and body; cookies are kept."""
        sent = {**PAGE, **headers}
        if self.cookies:
            sent["Cookie"] = self.cookie
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent.setdefault("Origin", f"http://{self.address}")
        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value.strip('"')
            if name in (SESSION, DEVICE, FORM):
                assert "HttpOnly" in line
                assert re.search("samesite=strict", line, re.IGNORECASE)
        connection.close()
        return answer.status, answer.headers.get("Location", ""), text

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send a form that this browser was shown."""
        self.ask("/login" if path == "/login" else "/account")
        values = {"form": self.cookies.get(FORM, ""), **fields}
        return self.ask(path, "POST", urllib.parse.urlencode(values))

    def sign_in(self, login: str = "boss", password: str = BETTER, wanted: str = "/") -> tuple[int, str, str]:
        return self.send("/login", login=login, password=password, next=wanted)


@pytest.fixture
def browser(server: Running) -> Browser:
    return Browser(server.address)


@pytest.fixture
def boss(browser: Browser) -> Browser:
    assert browser.sign_in()[:2] == (303, "/")
    return browser


# --- nobody ----------------------------------------------------------------------------------------

PAGES = ("/", "/ranking?period=2025", "/unit?unit=U01", "/verification", "/account", "/password")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_who_is_not_signed_in_to_the_login(browser: Browser, path: str) -> None:
    status, location, _ = browser.ask(path)
    assert status == 303
    assert location == f"/login?next={urllib.parse.quote(path, safe='')}"


GUARDED = ("/media/none.csv", "/_stcore/host-config", "/_stcore/metrics", "/app/static/x", "/component/x", "/nothing")


@pytest.mark.parametrize("path", GUARDED)
def test_nothing_else_is_answered(server: Running, path: str) -> None:
    status, _, _ = asked(server.address, path)
    assert status in (401, 404)
    assert asked(server.address, path, "POST", headers={"Origin": f"http://{server.address}"})[0] in (401, 404, 405)


def test_no_session_of_the_app_begins(server: Running) -> None:
    with pytest.raises((InvalidStatus, WebSocketException)):
        Session(server.address)


def test_no_file_is_taken(server: Running) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=part", "Origin": f"http://{server.address}"}
    status, _, _ = asked(server.address, "/_stcore/upload_file/x/y", "PUT", body=form(b"x" * 1000), headers=kind)
    assert status == 401


def test_a_page_on_a_fresh_server_runs_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    accounts.add(store, BOSS, GOOD, HERE)
    store.close()
    process, app = start_app(tmp_path)
    try:
        assert Browser(app.url.removeprefix("http://")).ask("/verification")[0] == 303
    finally:
        stop_app(process)


@pytest.mark.parametrize("path", ["/loginx", "/healthzx", "/login/x", "/door", "/api", "/static", "//login/../ranking"])
def test_what_only_begins_like_an_open_address_is_closed(browser: Browser, path: str) -> None:
    assert browser.ask(path)[0] in (303, 404)
    assert "<script" not in browser.ask(path)[2]


@pytest.mark.parametrize("header", [SESSION_HEADER, "X-Forwarded-User", "Remote-User", "X-Kaoping-Account"])
def test_a_header_lets_nobody_in(server: Running, browser: Browser, header: str) -> None:
    for value in ("boss", digest_of("x"), "1"):
        assert browser.ask("/ranking", **{header: value})[0] == 303


def test_the_digest_of_a_session_is_no_session(server: Running, boss: Browser) -> None:
    """Who could read the store could not come in by what they read."""
    digest = digest_of(boss.cookies[SESSION])
    stranger = Browser(server.address, {SESSION: digest})
    assert stranger.ask("/ranking")[0] == 303
    assert Browser(server.address).ask("/ranking", **{SESSION_HEADER: digest})[0] == 303


# --- in and out ------------------------------------------------------------------------------------


def test_who_signs_in_gets_where_they_wanted(browser: Browser) -> None:
    assert browser.sign_in(wanted="/ranking?period=2025")[:2] == (303, "/ranking?period=2025")
    assert browser.ask("/ranking?period=2025")[0] == 200
    assert "张主任" in browser.ask("/account")[2]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "evil",
        "",
        "/x\r\nSet-Cookie: a=b",
    ],
)
def test_nobody_is_led_to_another_site(browser: Browser, wanted: str) -> None:
    assert own_path(wanted) == "/"
    assert browser.sign_in(wanted=wanted)[:2] == (303, "/")


def test_a_session_of_the_app_begins_and_takes_files(server: Running, boss: Browser) -> None:
    session = Session(server.address, cookie=boss.cookie)
    (place,) = session.places(1)
    assert session.upload(place, b"abc") in (200, 204)
    session.close()


def test_wrong_is_told_in_the_same_words(browser: Browser) -> None:
    said = [browser.sign_in(login, password) for login, password in (("boss", "wrong"), ("nobody", BETTER))]
    assert [status for status, _, _ in said] == [401, 401]
    words = [re.findall(r'<p class="mistake"[^>]*>(.*?)</p>', text) for _, _, text in said]
    assert words[0] == words[1] == ["登录名或密码不对。请重新输入；忘记密码请找管理员重设。"]


def test_the_session_survives_a_new_load_and_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    accounts.add(store, BOSS, GOOD, HERE)
    accounts.change_own_password(store, "boss", GOOD, BETTER)
    store.close()
    process, app = start_app(tmp_path)
    browser = Browser(app.url.removeprefix("http://"))
    assert browser.sign_in()[0] == 303
    assert [browser.ask("/")[0] for _ in range(2)] == [200, 200]
    stop_app(process)
    process, app = start_app(tmp_path)
    browser.address = app.url.removeprefix("http://")
    assert browser.ask("/")[0] == 200
    stop_app(process)


def test_signing_out_ends_it_for_whoever_has_the_secret(server: Running, boss: Browser) -> None:
    stolen = Browser(server.address, dict(boss.cookies))
    assert stolen.ask("/ranking")[0] == 200
    assert boss.send("/logout")[:2] == (303, "/login")
    assert stolen.ask("/ranking")[0] == 303
    with pytest.raises((InvalidStatus, WebSocketException)):
        Session(server.address, cookie=stolen.cookie)


def test_a_session_that_somebody_prepared_is_not_the_one_that_is_signed_in(server: Running) -> None:
    victim = Browser(server.address, {SESSION: "prepared-by-a-stranger", FORM: "x"})
    assert victim.sign_in()[0] == 303
    assert victim.cookies[SESSION] != "prepared-by-a-stranger"
    assert Browser(server.address, {SESSION: "prepared-by-a-stranger"}).ask("/ranking")[0] == 303
    first = victim.cookies[SESSION]
    assert victim.sign_in()[0] == 303
    assert victim.cookies[SESSION] != first


def test_what_an_administrator_does_holds_at_the_next_click(server: Running, browser: Browser) -> None:
    store = open_store(server.app.data)
    assert browser.sign_in("wang")[0] == 303
    assert browser.ask("/ranking")[0] == 200
    assert accounts.disable(store, "wang", HERE) == []
    assert browser.ask("/ranking")[0] == 303
    assert browser.sign_in("wang")[0] == 401
    accounts.disable(store, "wang", HERE, disabled=False)
    assert browser.sign_in("wang")[0] == 303
    sign_in.sign_out_everywhere(store, "wang", "boss")
    assert browser.ask("/ranking")[0] == 303
    store.close()


# --- passwords -------------------------------------------------------------------------------------


def test_a_first_password_is_changed_before_anything_else(server: Running, browser: Browser) -> None:
    assert browser.sign_in("new", GOOD)[:2] == (303, "/password")
    assert browser.ask("/ranking")[:2] == (303, "/password")
    with pytest.raises((InvalidStatus, WebSocketException)):
        Session(server.address, cookie=browser.cookie)
    for old, new, again, said in (
        ("wrong", BETTER, BETTER, "现在的密码不对"),
        (GOOD, BETTER, GOOD, "两次输入的新密码不一样"),
        (GOOD, GOOD, GOOD, "新密码与现在的密码相同"),
        (GOOD, "short", "short", "密码太短"),
        (GOOD, "password1234", "password1234", "太容易猜到"),
    ):
        status, _, text = browser.send("/password", old=old, new=new, again=again)
        assert (status, said in text) == (422, True), said
    other = Browser(server.address)
    other.sign_in("new", GOOD)
    assert browser.send("/password", old=GOOD, new=BETTER, again=BETTER)[:2] == (303, "/account?changed=1")
    assert browser.ask("/ranking")[0] == 200
    assert other.ask("/account")[0] == 303  # signed out everywhere else


def test_guessing_waits_and_the_owner_does_not(server: Running, browser: Browser) -> None:
    owner = Browser(server.address)
    assert owner.sign_in("leader")[0] == 303
    owner.send("/logout")
    said = [browser.sign_in("leader", f"guess {n}")[2] for n in range(FAILURES_OF_LOGIN + 1)]
    assert "登录名或密码不对" in said[-2]
    assert "失败次数太多" in said[-1]
    assert "失败次数太多" in browser.sign_in("leader")[2]
    assert owner.sign_in("leader")[0] == 303


# --- forms of other sites --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/login", "/logout", "/password"])
def test_a_form_that_was_not_shown_in_this_browser_is_refused(boss: Browser, path: str) -> None:
    fields = {"login": "boss", "password": BETTER, "old": BETTER, "new": GOOD, "again": GOOD}
    for secret in ("", "guessed"):
        assert boss.ask(path, "POST", urllib.parse.urlencode({**fields, "form": secret}))[0] == 403
    boss.cookies.pop(FORM)
    assert boss.ask(path, "POST", urllib.parse.urlencode({**fields, "form": ""}))[0] == 403
    assert boss.ask("/ranking")[0] == 200


@pytest.mark.parametrize("path", ["/login", "/logout", "/password"])
def test_a_form_of_another_site_is_refused(boss: Browser, path: str) -> None:
    body = urllib.parse.urlencode({"form": boss.cookies[FORM]})
    assert boss.ask(path, "POST", body, Origin="https://evil.example")[0] == 403
    assert boss.ask("/ranking")[0] == 200


def test_a_link_from_another_site_asks_the_browser_anew(browser: Browser) -> None:
    """It keeps strict cookies back where another site's page led here, and sends them when ours asks again."""
    status, _, text = browser.ask("/ranking", **{"Sec-Fetch-Site": "cross-site"})
    assert status == 200
    assert 'http-equiv="refresh" content="0"' in text


def test_the_pages_speak_either_language_and_ask_nobody_else(browser: Browser) -> None:
    for lang, word in (("zh", "登录"), ("en", "Sign in")):
        status, _, text = browser.ask(f"/login?lang={lang}")
        assert (status, word in text) == (200, True)
        assert all(address.startswith("/") for address in re.findall(r'(?:src|href|action)="([^"]*)"', text))


def test_what_somebody_types_is_shown_as_text(browser: Browser) -> None:
    text = browser.sign_in('"><script>alert(1)</script>', "x", '/"><script>')[2]
    assert "<script" not in text


def test_the_server_says_nothing_of_passwords(server: Running) -> None:
    time.sleep(0.2)
    log = (server.app.data / "app.log").read_text(errors="replace")
    assert BETTER not in log
    assert GOOD not in log
