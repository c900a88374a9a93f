"""Settings that are tried, and what stands against a value, in the words of the page.

Tested in tests/analysis/test_what_if.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from scoring.analysis.what_if import Change, Setting, known_settings, refused
from scoring.numbers import plain
from scoring.problems import Problem, SystemError_
from scoring.rules.parameters import Step, Value, label_words, parameter_words
from scoring.system import IndicatorSystem, Measure, Section
from scoring.system.grade_words import part_titles
from scoring.system.part_words import children_of
from scoring.system.words import FIELDS, NOT_SET
from scoring.words import Lang, Text, capitalised, day_words, gettext, joined, listed, quoted, text

_OF_GROUP = text("{words}（{group}）", "{words} ({group})")
_SHARED_CAP = text("{names}合计上限", "cap shared by {names}")
_OF_GATE = text("“{part}”计0分的界限（{child}）", "limit below which '{part}' earns 0 ({child})")
_OF_GRADE = text("{grade}{words}", "{grade} {words}")
_REQUIRED = text("{grade}条件：{what}", "condition of {grade}: {what}")
_RATE_OF, _MARKS_OF = text("{whose}得分率", "rate of {whose}"), text("{whose}得分", "marks of {whose}")
_EVERY = {
    "every_section": text("各板块", "every section"),
    "every_measure": text("各项措施", "every measure"),
    "every_indicator": text("各项指标", "every indicator"),
}


def setting_words(system: IndicatorSystem, setting: Setting, lang: Lang = "zh") -> str:
    """What a setting is called beside its indicator: 分值, 分值（综合部门）, 第2档的下限."""
    way = setting.way
    if way == ("marks",):
        return FIELDS["marks"].get(lang)
    if way[0] == "marks":
        return _OF_GROUP.format(lang, words=FIELDS["marks"], group=system.groups[str(way[1])].title)
    if way[0] == "rule":
        item = system.items[setting.item]
        return parameter_words(item.rule, way[1:], lang, item.fault_titles)
    if way[0] == "grades" and way[2] == "requires":
        title = system.grades[int(way[1])].title
        return _REQUIRED.format(lang, grade=title, what=_required_words(system, setting, lang))
    if way[0] == "grades":
        return _OF_GRADE.format(lang, grade=system.grades[int(way[1])].title, words=FIELDS[str(way[2])])
    if way[0] == "groups":
        return _OF_GROUP.format(lang, words=FIELDS["coefficient"], group=system.groups[str(way[1])].title)
    if way[:2] == ("caps", "together"):
        titles = {adjustment.id: adjustment.title.get(lang) for adjustment in system.adjustments}
        named = listed([quoted(titles[one], lang) for one in system.caps.together[int(way[2])].of], lang)
        return _SHARED_CAP.format(lang, names=named)
    if way[0] == "sections":
        return _of_part(system, way, lang)
    return FIELDS[".".join(str(step) for step in way)].get(lang)


def _of_part(system: IndicatorSystem, way: tuple[Step, ...], lang: Lang) -> str:
    """What a number of a section or measure is called: 权重（安全管理）."""
    part: Section | Measure = system.sections[int(way[1])]
    if len(way) > 3 and way[2] == "measures":
        part, way = system.sections[int(way[1])].measures[int(way[3])], way[2:]
    if way[2] != "zero_if":
        return _OF_GROUP.format(lang, words=FIELDS[str(way[2])], group=part.title)
    title = next(child.title for child in children_of(part) if child.id == way[4])
    return _OF_GATE.format(lang, child=title, part=part.title)


def _required_words(system: IndicatorSystem, setting: Setting, lang: Lang) -> str:
    """What a number of a grade's conditions is: 各板块得分率, “现场管理”得分, “甲”、“乙”中至少几项."""
    key, rest = str(setting.way[3]), setting.way[4:]
    if key == "count":
        count = system.grades[int(setting.way[1])].requires.count[int(rest[0])]
        names = joined((quoted(part_titles(system)[part].get(lang), lang) for part in count.of), lang)
        if rest[1] == "at_least":
            return gettext(lang, "how many of {names}", names=names)
        whose = names
    elif key in _EVERY:
        whose = _EVERY[key].get(lang)
    else:
        whose = quoted(part_titles(system)[str(rest[0])].get(lang), lang)
    return (_MARKS_OF if rest[-1:] == ("marks",) else _RATE_OF).format(lang, whose=whose)


def change_words(system: IndicatorSystem, change: Change, lang: Lang = "zh") -> str:
    """A change in words: 把 M01-2“中心组专题学习”的分值由2调到3."""
    setting = known_settings(system)[change.name]
    words, was, now = setting_words(system, setting, lang), value_of(setting.value, lang), value_of(change.value, lang)
    if not setting.item:
        return gettext(lang, "{words}: {was} → {now}", words=words, was=was, now=now)
    title = system.items[setting.item].title
    return gettext(
        lang,
        "{item} '{title}': {words}: {was} → {now}",
        item=setting.item,
        title=title,
        words=words,
        was=was,
        now=now,
    )


def value_of(value: Value | None, lang: Lang = "zh") -> str:
    """A setting's value in words."""
    if value is None:
        return NOT_SET.get(lang)
    return day_words(value, lang) if isinstance(value, dt.date) else plain(value)


# --- what stands against a value --------------------------------------------------------------------

_BOUNDS = {
    ">": text("应大于{limit}", "it must be above {limit}"),
    ">=": text("不能小于{limit}", "it must be {limit} or more"),
    "<": text("应小于{limit}", "it must be below {limit}"),
    "<=": text("不能大于{limit}", "it must be {limit} or less"),
}
_QUOTED = text("“{name}”", "'{name}'")
_ORDER = text("各项应从高到低，不能相同", "each must be below the one before it")


def mistakes(system: IndicatorSystem, changes: Sequence[Change], bad: SystemError_, lang: Lang) -> list[str]:
    """Why the system cannot be read with these changes: a sentence for each mistake, each once."""
    change = refused(system, changes)
    setting = known_settings(system)[change.name]
    what, value = _subject(system, setting, lang), value_of(change.value, lang)
    problems = [p for p in bad.problems if p.severity == "error"]
    # A value that may be one number or one for each group is refused as both; the first of these says why.
    problems = [p for p in problems if p.code != "wrong_type"] or problems
    why = [_why(system, setting, problem, lang) for problem in problems]
    return [
        gettext(lang, "{what} cannot be {value}: {why}.", what=what, value=value, why=reason)
        for reason in dict.fromkeys(why)
    ]


def _subject(system: IndicatorSystem, setting: Setting, lang: Lang) -> str:
    words = setting_words(system, setting, lang)
    if not setting.item:
        return capitalised(words)
    title = system.items[setting.item].title
    return gettext(lang, "{item} '{title}': {words}", item=setting.item, title=title, words=words)


def _why(system: IndicatorSystem, setting: Setting, problem: Problem, lang: Lang) -> str:
    if problem.code == "out_of_order":
        return _ORDER.get(lang)
    expected = problem.params.get("expected")
    sign, _, limit = (expected.get(lang) if isinstance(expected, Text) else "").partition(" ")
    if problem.code == "bad_value" and sign in _BOUNDS:
        return _BOUNDS[sign].format(lang, limit=limit)
    own = label_words(type(system.items[setting.item].rule), lang) if setting.item else {}
    detail = problem.params.get("detail")
    if problem.code in ("bad_parameter", "bad_value") and isinstance(detail, Text):
        return _in_page_words(detail.get(lang), own, r"(?<![\w.])({})(?![\w.])", lang)
    names = {key: words.get(lang) for key, words in FIELDS.items()} | own
    return _in_page_words(problem.message(lang).rstrip("。."), names, "[“']({})[”']", lang)


def _in_page_words(said: str, names: Mapping[str, str], form: str, lang: Lang) -> str:
    """A message with what the page calls things in place of the keys of the file."""
    keys = "|".join(map(re.escape, names))
    return re.sub(form.format(keys), lambda key: _QUOTED.format(lang, name=names[key[1]]), said) if names else said
