"""Makes the list of what is wrong with a file: its rows, its words, and as a workbook of its own.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.words import SEVERITIES, Lang, label, text
from scoring.workbook import limits
from scoring.workbook.intake.headings import LIST_TITLE
from scoring.workbook.marked.child.listing import COLUMNS, HEAD_ROW, TEXT_MAX, lines_of
from scoring.workbook.marked.child.styles import COLOURS
from scoring.workbook.safe_workbook import FONT, FONT_SIZE, new_workbook
from scoring.workbook.xml_text import writable

SHEET = text("问题清单", "Problems")
_KEYS = [key for key, _ in COLUMNS[:-1]]
_INTRO = text(
    "{file}：{errors} 处错误（红色，须改正），{warnings} 处提醒（黄色，请核对）。"
    "改正后直接报送本文件，本清单无需删除。",
    "{file}: errors {errors} (red, to be corrected), warnings {warnings} (yellow, to be checked). "
    "Correct them and hand this file in; this list may stay.",
)
_LIST_INTRO = text(
    "{file}：{errors} 处错误（须改正），{warnings} 处提醒（请核对）。请在原文件中改正后重新报送，不要交回本清单。",
    "{file}: errors {errors} (to be corrected), warnings {warnings} (to be checked). "
    "Correct them in the original file and hand that in, not this list.",
)
_NONE = text("没有发现问题。", "No problem was found.")
_MORE = text("还有 {count} 条没有列出。", "{count} more are not listed.")
_WHOLE = text("整个文件", "whole file")


def headings(lang: Lang) -> list[str]:
    """The list's headings."""
    return [label(key, lang) for key in _KEYS]


def intro(file: str, problems: Sequence[Problem], lang: Lang, *, alone: bool = False) -> str:
    """The line below the title.

    Args:
        alone: whether the list stands by itself, beside no workbook.
    """
    if not problems:
        return f"{file}  {_NONE.get(lang)}"
    errors = sum(p.severity == "error" for p in problems)
    words = (_LIST_INTRO if alone else _INTRO).get(lang)
    return words.format(file=file, errors=errors, warnings=len(problems) - errors)


def list_rows(problems: Sequence[Problem], system: IndicatorSystem, lang: Lang) -> list[dict[str, Any]]:
    """The list's rows, errors first within each cell's order: the keys of COLUMNS, `is_error` and `note`."""
    rows = [_row(problem, system, lang) for problem in problems[: limits.MARKS]]
    if len(problems) > limits.MARKS:
        blank = dict.fromkeys(_KEYS, "") | {"note": "", "is_error": True}
        rows.append(blank | {"message": _MORE.get(lang).format(count=len(problems) - limits.MARKS)})
    return rows


def _row(problem: Problem, system: IndicatorSystem, lang: Lang) -> dict[str, Any]:
    item = system.items.get(problem.indicator)
    message, hint = problem.message(lang), problem.hint(lang)
    return {
        "severity": SEVERITIES[problem.severity].get(lang),
        "is_error": problem.severity == "error",
        "sheet": problem.sheet,
        "cell": problem.cell or ("" if problem.sheet else _WHOLE.get(lang)),
        "indicator": problem.indicator,
        "title": item.title.get(lang) if item else "",
        "message": message,
        "hint": hint,
        "note": f"{message}\n{hint}"[:600],
    }


def list_workbook(file: str, problems: Sequence[Problem], system: IndicatorSystem, lang: Lang) -> bytes:
    """The list as an .xlsx by itself, for files that cannot be written back; text stays text."""
    target = io.BytesIO()
    book = new_workbook(target)
    base = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": "#1f2a37", "valign": "vcenter"}
    sheet = book.add_worksheet(SHEET.get(lang))
    sheet.write_string(0, 0, LIST_TITLE.get(lang), book.add_format({**base, "bold": True, "font_size": 16}))
    sheet.write_string(1, 0, writable(intro(file, problems, lang, alone=True)), book.add_format(base))
    boxed = {**base, "border": 1, "border_color": "#d5dbe3", "text_wrap": True}
    _write(sheet, HEAD_ROW - 1, headings(lang), [book.add_format({**boxed, "bold": True, "bg_color": "#e8eef5"})] * 7)
    plain = book.add_format(boxed)
    coloured = {
        name: book.add_format({**boxed, "bold": True, "bg_color": f"#{colour[2:]}"}) for name, colour in COLOURS.items()
    }
    for number, row in enumerate(list_rows(problems, system, lang), start=HEAD_ROW):
        first = coloured["error" if row["is_error"] else "warning"]
        _write(sheet, number, [row[key] for key in _KEYS], [first, *[plain] * (len(_KEYS) - 1)])
        lines = max(lines_of(str(row[key]), width) for key, width in COLUMNS[:-1])
        sheet.set_row(number, min(8 + 14.5 * lines, 400))
    for at, (_, width) in enumerate(COLUMNS[:-1]):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.set_footer("&C&P / &N")
    book.close()
    return target.getvalue()


def _write(sheet: Any, row: int, words: Iterable[str], formats: Iterable[Any]) -> None:
    for at, (word, cell_format) in enumerate(zip(words, formats, strict=True)):
        sheet.write_string(row, at, writable(str(word))[:TEXT_MAX], cell_format)
