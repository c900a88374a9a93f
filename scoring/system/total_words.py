"""How the base comes about and what bonuses and deductions are capped at, in words."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.numbers import plain
from scoring.system.models import IndicatorSystem
from scoring.system.words import together_words
from scoring.words import Lang, gettext


def base_words(system: IndicatorSystem, lang: Lang) -> str:
    """How the base comes about: 各指标得分之和，折算为 100 分制。"""
    start = plain(system.start)
    if not system.sections:
        return gettext(lang, "Every unit starts with {start} points.", start=start)
    words = _from_sections(system, lang)
    if system.start:
        words = gettext(lang, "{base} Every unit has {start} points to start with.", base=words, start=start)
    if system.needs:
        words = gettext(
            lang, "{base} Where fewer than {needs} sections apply there is no score.", base=words, needs=system.needs
        )
    return words


def _from_sections(system: IndicatorSystem, lang: Lang) -> str:
    scale = plain(system.scale)
    is_multiplied = any(group.coefficient != 1 for group in system.groups.values())
    if system.aggregation == "geometric":
        if is_multiplied:
            return gettext(
                lang,
                "The weighted geometric mean of the sections, out of {scale}, times the group's coefficient.",
                scale=scale,
            )
        return gettext(lang, "The weighted geometric mean of the sections, out of {scale}.", scale=scale)
    if system.aggregation == "sum" and not any(section.weight is not None for section in system.sections):
        if is_multiplied:
            return gettext(
                lang, "The sum of all indicators, out of {scale}, times the group's coefficient.", scale=scale
            )
        return gettext(lang, "The sum of all indicators, out of {scale}.", scale=scale)
    words = _from_rates(system, lang)
    return gettext(lang, "{base} Times the group's coefficient.", base=words) if is_multiplied else words


def _from_rates(system: IndicatorSystem, lang: Lang) -> str:
    scale = plain(system.scale)
    if system.aggregation == "lowest":
        return gettext(lang, "The lowest of the section rates, out of {scale}.", scale=scale)
    if system.aggregation == "highest":
        return gettext(lang, "The highest of the section rates, out of {scale}.", scale=scale)
    return gettext(lang, "The mean of the section rates by weight, out of {scale}.", scale=scale)


def caps_words(system: IndicatorSystem, lang: Lang) -> Iterator[str]:
    """What limits bonuses and deductions beside each one's own cap, a sentence each."""
    bonus, deduction = system.caps.bonus, system.caps.deduction
    if bonus.at_most is not None:
        yield gettext(lang, "All bonuses together: at most {points}.", points=plain(bonus.at_most))
    if deduction.at_most is not None:
        yield gettext(lang, "All deductions together: at most {points}.", points=plain(deduction.at_most))
    if bonus.only_from is not None:
        points = plain(bonus.only_from)
        yield gettext(lang, "Bonuses count from a base, after deductions, of {points} on.", points=points)
    if bonus.only_above is not None:
        points = plain(bonus.only_above)
        yield gettext(lang, "Bonuses count above a base, after deductions, of {points}.", points=points)
    for entry in system.caps.together:
        yield gettext(lang, "{limit}.", limit=together_words(entry, system, lang))
