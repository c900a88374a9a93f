"""Two people at once, with another language, group, period, unit and size of screen: each sees only their own.

They share one running server, which forgets what it kept as often as the store changes, so that in each round both
sessions make their pages anew while the other does.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from pages.registry import PAGES, Page
from scoring.store import Store, open_store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.browser.conftest import start_app, stop_app
from ui.frame.screen_scale import COOKIE, STEPS

ROUNDS = 3
HAN = re.compile(r"[\u3400-\u9fff]")
SWITCH = {"语言 / Language", "中文", "English"}  # the names of the languages, the same for everybody
SYSTEM = """
format: 1
id: small
title: {zh: 小体系, en: Small system}
period: {year: YEAR}
groups: {a: {title: {zh: 甲组, en: Group A}}, b: {title: {zh: 乙组, en: Group B}}}
grades:
  - {id: good, title: {zh: 良好, en: Good}, at_least: 80}
  - {id: fail, title: {zh: 不合格, en: Fail}, at_least: 0}
sections:
  - id: S1
    title: {zh: 板块一, en: Section one}
    measures:
      - id: M01
        title: {zh: 措施一, en: Measure one}
        indicators:
          - id: M01-1
            title: {zh: 学习次数, en: Meetings}
            marks: 100
            facts: number
            rule: {kind: target, target: 100}
            evidence: {zh: 记录, en: Minutes}
"""
# Period -> unit (name, group) -> its figure, which is its score.
FIGURES = {
    2023: {("U1", "a"): 40.0, ("U2", "a"): 41.0, ("U3", "b"): 42.0, ("U4", "b"): 43.0},
    2024: {("U1", "a"): 51.0, ("U2", "a"): 52.0, ("U3", "b"): 53.0, ("U4", "b"): 57.5},
    2025: {("U1", "a"): 91.25, ("U2", "a"): 82.0, ("U3", "b"): 73.0, ("U4", "b"): 64.0},
}


def fill(store: Store) -> None:
    for year, figures in FIGURES.items():
        store.add_system(load_system_text(SYSTEM.replace("YEAR", str(year))), "test")
        units = tuple((code, code, group) for code, group in figures)
        rows = tuple(
            (code, "M01-1", "value", figure, "self", "", "x.csv", "", "") for (code, _), figure in figures.items()
        )
        codes = tuple(code for code, *_ in units)
        store.save(str(year), Submission("x.csv", "table", b"%d" % year, units, rows, (), codes), "test")


def change(store: Store, number: int) -> None:
    """A change of the store that no page of the periods looked at shows."""
    store.add_system(
        load_system_text(SYSTEM.replace("YEAR", "2020").replace("at_least: 80", f"at_least: {number}")), "x"
    )


class Visitor:
    """One open page, which runs the script as a browser does."""

    def __init__(self, socket: ClientConnection, query: str) -> None:
        self._socket, self._query = socket, query
        self._sent: dict[str, ForwardMsg] = {}  # what the server need not send twice

    def open(self, page: Page) -> list[str]:
        """All that a page says, element by element."""
        request = BackMsg()
        request.rerun_script.query_string = self._query
        request.rerun_script.page_name = page.path
        self._socket.send(request.SerializeToString())
        texts: list[str] = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(timeout=120))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "ref_hash":
                message = self._sent[message.ref_hash]
            elif message.hash:
                self._sent[message.hash] = message
            if message.WhichOneof("type") == "delta":
                texts += texts_of(MessageToDict(message.delta.new_element, preserving_proto_field_name=True))
            if message.WhichOneof("type") == "script_finished":
                return texts


NO_WORDS = {"id", "uuid", "url", "hash", "deferred_file_id", "styles", "icon", "key", "form_id", "file_urls_mapping"}


def texts_of(value: Any, name: str = "") -> list[str]:
    """Every text of an element; frames as CSV, charts as their JSON."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key not in NO_WORDS for text in texts_of(inner, key)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner, name)]
    if not isinstance(value, str):
        return []
    if name in ("data", "display_values"):
        return [convert_arrow_bytes_to_pandas_df(base64.b64decode(value)).to_csv()]
    return [json.dumps(json.loads(value), ensure_ascii=False)] if name == "spec" else [value]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A running server's host and port, and its data folder."""
    folder = tmp_path_factory.mktemp("data")
    store = open_store(folder)
    fill(store)
    change(store, 80)
    store.close()
    process, app = start_app(folder)
    yield app.url.removeprefix("http://"), folder
    stop_app(process)


@contextmanager
def visitors(address: str) -> Iterator[tuple[Visitor, Visitor]]:
    """Somebody who looks at group A of 2025 in Chinese, and at group B of 2024 in English, on a wall."""
    wall = {"Cookie": f"{COOKIE}={max(STEPS.values())}"}
    settings: dict[str, Any] = {"subprotocols": ["streamlit"], "origin": f"http://{address}", "max_size": None}
    stream = f"ws://{address}/_stcore/stream"
    with connect(stream, **settings) as desk, connect(stream, additional_headers=wall, **settings) as on_wall:
        yield (
            Visitor(desk, "lang=zh&period=2025&group=a&unit=U1"),
            Visitor(on_wall, "lang=en&period=2024&group=b&unit=U4"),
        )


def seen_at_once(people: Sequence[Visitor], orders: Sequence[Sequence[Page]]) -> list[dict[str, list[str]]]:
    """What each says on every page while the other looks, too."""
    with ThreadPoolExecutor(len(people)) as pool:
        looks = [
            pool.submit(lambda who=who, order=order: {p.name: who.open(p) for p in order})
            for who, order in zip(people, orders, strict=True)
        ]
        return [look.result() for look in looks]


def test_each_sees_only_their_own(served: tuple[str, Path]) -> None:
    address, folder = served
    store = open_store(folder)
    with visitors(address) as people:
        alone = [{page.name: person.open(page) for page in PAGES} for person in people]
        for number in range(ROUNDS):
            change(store, 81 + number)
            orders = (PAGES, PAGES[::-1] if number % 2 else PAGES)
            for pages, expected in zip(seen_at_once(people, orders), alone, strict=True):
                assert [name for name in pages if pages[name] != expected[name]] == []
    store.close()
    check_words_and_figures(*({name: "\n".join(texts) for name, texts in pages.items()} for pages in alone))
    strangers = [t for texts in alone[1].values() for t in texts if HAN.search(t) and t not in SWITCH]
    assert strangers == [], "Chinese on an English page"


def check_words_and_figures(chinese: dict[str, str], english: dict[str, str]) -> None:
    """By hand: group A of 2025 in Chinese (91.25 and 82.00), group B of 2024 in English (53.00 and 57.50)."""
    assert "总览" in chinese["overview"]
    assert "Overview" in english["overview"]
    for page in ("overview", "ranking", "trend"):
        assert "91.25" in chinese[page]
        assert "57.5" not in chinese[page]
        assert "57.5" in english[page]
        assert "91.25" not in english[page]
    assert "U1以91.25分居首" in chinese["overview"]
    assert "U4 leads with 57.50" in english["overview"]
    assert "甲组" in chinese["gaps"]
    assert "Group B" in english["gaps"]
    assert "2024 Small system Group B U4" in english["unit"]
    assert "2025年 小体系 甲组 U1" in chinese["unit"]


def test_a_chart_is_as_large_as_the_screen_of_who_looks_at_it(served: tuple[str, Path]) -> None:
    with visitors(served[0]) as people:
        specs = [json.loads(t) for person in people for t in person.open(PAGES[1]) if t.startswith('{"data"')]
    desk, wall = (spec["layout"]["height"] for spec in specs)
    # Both rankings hold two units, so that their charts differ in nothing but the size of the screen.
    assert wall == round(desk * max(STEPS.values()), 2)
