"""`check`: every mistake in filled workbooks and tables. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from scoring.cli.batch import exit_code, read_batch
from scoring.cli.console import err, language, out
from scoring.cli.output import json_text, print_problems, problem_line, write_file
from scoring.problems.shortening import shortened
from scoring.reports.score_json import rejected_answer
from scoring.system import IndicatorSystem
from scoring.words import gettext, ngettext
from scoring.workbook import Reading
from scoring.workbook.submission import Submission


def check_files(reading: Reading, system: Path, as_json: bool, marked: Path | None) -> int:
    """List every mistake by file, sheet and cell."""
    batch = read_batch(reading, system)
    submissions = sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file)
    if as_json:
        sys.stdout.write(json_text({"files": rejected_answer(submissions, language())}))
    else:
        _print_submissions(submissions)
    print_problems(notice for notice in batch.notices if notice.code != "no_report")
    if marked is not None:
        _write_marked(marked, submissions, batch.system)
    return exit_code(batch)


def _print_submissions(submissions: Iterable[Submission]) -> None:
    lang = language()
    for submission in submissions:
        if submission.accepted and submission.is_list:
            out.print(gettext(lang, "{file}: list of units", file=submission.file))
        elif submission.accepted:
            out.print(gettext(lang, "{file}: counts", file=submission.file))
        else:
            out.print(gettext(lang, "{file}: has errors, does not count", file=submission.file))
        for problem in shortened(submission.problems):
            out.print(f"  {problem_line(problem)}")


def _write_marked(folder: Path, submissions: Iterable[Submission], system: IndicatorSystem) -> None:
    """Write a marked copy, or a list, of each file with anything wrong."""
    from scoring.workbook import free_name, marked_copy  # long to load, and seldom asked for

    lang, taken = language(), set[str]()
    for submission in submissions:
        if submission.problems:
            name, content = marked_copy(submission, system, lang)
            name = free_name(name, taken)
            taken.add(name.casefold())
            write_file(folder / name, content)
    count = len(taken)
    err.print(
        ngettext(lang, "{count} marked copy in {folder}", "{count} marked copies in {folder}", count, folder=folder)
    )
