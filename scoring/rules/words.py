"""Turns of phrase that several rules' sentences share."""

from __future__ import annotations

from scoring.numbers import plain
from scoring.rules.base import Columns, Subject, with_unit
from scoring.words import Lang, Text


def percent(rate: float) -> str:
    """0.85 -> 85%."""
    return f"{plain(rate * 100)}%"


def part_of_marks(rate: float, lang: Lang) -> str:
    """What a rate earns: 满分, 80%, 不得分."""
    if rate in (0, 1):
        return choose(lang, "得满分" if rate else "不得分", "full marks" if rate else "no marks")
    return choose(lang, f"得{percent(rate)}", f"{percent(rate)} of the marks")


def shown_percent(rate: float) -> str:
    """A computed rate, with at most two decimals: 2/3 -> 66.67%."""
    return f"{plain(round(rate * 100, 2))}%"


def threshold(value: float, about: Subject, lang: Lang) -> str:
    """A limit the figure is held against: a percentage for a ratio, else a figure with its unit."""
    return percent(value) if about.facts == "ratio" else about.amount(plain(value), lang)


def figure(x: Columns, i: int, lang: Lang) -> str:
    """The figure of unit `i` that is judged: 'done 18 of 20 (90%)' or the value with its unit."""
    if "done" not in x.fields:
        return with_unit(plain(x.value[i]), x.measured_in, lang)
    done, due = plain(x.fields["done"][i]), plain(x.fields["due"][i])
    share = shown_percent(x.value[i])
    return f"应完成{due}，完成{done}（{share}）" if lang == "zh" else f"{done} of {due} done ({share})"


def nothing_due(x: Columns, i: int, lang: Lang) -> str:
    """What to say of a ratio with nothing due; empty where something was."""
    if "due" not in x.fields or x.fields["due"][i] != 0:
        return ""
    return "应完成数为0，不适用" if lang == "zh" else "nothing was due: not applicable"


def choose(lang: Lang, zh: str, en: str) -> str:
    """The one of two sentences that is in the language."""
    return zh if lang == "zh" else en


def scope_name(scope: str, lang: Lang) -> str:
    """Whom a unit is compared with."""
    return SCOPES[scope].get(lang)


SCOPES = {"group": Text({"zh": "本组", "en": "the group"}), "all": Text({"zh": "全部单位", "en": "all units"})}
