"""`template`: the workbooks that units fill in. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

from pathlib import Path

from rich.progress import Progress

from scoring.cli.batch import read_system
from scoring.cli.console import CannotRun, err, language, out
from scoring.cli.output import print_problems, write_file
from scoring.facts import UNIT_COLUMNS
from scoring.problems import has_errors
from scoring.words import gettext, ngettext
from scoring.workbook import free_name, read_roster, template_workbook


def blank_template(system: Path, output: Path) -> int:
    """Write the workbook that units fill in."""
    write_file(output, template_workbook(read_system(system), lang=language()))
    out.print(str(output))
    return 0


def templates(path: Path, roster: Path, out_dir: Path) -> int:
    """Write one workbook for each unit of a roster."""
    system, lang = read_system(path), language()
    try:
        content = roster.read_bytes()
    except OSError:
        words = gettext(lang, "No such file, or it cannot be read: {roster}", roster=roster)
        raise CannotRun(words) from None
    units, problems = read_roster(roster.name, content, system)
    if has_errors(problems):
        print_problems(problems)
        return 1
    rows = list(units[UNIT_COLUMNS].itertuples(index=False, name=None))
    with Progress(console=err, transient=True) as progress:
        taken: set[str] = set()
        for code, name, group in progress.track(rows, description=gettext(lang, "Making workbooks")):
            file = free_name(f"{code}.xlsx", taken)  # codes may differ in nothing but case
            taken.add(file.casefold())
            write_file(out_dir / file, template_workbook(system, (code, name, group), lang))
    done = ngettext(lang, "{count} workbook in {folder}", "{count} workbooks in {folder}", len(rows), folder=out_dir)
    out.print(done)
    return 0
