"""The API as programs ask it: the figures, who gets which, pages, refusals, files; what its document says of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from door.api import app as api
from door.api import files
from door.auth.cookies import SESSION
from door.auth.login import Login
from door.guard import Guard
from door.headers import Headers
from door.language import spoken
from scoring.access import ROLE_NAMES, Actor
from scoring.reports.score_json import score_answer, unit_answer
from scoring.services import installation, scores, sign_in, tokens
from scoring.services.sign_in import SignedIn
from scoring.services.tokens import Made, Wanted
from scoring.store import StoreFault, open_store
from scoring.system import load_system_text
from scoring.workbook.limits import FILE_BYTES
from tests.accounts import BOSS, with_accounts
from tests.browser.browser import ROOT
from tests.browser.conftest import App, sample_data, start_app, stop_app
from tests.passwords import BETTER
from tests.services.conftest import fill, send
from tests.small_period import SYSTEM, workbook

HERE = Actor.local("boss")
V1 = "/api/v1"
PERIOD = f"{V1}/periods/2025"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two reports, and a file that was rejected."""
    folder = tmp_path_factory.mktemp("api")
    store = open_store(folder)
    fill(store)
    reports = workbook("U01", "办公室", "a", 8, 10, 10), workbook("U02", "人事处", "a", 5, 5, 10)
    send(store, ("U01.xlsx", reports[0]), ("U02.xlsx", reports[1]))
    send(store, ("bad.xlsx", workbook("U03", "研究院", "b", "许多", 30, 10)))
    store.close()
    return folder


@pytest.fixture
def data(reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(reported, folder)
    monkeypatch.setenv("KAOPING_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


def asking(host: str = "127.0.0.1", **headers: str | bytes) -> TestClient:
    """Somebody who asks from an address, with headers."""
    app = Starlette(routes=api.routes(""), middleware=[Middleware(layer, base="") for layer in (Headers, Guard, Login)])
    return TestClient(app, "http://localhost", client=(host, 5000), headers=headers)


@pytest.fixture
def here(data: Path) -> TestClient:
    """Somebody at this machine, before there are accounts."""
    return asking()


def secret(role: Any = "admin", *, may_write: bool = True) -> str:
    """A new token's secret; the unit is U02."""
    wanted = Wanted(f"平台 {role}", role, unit="U02" if role == "unit" else "", may_write=may_write)
    made = tokens.make(installation.store(), wanted, HERE)
    assert isinstance(made, Made)
    return made.secret


def with_token(role: Any = "admin", *, may_write: bool = True) -> TestClient:
    """A program far away."""
    return asking("10.0.0.9", Authorization=f"Bearer {secret(role, may_write=may_write)}")


def is_told(answer: httpx2.Response, status: int, code: str = "") -> dict[str, Any]:
    """The problem details of an answer, whose form is as RFC 9457 has it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    assert said["type"] == "about:blank"
    assert said["title"]
    assert said["detail"]
    assert said["instance"].startswith(V1)
    assert "Traceback" not in answer.text
    assert code in ("", said["code"])
    return said


# --- the figures ------------------------------------------------------------------------------------


def test_figures_are_those_worked_out_by_hand(here: TestClient) -> None:
    one = here.get(f"{PERIOD}/units/U01").json()
    assert (one["score"], one["rank"], one["grade"]) == (90, 1, "good")
    assert one["indicators"]["M01-1"] == {
        **{"earned": 40, "marks": 50, "rate": 0.8, "state": "scored"},
        "why": one["indicators"]["M01-1"]["why"],
    }
    assert one["indicators"]["M01-2"]["earned"] == 50
    ranked = here.get(f"{PERIOD}/ranking").json()["items"]
    assert [(row["code"], row["score"], row["rank"]) for row in ranked] == [("U01", 90, 1), ("U02", 50, 2)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_are_those_of_the_command(here: TestClient, lang: Any) -> None:
    sheet = scores.sheet(installation.store(), "2025")
    assert sheet is not None
    whole = json.loads(json.dumps(score_answer(sheet, (), lang)))
    for unit in whole["units"]:
        assert here.get(f"{PERIOD}/units/{unit['code']}?lang={lang}").json() == unit
        assert unit_answer(sheet, unit["code"], lang) == unit
    ranked = here.get(f"{PERIOD}/ranking").json()["items"]
    assert ranked == [{key: unit[key] for key in ranked[0]} for unit in whole["units"]]


def test_figures_of_the_sample_are_those_of_its_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system with sections, adjustments, vetoes, quotas and ratings; every number, by the sheet that pages read."""
    monkeypatch.setenv("KAOPING_DATA", str(sample_data(tmp_path)))
    client, sheet = asking(), scores.sheet(installation.store(), "2025")
    assert sheet is not None
    lines, totals = sheet.lines.set_index(["unit", "indicator"])["earned"], sheet.totals.set_index("unit")
    ranked = client.get(f"{PERIOD}/ranking?limit=200").json()["items"]
    assert {row["code"] for row in ranked} == set(totals.index)
    for row in ranked:
        one = client.get(f"{PERIOD}/units/{row['code']}").json()
        assert {key: one[key] for key in row} == row
        total = totals.loc[row["code"]]
        for key in ("score", "base", "bonus", "deduction", "self_score", "rank", "group_rank"):
            assert one[key] == pytest.approx(total[key], abs=0) if one[key] is not None else math.isnan(total[key])
        earned = lines[row["code"]]
        assert set(one["indicators"]) == set(earned.index)
        for name, said in one["indicators"].items():
            assert said["earned"] == earned[name] if said["earned"] is not None else math.isnan(earned[name])
            assert said["why"] == sheet.why(row["code"], name)


def test_the_system_is_the_one_in_force(here: TestClient) -> None:
    said = here.get(f"{PERIOD}/system").json()
    assert said["text"] == here.get(f"{PERIOD}/system.yaml").text == SYSTEM
    assert said["digest"] == load_system_text(SYSTEM).digest
    assert said["tree"]["sections"][0]["measures"][0]["indicators"][0]["rule"] == {"kind": "target", "target": 10}


def test_what_is_asked_again_after_a_file_is_new(here: TestClient) -> None:
    assert here.get(f"{PERIOD}/units/U03").status_code == 404
    sent = here.post(f"{PERIOD}/submissions?file=U03.xlsx", content=workbook("U03", "研究院", "b", 10, 10, 10))
    assert [one["outcome"] for one in sent.json()["files"]] == ["counted"]
    assert here.get(f"{PERIOD}/units/U03").json()["score"] == 100


# --- who gets what ----------------------------------------------------------------------------------

EVERYBODY = frozenset(ROLE_NAMES)
BUT_UNITS = EVERYBODY - {"unit"}
BUT_LEADERS = EVERYBODY - {"leader"}
# (method, path as the document has it) -> what is asked, who gets it. The unit is U02, whose file is number 5.
ROUTES = {
    ("get", "/periods"): ("/periods", EVERYBODY),
    ("get", "/periods/{period}"): ("/periods/2025", EVERYBODY),
    ("get", "/periods/{period}/system"): ("/periods/2025/system", EVERYBODY),
    ("get", "/periods/{period}/system.yaml"): ("/periods/2025/system.yaml", EVERYBODY),
    ("get", "/periods/{period}/units"): ("/periods/2025/units", EVERYBODY),
    ("get", "/periods/{period}/ranking"): ("/periods/2025/ranking", BUT_UNITS),
    ("get", "/periods/{period}/units/{unit}"): ("/periods/2025/units/U01", BUT_UNITS),
    ("get", "/periods/{period}/submissions"): ("/periods/2025/submissions", BUT_LEADERS),
    ("get", "/periods/{period}/submissions/{number}/problems"): (
        "/periods/2025/submissions/4/problems",
        frozenset({"admin", "inspector"}),
    ),
    ("post", "/periods/{period}/submissions"): ("/periods/2025/submissions?file=U02.xlsx", BUT_LEADERS),
}


def test_every_route_is_walked(here: TestClient) -> None:
    paths = here.get(f"{V1}/openapi.json").json()["paths"]
    assert {(method, path) for path, methods in paths.items() for method in methods} == set(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_as_every_role_and_as_nobody(data: Path, route: tuple[str, str]) -> None:
    path, allowed = ROUTES[route]
    content = workbook("U02", "人事处", "a", 10, 10, 10) if route[0] == "post" else None
    is_told(asking("10.0.0.9").request(route[0], V1 + path, content=content), 401, "sign_in_first")
    for role in ROLE_NAMES:
        answer = with_token(role).request(route[0], V1 + path, content=content)
        if role in allowed:
            assert answer.status_code == 200, (role, answer.text)
        else:
            is_told(answer, 403, "not_allowed")


def test_a_token_that_reads_hands_nothing_in(data: Path) -> None:
    before = installation.store().version("2025")
    for role in ROLE_NAMES:
        is_told(with_token(role, may_write=False).post(f"{PERIOD}/submissions?file=a.csv", content=b"a"), 403)
    assert installation.store().version("2025") == before


def test_a_unit_gets_itself_alone(data: Path) -> None:
    unit = with_token("unit")
    assert [row["code"] for row in unit.get(f"{PERIOD}/units").json()["items"]] == ["U02"]
    assert {row["unit"] for row in unit.get(f"{PERIOD}/submissions").json()["items"]} == {"U02"}
    own = unit.get(f"{PERIOD}/units/U02").json()
    assert own["score"] == 50
    assert own["grade"] == "fail"  # no grade is limited, so none depends on others
    assert not {"rank", "group_rank"} & own.keys()
    for other in ("U01", "U03", "nobody"):  # nor whether there is such a one
        is_told(unit.get(f"{PERIOD}/units/{other}"), 403)


def test_a_unit_is_told_nothing_of_others_by_grades_and_reasons(data: Path) -> None:
    text = SYSTEM.replace("at_least: 80}", "at_least: 80, quota: 0.5}")
    text = text.replace("{kind: target, target: 10}", "{kind: best_in_group}")
    installation.store().add_system(load_system_text(text), "test")
    own = with_token("unit").get(f"{PERIOD}/units/U02?lang=en").json()
    assert own["indicators"]["M01-1"]["earned"] == 31.25  # 5 of the best's 8, of 50 marks
    assert not {"rank", "group_rank", "grade", "grade_missed"} & own.keys()
    assert own["indicators"]["M01-1"]["why"].startswith("Scored beside the group's other units")
    everything = with_token("leader").get(f"{PERIOD}/units/U02?lang=en").json()
    assert everything["grade"] == "fail"
    assert not everything["indicators"]["M01-1"]["why"].startswith("Scored beside")


def test_a_unit_hands_in_its_own_workbook_alone(data: Path) -> None:
    sent = with_token("unit").post(
        f"{PERIOD}/submissions?file=U01.xlsx&lang=en", content=workbook("U01", "办公室", "a", 1, 1, 10)
    )
    (file,) = sent.json()["files"]
    assert (file["outcome"], file["submission"]) == ("skipped", None)
    assert [one["code"] for one in file["problems"]] == ["not_your_file"]


@pytest.mark.parametrize(
    "stated",
    ["Bearer", "Bearer ", "Bearer kaoping_forged", "Basic Ym9zczpib3Nz", "Bearer 令牌".encode(), ""],
)
def test_a_forged_token_lets_nobody_in_even_here(data: Path, stated: str | bytes) -> None:
    answer = asking(Authorization=stated).get(f"{V1}/periods")
    is_told(answer, 401, "sign_in_first")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_an_ended_token_lets_nobody_in(data: Path) -> None:
    store, wanted = installation.store(), Wanted("旧", "admin", days=1)
    old = tokens.make(store, wanted, HERE, dt.datetime.now(dt.UTC) - dt.timedelta(days=2))
    revoked = tokens.make(store, wanted, HERE)
    assert isinstance(old, Made)
    assert isinstance(revoked, Made)
    client = asking(Authorization=f"Bearer {revoked.secret}")
    assert client.get(f"{V1}/periods").status_code == 200
    tokens.revoke(store, revoked.id, HERE)
    is_told(client.get(f"{V1}/periods"), 401)
    is_told(asking(Authorization=f"Bearer {old.secret}").get(f"{V1}/periods"), 401)


@pytest.mark.usefixtures("cheap_passwords")
def test_once_there_are_accounts_a_login_reads_and_no_more(here: TestClient) -> None:
    store = with_accounts(installation.store())
    is_told(here.get(f"{V1}/periods"), 401)
    done = sign_in.sign_in(store, BOSS.login, BETTER, "127.0.0.1")
    assert isinstance(done, SignedIn)
    browser = asking("10.0.0.9", Cookie=f"{SESSION}={done.session}")
    assert browser.get(f"{PERIOD}/units/U01").json()["score"] == 90
    is_told(browser.post(f"{PERIOD}/submissions?file=a.csv", content=b"a"), 403, "needs_token")
    sign_in.sign_out(store, sign_in.digest_of(done.session))
    is_told(browser.get(f"{V1}/periods"), 401)


# --- pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["units", "ranking", "submissions", "submissions/{rejected}/problems"])
def test_pages_hold_every_row_once_and_in_order(here: TestClient, path: str) -> None:
    files_here = here.get(f"{PERIOD}/submissions").json()["items"]
    path = path.format(rejected=next(row["id"] for row in files_here if not row["accepted"]))
    every = here.get(f"{PERIOD}/{path}?limit=200").json()
    assert every["next"] is None
    walked, cursor = [], ""
    while cursor is not None:
        step = here.get(f"{PERIOD}/{path}", params={"limit": 1, "cursor": cursor}).json()
        walked += step["items"]
        cursor = step["next"]
    assert walked == every["items"]
    assert len(walked) > 1


def test_a_cursor_is_of_one_list_as_it_was(here: TestClient) -> None:
    cursor = here.get(f"{PERIOD}/units?limit=1").json()["next"]
    for wrong in (cursor + "x", "x", "bnVsbA", "é", "W10", f"{cursor}\n"):
        is_told(here.get(f"{PERIOD}/units", params={"cursor": wrong}), 400, "cursor_unknown")
    is_told(here.get(f"{PERIOD}/ranking", params={"cursor": cursor}), 400, "cursor_unknown")
    send(installation.store(), ("U03.xlsx", workbook("U03", "研究院", "b", 1, 1, 10)))
    is_told(here.get(f"{PERIOD}/units", params={"cursor": cursor}), 409, "list_changed")


# --- refusals ---------------------------------------------------------------------------------------


def test_every_refusal_is_told_in_both_languages(here: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = f"{PERIOD}/submissions?file=a.csv"
    asked: dict[int, Any] = {
        400: lambda client, **more: client.get(f"{PERIOD}/units?cursor=x", **more),
        404: lambda client, **more: client.get(f"{V1}/periods/1999", **more),
        405: lambda client, **more: client.delete(f"{V1}/periods", **more),
        413: lambda client, **more: client.post(upload, content=bytes(FILE_BYTES + 1), **more),
        422: lambda client, **more: client.get(f"{PERIOD}/units?limit=201", **more),
    }
    for status, ask in asked.items():
        en, zh = (is_told(ask(here, headers={"Accept-Language": lang}), status) for lang in ("en-GB,zh;q=0.5", "zh-CN"))
        assert en["code"] == zh["code"]
        for key in ("title", "detail"):
            assert not re.search(r"[\u4e00-\u9fff]", en[key])
            assert re.search(r"[\u4e00-\u9fff]", zh[key])
    form = here.post(upload, content=b"a", headers={"Content-Type": "multipart/form-data; boundary=x"})
    is_told(form, 415)
    monkeypatch.setattr(files, "AT_ONCE", 0)
    is_told(here.post(upload, content=b"a"), 503, "busy")


def test_what_is_not_there_and_not_foreseen_is_told(here: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    is_told(here.get(f"{V1}/nothing"), 404)
    is_told(here.get(f"{PERIOD}/submissions/999/problems"), 404)
    is_told(here.get(f"{PERIOD}/", headers={"Accept": "text/html"}), 404)

    def fault(*_: object) -> None:
        raise StoreFault("disk_full", "28")

    monkeypatch.setattr(files.submissions, "listed", fault)
    assert is_told(here.get(f"{PERIOD}/submissions"), 503, "disk_full")["detail"]

    def failure(*_: object) -> None:
        raise RuntimeError("secret path")

    monkeypatch.setattr(files.submissions, "listed", failure)
    assert "secret" not in str(is_told(here.get(f"{PERIOD}/submissions"), 500, "not_handled"))


def test_a_file_without_length_is_read_no_further_than_it_may_be(here: TestClient) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(64):
            taken += 1024 * 1024
            yield bytes(1024 * 1024)

    is_told(here.post(f"{PERIOD}/submissions?file=a.csv", content=endless()), 413, "too_large")


def test_a_file_that_stops_coming_is_given_up(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SILENCE_SECONDS", 0.05)
    sent: list[dict[str, Any]] = []
    parts = [{"type": "http.request", "body": b"a", "more_body": True}]

    async def receive() -> dict[str, Any]:
        if not parts:
            await asyncio.sleep(3600)
        return parts.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        **{"type": "http", "method": "POST", "path": f"{PERIOD}/submissions", "query_string": b"file=a.csv"},
        **{"headers": [(b"authorization", f"Bearer {secret()}".encode())], "client": ("10.0.0.9", 1), "root_path": ""},
    }
    asyncio.run(Starlette(routes=api.routes(""))(scope, receive, send))
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["code"] == "nothing_came"
    assert files._under_way == 0


def test_another_sites_page_is_refused(here: TestClient) -> None:
    is_told(here.get(f"{V1}/periods", headers={"Origin": "http://evil.example"}), 403, "refused")


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [("en", "en"), ("zh-CN,en;q=0.9", "zh"), ("fr, en;q=0.2, zh;q=0.1", "en"), ("fr", "zh"), ("en;q=x", "zh")],
)
def test_the_language_is_the_best_known(wanted: str, lang: str) -> None:
    scope = {"type": "http", "headers": [(b"accept-language", wanted.encode())], "query_string": b"", "path": "/"}
    assert spoken(HTTPConnection(scope)) == lang


# --- files ------------------------------------------------------------------------------------------


def test_what_a_token_hands_in_is_kept_under_its_name(data: Path) -> None:
    client = with_token("inspector")
    content = workbook("U03", "研究院", "b", 10, 10, 10)
    (file,) = client.post(f"{PERIOD}/submissions", params={"file": "院.xlsx"}, content=content).json()["files"]
    assert (file["file"], file["outcome"], file["problems"]) == ("院.xlsx", "counted", [])
    log = installation.store().audit()
    last = log[log["period"] == "2025"].tail(1)["by"].item()
    assert re.fullmatch(r"token:\d+", last)
    newest = client.get(f"{PERIOD}/submissions").json()["items"][0]
    assert (newest["id"], newest["by"]) == (file["submission"], "平台 inspector")


def test_the_mistakes_of_a_file_are_told_by_cell(here: TestClient) -> None:
    content = workbook("U03", "研究院", "b", "许多", 30, 10)
    (file,) = here.post(f"{PERIOD}/submissions?file=x.xlsx&lang=en", content=content).json()["files"]
    assert file["outcome"] in ("rejected", "duplicate")
    assert ("not_a_number", "M01-1") in {(one["code"], one["indicator"]) for one in file["problems"]}
    assert all(one["message"] and one["hint"] for one in file["problems"])


# --- the document -----------------------------------------------------------------------------------


def test_the_page_that_shows_it_loads_nothing_from_elsewhere(here: TestClient) -> None:
    page = here.get("/api/docs")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) == 4
    assert all(here.get(address).status_code == 200 for address in loaded if address.startswith("/api/"))
    assert not re.search(r"<script(?![^>]* src=)|https?:", page.text)


def test_answers_are_kept_by_nobody(here: TestClient) -> None:
    assert here.get(f"{V1}/periods").headers["cache-control"] == "no-store"


# No schema says which cursors there are, and parameters that the document does not name are passed over.
UNSAID = [negative_data_rejection, positive_data_acceptance]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_keeps_to_the_document(data: Path, route: tuple[str, str]) -> None:
    """Schemathesis asks what the document allows, and what it does not; status, type and shape have to be as it says."""
    headers = {"Authorization": f"Bearer {secret()}"}
    schema = schemathesis.openapi.from_asgi(f"{V1}/openapi.json", Starlette(routes=api.routes("")))
    asked = schema[route[1]][route[0]].as_strategy() | schema[route[1]][route[0]].as_strategy(
        schemathesis.GenerationMode.NEGATIVE
    )

    @given(case=asked)
    @settings(max_examples=15)
    def keeps(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=UNSAID)

    keeps()


# --- a started server -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def started(reported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str]]:
    """A running server below a path, and a token that may write there."""
    folder = shutil.copytree(reported, tmp_path_factory.mktemp("started") / "data")
    store = open_store(folder)
    made = tokens.make(store, Wanted("市政务平台", "inspector", may_write=True), HERE)
    assert isinstance(made, Made)
    store.close()
    process, app = start_app(folder, "/kaoping", options=("--server.baseUrlPath", "kaoping"))
    yield app, made.secret
    stop_app(process)


def test_the_client_of_the_docs_reads_the_ranking(started: tuple[App, str]) -> None:
    app, token = started
    (client,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(client.splitlines()) <= 20
    settings_ = {**os.environ, "KAOPING_URL": app.url, "KAOPING_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    told = subprocess.run([sys.executable, "-c", client], env=settings_, capture_output=True, check=True, timeout=60)
    first, second = told.stdout.decode().splitlines()
    assert first == "1 办公室 90.0 {'S1': {'earned': 90.0, 'marks': 100.0, 'rate': 0.9}}"
    assert second.startswith("2 人事处 50.0 ")


def test_a_started_server_takes_files_and_refuses_what_is_too_large(started: tuple[App, str]) -> None:
    app, token = started
    ask = httpx2.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60)
    place = f"{app.url}{PERIOD}/submissions"
    padded = b"x" * (200 * 1024)  # more than any other request may send
    sent = ask.post(place, params={"file": "长.csv"}, content=padded)
    assert [one["outcome"] for one in sent.json()["files"]] == ["rejected"]
    assert ask.post(place, params={"file": "a.csv"}, content=bytes(FILE_BYTES + 1)).status_code == 413
    nowhere = ask.get(f"{app.url}{V1}/nothing")
    assert (nowhere.status_code, nowhere.headers["content-type"]) == (404, "application/problem+json")
    assert ask.get(f"{app.url}{V1}/openapi.json").json()["servers"] == [{"url": f"/kaoping{V1}"}]
