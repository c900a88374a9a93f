"""`validate`: an indicator system's file. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

from pathlib import Path

from scoring.cli.batch import read_system
from scoring.cli.console import language, out
from scoring.cli.output import print_problems
from scoring.numbers import plain
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext, joined, ngettext


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
        "scale": system.scale,
    }
    if marks := _rescaled_marks(system, lang):
        out.print(
            gettext(
                lang,
                "{file}: no errors. {sections}, {measures}, {indicators}, {marks} marks, rescaled to {scale:g}.",
                marks=marks,
                **counts,
            )
        )
    else:
        out.print(gettext(lang, "{file}: no errors. {sections}, {measures}, {indicators}, scale {scale:g}.", **counts))
    return 0


def _rescaled_marks(system: IndicatorSystem, lang: Lang) -> str:
    """The marks where they are not the scale, by group where groups differ; '' where a mark is a point."""
    if not any(problem.code == "marks_do_not_add_up" for problem in system.warnings):
        return ""
    totals = {group: plain(system.total_marks(group)) for group in system.groups}
    if len(set(totals.values())) == 1:
        return next(iter(totals.values()))
    return joined((f"{system.groups[g].title.get(lang)} {total}" for g, total in totals.items()), lang)
