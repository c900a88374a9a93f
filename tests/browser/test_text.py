"""What came from a file or a person is text and no more: on every page, in everything that Streamlit shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from pages.registry import PAGES
from scoring.store import open_store
from scoring.words import visible
from tests.browser.conftest import App, Seen, ready, running, start_app, stop_app
from tests.hostile_period import SIGN, TEXTS, fill

# What stands in the innermost blocks that hold a text of somebody's, and what it must not have become.
FOUND = """(sign) => {
    const BLOCKS = 'p, li, td, th, h1, h2, h3, h4, button, label, summary, [role=gridcell], [role=columnheader],'
        + ' [role=option], [data-testid=stMarkdownContainer], [data-testid=stTooltipContent]';
    const FOREIGN = 'a, img, em, del, code, pre, input, video, audio, iframe, script, .katex, [role=img], [style], [class]';
    // A badge or a picture of ours stands in front; one made of somebody's text would be missing from the text.
    const own = (node) => node.matches('.stMarkdownBadge, [role=img]') && node.parentElement.firstChild === node;
    const blocks = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());)
        if (node.data.includes(sign) && !node.parentElement.closest('svg, style, script'))
            blocks.add(node.parentElement.closest(BLOCKS) ?? node.parentElement);
    const told = document.querySelectorAll('[data-testid=stMarkdownContainer] :is(p, li), [data-testid=stTable] :is(td, th) p');
    const parts = [...told].flatMap((block) => [...block.querySelectorAll(FOREIGN)]);
    return {
        texts: [...blocks].map((block) => block.textContent),
        parts: parts.filter((part) => !own(part)).map((part) => part.outerHTML.slice(0, 200)),
        links: [...document.querySelectorAll('a')].map((link) => link.href.baseVal ?? link.href),
    };
}"""
NUMBERED = re.compile(f"{SIGN}(\\d+)")


def flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


SHOWN = {number: flat(visible(words)) for number, words in TEXTS.items()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with a store in which everything that can be named is named by somebody who means no good."""
    folder = tmp_path_factory.mktemp("hostile")
    store = open_store(folder)
    fill(store)
    store.close()
    yield from running(folder)


ADDRESSES = [page.path for page in PAGES] + [
    "ranking?print=1",
    "gaps?section=S1&measure=M11&indicator=M11-1",
    "unit?unit=U03&print=1",
    "intake?list=received",
    *(f"verification?check={view}" for view in ("unit", "panel", "history")),
    *(f"system?tool={tool}" for tool in ("diff", "try", "back", "lint")),
]


def misread(page: Page) -> list[tuple[str, str]]:
    """Each text that the page shows otherwise than it was written, or as more than text."""
    found = page.evaluate(FOUND, SIGN)
    assert found["texts"]
    wrong = [("", part) for part in found["parts"]]
    wrong += [("", link) for link in found["links"] if not link.startswith("http://127.0.0.1:")]
    return wrong + [
        (SHOWN[int(number)], words)
        for words in map(flat, found["texts"])
        for number in NUMBERED.findall(words)
        if SHOWN[int(number)] not in words and "…" not in words  # of a long name in a table the middle goes
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_shows_what_was_written_and_no_more(hostile: App, page: Page, address: str) -> None:
    page.goto(f"{hostile.url}/{address}{'&' if '?' in address else '?'}period=2025")
    ready(page)
    assert misread(page) == []


# --- everything that Streamlit reads as Markdown --------------------------------------------------

SCRIPT = """
import streamlit as st
from tests.hostile_period import TEXTS
from ui.frame.markdown import escape

if "raw" in st.query_params:
    escape = lambda words: words
for number, words in TEXTS.items():
    said = escape(words)
    with st.container(key=f"text_{number}"):
        st.markdown(f"**{said}**  {said}")
        st.error(said, icon=":material/error:")
        st.button(said, key=f"button_{number}")
        st.metric(said, said)
some = [escape(TEXTS[number]) for number in (0, 10, 12, 13, 16)]
st.caption(some[0])
st.checkbox(some[0])
st.expander(some[0])
st.tabs(some)
st.radio(some[0], some, captions=some)
st.segmented_control(some[0], some)
st.table({words: [words] for words in some})
st.progress(0.5, some[0])
st.title(some[0], help=some[1])
st.html("<p id='end'></p>")
"""


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app that gives each of the texts to each of Streamlit's elements."""
    folder = tmp_path_factory.mktemp("showcase")
    script = folder / "showcase.py"
    script.write_text(SCRIPT, encoding="utf-8")
    process, app = start_app(folder, script=str(script))
    yield app
    stop_app(process)


def test_no_element_of_streamlit_reads_more_than_text(showcase: App, page: Page) -> None:
    page.goto(showcase.url)
    page.locator("#end").wait_for(state="attached")
    expect(page.get_by_test_id("stMetricValue")).to_have_count(len(TEXTS))
    ready(page)
    assert misread(page) == []


def test_this_would_be_seen(showcase: App, page: Page, seen: Seen) -> None:
    """The same texts as they are: colours, links, pictures and arrows, and whatever Streamlit learns next."""
    page.route("**://x.example/**", lambda route: route.abort())
    page.goto(f"{showcase.url}/?raw=1")
    page.locator("#end").wait_for(state="attached")
    expect(page.get_by_test_id("stMetricValue")).to_have_count(len(TEXTS))
    ready(page)
    words = {number for number in SHOWN if any(SHOWN[number] == shown for shown, _ in misread(page))}
    assert len(words) > 40
    assert "http://x.example/a.png" in seen.outside
    seen.outside.clear()
