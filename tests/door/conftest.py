"""A running server for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import start_app, stop_app


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server's host and port."""
    process, app = start_app(tmp_path_factory.mktemp("data"))
    yield app.url.removeprefix("http://")
    stop_app(process)
