"""The indicator system as a tree with marks, as a list to read and search, and its settings in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from scoring.analysis.record import counted_words
from scoring.numbers import plain, tidy, without_noise
from scoring.system import Indicator, IndicatorSystem, Item, Measure, Placed, Section
from scoring.system.diff import SectionMarks, marks_words, section_totals
from scoring.system.grade_words import conditions_words, places_words
from scoring.system.part_words import part_rules
from scoring.system.words import FIELDS, value_words
from scoring.words import Lang, gettext, joined

TREE_COLUMNS = ["id", "parent", "level", "title", "marks", "room", "start", "section", "share"]
TOTALS_COLUMNS = ["section", "group", "marks_before", "marks_after", "marks_change"]
LEVELS = {"section": 0, "measure": 1, "indicator": 2}


def marks_in(system: IndicatorSystem, indicator: Indicator, group: str | None) -> float:
    """What an indicator is worth to a group; for None, the mean over the groups."""
    asked = list(system.groups) if group is None else [group]
    return sum(indicator.marks_for(g) for g in asked if indicator.applies(g)) / len(asked)


def alike(system: IndicatorSystem) -> bool:
    """Whether every indicator is worth the same to every group."""
    return all(len({i.marks_for(g) * i.applies(g) for g in system.groups}) == 1 for i in system.indicators.values())


def tree(system: IndicatorSystem, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Sections, measures and indicators with their marks, in the file's order.

    Args:
        group: a group's id; None for the mean over the groups.

    Returns:
        TREE_COLUMNS: `level` is section, measure or indicator; `marks` what it is worth, `room` what of that it
        brings to the whole: by its weight where parts have weights, its share where the part above takes one of its
        children; `start` the room before it in the file, so that a part's children lie within it; `section` the
        position of its section; `share` its room of all (0..1). Parts that are worth nothing to the group are left out.
    """
    rows: list[dict[str, Any]] = []
    at = 0.0
    leaves = [
        [(p, marks_in(system, p.indicator, group)) for p in system.placed if p.section.id == section.id]
        for section in system.sections
    ]
    rooms = _weighed(
        system.sections,
        [_rooms(one, [marks for _, marks in own]) for one, own in zip(system.sections, leaves, strict=True)],
    )
    for number, (own, room) in enumerate(zip(leaves, rooms, strict=True)):
        rows += _branch(own, room, at, lang, number)
        at += sum(room)
    frame = pd.DataFrame(rows, columns=TREE_COLUMNS)
    frame["share"] = frame["room"] / (at or 1.0)
    return frame[frame["marks"] > 0].reset_index(drop=True)


def _weighed(parts: Sequence[Section | Measure], rooms: list[list[float]]) -> list[list[float]]:
    """What is in each of some parts, as much of all of it as the weight of the part says, where parts have weights."""
    weights = [
        part.weight if part.weight is not None and any(own) else 0.0 for part, own in zip(parts, rooms, strict=True)
    ]
    whole = sum(sum(own) for own in rooms)
    if not any(weights):
        return rooms
    return [_scaled(own, weight / sum(weights) * whole) for own, weight in zip(rooms, weights, strict=True)]


def _rooms(section: Section, marks: list[float]) -> list[float]:
    """What each indicator of a section brings to it: of a part that takes one child, its share of that."""
    rooms: list[list[float]] = []
    each: list[float] = []
    at = 0
    for measure in section.measures:
        own = marks[at : at + len(measure.indicators)]
        at += len(own)
        each.append(max(own) if measure.take != "all" else sum(own))
        rooms.append(own if measure.take == "all" else _scaled(own, each[-1]))
    flat = [room for inside in _weighed(section.measures, rooms) for room in inside]
    return flat if section.take == "all" else _scaled(flat, max(each))


def _scaled(marks: list[float], whole: float) -> list[float]:
    total = sum(marks)
    return [one * whole / total if total else 0.0 for one in marks]


def _branch(
    leaves: list[tuple[Placed, float]], rooms: list[float], at: float, lang: Lang, number: int
) -> list[dict[str, Any]]:
    """The rows of one section: itself, its measures, their indicators."""
    rows: dict[str, dict[str, Any]] = {}
    for (placed, marks), room in zip(leaves, rooms, strict=True):
        parent = ""
        for level, part in (("section", placed.section), ("measure", placed.measure), ("indicator", placed.indicator)):
            words = {"id": part.id, "parent": parent, "level": level, "title": part.title.get(lang)}
            row = rows.setdefault(part.id, {**words, "marks": 0.0, "room": 0.0, "start": at, "section": number})
            row["room"] += room
            parent = part.id
        rows[placed.indicator.id]["marks"] = marks
        at += room
    section = leaves[0][0].section
    for measure in section.measures:
        own = [rows[indicator.id]["marks"] for indicator in measure.indicators]
        rows[measure.id]["marks"] = max(own) if measure.take != "all" else sum(own)
    each = [rows[measure.id]["marks"] for measure in section.measures]
    rows[section.id]["marks"] = float(without_noise(max(each) if section.take != "all" else sum(each), 1.0))
    return list(rows.values())


def parts_of(frame: pd.DataFrame, part: str) -> pd.DataFrame:
    """What a tree shows of one part: without one, sections and their measures; of a part, two levels of it.

    A section is left out itself, so that its measures and indicators have room.
    """
    if not part or part not in set(frame["id"]):
        return frame[frame["level"] != "indicator"]
    above = dict(zip(frame["id"], frame["parent"], strict=True))

    def inside(name: str) -> bool:
        while name and name != part:
            name = above.get(name, "")
        return name == part

    below = frame[np.array([inside(name) for name in frame["id"]], dtype=bool)]
    return below[below["level"] != "section"]


def items(system: IndicatorSystem, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Every indicator, as a person reads it: one row each, in the file's order.

    Args:
        group: a group's id, which leaves out what the group does not have; None for all groups.

    Returns:
        indicator, title, marks (text: by group where they differ), rule (in words), facts, measured_in,
        reported_by, evidence, applies_to, may_not_apply, note, section and measure (titles), part (the
        ids of section and measure, with a space between).
    """
    of_group = [p for p in system.placed if group is None or p.indicator.applies(group)]
    return pd.DataFrame([_row(system, p, group, lang) for p in of_group], columns=ITEM_COLUMNS)


ITEM_COLUMNS = [
    *("indicator", "title", "marks", "rule", "facts", "measured_in", "reported_by", "evidence", "applies_to"),
    *("may_not_apply", "note", "section", "measure", "part"),
]


def _row(system: IndicatorSystem, placed: Placed, group: str | None, lang: Lang) -> dict[str, Any]:
    indicator = placed.indicator
    marks = marks_words(indicator, system, lang) if group is None else plain(indicator.marks_for(group))
    whom = [system.groups[g].title.get(lang) for g in system.groups if indicator.applies(g)]
    everyone = len(whom) == len(system.groups)
    return {
        **_asked(system, indicator, lang),
        "marks": marks,
        "applies_to": value_words("applies_to", None, system, lang) if everyone else joined(whom, lang),
        "may_not_apply": value_words("may_not_apply", indicator.may_not_apply, system, lang),
        "section": placed.section.title.get(lang),
        "measure": placed.measure.title.get(lang),
        "part": f"{placed.section.id} {placed.measure.id}",
    }


def _asked(system: IndicatorSystem, item: Item, lang: Lang) -> dict[str, Any]:
    """What is asked of an indicator or adjustment, and how it counts."""
    return {
        "indicator": item.id,
        "title": item.title.get(lang),
        "rule": system.rule_text(item, lang),
        "facts": counted_words(item, value_words("facts", item.facts, system, lang), lang),
        "measured_in": item.unit.get(lang),
        "reported_by": value_words("reported_by", getattr(item, "reported_by", "unit"), system, lang),
        "evidence": item.evidence.get(lang),
        "note": item.note.get(lang),
    }


def adjustments(system: IndicatorSystem, lang: Lang = "zh") -> pd.DataFrame:
    """Bonuses, deductions and vetoes: indicator (id), title, rule, facts, measured_in, reported_by, evidence, note."""
    rows = [_asked(system, item, lang) for item in system.adjustments]
    names = ["indicator", "title", "rule", "facts", "measured_in", "reported_by", "evidence", "note"]
    return pd.DataFrame(rows, columns=names)


def matching(frame: pd.DataFrame, words: str, part: str = "") -> pd.DataFrame:
    """The rows of `items` or `adjustments` that hold every word in id, title, rule or evidence, whatever the case.

    Args:
        part: the id of a section or measure; '' for all.
    """
    if part and "part" in frame:
        frame = frame[np.array([part in ids.split() for ids in frame["part"]], dtype=bool)]
    texts = [tidy(" ".join(row)).lower() for row in zip(*(frame[c] for c in _SEARCHED), strict=True)]
    wanted = tidy(words).lower().split()
    which = np.array([all(word in text for word in wanted) for text in texts], dtype=bool)
    return frame[which].reset_index(drop=True)


_SEARCHED = ["indicator", "title", "rule", "evidence"]


def settings(system: IndicatorSystem, lang: Lang = "zh") -> pd.DataFrame:
    """What holds for the system as a whole and for its parts, in words: item, value."""
    rows = [(FIELDS[key].get(lang), _value(system, key, lang)) for key in _SETTINGS]
    shares = {t: g.coefficient for t, g in ((g.title.get(lang), g) for g in system.groups.values())}
    by_group = joined([f"{title} {plain(share)}" for title, share in shares.items()], lang)
    rows += [(FIELDS["coefficient"].get(lang), by_group), *_part_rules(system, lang)]
    return pd.DataFrame(rows, columns=["setting", "words"])


def _part_rules(system: IndicatorSystem, lang: Lang) -> list[tuple[str, str]]:
    """What sections and measures do with what is in them, where they do more than add it up: title, words."""
    told = [(f"{part.id} {part.title.get(lang)}", part_rules(part, system, lang)) for part in system.parts]
    return [(part, words) for part, words in told if words]


_SETTINGS = [
    *("period", "scale", "aggregation", "start", "needs", "not_applicable.mode", "not_applicable.within"),
    *("rounding.indicator", "rounding.total", "rounding.rank_on", "ties", "tie_break", "overall_rank"),
    *("total.at_least", "total.at_most"),
    *("caps.bonus.at_most", "caps.bonus.only_from", "caps.bonus.only_above", "caps.deduction.at_most"),
    "caps.together",
]


def _value(system: IndicatorSystem, key: str, lang: Lang) -> str:
    value: Any = system
    for step in key.split("."):
        value = getattr(value, step)
    return value_words(key, value, system, lang)


def grades(system: IndicatorSystem, lang: Lang = "zh") -> pd.DataFrame:
    """The grades, best first: grade (title), at_least (points), requires and places (texts)."""
    rows = [
        (
            grade.title.get(lang),
            grade.at_least,
            conditions_words(grade.requires, system, lang),
            places_words(grade, lang),
        )
        for grade in system.grades
    ]
    return pd.DataFrame(rows, columns=["grade", "at_least", "requires", "places"])


def changed_totals(old: IndicatorSystem, new: IndicatorSystem, lang: Lang = "zh") -> pd.DataFrame:
    """The sections whose marks differ between two versions.

    Returns:
        TOTALS_COLUMNS: a row per group, or one where a section is worth the same to all of them. Marks that a
        version does not have are NaN, and so is the change then.
    """
    groups = {**old.groups, **new.groups}
    by_section: dict[str, list[SectionMarks]] = {}
    for one in section_totals(old, new):
        by_section.setdefault(one.section, []).append(one)
    rows = []
    for parts in by_section.values():
        is_one = len({(part.before, part.after) for part in parts}) == 1
        for part in parts[:1] if is_one else parts:
            if part.before != part.after:
                group = gettext(lang, "All groups") if is_one else groups[part.group].title.get(lang)
                rows.append((part.title.get(lang), group, part.before, part.after))
    frame = pd.DataFrame(rows, columns=TOTALS_COLUMNS[:-1]).astype({"marks_before": float, "marks_after": float})
    change = without_noise(frame["marks_after"] - frame["marks_before"], new.scale)
    return frame.assign(marks_change=change)
