"""What a log says of things that happen again and again."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from door import repeats
from door.repeats import FIRST, KINDS, Repeats


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, Repeats, list[str]]]:
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record.getMessage())

    logger, keep = logging.getLogger("door.tested"), Keep()
    count = Repeats("door.tested", seconds=3600)
    logger.addHandler(keep)
    logger.addFilter(count)
    logger.propagate = False
    yield logger, count, written
    logger.removeHandler(keep)
    logger.removeFilter(count)


def test_what_is_the_same_but_for_its_values_is_counted(log: tuple[logging.Logger, Repeats, list[str]]) -> None:
    logger, count, written = log
    for number in range(10_000):
        logger.warning("Refused %s", number)
    logger.warning("Another thing")
    assert len(written) == FIRST + 1
    count.tell()
    assert written[-1].startswith(f"{10_000 - FIRST} more of these")
    assert written[-1].endswith("Refused %s")
    logger.warning("Refused %s", "anew")
    assert written[-1] == "Refused anew"


def test_errors_are_told_apart_by_their_type(log: tuple[logging.Logger, Repeats, list[str]]) -> None:
    logger, _, written = log
    for error in [ValueError()] * 50 + [KeyError()] * 50:
        logger.error("Failed", exc_info=error)
    assert len(written) == 2 * FIRST


def test_kinds_without_end_are_counted_as_one(log: tuple[logging.Logger, Repeats, list[str]]) -> None:
    logger, count, written = log
    for number in range(5_000):
        logger.warning(f"Refused {number}")
    assert len(written) == KINDS + FIRST
    count.tell()
    assert "messages of many kinds" in written[-1]


def test_it_is_put_once_on_what_strangers_can_make_write() -> None:
    names = ("asyncio", "uvicorn.error", "streamlit.web.some_part", "door.guard", "kaoping")
    logs = [logging.getLogger(name) for name in names]
    before = [list(log.filters) for log in logs]
    try:
        repeats.count_repeats()
        repeats.count_repeats()
        assert [sum(isinstance(one, Repeats) for one in log.filters) for log in logs] == [1, 1, 1, 1, 0]
    finally:
        for log, filters in zip(logs, before, strict=True):
            log.filters[:] = filters
