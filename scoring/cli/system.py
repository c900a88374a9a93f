"""`validate`: an indicator system's file. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

from pathlib import Path

from scoring.cli.batch import read_system
from scoring.cli.console import language, out
from scoring.cli.output import print_problems
from scoring.words import gettext, ngettext


def validate_file(path: Path) -> int:
    """Say every mistake in an indicator system's file."""
    system, lang = read_system(path), language()
    print_problems(system.warnings)
    measures = sum(len(section.measures) for section in system.sections)
    counts = {
        "file": path,
        "sections": ngettext(lang, "{count} section", "{count} sections", len(system.sections)),
        "measures": ngettext(lang, "{count} measure", "{count} measures", measures),
        "indicators": ngettext(lang, "{count} indicator", "{count} indicators", len(system.indicators)),
        "scale": system.full_marks,
    }
    if not system.sections:
        items = ngettext(lang, "{count} adjustment", "{count} adjustments", len(system.adjustments))
        out.print(
            gettext(
                lang,
                "{file}: no errors. No sections, {items}; every unit starts with {start:g} points.",
                file=path,
                items=items,
                start=system.start,
            )
        )
    elif any(problem.code == "marks_do_not_add_up" for problem in system.warnings):
        out.print(
            gettext(
                lang,
                "{file}: no errors. {sections}, {measures}, {indicators}, marks rescaled to a full score of {scale:g}.",
                **counts,
            )
        )
    else:
        out.print(gettext(lang, "{file}: no errors. {sections}, {measures}, {indicators}, scale {scale:g}.", **counts))
    return 0
