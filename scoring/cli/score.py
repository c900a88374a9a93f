"""`score` and `explain`: ranks, and why a unit earned what it did. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import math
import sys
from pathlib import Path

from scoring.analysis.common import listing_order, total_decimals
from scoring.analysis.finality import Finality, awaited_figures, finality_line
from scoring.cli.batch import exit_code, read_batch
from scoring.cli.console import CannotRun, err, language, out
from scoring.cli.output import aligned, print_problems, write_file, write_json
from scoring.engine import ScoreSheet, score
from scoring.numbers import plain
from scoring.problems import Problem
from scoring.reports.score_json import score_answer
from scoring.words import gettext, label
from scoring.workbook import Batch, Reading


def score_files(reading: Reading, system: Path, output: Path | None, json_file: Path | None) -> int:
    """Score and rank."""
    batch, lang = read_batch(reading, system), language()
    sheet = score(batch.system, batch.units, batch.facts, batch.everyone)
    problems = [p for s in batch.rejected for p in s.problems]
    finality = _finality(sheet, batch)
    if output is not None:
        write_file(output, _results(output, sheet, problems, finality))
    if json_file is not None:
        write_json(json_file, score_answer(sheet, batch.rejected, lang))
    if json_file != Path("-"):
        _print_ranking(sheet)
    if finality.is_provisional:
        err.print(finality_line(finality, lang))
    for submission in batch.rejected:
        err.print(gettext(lang, "{file}: has errors, left out", file=submission.file))
    print_problems(w for w in batch.system.warnings if w.code == "marks_do_not_add_up")
    print_problems(problems)
    print_problems(batch.notices)
    return exit_code(batch)


def _finality(sheet: ScoreSheet, batch: Batch) -> Finality:
    """How final the scores of files are; what inspectors mean to verify is not known here.

    Units are waited for that a list names, or whose file was left out; not those that a list does not know.
    """
    strangers = {p.unit for s in batch.rejected for p in s.problems if p.code == "unit_off_list"}
    named = dict.fromkeys(notice.unit for notice in batch.notices if notice.code == "no_report")
    missing = tuple(unit for unit in named if unit not in strangers)
    units, left_out = len(sheet.units), len(batch.rejected)
    return Finality(units, units + len(missing), missing, left_out=left_out, awaited=awaited_figures(sheet))


def _results(output: Path, sheet: ScoreSheet, problems: list[Problem], finality: Finality) -> bytes:
    from scoring.reports.ranked import ranked_csv, ranked_workbook  # long to load

    if output.suffix.lower() == ".csv":
        return ranked_csv(sheet, lang=language())
    return ranked_workbook(sheet, problems=problems, lang=language(), finality=finality)


def _print_ranking(sheet: ScoreSheet) -> None:
    lang, decimals = language(), total_decimals(sheet.system)
    ranks = ("rank", "group_rank") if sheet.system.overall_rank else ("group_rank",)
    keys = (*ranks, "unit", "name", "group", "score", "grade")
    groups, grades = sheet.system.groups, sheet.system.grade_titles
    lines = [[label(key, lang) for key in keys]]
    for row in sheet.totals.iloc[listing_order(sheet)].to_dict("records"):
        places = ["—" if math.isnan(row[key]) else f"{row[key]:.0f}" for key in ranks]
        points = "—" if math.isnan(row["score"]) else plain(row["score"], decimals)
        grade = grades[row["grade"]].get(lang) if row["grade"] else "—"
        lines.append([*places, row["unit"], row["name"], groups[row["group"]].title.get(lang), points, grade])
    right = [key in ("rank", "group_rank", "score") for key in keys]
    sys.stdout.write("".join(f"{line}\n" for line in aligned(lines, right)))


def _print_parts(sheet: ScoreSheet, unit: str) -> None:
    """Why there is no score, and what happened in sections and measures that do more than add up."""
    lang = language()
    if without := sheet.no_score_why(unit, lang):
        out.print(without)
    for part in sheet.system.parts:
        if why := sheet.part_why(unit, part.id, lang):
            out.print(f"{part.id} {part.title.get(lang)}: {why}")


def explain_unit(reading: Reading, system: Path, unit: str, indicator: str | None) -> int:
    """Say why a unit earned what it did."""
    batch, lang = read_batch(reading, system), language()
    sheet = score(batch.system, batch.units, batch.facts, batch.everyone)
    if unit not in set(sheet.units["unit"]):
        print_problems(p for s in batch.rejected for p in s.problems)
        raise CannotRun(gettext(lang, "No unit {unit} was scored.", unit=unit))
    items = batch.system.items
    if indicator is not None and indicator not in items:
        raise CannotRun(gettext(lang, "There is no indicator {indicator}.", indicator=indicator))
    if indicator is None and (steps := sheet.grade_why(unit, lang)):
        out.print(f"{label('grade', lang)}: {gettext(lang, '; ').join(steps)}")
    if indicator is None:
        _print_parts(sheet, unit)
    for item in [indicator] if indicator else items:
        definition = items[item]
        out.print(f"{item} {definition.title.get(lang)}")
        out.print(f"  {label('rule', lang)}: {batch.system.rule_text(definition, lang)}")
        out.print(f"  {label('why', lang)}: {sheet.why(unit, item, lang)}")
    for submission in batch.rejected:
        err.print(gettext(lang, "{file}: has errors, left out", file=submission.file))
    print_problems(p for s in batch.rejected for p in s.problems)
    print_problems(notice for notice in batch.notices if notice.code != "no_report")
    return exit_code(batch)
