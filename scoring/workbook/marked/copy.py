"""Makes the marked copy: a unit's own workbook, each wrong cell coloured and commented, a list of all in front."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from scoring.system import IndicatorSystem
from scoring.words import Lang, Text, text
from scoring.workbook import limits
from scoring.workbook.file_names import free_name, last_part, safe_stem
from scoring.workbook.files.container import kind_of
from scoring.workbook.files.grid import Grid, grids_of_answer
from scoring.workbook.files.reader import ask_reader
from scoring.workbook.files.unreadable import Unreadable
from scoring.workbook.intake.headings import LIST_TITLE, is_problem_list
from scoring.workbook.marked.child.listing import COLUMNS, HEAD_ROW
from scoring.workbook.marked.marker import ask_marker
from scoring.workbook.marked.problem_list import SHEET, headings, intro, list_rows, list_workbook
from scoring.workbook.submission import Submission

_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_MARKED, _LISTED = text("已标注", "marked"), text("问题清单", "problems")
_NOTE_HEAD, _NOTE_BEFORE = text("【填报核对】", "[Check]"), text("【原有批注】", "[Comment before]")


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
        return _file_name(submission.file, _MARKED, lang), content
    content = list_workbook(last_part(submission.file), submission.problems, system, lang)
    return _file_name(submission.file, _LISTED, lang), content


def marked_copies(submissions: Iterable[Submission], system: IndicatorSystem, lang: Lang = "zh") -> bytes:
    """The marked copies of many submissions as a zip, one name each."""
    target = io.BytesIO()
    write_marked_copies(target, submissions, system, lang)
    return target.getvalue()


def write_marked_copies(
    target: IO[bytes], submissions: Iterable[Submission], system: IndicatorSystem, lang: Lang = "zh"
) -> None:
    """Write the marked copies of many submissions into a zip, one name each; one submission is held at a time."""
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for submission in submissions:
            name, content = marked_copy(submission, system, lang)
            name = free_name(name, taken)
            taken.add(name.casefold())
            archive.writestr(name, content)


def marked_name(name: str, lang: Lang = "zh") -> str:
    """The name for the marked copy of a file, before it is known whether it can be written back."""
    return _file_name(name, _MARKED, lang)


def _file_name(name: str, what: Text, lang: Lang) -> str:
    """'forty.zip/U01 办公室.xlsx' -> 'U01 办公室_已标注.xlsx'."""
    endings = [f"_{word}" for word in (*_MARKED.root.values(), *_LISTED.root.values())]
    return f"{safe_stem(name, without=endings)}_{what.get(lang)}.xlsx"


# --- the workbook itself ----------------------------------------------------------------------------


def _marked(submission: Submission, system: IndicatorSystem, lang: Lang) -> bytes | None:
    """The marked workbook; None where it cannot be written back exactly."""
    try:
        if kind_of(submission.content) != "xlsx":
            return None
        before = grids_of_answer(ask_reader("xlsx", submission.content))
        marked = ask_marker(_request(submission, before, system, lang), submission.content)
        return marked if marked and _reads_the_same(before, marked) else None
    except Unreadable:
        return None


def _request(submission: Submission, grids: Sequence[Grid], system: IndicatorSystem, lang: Lang) -> dict[str, Any]:
    """What the marking process is to write; see `child.mark.answer`."""
    lists = [grid for grid in grids if is_problem_list(grid)]
    return {
        "rows": list_rows(submission.problems, system, lang),
        "title": LIST_TITLE.get(lang),
        "intro": intro(last_part(submission.file), submission.problems, lang),
        "headings": headings(lang),
        "name": SHEET.get(lang),
        "note_words": {
            "head": _NOTE_HEAD.get(lang),
            "before": _NOTE_BEFORE.get(lang),
            "heads": list(_NOTE_HEAD.root.values()),
            "befores": list(_NOTE_BEFORE.root.values()),
        },
        "old_lists": [grid.name for grid in lists],
        "old_marks": [mark for grid in lists for mark in _old_marks(grid)],
    }


def _old_marks(grid: Grid) -> list[dict[str, str]]:
    """The marks that an earlier list names: sheet, cell, and the fill the cell had before."""
    at = {key: number for number, (key, _) in enumerate(COLUMNS)}
    marks = []
    for row in sorted(grid.rows)[: limits.MARKS + HEAD_ROW]:
        mark = {key: str(grid.rows[row].get(at[key], "")) for key in ("sheet", "cell", "fill")}
        if row >= HEAD_ROW and mark["fill"] and _CELL.fullmatch(mark["cell"]):
            marks.append(mark)
    return marks


def _reads_the_same(before: Sequence[Grid], marked: bytes) -> bool:
    """Whether the marked workbook is one that can be handed in, and says what the original says."""
    kind_of(marked)
    after = grids_of_answer(ask_reader("xlsx", marked))
    return [g for g in before if not is_problem_list(g)] == [g for g in after if not is_problem_list(g)]
