"""What a grade asks for, as a rulebook would say it: conditions beside points, and places.

Tested in tests/system/test_grades.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.numbers import percent, plain
from scoring.rules import AdjustmentRule
from scoring.rules.base import Limits
from scoring.system.grades import Count, Grade, InMarks, Requires, TotalBounds
from scoring.system.models import IndicatorSystem
from scoring.words import Lang, Text, gettext, joined, ngettext, quoted

Limit = float | InMarks


def part_titles(system: IndicatorSystem) -> dict[str, Text]:
    """The title of every section, measure and indicator by id."""
    titles = {section.id: section.title for section in system.sections}
    titles |= {measure.id: measure.title for section in system.sections for measure in section.measures}
    return titles | {name: indicator.title for name, indicator in system.indicators.items()}


def limit_words(limit: Limit, lang: Lang) -> str:
    """A limit as a figure: 50%, or 15分."""
    if isinstance(limit, InMarks):
        return ngettext(lang, "{points} mark", "{points} marks", _plural(limit.marks), points=plain(limit.marks))
    return percent(limit, None)


def _plural(marks: float) -> int:
    """A number of the same form in a sentence: 1.5 marks are marks."""
    return 1 if marks == 1 else 2


def at_least_words(what: str, limit: Limit, lang: Lang) -> str:
    """That something reaches a limit: 各板块得分率不低于50%."""
    if isinstance(limit, InMarks):
        return gettext(lang, "{what} with at least {limit}", what=what, limit=limit_words(limit, lang))
    if limit == 1:
        return gettext(lang, "{what} with full marks", what=what)
    return gettext(lang, "{what} at {rate} or more", what=what, rate=percent(limit, None))


def is_yes_or_no(system: IndicatorSystem, part: str, limit: Limit) -> bool:
    """Whether a limit is just that an indicator which is a condition only is met in full."""
    indicator = system.indicators.get(part)
    return indicator is not None and indicator.is_condition and limit == 1


def are_yes_or_no(system: IndicatorSystem, count: Count) -> bool:
    """Whether all that is counted are conditions only, to be met in full."""
    return all(is_yes_or_no(system, part, count.rate) for part in count.of)


def conditions(asked: Requires, system: IndicatorSystem, lang: Lang) -> list[str]:
    """What a grade asks for beside points, one by one; nothing where points alone decide."""
    return list(_conditions(asked, system, lang))


def conditions_words(asked: Requires, system: IndicatorSystem, lang: Lang) -> str:
    """All that a grade asks for beside points, in one phrase; '' where points alone decide."""
    return gettext(lang, ", and ").join(conditions(asked, system, lang))


def _conditions(asked: Requires, system: IndicatorSystem, lang: Lang) -> Iterator[str]:
    if asked.every_section is not None:
        yield at_least_words(gettext(lang, "every section"), asked.every_section, lang)
    if asked.every_measure is not None:
        yield at_least_words(gettext(lang, "every measure"), asked.every_measure, lang)
    if asked.every_indicator is not None:
        yield at_least_words(gettext(lang, "every indicator"), asked.every_indicator, lang)
    titles = part_titles(system)
    for named in (asked.sections, asked.measures, asked.indicators):
        for part, limit in named.items():
            title = quoted(titles[part].get(lang), lang)
            yes_or_no = is_yes_or_no(system, part, limit)
            yield gettext(lang, "{part} met", part=title) if yes_or_no else at_least_words(title, limit, lang)
    yield from (_count_words(count, system, titles, lang) for count in asked.count)
    if asked.no_veto:
        yield gettext(lang, "no veto")


def _count_words(count: Count, system: IndicatorSystem, titles: dict[str, Text], lang: Lang) -> str:
    names = joined((quoted(titles[part].get(lang), lang) for part in count.of), lang)
    what = gettext(lang, "at least {least} of {names}", least=count.at_least, names=names)
    if are_yes_or_no(system, count):
        return gettext(lang, "{part} met", part=what)
    return at_least_words(what, count.rate, lang)


def asks_no_points(grade: Grade, total: TotalBounds) -> bool:
    """Whether a grade begins where totals do, so that its points say nothing."""
    return grade.at_least < 0 if total.at_least is None else grade.at_least <= total.at_least


def reached_words(grade: Grade, system: IndicatorSystem, lang: Lang) -> str:
    """All that a grade takes, in one phrase: 90 分及以上，且各板块得分率不低于50%; 其余单位 for a last one."""
    asked = conditions_words(grade.requires, system, lang)
    others_ask = any(one.requires != Requires() or one.is_limited for one in system.grades)
    if asks_no_points(grade, system.total) and asked:
        return asked
    if asks_no_points(grade, system.total) and grade is system.grades[-1] and (others_ask or grade.at_least < 0):
        return gettext(lang, "all others")
    at_least = gettext(lang, "{points} or more", points=plain(grade.at_least))
    return gettext(lang, ", and ").join(filter(None, (at_least, asked)))


def bounds_words(total: TotalBounds, lang: Lang) -> str:
    """What a total is bounded by: 不低于0, 不高于110, 也可以是负数."""
    low = gettext(lang, "even below 0")
    if total.at_least is not None:
        low = gettext(lang, "not below {points}", points=plain(total.at_least))
    high = "" if total.at_most is None else gettext(lang, "not above {points}", points=plain(total.at_most))
    return joined(filter(None, (low, high)), lang)


def total_words(system: IndicatorSystem, lang: Lang) -> str:
    """How the total comes about; of vetoes only where there are any."""
    bounds = bounds_words(system.total, lang)
    limits = [item.rule.limits() for item in system.adjustments if isinstance(item.rule, AdjustmentRule)]
    if all(one == Limits(grade_at_least=one.grade_at_least) for one in limits):
        return gettext(lang, "Base plus bonuses minus deductions, {bounds}.", bounds=bounds)
    return gettext(
        lang, "Base plus bonuses minus deductions, {bounds}; a veto limits the grade and the total.", bounds=bounds
    )


def places_words(grade: Grade, lang: Lang) -> str:
    """How many units may hold a grade, and in which order; '' where all who reach it may."""
    if grade.places is not None:
        if grade.of == "all":
            return gettext(lang, "at most {places} of all units, by rank", places=grade.places)
        return gettext(lang, "at most {places} of each group, by rank", places=grade.places)
    if grade.quota is None:
        return ""
    share = plain(grade.quota * 100)
    if grade.of == "all":
        return gettext(lang, "at most {share}% of all units, by rank", share=share)
    return gettext(lang, "at most {share}% of the group's units, by rank", share=share)
