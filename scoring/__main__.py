"""The commands: `python -m scoring validate | template | check | score | explain`.

Exit codes: 0 all well, 1 some input has errors (said on standard error), 2 cannot run.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress

from scoring.analysis.common import total_decimals
from scoring.engine import ScoreSheet
from scoring.engine import score as score_units
from scoring.errors import Problem, SystemError_, has_errors
from scoring.facts import UNIT_COLUMNS
from scoring.reports.answer import rejected_answer, score_answer
from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.submission import Submission
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system
from scoring.terms import Lang, label
from scoring.workbook import Batch, collect, combine, free_name, marked_copy, read_roster, read_uploads, template

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kaoping: score units by an indicator system.\n\n"
    "The usual way: `template` makes the workbook that units fill in, `check` lists every mistake in filled ones, "
    "`score` ranks them, `explain` says why a unit earned what it did. `validate` checks the system's file first.",
    epilog="Exit codes: 0 all well; 1 some input has errors, said on standard error; 2 cannot run. "
    "Set KAOPING_LANG=en for English messages.",
)
out, err = (
    Console(soft_wrap=True, highlight=False, markup=False),
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False),
)

SystemFile = Annotated[Path, typer.Argument(metavar="[SYSTEM]", help="The indicator system's YAML file.")]
SystemOption = Annotated[Path, typer.Option("--system", "-s", help="The indicator system's YAML file.")]
Paths = Annotated[
    list[Path], typer.Argument(help="Workbooks (.xlsx .xls .ods), long tables (.csv), zips of them, or folders.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


class CannotRun(Exception):
    """The command cannot run at all: exit code 2."""


def _lang() -> Lang:
    return "en" if os.environ.get("KAOPING_LANG") == "en" else "zh"


def _say(zh: str, en: str) -> str:
    return zh if _lang() == "zh" else en


def _system(path: Path) -> IndicatorSystem:
    try:
        return load_system(path)
    except OSError:
        raise CannotRun(
            _say(f"找不到或无法读取指标体系文件：{path}", f"No such file, or it cannot be read: {path}")
        ) from None


def _written(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as bad:
        raise CannotRun(_say(f"无法写入 {path}：{bad.strerror}", f"Cannot write {path}: {bad.strerror}")) from None


@app.command()
def validate(system: SystemFile = Path(DEFAULT_SYSTEM)) -> int:
    """Check an indicator system's file: every mistake, by line and column.

    Example: python -m scoring validate indicators.yaml
    """
    loaded = _system(system)
    _print_problems(loaded.warnings)
    counts = len(loaded.sections), sum(len(s.measures) for s in loaded.sections), len(loaded.indicators)
    out.print(
        _say(
            "{}：没有错误。{} 个板块，{} 项措施，{} 个指标，满分 {:g} 分。",
            "{}: no errors. {} sections, {} measures, {} indicators, scale {:g}.",
        ).format(system, *counts, loaded.scale)
    )
    return 0


@app.command("template")
def template_command(
    system: SystemFile = Path(DEFAULT_SYSTEM),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The workbook to write.")] = None,
    roster: Annotated[Path | None, typer.Option(help="A CSV of units: 单位编码, 单位名称, 单位分组.")] = None,
    out_dir: Annotated[Path | None, typer.Option(help="Where to write one workbook a unit.")] = None,
) -> int:
    """Make the workbook that units fill in: a blank one (-o), or one for each unit of a roster.

    Example: python -m scoring template -o blank.xlsx
    Example: python -m scoring template --roster units.csv --out-dir workbooks/
    """
    if output is not None and roster is None and out_dir is None:
        _written(output, template(_system(system)))
        out.print(str(output))
        return 0
    if output is None and roster is not None and out_dir is not None:
        return _templates_of(_system(system), roster, out_dir)
    raise CannotRun(
        _say("请写 -o 文件，或同时写 --roster 与 --out-dir。", "Give -o FILE, or both --roster and --out-dir.")
    )


def _templates_of(system: IndicatorSystem, roster: Path, out_dir: Path) -> int:
    try:
        content = roster.read_bytes()
    except OSError:
        raise CannotRun(_say(f"找不到或无法读取：{roster}", f"No such file, or it cannot be read: {roster}")) from None
    units, problems = read_roster(roster.name, content, system)
    if has_errors(problems):
        _print_problems(problems)
        return 1
    rows = list(units[UNIT_COLUMNS].itertuples(index=False, name=None))
    with Progress(console=err, transient=True) as progress:
        for code, name, group in progress.track(rows, description=_say("生成模板", "Making workbooks")):
            _written(out_dir / f"{code}.xlsx", template(system, (code, name, group)))
    out.print(_say(f"已生成 {len(rows)} 份，在 {out_dir}", f"{len(rows)} workbooks in {out_dir}"))
    return 0


@app.command()
def check(
    paths: Paths,
    system: SystemOption = Path(DEFAULT_SYSTEM),
    as_json: JsonFlag = False,
    marked: Annotated[
        Path | None, typer.Option(help="A folder for marked copies to send back: each wrong cell coloured.")
    ] = None,
) -> int:
    """List every mistake in filled workbooks and tables, by file, sheet and cell.

    Example: python -m scoring check sample_data/with_mistakes
    Example: python -m scoring check sample_data/with_mistakes --marked send_back/
    """
    batch = _read(paths, _system(system))
    submissions = [*batch.accepted, *batch.rejected]
    if as_json:
        answer = {"files": rejected_answer(sorted(submissions, key=lambda s: s.file), _lang())}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    else:
        for submission in sorted(submissions, key=lambda s: s.file):
            verdict = (
                _say("可以计分", "counts")
                if submission.accepted
                else _say("有错误，不计分", "has errors, does not count")
            )
            out.print(f"{submission.file}：{verdict}" if _lang() == "zh" else f"{submission.file}: {verdict}")
            for problem in submission.problems:
                out.print(f"  {_problem_line(problem)}")
    _print_problems(notice for notice in batch.notices if notice.code != "no_report")
    if marked is not None:
        _write_marked(marked, submissions, batch.system)
    return _ended(batch)


def _write_marked(folder: Path, submissions: Iterable[Submission], system: IndicatorSystem) -> None:
    """Write a marked copy, or a list, of each file with anything wrong."""
    taken: set[str] = set()
    for submission in sorted(submissions, key=lambda s: s.file):
        if submission.problems:
            name, content = marked_copy(submission, system, _lang())
            name = free_name(name, taken)
            taken.add(name.casefold())
            _written(folder / name, content)
    err.print(_say(f"已写出 {len(taken)} 份标注副本，在 {folder}", f"{len(taken)} marked copies in {folder}"))


@app.command()
def score(
    paths: Paths,
    system: SystemOption = Path(DEFAULT_SYSTEM),
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the ranked results, .xlsx or .csv.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the whole answer as JSON; - prints it.")
    ] = None,
) -> int:
    """Score and rank. Files with errors are listed and left out, the rest is scored.

    Example: python -m scoring score sample_data/2025 -o ranked.xlsx
    """
    if output is not None and output.suffix.lower() not in (".xlsx", ".csv"):
        raise CannotRun(_say(f"结果文件须是 .xlsx 或 .csv：{output}", f"The results go to an .xlsx or .csv: {output}"))
    batch = _read(paths, _system(system))
    sheet = score_units(batch.system, batch.units, batch.facts)
    problems = [p for s in batch.rejected for p in s.problems]
    if output is not None:
        is_csv = output.suffix.lower() == ".csv"
        _written(
            output,
            ranked_csv(sheet, lang=_lang()) if is_csv else ranked_workbook(sheet, problems=problems, lang=_lang()),
        )
    if json_file is not None:
        _write_json(json_file, score_answer(sheet, batch.rejected, _lang()))
    if json_file != Path("-"):
        _print_ranking(sheet)
    for submission in batch.rejected:
        err.print(_say(f"{submission.file}：有错误，未计分", f"{submission.file}: has errors, left out"))
    _print_problems(problems)
    _print_problems(batch.notices)
    return _ended(batch)


@app.command()
def explain(
    paths: Paths,
    unit: Annotated[str, typer.Option(help="The unit's code.")],
    indicator: Annotated[str | None, typer.Option(help="One indicator or adjustment; all if left out.")] = None,
    system: SystemOption = Path(DEFAULT_SYSTEM),
) -> int:
    """Say why a unit earned what it did, indicator by indicator.

    Example: python -m scoring explain sample_data/2025 --unit U03 --indicator M01-2
    """
    batch = _read(paths, _system(system))
    sheet = score_units(batch.system, batch.units, batch.facts)
    if unit not in set(sheet.units["unit"]):
        _print_problems(p for s in batch.rejected for p in s.problems)
        raise CannotRun(_say(f"没有编码为 {unit} 的单位参加计分。", f"No unit {unit} was scored."))
    items = batch.system.items
    if indicator is not None and indicator not in items:
        raise CannotRun(_say(f"没有编号为 {indicator} 的指标。", f"There is no indicator {indicator}."))
    for item in [indicator] if indicator else items:
        definition = items[item]
        out.print(f"{item} {definition.title.get(_lang())}")
        out.print(f"  {label('rule', _lang())}: {batch.system.rule_text(definition, _lang())}")
        out.print(f"  {label('why', _lang())}: {sheet.why(unit, item, _lang())}")
    return _ended(batch)


def _read(paths: Iterable[Path], system: IndicatorSystem) -> Batch:
    for path in paths:
        if not path.exists():
            raise CannotRun(_say(f"没有这个文件或文件夹：{path}", f"No such file or folder: {path}"))
    files = collect(paths)
    if not len(files):
        raise CannotRun(
            _say(
                "没有找到可读的文件（.xlsx .xls .ods .csv .zip）。",
                "No readable file found (.xlsx .xls .ods .csv .zip).",
            )
        )
    submissions: list[Submission] = []
    with Progress(console=err, transient=True, disable=len(files) < 5) as progress:
        task = progress.add_task(_say("读取文件", "Reading files"), total=len(files))
        try:
            for _, found in read_uploads(files, system):
                submissions += found
                progress.advance(task)
        except OSError as bad:
            raise CannotRun(
                _say(f"无法读取 {bad.filename}：{bad.strerror}", f"Cannot read {bad.filename}: {bad.strerror}")
            ) from None
    return combine(submissions, system)


def _ended(batch: Batch) -> int:
    return 1 if batch.rejected else 0


def _write_json(path: Path, answer: dict[str, Any]) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if path == Path("-"):
        sys.stdout.write(text)
    else:
        _written(path, text.encode())


def _problem_line(problem: Problem) -> str:
    marked = f"[{problem.code}]"
    return f"{problem.sentence(_lang())} {marked}"


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        err.print(_problem_line(problem))


def _print_ranking(sheet: ScoreSheet) -> None:
    lang = _lang()
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


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code and never lets a traceback out for a user's mistake."""
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="python -m scoring")
        return int(result or 0)
    except CannotRun as bad:
        err.print(str(bad))
    except SystemError_ as bad:
        _print_problems(bad.problems)
    except typer.Exit as done:
        return int(done.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        err.print(_say("已中断。", "Interrupted."))
    except Exception as bad:
        # Usage errors of Typer's parser (unknown option, missing argument) carry a message to show.
        show = getattr(bad, "show", None)
        if show is None:
            err.print(
                _say(
                    f"程序出错（{type(bad).__name__}）。这是程序的问题，请连同所用文件告知管理员。",
                    f"The program failed ({type(bad).__name__}). This is our bug; please report it with the file.",
                )
            )
            if os.environ.get("KAOPING_DEBUG"):
                raise
        else:
            show()
    return 2


if __name__ == "__main__":
    # A redirected output must take any character of any unit's name, whatever the console's code page.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
