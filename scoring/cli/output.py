"""What the commands write: files, problems, JSON, columns of text. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from scoring.cli.console import CannotRun, err, language
from scoring.problems import Problem
from scoring.problems.shortening import shortened
from scoring.words import gettext


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and the folders that lead to it.

    Raises:
        CannotRun: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as bad:
        words = gettext(language(), "Cannot write {path}: {reason}", path=path, reason=bad.strerror)
        raise CannotRun(words) from None


def write_json(path: Path, answer: dict[str, Any]) -> None:
    """Write an answer as JSON; `-` prints it."""
    text = json_text(answer)
    if path == Path("-"):
        sys.stdout.write(text)
    else:
        write_file(path, text.encode())


def json_text(answer: dict[str, Any]) -> str:
    """An answer as JSON that people can read too."""
    return json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def problem_line(problem: Problem) -> str:
    """A problem in words, with its code."""
    return f"{problem.sentence(language())} [{problem.code}]"


def print_problems(problems: Iterable[Problem]) -> None:
    """Say the problems on standard error; of very many of one kind the first, and how many more there are."""
    for problem in shortened(problems):
        err.print(problem_line(problem))


def local_time(at: str) -> str:
    """A time (ISO 8601, with its offset) as this machine's clock has it."""
    return f"{dt.datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def aligned(lines: list[list[str]], right: list[bool]) -> Iterator[str]:
    """Lines of cells as columns; a Chinese character is as wide as two Latin ones.

    Args:
        right: of each column, whether its cells stand at its right edge.
    """
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padding = [" " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        cells = [pad + cell if r else cell + pad for cell, pad, r in zip(line, padding, right, strict=True)]
        yield "  ".join(cells).rstrip()
