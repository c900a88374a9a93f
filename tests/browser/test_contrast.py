"""The contrast of every text that a page shows, in both themes, against WCAG 2.2 level AA.

The ink is the computed colour; the ground is what a picture of the page shows where the text stands, taken with all
text made transparent, so that bars, cells and cards under it count as they are seen.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from coloraide import Color
from PIL import Image
from playwright.sync_api import Browser, Page

from pages import registry
from tests.browser.conftest import App, ready

PAGES = [*(page.path for page in registry.PAGES), "trend?period=2024"]
PAGES += [f"system?tool={tool}" for tool in ("check", "diff", "try", "back", "lint")]
NORMAL, LARGE, ICON = 4.5, 3.0, 3.0  # success criteria 1.4.3 and, for icons, 1.4.11
HIDDEN = (
    "* { transition: none !important; animation: none !important; caret-color: transparent !important;"
    " color: transparent !important; text-shadow: none !important; text-decoration-color: transparent !important }"
    " svg text, svg tspan { fill: transparent !important }"
)
TEXTS = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const parent = node.parentElement, text = node.textContent.trim();
        if (!text || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (parent.closest('script, style, title, canvas, :disabled, [aria-disabled="true"], .modebar')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect(), style = getComputedStyle(parent);
        if (box.width < 2 || box.height < 2 || box.bottom < 0 || box.right < 0) continue;
        let opacity = 1;
        for (let up = parent; up; up = up.parentElement) opacity *= Number(getComputedStyle(up).opacity);
        found.push({ text: text.slice(0, 40), box: [box.left, box.top, box.right, box.bottom], opacity,
            ink: parent instanceof SVGElement ? style.fill : style.color, size: parseFloat(style.fontSize),
            weight: Number(style.fontWeight), icon: style.fontFamily.includes('Material Symbols'),
            place: parent.closest('[data-testid]')?.dataset.testid ?? parent.tagName });
    }
    return found;
}"""


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, color_scheme=request.param, locale="zh-CN", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def too_faint(page: Page) -> list[str]:
    """Every text on the page whose contrast is too low, with how low it is."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    height = page.get_by_test_id("stMain").evaluate("node => node.scrollHeight")
    page.set_viewport_size({"width": 1440, "height": min(int(height) + 8, 9000)})
    page.wait_for_timeout(600)  # charts fit themselves to it
    texts = page.evaluate(TEXTS)
    assert texts, "a page without text"
    hiding = page.add_style_tag(content=HIDDEN)
    picture = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
    hiding.evaluate("node => node.remove()")
    told = (_told(text, picture) for text in texts)
    return [said for said in told if said]


def _told(text: dict[str, Any], picture: np.ndarray) -> str:
    left, top, right, bottom = (max(0, round(edge)) for edge in text["box"])
    spot = picture[top:bottom, left:right].reshape(-1, 3)
    if not len(spot):  # scrolled out of what holds it
        return ""
    ground = Color("srgb", [part / 255 for part in Counter(map(tuple, spot.tolist())).most_common(1)[0][0]])
    ink = Color(text["ink"])
    ink["alpha"] = ink["alpha"] * text["opacity"]
    ratio = Color.layer([ink, ground]).contrast(ground)
    large = text["size"] >= 24 or (text["size"] >= 18.66 and text["weight"] >= 700)
    least = ICON if text["icon"] else LARGE if large else NORMAL
    if ratio >= least - 0.005:
        return ""
    seen = f"{ink.to_string(hex=True)} on {ground.to_string(hex=True)}"
    return f"{ratio:.2f}:1 {seen} {text['place']} {text['size']:.0f}px {text['text']!r}"


@pytest.mark.parametrize("name", PAGES)
def test_every_text_can_be_read(sampled: App, themed: Page, name: str) -> None:
    themed.goto(f"{sampled.url}/{name}" if "?" in name else f"{sampled.url}/{name}?period=2025")
    ready(themed)
    assert too_faint(themed) == []


def test_what_opens_and_what_the_mouse_is_on_can_be_read(sampled: App, themed: Page) -> None:
    themed.goto(f"{sampled.url}/ranking?period=2025")
    ready(themed)
    themed.get_by_role("combobox").first.click()
    themed.get_by_role("option").first.wait_for()
    assert too_faint(themed) == []
    themed.goto(f"{sampled.url}/unit?period=2025")
    ready(themed)
    for under in ('[role="radio"][aria-checked="true"]', '[role="radio"][aria-checked="false"]', "button[aria-label]"):
        themed.get_by_test_id("stMain").locator(under).locator("visible=true").first.hover()
        themed.wait_for_timeout(400)
        assert too_faint(themed) == []
