"""The marked copy: a unit's own workbook back, each wrong cell coloured and commented, a list of all in front."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.words import Lang, text
from scoring.workbook import limits
from scoring.workbook.files.container import kind_of
from scoring.workbook.files.grid import Grid, answered
from scoring.workbook.files.reader import ask_reader
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.intake.headings import LIST_TITLE, is_problem_list
from scoring.workbook.marked.child.listing import COLUMNS, HEAD_ROW
from scoring.workbook.marked.problem_list import SHEET, headings, intro, list_rows, list_workbook
from scoring.workbook.submission import Submission

_CHILD = Path(__file__).parent / "child" / "main.py"
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_UNSAFE = re.compile(r"[^\w（）()【】\[\]，。、 .+\-]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_STEM_MAX = 80
_MARKED, _LISTED = text("已标注", "marked"), text("问题清单", "problems")


def marked_copy(submission: Submission, system: IndicatorSystem, lang: Lang = "zh") -> tuple[str, bytes]:
    """A file to send back for what is wrong with a submission.

    Of an .xlsx it is the unit's own workbook: the wrong cells coloured, each with a comment that says what to
    do, a list of all in front, everything else as it was. Handed in again, it reads as the unit left it. Of a
    file that cannot be written back (.xls, .csv, a damaged one) it is the list alone.

    Returns:
        The name to store it under (a plain file name, made from the submission's), and the bytes of an .xlsx.
    """
    content = _marked(submission, system, lang)
    if content is not None:
        return _file_name(submission.file, _MARKED.get(lang)), content
    listed = list_workbook(_last_part(submission.file), submission.problems, system, lang)
    return _file_name(submission.file, _LISTED.get(lang)), listed


def marked_copies(submissions: Iterable[Submission], system: IndicatorSystem, lang: Lang = "zh") -> bytes:
    """The marked copies of many submissions as a zip, one name each; one submission is held at a time."""
    target = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for submission in submissions:
            name, content = marked_copy(submission, system, lang)
            name = free_name(name, taken)
            taken.add(name.casefold())
            archive.writestr(name, content)
    return target.getvalue()


def free_name(name: str, taken: Collection[str]) -> str:
    """A file name, with a number where another file (in case-folded names) has it."""
    stem = name.removesuffix(".xlsx")
    tried = (name if n == 1 else f"{stem} ({n}).xlsx" for n in range(1, len(taken) + 2))
    return next(one for one in tried if one.casefold() not in taken)


def marked_name(name: str, lang: Lang = "zh") -> str:
    """The name for the marked copy of a file, before it is known whether it can be written back."""
    return _file_name(name, _MARKED.get(lang))


def _file_name(name: str, what: str) -> str:
    """'forty.zip/U01 办公室.xlsx' -> 'U01 办公室_已标注.xlsx': nothing in it means anything to a file system."""
    stem = _UNSAFE.sub("_", PurePosixPath(_last_part(name)).stem).strip(" .")
    for word in (*_MARKED.root.values(), *_LISTED.root.values()):
        stem = stem.removesuffix(f"_{word}")
    stem = stem[:_STEM_MAX].strip(" .") or "file"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}_{what}.xlsx"


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


# --- the workbook itself ----------------------------------------------------------------------------


def _marked(submission: Submission, system: IndicatorSystem, lang: Lang) -> bytes | None:
    """The marked workbook; None where it cannot be written back exactly."""
    try:
        if kind_of(submission.content) != "xlsx":
            return None
        before = answered(ask_reader("xlsx", submission.content))
        marked = _ask(submission.content, _request(submission, before, system, lang))
        return marked if marked and _reads_the_same(before, marked) else None
    except Unreadable:
        return None


def _request(submission: Submission, grids: Sequence[Grid], system: IndicatorSystem, lang: Lang) -> dict[str, Any]:
    """What the marking process is told; see `child.worker.marked`."""
    lists = [grid for grid in grids if is_problem_list(grid)]
    problems: tuple[Problem, ...] = submission.problems
    return {
        "rows": list_rows(problems, system, lang),
        "title": LIST_TITLE.get(lang),
        "intro": intro(_last_part(submission.file), problems, lang),
        "headings": headings(lang),
        "name": SHEET.get(lang),
        "lang": lang,
        "limit": limits.UNPACKED_BYTES,
        "memory": limits.READER_MEMORY,
        "old_lists": [grid.name for grid in lists],
        "old_marks": [mark for grid in lists for mark in _old_marks(grid)],
    }


def _old_marks(grid: Grid) -> list[dict[str, str]]:
    """The marks that an earlier list tells of: sheet, cell, and the fill the cell had before."""
    at = {key: number for number, (key, _) in enumerate(COLUMNS)}
    found = []
    for row in sorted(grid.rows)[: limits.MARKS + HEAD_ROW]:
        words = {key: str(grid.rows[row].get(at[key], "")) for key in ("sheet", "cell", "fill")}
        if row >= HEAD_ROW and words["fill"] and _CELL.fullmatch(words["cell"]):
            found.append(words)
    return found


def _ask(content: bytes, request: dict[str, Any]) -> bytes:
    """What the marking process answers; nothing where it fails or takes too long."""
    # -I: nothing of the environment or the working folder gets into the process.
    command = [sys.executable, "-I", str(_CHILD)]
    given = json.dumps(request).encode() + b"\n" + content
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            command, input=given, capture_output=True, timeout=limits.READER_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _reads_the_same(before: Sequence[Grid], marked: bytes) -> bool:
    """Whether the marked workbook is one that can be handed in, and says what the original says."""
    kind_of(marked)
    after = answered(ask_reader("xlsx", marked))
    return [g for g in before if not is_problem_list(g)] == [g for g in after if not is_problem_list(g)]
