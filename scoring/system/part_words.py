"""What a section or measure does with what is in it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.numbers import percent, plain
from scoring.system.grade_words import part_titles
from scoring.system.grades import InMarks
from scoring.system.models import Indicator, IndicatorSystem, Measure, Section, ZeroIf
from scoring.words import Lang, Text, listed, quoted, text

_TAKES = {
    "best": text("只计得分率最高的一项", "only the one with the highest rate counts"),
    "worst": text("只计得分率最低的一项", "only the one with the lowest rate counts"),
}
_NEEDS = text("适用的少于{needs}项时，{part}不参加评分", "{part} is left out where fewer than {needs} in it apply")
_ONE_ZERO = text("{names}得0分", "{names} earns 0")
_ANY_ZERO = text("{names}中任一项得0分", "one of {names} earns 0")
_BELOW_RATE = text("{name}得分率低于{limit}", "{name} earns less than {limit}")
_BELOW_MARKS = text("{name}得分低于{limit}分", "{name} earns less than {limit} marks")
_CLOSES = text("{conditions}，{part}计0分", "where {conditions}, {part} earns 0")
_OR = text("，或", ", or ")
_WEIGHT = text("权重{weight}", "weight {weight}")
_THIS = {
    True: text("本板块", "this section"),
    False: text("本措施", "this measure"),
}
_SEMICOLON = text("；", "; ")


def this_part(spec: Measure | Section) -> Text:
    """What a part is called in its own sentences."""
    return _THIS[isinstance(spec, Section)]


def part_lines(system: IndicatorSystem, lang: Lang) -> Iterator[tuple[str, str]]:
    """The name of every part that does more than add up, and what it does; a measure is named after its section.

    The weight of a measure that stands alone in its section says nothing.
    """
    for section in system.sections:
        title = section.title.get(lang)
        if words := part_rules(section, system, lang):
            yield title, words
        for measure in section.measures:
            alone = measure.model_copy(update={"weight": None}) if len(section.measures) == 1 else measure
            if words := part_rules(alone, system, lang):
                yield f"{title} / {measure.title.get(lang)}", words


def part_rules(spec: Measure | Section, system: IndicatorSystem, lang: Lang) -> str:
    """What a part does with what is in it, in words; '' where it only adds up."""
    return _SEMICOLON.get(lang).join(_rules(spec, system, lang))


def _rules(spec: Measure | Section, system: IndicatorSystem, lang: Lang) -> Iterator[str]:
    if spec.weight is not None:
        yield _WEIGHT.format(lang, weight=plain(spec.weight))
    if spec.take != "all":
        yield _TAKES[spec.take].get(lang)
    if words := gate_words(spec, system, lang):
        yield words
    if spec.needs:
        yield _NEEDS.format(lang, needs=spec.needs, part=this_part(spec))


def gate_words(spec: Measure | Section, system: IndicatorSystem, lang: Lang) -> str:
    """What makes a part earn nothing, in words; '' for nothing."""
    if spec.zero_if is None:
        return ""
    conditions = gate_conditions(spec.zero_if, part_titles(system), lang)
    return _CLOSES.format(lang, conditions=conditions, part=this_part(spec))


def gate_conditions(gate: ZeroIf, titles: Mapping[str, Text], lang: Lang) -> str:
    """The conditions of a gate, of which one is enough: “消防设施”得0分，或“保证项目”得分低于40分.

    Args:
        titles: of indicators and measures, by id.
    """
    conditions = []
    if zero := [quoted(titles[one].get(lang), lang) for one in gate.any_zero]:
        words = _ANY_ZERO if len(zero) > 1 else _ONE_ZERO
        conditions.append(words.format(lang, names=listed(zero, lang)))
    for child, limit in gate.below.items():
        words = _BELOW_MARKS if isinstance(limit, InMarks) else _BELOW_RATE
        conditions.append(words.format(lang, name=quoted(titles[child].get(lang), lang), limit=limit_words(limit)))
    return _OR.get(lang).join(conditions)


def limit_words(limit: float | InMarks) -> str:
    """A limit as a person writes it: 40 (marks) or 50%."""
    return plain(limit.marks) if isinstance(limit, InMarks) else percent(limit, None)


def children_of(spec: Measure | Section) -> tuple[Measure, ...] | tuple[Indicator, ...]:
    """The measures of a section, the indicators of a measure."""
    return spec.measures if isinstance(spec, Section) else spec.indicators
