"""What stands around the ranking: title, date, quotas, a line to sign. Tested in tests/reports/test_ranked.py."""

from __future__ import annotations

import datetime as dt

from scoring.analysis.finality import Finality, finality_line
from scoring.engine import ScoreSheet, places_of
from scoring.numbers import plain
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
        scale=plain(system.full_marks),
        date=day_words(day, lang),
    )
    title = gettext(lang, "{title}: ranking of {period}", title=system.title.get(lang), period=system.period.name)
    if finality is not None and finality.is_provisional:
        title = with_reason(title, finality.word.get(lang), lang)
    standing = () if finality is None else (finality_line(finality, lang),)
    quotas = (_places_note(sheet, grade, lang) for grade in system.grades if grade.is_limited)
    return Paper(
        title=title,
        line=line,
        notes=(*standing, *quotas),
        signatures=gettext(
            lang,
            "Prepared by: ______________    Checked by: ______________    Signed: ______________    Date: __________",
        ),
    )


def _places_note(sheet: ScoreSheet, grade: Grade, lang: Lang) -> str:
    """How many units, of each group or of all, may hold a grade."""
    listed = sheet.listed["group"].value_counts()
    sizes = {key: int(listed[key]) for key in sheet.system.groups if key in listed}
    values: dict[str, object] = {"grade": grade.title}
    if grade.of == "all":
        values |= {"most": places_of(grade, sum(sizes.values())), "count": sum(sizes.values())}
        return gettext(lang, "'{grade}': {most} of all {count} units, by rank.", **values)
    titles = {key: sheet.system.groups[key].title for key in sizes}
    counts = [
        gettext(lang, "{group} {most} of {count}", group=titles[key], most=places_of(grade, count), count=count)
        for key, count in sizes.items()
    ]
    values["groups"] = gettext(lang, "; ").join(counts)
    if grade.quota is None:
        values["places"] = grade.places
        return gettext(lang, "'{grade}' goes to at most {places} units of a group, by rank: {groups}.", **values)
    return gettext(
        lang,
        "'{grade}' goes to at most {share}% of a group's units, rounded down, by rank: {groups}.",
        share=plain(grade.quota * 100),
        **values,
    )
