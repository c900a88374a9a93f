"""The commands: `python -m scoring validate | template | check | score | explain`.

Exit codes: 0 all well, 1 some input has errors (said on standard error), 2 cannot run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from scoring import DEFAULT_SYSTEM
from scoring.cli.console import CannotRun, cannot_read, err, say
from scoring.workbook import Reading, collect

# Half a second goes by until pandas and all that needs it has been loaded: `scoring.cli.commands` is imported once the
# files are being read.

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
SystemFile = Annotated[Path, typer.Argument(metavar="[SYSTEM]", help="The indicator system's YAML file.")]
SystemOption = Annotated[Path, typer.Option("--system", "-s", help="The indicator system's YAML file.")]
Paths = Annotated[
    list[Path], typer.Argument(help="Workbooks (.xlsx .xls .ods), long tables (.csv), zips of them, or folders.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


def _reading(paths: Iterable[Path], *outputs: Path | None) -> Reading:
    """The files of some paths, on their way; none of them is one of the `outputs`, nor in a folder that is one."""
    for path in paths:
        if not path.exists():
            raise CannotRun(say(f"没有这个文件或文件夹：{path}", f"No such file or folder: {path}"))
    try:
        files = collect(paths)
    except OSError as bad:
        raise cannot_read(bad) from None
    if not len(files):
        raise CannotRun(
            say(
                "没有找到可读的文件（.xlsx .xls .ods .csv .zip）。",
                "No readable file found (.xlsx .xls .ods .csv .zip).",
            )
        )
    for output in outputs:
        if output is not None and files.has(output):
            raise CannotRun(
                say(
                    f"要读取的文件就在 {output}，会被结果覆盖；请换一个名字或文件夹。",
                    f"{output} is where files to read are: they would be overwritten. Write to another name or folder.",
                )
            )
    return Reading(files, len(files))


@app.command()
def validate(system: SystemFile = Path(DEFAULT_SYSTEM)) -> int:
    """Check an indicator system's file: every mistake, by line and column.

    Example: python -m scoring validate indicators.yaml
    """
    from scoring.cli import commands

    return commands.validate(system)


@app.command()
def template(
    system: SystemFile = Path(DEFAULT_SYSTEM),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The workbook to write.")] = None,
    roster: Annotated[Path | None, typer.Option(help="A CSV of units: 单位编码, 单位名称, 单位分组.")] = None,
    out_dir: Annotated[Path | None, typer.Option(help="Where to write one workbook a unit.")] = None,
) -> int:
    """Make the workbook that units fill in: a blank one (-o), or one for each unit of a roster.

    Example: python -m scoring template -o blank.xlsx
    Example: python -m scoring template --roster units.csv --out-dir workbooks/
    """
    from scoring.cli import commands

    if output is not None and output.suffix.lower() != ".xlsx":
        raise CannotRun(say(f"模板须是 .xlsx：{output}", f"The template goes to an .xlsx: {output}"))
    if output is not None and roster is None and out_dir is None:
        return commands.blank_template(system, output)
    if output is None and roster is not None and out_dir is not None:
        return commands.templates(system, roster, out_dir)
    raise CannotRun(
        say("请写 -o 文件，或同时写 --roster 与 --out-dir。", "Give -o FILE, or both --roster and --out-dir.")
    )


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
    if marked is not None and marked.exists() and not marked.is_dir():
        raise CannotRun(say(f"{marked} 不是文件夹。", f"{marked} is not a folder."))
    reading = _reading(paths, marked)
    from scoring.cli import commands

    return commands.check(reading, system, as_json, marked)


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
        raise CannotRun(say(f"结果文件须是 .xlsx 或 .csv：{output}", f"The results go to an .xlsx or .csv: {output}"))
    reading = _reading(paths, output, json_file)
    from scoring.cli import commands

    return commands.score(reading, system, output, json_file)


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
    reading = _reading(paths)
    from scoring.cli import commands

    return commands.explain(reading, system, unit, indicator)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code and never lets a traceback out for a user's mistake."""
    try:
        result = app(args=arguments, standalone_mode=False, prog_name="python -m scoring")
        return int(result or 0)
    except CannotRun as bad:
        err.print(str(bad))
    except typer.Exit as done:
        return int(done.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        err.print(say("已中断。", "Interrupted."))
    except Exception as bad:
        # Usage errors of Typer's parser (unknown option, missing argument) carry a message to show.
        show = getattr(bad, "show", None)
        if show is None:
            err.print(
                say(
                    f"程序出错（{type(bad).__name__}）。这是程序的问题，请连同所用文件告知管理员。",
                    f"The program failed ({type(bad).__name__}). This is our bug; please report it with the file.",
                )
            )
            if os.environ.get("KAOPING_DEBUG"):
                raise
        else:
            show()
    return 2
