"""What stands around the ranking: title, date, quotas, a line to sign. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import datetime as dt

from scoring.analysis.finality import Finality, finality_line
from scoring.engine import ScoreSheet
from scoring.numbers import floor_exact, plain
from scoring.reports.worksheet import Paper
from scoring.system.grades import Grade
from scoring.words import Lang, day_words, gettext, with_reason


def ranking_paper(
    sheet: ScoreSheet, lang: Lang, finality: Finality | None = None, made_on: dt.date | None = None
) -> Paper:
    """Title and date above the ranking; below it how final it is, how many may hold a grade, and who signs.

    Args:
        finality: how final the scores are; what is provisional says so in the title too.
        made_on: the day it is made, today at first.
    """
    system, day = sheet.system, made_on or dt.datetime.now(tz=dt.UTC).astimezone().date()
    line = gettext(
        lang,
        "Period: {period}    Units: {count}    Full marks: {scale}    Made on: {date}",
        period=system.period.name,
        count=len(sheet.units),
        scale=plain(system.scale),
        date=day_words(day, lang),
    )
    title = gettext(lang, "{title}: ranking of {period}", title=system.title.get(lang), period=system.period.name)
    if finality is not None and finality.is_provisional:
        title = with_reason(title, finality.word.get(lang), lang)
    standing = () if finality is None else (finality_line(finality, lang),)
    quotas = (_quota_note(sheet, grade, lang) for grade in system.grades if grade.quota is not None)
    return Paper(
        title=title,
        line=line,
        notes=(*standing, *quotas),
        signatures=gettext(
            lang,
            "Prepared by: ______________    Checked by: ______________    Signed: ______________    Date: __________",
        ),
    )


def _quota_note(sheet: ScoreSheet, grade: Grade, lang: Lang) -> str:
    """How many units of each group may hold a grade."""
    quota = grade.quota or 0.0
    counts = sheet.units["group"].value_counts()
    groups = [
        gettext(
            lang,
            "{group} {most} of {count}",
            group=group.title.get(lang),
            most=int(floor_exact(quota * counts[key])),
            count=int(counts[key]),
        )
        for key, group in sheet.system.groups.items()
        if key in counts
    ]
    return gettext(
        lang,
        "'{grade}' goes to at most {share}% of a group's units, rounded down, by rank: {groups}.",
        grade=grade.title.get(lang),
        share=plain(quota * 100),
        groups=gettext(lang, "; ").join(groups),
    )
