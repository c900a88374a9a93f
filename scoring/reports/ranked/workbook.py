"""The workbook of the ranked results, sheet by sheet. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import io
from collections.abc import Sequence

from scoring.analysis.finality import Finality
from scoring.engine import ScoreSheet
from scoring.problems import Problem
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
    """The whole result as an .xlsx: ranking, sections, every indicator, lost marks, what did not apply,
    problems of files left out, and the system it was scored with.

    Args:
        previous: the period before, for changes of rank.
        problems: of files that were left out.
        finality: how final the scores are; said where it is known.
    """
    target = io.BytesIO()
    workbook = new_workbook(target)
    add_ranking(workbook, sheet, previous, lang, finality)
    add_sections(workbook, sheet, lang)
    lines = line_rows(sheet, lang)
    add_indicators(workbook, lines, lang)
    add_lost(workbook, lines, lang)
    add_not_applicable(workbook, lines, lang)
    add_adjustments(workbook, sheet, lang)
    add_problems(workbook, problems, lang)
    add_system(workbook, sheet, lang, finality)
    workbook.close()
    return target.getvalue()
