"""What the commands read: the system, and all files as one batch. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import gc
from pathlib import Path

from rich.progress import Progress

from scoring.cli.console import CannotRun, err, language
from scoring.cli.output import problem_line
from scoring.problems import SystemError_
from scoring.system import IndicatorSystem, load_system
from scoring.words import gettext
from scoring.workbook import Batch, Reading, combine, read_uploads
from scoring.workbook.submission import Submission


def read_system(path: Path) -> IndicatorSystem:
    """The indicator system of a file.

    Raises:
        CannotRun: it cannot be read, or has mistakes, each of which is in the message.
    """
    try:
        return load_system(path)
    except OSError:
        words = gettext(language(), "No such file, or it cannot be read: {system}", system=path)
        raise CannotRun(words) from None
    except SystemError_ as bad:
        raise CannotRun("\n".join(problem_line(problem) for problem in bad.problems)) from None


def read_batch(reading: Reading, system_path: Path) -> Batch:
    """All files under a system, with progress on a terminal.

    Raises:
        CannotRun: the system cannot be read.
    """
    system = read_system(system_path)
    gc.freeze()  # what has been loaded, and cells by the hundred thousand, are no garbage to look for again and again
    gc.set_threshold(50_000)
    submissions: list[Submission] = []
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(gettext(language(), "Reading files"), total=reading.total)
        for _, of_file in read_uploads(reading, system):
            submissions += of_file
            progress.advance(task)
    return combine(submissions, system, only_listed=True)


def exit_code(batch: Batch) -> int:
    """0 where all files count, 1 where some have errors."""
    return 1 if batch.rejected else 0
