"""Reads a long table: one figure a row, for any number of units, by units or by inspectors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.facts import NA_FIELD, TEXT_FIELDS, BadValue
from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.problems.suggestions import question
from scoring.system import Adjustment, IndicatorSystem
from scoring.words import COLUMNS, RECORD, SOURCES, Text, joined_text, text
from scoring.workbook import limits
from scoring.workbook.headwords import LONG_NEEDED, ROSTER_KEYS, heading, squeezed
from scoring.workbook.intake.cells import (
    doubt_about,
    excerpt,
    is_blank,
    name_of,
    read_fact,
    text_of,
    word_of,
    wrong_with,
)
from scoring.workbook.intake.collector import Collector, Given, Place
from scoring.workbook.intake.consistency import check_figures
from scoring.workbook.intake.headings import Places, Table, did_you_mean, repeated_keys
from scoring.workbook.intake.identity import code_problem, group_named, name_problem, unknown_group
from scoring.workbook.intake.self_report import item_named, not_for_group, not_units, unknown_item
from scoring.workbook.intake.table_ends import end_column, passed_over
from scoring.workbook.layout import AnyItem
from scoring.workbook.submission import Submission

_NAN = float("nan")
_SOURCE_WORDS = {word.casefold(): key for key, words in SOURCES.items() for word in (key, *words.root.values())}
_RECORD_WORDS = {"记录", *(word.casefold() for word in RECORD.root.values())}
Key = tuple[str, str, str]  # unit, indicator, source


@dataclass
class _Unit:
    """What the rows of one unit say of it, and where each was first words."""

    name: str = ""
    group: str = ""
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class _Row:
    """A row whose unit, indicator, field and source are understood."""

    unit: str
    item: AnyItem
    field: str
    source: str
    place: Place


def read_long_table(name: str, content: bytes, tables: list[Table], system: IndicatorSystem) -> Submission:
    """What the long tables of one file say; kind `table`."""
    collector = Collector(name, sheets=[table.grid.name for table in tables])
    reader = _LongReader(system, collector)
    for table in tables:
        reader.read(table)
    reader.judge()
    units = tuple((code, unit.name, unit.group) for code, unit in reader.units.items())
    reported = tuple(sorted(reader.reported))
    facts, named_at = tuple(collector.facts), reader.unit_places()
    return Submission(name, "table", content, units, facts, collector.in_order(), reported, named_at)


def read_unit_list(name: str, content: bytes, table: Table, system: IndicatorSystem) -> Submission:
    """A list of units without figures; kind `table`."""
    collector = Collector(name, sheets=[table.grid.name])
    reader = _LongReader(system, collector)
    for cells, places in reader.body(table, ROSTER_KEYS):
        reader.unit_of(cells, places, must_be_whole=True)
    if not reader.units and not collector.problems:
        collector.problem(Problem("no_units"), table.place(table.header, 0))
    units = tuple((code, unit.name, unit.group) for code, unit in reader.units.items())
    facts, named_at = tuple(collector.facts), reader.unit_places()
    return Submission(name, "table", content, units, facts, collector.in_order(), unit_places=named_at)


class _LongReader:
    def __init__(self, system: IndicatorSystem, collector: Collector) -> None:
        self.system, self.collector = system, collector
        self.units: dict[str, _Unit] = {}
        self.reported: set[str] = set()
        self.needs_report = any(True for _ in system.unit_reported())
        self.given: dict[Key, dict[str, Given]] = {}
        self._fields: dict[str, dict[str, str]] = {}

    # --- rows ------------------------------------------------------------------------------------

    def body(self, table: Table, needed: Collection[str]) -> Iterator[tuple[dict[str, Any], Mapping[str, Place]]]:
        """The rows by column key, with the places of their cells; nothing if a needed column is missing."""
        for words, column, other in repeated_keys(table):
            twice = Problem("duplicate_column", {"column": words, "other": table.place(table.header, other).words()})
            self.collector.problem(twice, table.place(table.header, column))
        missing = [key for key in needed if key not in table.columns and not self._can_do_without(key)]
        for key in missing:
            params = {"column": table.heading(key), "nearest": did_you_mean(table.heading(key), table)}
            self.collector.problem(Problem("missing_column", params), table.place(table.header, 0))
        if missing:
            return
        rows = list(table.rows())
        too_much = _too_much(rows, table)
        if too_much is not None:
            self.collector.problem(too_much, table.place(table.header, 0))
            return
        for number, cells in rows:
            if self.collector.has_enough():
                return
            if (end := end_column(cells)) is not None:
                self._pass_over(table, number, end, "long_value" in needed)
                continue
            values = {key: cells.get(column) for key, column in table.columns.items()}
            if not all(map(is_blank, values.values())):
                yield values, Places(table, number)

    def _pass_over(self, table: Table, number: int, end: int, has_figures: bool) -> None:
        """Note the row of a total or a footer."""
        if has_figures:
            for notice, where in passed_over(table, number, end, ["long_value"]):
                self.collector.problem(notice, where)
        else:
            found = excerpt(table.grid.at(number, end))
            self.collector.problem(Problem("row_without_unit", {"found": found}), table.place(number, end))

    def _can_do_without(self, key: str) -> bool:
        return key == "group" and len(self.system.groups) == 1

    def read(self, table: Table) -> None:
        for cells, places in self.body(table, LONG_NEEDED):
            row = self._understood(cells, places)
            if row is None:
                continue
            if row.source == "self" or not self.needs_report:  # where inspectors give all, that is the report
                self.reported.add(row.unit)
            value = cells["long_value"]
            if is_blank(value):
                if row.field == NA_FIELD:
                    self._problem("na_without_reason", row, row.place)
                continue
            given = self._read(row, value, text_of(cells.get("reason")))
            self._keep(row, given)
            if row.source == "verified" and row.field not in TEXT_FIELDS and is_blank(cells.get("reason")):
                self._without_reason(row, given)

    def _without_reason(self, row: _Row, given: Given) -> None:
        """Nothing is added, taken off or barred without one, nor taken back: a 0 may overrule what counts by now.

        What a unit reports is not overruled without one either, but that is no more than a warning.
        """
        if row.item.reported_by == "record":
            return
        if isinstance(row.item, Adjustment):
            if given.value is not None:
                self._problem("adjustment_without_reason", row, row.place)
        elif row.item.reported_by == "unit":
            self._problem("verified_without_reason", row, row.place)

    def _problem(self, code: str, row: _Row, place: Place, **params: Any) -> None:
        self.collector.problem(Problem(code, params), place, unit=row.unit, indicator=row.item.id)

    def _understood(self, cells: Mapping[str, Any], places: Mapping[str, Place]) -> _Row | None:
        """The row with its unit, indicator, field and source; every mistake among them is noted."""
        unit = self.unit_of(cells, places)
        word = self._word("indicator", cells, places, unit)
        item = item_named(word, self.system) if word else None
        if word and item is None:
            self.collector.problem(unknown_item(cells["indicator"], self.system), places["indicator"], unit=unit)
        if item is None:
            return None
        if not item.has_facts:
            self.collector.problem(not_units(item), places["indicator"], unit=unit, indicator=item.id)
            return None
        name = self._field(item, cells, places, unit)
        source = self._source(item, cells, places, unit)
        self._reason(item, cells, places, unit)
        if not unit or name is None or source is None:
            return None
        return _Row(unit, item, name, source, places["long_value"])

    def _word(self, key: str, cells: Mapping[str, Any], places: Mapping[str, Place], unit: str) -> str:
        """A cell's word; that it is blank or not to be read is noted and gives an empty one."""
        value = cells.get(key)
        problem = Problem("blank_basics", {"label": COLUMNS[key]}) if is_blank(value) else wrong_with(value)
        if problem is not None:
            self.collector.problem(problem, places[key], unit=unit)
            return ""
        return word_of(value)

    def _field(self, item: AnyItem, cells: Mapping[str, Any], places: Mapping[str, Place], unit: str) -> str | None:
        word = self._word("field", cells, places, unit)
        names = self._names_of(item)
        name = names.get(squeezed(word))
        if word and name is None and (part := self._outside(item, word)) is not None:
            params: dict[str, Any] = {"part": part, "period": self.system.period.name}
            self.collector.problem(Problem("outside_period", params), places["field"], unit=unit, indicator=item.id)
        elif word and name is None:
            fields = joined_text(_FIELD.filled(field=f, label=item.field_label(f)) for f in _fields(item))
            params = {"found": excerpt(name_of(cells["field"])), "nearest": question(word, names), "allowed": fields}
            self.collector.problem(Problem("unknown_field", params), places["field"], unit=unit, indicator=item.id)
        return name

    def _outside(self, item: AnyItem, word: str) -> Text | None:
        """The label of a part of the year, outside the period, that a word names."""
        kind = item.fact_kind
        for f, label in kind.outside(item.period).items():
            if squeezed(word) in map(squeezed, (f, *label.root.values(), *kind.aliases.get(f, ()))):
                return label
        return None

    def _names_of(self, item: AnyItem) -> dict[str, str]:
        """Every way of writing a field of an item -> the field."""
        if item.id not in self._fields:
            kind = item.fact_kind
            ways = [(words, f) for f in _fields(item) for words in (f, *item.field_label(f).root.values())]
            ways += [(alias, f) for f in item.fields for alias in kind.aliases.get(f, ())]
            columns = {} if kind.has_row_per_field else kind.columns(item)
            ways += [(words, f) for f, key in columns.items() for words in heading(key).root.values()]
            self._fields[item.id] = {squeezed(words): f for words, f in reversed(ways)}  # the first of each
        return self._fields[item.id]

    def _source(self, item: AnyItem, cells: Mapping[str, Any], places: Mapping[str, Place], unit: str) -> str | None:
        """self or verified; blank is whoever the item is reported by."""
        value = cells.get("source")
        by_others = item.reported_by != "unit"
        if is_blank(value) or (item.reported_by == "record" and word_of(value).casefold() in _RECORD_WORDS):
            return "verified" if by_others else "self"
        problem = wrong_with(value)
        source = None if problem else _SOURCE_WORDS.get(word_of(value).casefold())
        if source is None:
            problem = problem or Problem("unknown_source", {"found": excerpt(text_of(value))})
        elif source == "self" and by_others:
            problem = not_units(item)
        if problem is not None:
            self.collector.problem(problem, places["source"], unit=unit, indicator=item.id)
            return None
        return source

    def _reason(self, item: AnyItem, cells: Mapping[str, Any], places: Mapping[str, Place], unit: str) -> None:
        problem = wrong_with(cells.get("reason"))
        if problem is not None:
            self.collector.problem(problem, places["reason"], unit=unit, indicator=item.id)

    # --- units -----------------------------------------------------------------------------------

    def unit_places(self) -> dict[str, tuple[str, str]]:
        """Unit -> the sheet and cell that name it first."""
        return {code: unit.places["unit"] for code, unit in self.units.items()}

    def unit_of(self, cells: Mapping[str, Any], places: Mapping[str, Place], must_be_whole: bool = False) -> str:
        """The row's unit, remembered with what the row says of it; '' where it does not say."""
        code = self._word("unit", cells, places, "")
        if not code:
            return ""
        problem = code_problem(code, name_of(cells["unit"]))
        if problem is not None:
            self.collector.problem(problem, places["unit"])
            return ""
        unit = self.units.setdefault(code, _Unit(places={"unit": places["unit"]}))
        for key in ("name", "group"):
            self._detail(code, unit, key, cells, places, must_be_whole)
        return code

    def _detail(
        self,
        code: str,
        unit: _Unit,
        key: str,
        cells: Mapping[str, Any],
        places: Mapping[str, Place],
        must_be_whole: bool,
    ) -> None:
        value = cells.get(key)
        place = places.get(key, places["unit"])
        if is_blank(value):
            unit.group = unit.group or (group_named("", self.system) or "") if key == "group" else unit.group
            if must_be_whole and not (key == "group" and unit.group):
                self.collector.problem(Problem("blank_basics", {"label": COLUMNS[key]}), place, unit=code)
            return
        words, problem = self._read_detail(key, value)
        before: str = getattr(unit, key)
        if problem is None and before and tidy(before) != tidy(words):
            other = unit.places.get(key, unit.places["unit"]).words()
            problem = Problem("unit_details_differ", {"unit_code": code, "what": COLUMNS[key], "other": other})
        if problem is not None:
            self.collector.problem(problem, place, unit=code)
        elif not before:
            setattr(unit, key, words)
            unit.places[key] = place

    def _read_detail(self, key: str, value: Any) -> tuple[str, Problem | None]:
        word, problem = word_of(value), wrong_with(value)
        if problem is not None:
            return "", problem
        if key == "name":
            return name_of(value), name_problem(name_of(value))
        group = group_named(word, self.system)
        return group or "", None if group else unknown_group(name_of(value), self.system)

    # --- values ----------------------------------------------------------------------------------

    def _read(self, row: _Row, value: Any, reason: str) -> Given:
        problem, number, words = wrong_with(value), None, ""
        if problem is None and row.field in TEXT_FIELDS:
            number, words = _NAN, text_of(value)
        elif problem is None:
            try:
                number, words = read_fact(value, row.item), reason if row.source == "verified" else ""
                problem = doubt_about(value, number, row.item)
            except BadValue as bad:
                problem = Problem(bad.code, bad.params)
        if problem is not None:
            self._problem(problem.code, row, row.place, **problem.params)
        return Given(number, words, row.place)

    def _keep(self, row: _Row, given: Given) -> None:
        """Remember a figure; the same one given twice with two values is a mistake."""
        here = self.given.setdefault((row.unit, row.item.id, row.source), {})
        before = here.setdefault(row.field, given)
        if before is not given and not _same(before, given):
            self._problem("fact_conflict", row, row.place, other=before.place.words())

    def judge(self) -> None:
        """Check the figures of each unit and indicator together, and keep the facts."""
        for (unit, indicator, source), given in self.given.items():
            item = self.system.items[indicator]
            of_unit = item.reported_by == "unit"
            where = {"unit": unit, "indicator": indicator}
            not_theirs = not_for_group(item, self.units[unit].group, self.system)
            if not_theirs is not None:
                self.collector.problem(not_theirs, next(iter(given.values())).place, **where)
            for problem, place in check_figures(
                item,
                given,
                {},
                self.system.year,
                is_partial=of_unit and source == "verified",
                group=self.units[unit].group,
            ):
                self.collector.problem(problem, place, **where)
            for name, one in given.items():
                self.collector.fact(unit, indicator, name, source, one)


def _too_much(rows: Sequence[tuple[int, dict[int, Any]]], table: Table) -> Problem | None:
    """The problem of a table with more rows, or more units, than one may have."""
    if len(rows) > limits.TABLE_ROWS:
        return Problem("too_many_rows", {"limit": f"{limits.TABLE_ROWS:,}"})
    column = table.columns["unit"]
    units = len({word_of(cells[column]) for _, cells in rows if not is_blank(cells.get(column))})
    if units > limits.UNITS:
        return Problem("too_many_units", {"count": f"{units:,}", "limit": f"{limits.UNITS:,}"})
    return None


_FIELD = text("{field} ({label})", "{field} ({label})")


def _fields(item: AnyItem) -> tuple[str, ...]:
    return (*item.fields, *TEXT_FIELDS)


def _same(one: Given, other: Given) -> bool:
    if one.value is None or other.value is None:
        return True  # what is wrong with it has been words
    return one.text == other.text if one.value != one.value else one.value == other.value
