"""The commands as they are typed: `validate | template | check | score | explain | audit | user | token`.

Exit codes: 0 all well, 1 some input has errors (said on standard error), 2 cannot run.
Half a second goes by until pandas and all that needs it has been loaded: what a command does is imported once its
arguments are known and the files are being read. Tested in tests/cli/test_commands.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from scoring import DEFAULT_SYSTEM
from scoring.cli.audit_app import audit
from scoring.cli.console import CannotRun, err, language, speak
from scoring.cli.inputs import start_reading
from scoring.cli.options import JsonFlag, LangOption
from scoring.cli.token_app import token
from scoring.cli.user_app import user
from scoring.words import gettext

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kaoping: score units by an indicator system.\n\n"
    "The usual way: `template` makes the workbook that units fill in, `check` lists every mistake in filled ones, "
    "`score` ranks them, `explain` says why a unit earned what it did. `validate` checks the system's file first.",
    epilog="Exit codes: 0 all well; 1 some input has errors, said on standard error; 2 cannot run. "
    "`--lang en`, or KAOPING_LANG=en for all commands, gives English messages and results.",
)
app.add_typer(audit, name="audit")
app.add_typer(user, name="user")
app.add_typer(token, name="token")
SystemFile = Annotated[Path, typer.Argument(metavar="[SYSTEM]", help="The indicator system's YAML file.")]
SystemOption = Annotated[Path, typer.Option("--system", "-s", help="The indicator system's YAML file.")]
Paths = Annotated[
    list[Path], typer.Argument(help="Workbooks (.xlsx .xls .ods), long tables (.csv), zips of them, or folders.")
]


@app.command()
def validate(system: SystemFile = Path(DEFAULT_SYSTEM), lang: LangOption = None) -> int:
    """Check an indicator system's file: every mistake, by line and column.

    Example: python -m scoring validate indicators.yaml
    """
    speak(lang)
    from scoring.cli.system import validate_file

    return validate_file(system)


@app.command()
def template(
    system: SystemFile = Path(DEFAULT_SYSTEM),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The workbook to write.")] = None,
    roster: Annotated[Path | None, typer.Option(help="A CSV of units: 单位编码, 单位名称, 单位分组.")] = None,
    out_dir: Annotated[Path | None, typer.Option(help="Where to write one workbook a unit.")] = None,
    lang: LangOption = None,
) -> int:
    """Make the workbook that units fill in: a blank one (-o), or one for each unit of a roster.

    It speaks the language of --lang, and is read back in either.

    Example: python -m scoring template -o blank.xlsx
    Example: python -m scoring template --roster units.csv --out-dir workbooks/ --lang en
    """
    speak(lang)
    if output is not None and output.suffix.lower() != ".xlsx":
        raise CannotRun(gettext(language(), "The template goes to an .xlsx: {path}", path=output))
    if output is not None and roster is None and out_dir is None:
        from scoring.cli.template import blank_template

        return blank_template(system, output)
    if output is None and roster is not None and out_dir is not None:
        from scoring.cli.template import templates

        return templates(system, roster, out_dir)
    raise CannotRun(gettext(language(), "Give -o FILE, or both --roster and --out-dir."))


@app.command()
def check(
    paths: Paths,
    system: SystemOption = Path(DEFAULT_SYSTEM),
    as_json: JsonFlag = False,
    marked: Annotated[
        Path | None, typer.Option(help="A folder for marked copies to send back: each wrong cell coloured.")
    ] = None,
    lang: LangOption = None,
) -> int:
    """List every mistake in filled workbooks and tables, by file, sheet and cell.

    Example: python -m scoring check sample_data/with_mistakes
    Example: python -m scoring check sample_data/with_mistakes --marked send_back/
    """
    speak(lang)
    if marked is not None and marked.exists() and not marked.is_dir():
        raise CannotRun(gettext(language(), "{path} is not a folder.", path=marked))
    reading = start_reading(paths, marked)
    from scoring.cli.check import check_files

    return check_files(reading, system, as_json, marked)


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
    lang: LangOption = None,
) -> int:
    """Score and rank. Files with errors are listed and left out, the rest is scored.

    Example: python -m scoring score sample_data/2025 -o ranked.xlsx
    """
    speak(lang)
    if output is not None and output.suffix.lower() not in (".xlsx", ".csv"):
        raise CannotRun(gettext(language(), "The results go to an .xlsx or .csv: {path}", path=output))
    reading = start_reading(paths, output, json_file)
    from scoring.cli.score import score_files

    return score_files(reading, system, output, json_file)


@app.command()
def explain(
    paths: Paths,
    unit: Annotated[str, typer.Option(help="The unit's code.")],
    indicator: Annotated[str | None, typer.Option(help="One indicator or adjustment; all if left out.")] = None,
    system: SystemOption = Path(DEFAULT_SYSTEM),
    lang: LangOption = None,
) -> int:
    """Say why a unit earned what it did, indicator by indicator.

    Example: python -m scoring explain sample_data/2025 --unit U03 --indicator M01-2
    """
    speak(lang)
    reading = start_reading(paths)
    from scoring.cli.score import explain_unit

    return explain_unit(reading, system, unit, indicator)


@app.command(name="check-database")
def check_database(lang: LangOption = None) -> int:
    """Read the whole database of the pages: is it reachable, of this version, and not damaged?

    It is that of DATABASE_URL, else the one in the folder KAOPING_DATA, else in ./data. The pages do the same at every
    start, but read a file of more than 256 MB only in part.

    Example: python -m scoring check-database
    """
    speak(lang)
    from scoring.cli.database import check_database as check_all

    return check_all()


def run(arguments: list[str] | None, program: str) -> int:
    """Run a command; returns its exit code and never lets a traceback out for a user's mistake."""
    speak(None)
    try:
        result = app(args=arguments, standalone_mode=False, prog_name=program)
        return int(result or 0)
    except CannotRun as bad:
        err.print(str(bad))
    except typer.Exit as done:
        return int(done.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        err.print(gettext(language(), "Interrupted."))
    except Exception as bad:
        # Usage errors of Typer's parser (unknown option, missing argument) carry a message to show, and faults of the
        # store the problem that says them in words.
        show = getattr(bad, "show", None)
        problem = getattr(bad, "problem", None)
        if problem is not None:
            err.print(problem.sentence(language()))
        elif show is None:
            _print_failure(bad)
            if os.environ.get("KAOPING_DEBUG"):
                raise
        else:
            show()
    return 2


def _print_failure(bad: Exception) -> None:
    err.print(
        gettext(
            language(),
            "The program failed ({error}). This is our bug; please report it with the file.",
            error=type(bad).__name__,
        )
    )
