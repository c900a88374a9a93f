"""What the commands do, once their arguments are known and the reading of files has begun.

Each returns its exit code: 0 all well, 1 some input has errors (said on standard error).
What writes workbooks takes long to load: the functions that write one import it.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.progress import Progress

from scoring.analysis.common import total_decimals
from scoring.cli.console import CannotRun, err, out, say, spoken
from scoring.engine import ScoreSheet
from scoring.engine import score as score_units
from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem, SystemError_, has_errors
from scoring.reports.score_json import rejected_answer, score_answer
from scoring.system import IndicatorSystem, load_system
from scoring.words import label
from scoring.workbook import Batch, Reading, combine, read_roster, read_uploads
from scoring.workbook.submission import Submission


def validate(system: Path) -> int:
    """Say every mistake in an indicator system's file."""
    loaded = _system(system)
    _print_problems(loaded.warnings)
    counts = len(loaded.sections), sum(len(s.measures) for s in loaded.sections), len(loaded.indicators)
    out.print(
        say(
            "{}：没有错误。{} 个板块，{} 项措施，{} 个指标，满分 {:g} 分。",
            "{}: no errors. {} sections, {} measures, {} indicators, scale {:g}.",
        ).format(system, *counts, loaded.scale)
    )
    return 0


def blank_template(system: Path, output: Path) -> int:
    """Write the workbook that units fill in."""
    from scoring.workbook import template_workbook

    _written(output, template_workbook(_system(system)))
    out.print(str(output))
    return 0


def templates(path: Path, roster: Path, out_dir: Path) -> int:
    """Write one workbook for each unit of a roster."""
    from scoring.workbook import free_name, template_workbook

    system = _system(path)
    try:
        content = roster.read_bytes()
    except OSError:
        raise CannotRun(say(f"找不到或无法读取：{roster}", f"No such file, or it cannot be read: {roster}")) from None
    units, problems = read_roster(roster.name, content, system)
    if has_errors(problems):
        _print_problems(problems)
        return 1
    rows = list(units[UNIT_COLUMNS].itertuples(index=False, name=None))
    with Progress(console=err, transient=True) as progress:
        taken: set[str] = set()
        for code, name, group in progress.track(rows, description=say("生成模板", "Making workbooks")):
            file = free_name(f"{code}.xlsx", taken)  # codes may differ in nothing but case
            taken.add(file.casefold())
            _written(out_dir / file, template_workbook(system, (code, name, group)))
    out.print(say(f"已生成 {len(rows)} 份，在 {out_dir}", f"{len(rows)} workbooks in {out_dir}"))
    return 0


def check(reading: Reading, system: Path, as_json: bool, marked: Path | None) -> int:
    """List every mistake by file, sheet and cell."""
    batch = _batch(reading, system)
    submissions = sorted([*batch.accepted, *batch.rejected], key=lambda s: s.file)
    if as_json:
        answer = {"files": rejected_answer(submissions, spoken())}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    else:
        for submission in submissions:
            out.print(f"{submission.file}{say('：', ': ')}{_verdict(submission)}")
            for problem in submission.problems:
                out.print(f"  {_problem_line(problem)}")
    _print_problems(notice for notice in batch.notices if notice.code != "no_report")
    if marked is not None:
        _write_marked(marked, submissions, batch.system)
    return _ended(batch)


def _verdict(submission: Submission) -> str:
    return say("可以计分", "counts") if submission.accepted else say("有错误，不计分", "has errors, does not count")


def _write_marked(folder: Path, submissions: Iterable[Submission], system: IndicatorSystem) -> None:
    """Write a marked copy, or a list, of each file with anything wrong."""
    from scoring.workbook import free_name, marked_copy

    taken: set[str] = set()
    for submission in submissions:
        if submission.problems:
            name, content = marked_copy(submission, system, spoken())
            name = free_name(name, taken)
            taken.add(name.casefold())
            _written(folder / name, content)
    err.print(say(f"已写出 {len(taken)} 份标注副本，在 {folder}", f"{len(taken)} marked copies in {folder}"))


def score(reading: Reading, system: Path, output: Path | None, json_file: Path | None) -> int:
    """Score and rank."""
    batch = _batch(reading, system)
    sheet = score_units(batch.system, batch.units, batch.facts)
    problems = [p for s in batch.rejected for p in s.problems]
    if output is not None:
        _written(output, _results(output, sheet, problems))
    if json_file is not None:
        _write_json(json_file, score_answer(sheet, batch.rejected, spoken()))
    if json_file != Path("-"):
        _print_ranking(sheet)
    for submission in batch.rejected:
        err.print(say(f"{submission.file}：有错误，未计分", f"{submission.file}: has errors, left out"))
    _print_problems(problems)
    _print_problems(batch.notices)
    return _ended(batch)


def _results(output: Path, sheet: ScoreSheet, problems: list[Problem]) -> bytes:
    from scoring.reports.ranked import ranked_csv, ranked_workbook

    if output.suffix.lower() == ".csv":
        return ranked_csv(sheet, lang=spoken())
    return ranked_workbook(sheet, problems=problems, lang=spoken())


def explain(reading: Reading, system: Path, unit: str, indicator: str | None) -> int:
    """Say why a unit earned what it did."""
    batch = _batch(reading, system)
    sheet = score_units(batch.system, batch.units, batch.facts)
    if unit not in set(sheet.units["unit"]):
        _print_problems(p for s in batch.rejected for p in s.problems)
        raise CannotRun(say(f"没有编码为 {unit} 的单位参加计分。", f"No unit {unit} was scored."))
    items = batch.system.items
    if indicator is not None and indicator not in items:
        raise CannotRun(say(f"没有编号为 {indicator} 的指标。", f"There is no indicator {indicator}."))
    for item in [indicator] if indicator else items:
        definition = items[item]
        out.print(f"{item} {definition.title.get(spoken())}")
        out.print(f"  {label('rule', spoken())}: {batch.system.rule_text(definition, spoken())}")
        out.print(f"  {label('why', spoken())}: {sheet.why(unit, item, spoken())}")
    return _ended(batch)


# --- files ------------------------------------------------------------------------------------------


def _system(path: Path) -> IndicatorSystem:
    try:
        return load_system(path)
    except OSError:
        raise CannotRun(
            say(f"找不到或无法读取指标体系文件：{path}", f"No such file, or it cannot be read: {path}")
        ) from None
    except SystemError_ as bad:
        raise CannotRun("\n".join(_problem_line(problem) for problem in bad.problems)) from None


def _batch(reading: Reading, system_path: Path) -> Batch:
    system = _system(system_path)
    gc.freeze()  # what has been loaded, and cells by the hundred thousand, are no garbage to look for again and again
    gc.set_threshold(50_000)
    submissions: list[Submission] = []
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(say("读取文件", "Reading files"), total=reading.total)
        for _, found in read_uploads(reading, system):
            submissions += found
            progress.advance(task)
    return combine(submissions, system)


def _ended(batch: Batch) -> int:
    return 1 if batch.rejected else 0


def _written(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as bad:
        raise CannotRun(say(f"无法写入 {path}：{bad.strerror}", f"Cannot write {path}: {bad.strerror}")) from None


def _write_json(path: Path, answer: dict[str, Any]) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if path == Path("-"):
        sys.stdout.write(text)
    else:
        _written(path, text.encode())


# --- words ------------------------------------------------------------------------------------------


def _problem_line(problem: Problem) -> str:
    marked = f"[{problem.code}]"
    return f"{problem.sentence(spoken())} {marked}"


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        err.print(_problem_line(problem))


def _print_ranking(sheet: ScoreSheet) -> None:
    lang = spoken()
    keys = ("rank", "group_rank", "unit", "name", "group", "score", "grade")
    groups, grades = sheet.system.groups, sheet.system.grade_titles
    lines = [[label(key, lang) for key in keys]]
    for row in sheet.totals.sort_values(["rank", "unit"], na_position="last").to_dict("records"):
        score_text = "—" if row["score"] != row["score"] else f"{row['score']:.{total_decimals(sheet.system)}f}"
        grade = grades[row["grade"]].get(lang) if row["grade"] else "—"
        places = ["—" if row[k] != row[k] else f"{row[k]:.0f}" for k in ("rank", "group_rank")]
        lines.append([*places, row["unit"], row["name"], groups[row["group"]].title.get(lang), score_text, grade])
    right = [key in ("rank", "group_rank", "score") for key in keys]
    sys.stdout.write("".join(f"{line}\n" for line in _aligned(lines, right)))


def _aligned(lines: list[list[str]], right: list[bool]) -> Iterator[str]:
    """Lines of cells as columns; a Chinese character is as wide as two Latin ones."""
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padding = [" " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)]
        cells = [pad + cell if r else cell + pad for cell, pad, r in zip(line, padding, right, strict=True)]
        yield "  ".join(cells).rstrip()
