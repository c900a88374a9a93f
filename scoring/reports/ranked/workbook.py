"""The workbook of the ranked results, sheet by sheet. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

from scoring.analysis.finality import Finality
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.reports.progress import Progress, silent
from scoring.reports.ranked.adjustments import add_adjustments
from scoring.reports.ranked.indicators import add_indicators, add_lost, add_not_applicable
from scoring.reports.ranked.lines import line_rows
from scoring.reports.ranked.problems import add_problems
from scoring.reports.ranked.ranking import add_ranking
from scoring.reports.ranked.sections import add_sections
from scoring.reports.ranked.system import add_system
from scoring.reports.worksheet import new_workbook
from scoring.words import Lang


def ranked_workbook(
    sheet: ScoreSheet,
    previous: ScoreSheet | None = None,
    problems: Sequence[Problem] = (),
    lang: Lang = "zh",
    finality: Finality | None = None,
) -> bytes:
    """The whole result as an .xlsx, as `write_ranked_workbook` writes it."""
    target = io.BytesIO()
    write_ranked_workbook(target, sheet, previous, problems, lang, finality)
    return target.getvalue()


def write_ranked_workbook(
    target: IO[bytes],
    sheet: ScoreSheet,
    previous: ScoreSheet | None = None,
    problems: Sequence[Problem] = (),
    lang: Lang = "zh",
    finality: Finality | None = None,
    progress: Progress = silent,
) -> None:
    """Write the whole result as an .xlsx: ranking, sections, every indicator, lost marks, what did not apply,
    problems of files left out, and the system it was scored with. Its lines never stand in memory together.

    Args:
        previous: the period before, for changes of rank.
        problems: of files that were left out.
        finality: how final the scores are; said where it is known.
    """
    workbook = new_workbook(target, on_disk=True)
    add_ranking(workbook, sheet, previous, lang, finality)
    add_sections(workbook, sheet, lang)
    add_indicators(workbook, sheet, lang, progress)
    add_lost(workbook, line_rows(sheet, lang), lang)
    add_not_applicable(workbook, sheet, lang)
    add_adjustments(workbook, sheet, lang)
    add_problems(workbook, problems, lang)
    add_system(workbook, sheet, lang, finality)
    workbook.close()
