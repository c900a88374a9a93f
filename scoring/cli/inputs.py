"""The files that a command reads. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scoring.cli.console import CannotRun, cannot_read, language
from scoring.words import gettext
from scoring.workbook import Reading, collect


def start_reading(paths: Iterable[Path], *outputs: Path | None) -> Reading:
    """The files of some paths, on their way.

    Raises:
        CannotRun: a path is not there, or nothing there can be read; or one of the files is one of the
            `outputs`, or is in a folder that is one.
    """
    lang = language()
    for path in paths:
        if not path.exists():
            raise CannotRun(gettext(lang, "No such file or folder: {path}", path=path))
    try:
        files = collect(paths)
    except OSError as bad:
        raise cannot_read(bad) from None
    if not len(files):
        _tell_skipped(files.skipped)
        raise CannotRun(gettext(lang, "No readable file found (.xlsx .xls .ods .csv .zip)."))
    for output in outputs:
        if output is not None and files.has(output):
            raise CannotRun(
                gettext(
                    lang,
                    "{path} is where files to read are: they would be overwritten. Write to another name or folder.",
                    path=output,
                )
            )
    return Reading(files, len(files) + len(files.skipped))


def _tell_skipped(names: Iterable[str]) -> None:
    """Say what the files are of which none is read."""
    from scoring.cli.output import print_problems  # these load pandas, which takes long
    from scoring.problems import Problem
    from scoring.workbook.files.suffixes import named_kind

    print_problems(Problem("file_skipped", {"found": named_kind(name)}, file=name) for name in names)
