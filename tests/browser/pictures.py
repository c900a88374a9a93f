"""Takes pictures of every page for people to look at: `make pictures`, into build/pictures. Nothing is asserted.

Each page with the sample years at two sizes, in both languages and themes, on a wall, and on paper; the first page of
an empty program; and docs/overview.png.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pages.registry import PAGES
from tests.browser.browser import ROOT, chromium
from tests.browser.conftest import ready, running, sample_data
from tests.browser.test_words import ADDRESSES

PICTURES = ROOT / "build" / "pictures"
SIZES = {"wide": (1600, 1000), "small": (1280, 720)}
WALL = (3840, 2160)
TALLEST = 8000  # px of a picture


def main() -> None:
    """Take all pictures."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    found = chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.executable, args=found.arguments, env=dict(found.environment), chromium_sandbox=False
        )
        for app in running(Path(folder) / "empty"):
            _empty(browser, app.url)
        for app in running(sample_data(Path(folder) / "sample")):
            _pages(browser, app.url)
            _wall(browser, app.url)
            _paper(browser, app.url)
        browser.close()
    shutil.copy(PICTURES / "overview-wide-zh-light.png", ROOT / "docs" / "overview.png")


@contextmanager
def _window(browser: Browser, size: tuple[int, int], theme: str = "light") -> Iterator[Page]:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def _empty(browser: Browser, url: str) -> None:
    for lang in ("zh", "en"):
        with _window(browser, SIZES["wide"]) as page:
            _take(page, f"{url}/?lang={lang}", f"empty-{lang}")


def _pages(browser: Browser, url: str) -> None:
    for (size, pixels), lang, theme in product(SIZES.items(), ("zh", "en"), ("light", "dark")):
        with _window(browser, pixels, theme) as page:
            for address in ADDRESSES:
                name = "-".join(part for part in address.replace("?", "-").replace("&", "-").split("=")) or "overview"
                query = f"{'&' if '?' in address else '?'}lang={lang}&period=2025"
                _take(page, f"{url}/{address}{query}", f"{name}-{size}-{lang}-{theme}")


def _wall(browser: Browser, url: str) -> None:
    with _window(browser, WALL) as page:
        for one in PAGES:
            _take(page, f"{url}/{one.path}?period=2025", f"{one.name}-wall")


def _paper(browser: Browser, url: str) -> None:
    with _window(browser, SIZES["wide"]) as page:
        for name, lang in product(("", "unit", "gaps"), ("zh", "en")):
            page.goto(f"{url}/{name}?period=2025&lang={lang}&print=1")
            ready(page)
            page.wait_for_timeout(700)  # charts fit themselves to their place
            page.pdf(
                path=PICTURES / f"{name or 'overview'}-{lang}.pdf", prefer_css_page_size=True, print_background=True
            )


def _take(page: Page, url: str, name: str) -> None:
    """A picture of the whole page, what scrolls out of the window too."""
    page.goto(url)
    ready(page)
    window = page.viewport_size
    assert window is not None
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]')?.scrollHeight ?? 0")
    tall = max(window["height"], min(int(height) + 8, TALLEST))
    page.set_viewport_size({"width": window["width"], "height": tall})
    page.wait_for_timeout(700)  # charts and tables fit themselves to it
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    page.set_viewport_size(window)


if __name__ == "__main__":
    main()
