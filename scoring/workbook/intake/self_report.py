"""Reads a unit's workbook: who it is, and the figure in each row of each table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from scoring.facts import NA_FIELD, BadValue
from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.problems.suggestions import question
from scoring.system import Indicator, IndicatorSystem
from scoring.words import Text, joined_text, text
from scoring.workbook.files.grid import Grid
from scoring.workbook.headwords import ID, field_keys
from scoring.workbook.intake.cells import (
    doubt_about,
    excerpt,
    is_blank,
    read_fact,
    read_yes,
    text_of,
    word_of,
    wrong_with,
)
from scoring.workbook.intake.collector import Collector, Given, Place
from scoring.workbook.intake.consistency import check_figures
from scoring.workbook.intake.headings import Places, Table, did_you_mean, repeated_headings
from scoring.workbook.intake.identity import Basics, other_period, read_basics, unit_places
from scoring.workbook.intake.rows import Row, listed, one_of_each
from scoring.workbook.intake.table_ends import end_column, is_words_alone, part_column, part_names, passed_over
from scoring.workbook.layout import REMARKS, STAMP_DIGEST, STAMP_SHEET, STAMP_SYSTEM, AnyItem, value_keys
from scoring.workbook.submission import Submission

_NAN = float("nan")
_STAMPED = 10  # rows of the stamp that are looked at


def read_workbook(
    name: str, content: bytes, grids: list[Grid], tables: list[Table], system: IndicatorSystem
) -> Submission:
    """What a unit's workbook says.

    Args:
        tables: as `entry_tables` gives them of the sheets of `grids`.
    """
    collector = Collector(name, sheets=[grid.name for grid in grids])
    visible = [grid for grid in grids if grid.name != STAMP_SHEET]
    other = other_period(visible, system.period)
    is_other_system = _check_stamp(grids, system, collector, is_other_period=other is not None)
    basics = read_basics(visible, system, collector)
    if not is_other_system:
        has_other_months = other is not None and other.months != system.period.months
        _WorkbookReader(system, basics, collector, has_other_months).read(tables)
    problems = tuple(p.at(unit=basics.unit) for p in collector.in_order())
    units = ((basics.unit, basics.name, basics.group),) if basics.unit else ()
    reported = (basics.unit,) if basics.unit else ()
    places = unit_places(visible, basics)
    return Submission(name, "workbook", content, units, tuple(collector.facts), problems, reported, places)


def _check_stamp(grids: list[Grid], system: IndicatorSystem, collector: Collector, is_other_period: bool) -> bool:
    """Whether the workbook was made for another system; notes that, or that the system has changed since.

    That the system of another period is another one goes without saying.
    """
    stamp = next((grid for grid in grids if grid.name == STAMP_SHEET), None)
    if stamp is None:
        return False
    stamped = {word_of(cells.get(0)): word_of(cells.get(1)) for cells in islice(stamp.rows.values(), _STAMPED)}
    made_for = stamped.get(STAMP_SYSTEM, system.id)
    if made_for != system.id:
        collector.problem(Problem("other_system", {"found": excerpt(made_for), "expected": system.id}), Place("", ""))
        return True
    if stamped.get(STAMP_DIGEST, system.digest) != system.digest and not is_other_period:
        collector.problem(Problem("template_outdated"), Place("", ""))
    return False


@dataclass(frozen=True)
class _Layout:
    """Where in a table the figures of one kind of facts stand.

    Attributes:
        fields: (field, column) of its figures.
        missing: keys of their headings that the table does not have.
        strange: (heading, column) where a figure of this kind has no business; `expected` says where it belongs.
        outside: (heading, column) of the kind's fields that do not lie in the period.
        remarks: key -> column of the claim, its reason, evidence and note.
    """

    fields: tuple[tuple[str, int], ...]
    missing: frozenset[str]
    strange: tuple[tuple[str, int], ...]
    outside: tuple[tuple[str, int], ...]
    expected: Text
    remarks: Mapping[str, int]


def _layout(table: Table, item: AnyItem, values: Collection[str]) -> _Layout:
    own, columns = item.fact_kind.columns(item), table.columns
    needed = [*own.values(), *(["item"] if item.fact_kind.has_row_per_field else [])]
    others = [key for key in columns if key in values and key not in own.values()]
    outside = item.fact_kind.outside(item.period)
    return _Layout(
        tuple((name, columns[key]) for name, key in own.items() if key in columns),
        frozenset(key for key in needed if key not in columns),
        tuple((table.heading(key), columns[key]) for key in others if key not in outside),
        tuple((table.heading(key), columns[key]) for key in others if key in outside),
        joined_text(table.heading(key) for key in dict.fromkeys(own.values())),
        {key: columns[key] for key in REMARKS if key in columns},
    )


class _WorkbookReader:
    """Reads the tables of a workbook.

    Args:
        has_other_months: whether the file says that it is of a period with other months: that its months and quarters
            do not fit is then told once, at that cell.
    """

    def __init__(
        self, system: IndicatorSystem, basics: Basics, collector: Collector, has_other_months: bool = False
    ) -> None:
        self.system, self.basics, self.collector, self.values = system, basics, collector, value_keys()
        self.has_other_months = has_other_months
        self.rows: list[Row] = []
        self.parts = part_names(system)
        self.seen: dict[str, Row] = {}
        self.judged: set[str] = set()
        self.several: dict[tuple[str, str], Row] = {}  # (sheet, item) -> what its rows are read into

    def read(self, tables: list[Table]) -> None:
        for table in tables:
            self._read_table(table)
        self.seen, problems = one_of_each(self.rows)
        for problem, place in problems:
            self.collector.problem(problem, place, indicator=str(problem.params.get("found", "")))
        for row in self.seen.values():
            self._judge(row)
        self._absent_and_blank()

    # --- rows ------------------------------------------------------------------------------------

    def _read_table(self, table: Table) -> None:
        self._hidden(table.grid)
        for heading, column, other in repeated_headings(table):
            params = {"column": heading, "other": table.place(table.header, other).words()}
            self.collector.problem(Problem("duplicate_column", params), table.place(table.header, column))
        if ID not in table.columns:
            self._missing_column(table, ID)
            return
        missing: set[str] = set()
        layouts: dict[tuple[str, tuple[str, ...]], _Layout] = {}  # of a kind: where in this table its figures stand
        above: AnyItem | None = None  # whose row the one above is
        for number, cells in table.rows():
            if self.collector.has_enough():
                break
            item = above = self._item(table, number, cells, above)
            if item is None:
                continue
            if not item.has_facts or item.reported_by != "unit":
                self._others_row(table, number, cells, item)
                continue
            alike = item.fact_kind.name, item.fields
            if alike not in layouts:
                layouts[alike] = _layout(table, item, self.values)
            layout = layouts[alike]
            missing |= layout.missing
            self._keep(self._read_row(table, number, cells, item, layout), judged=not layout.missing)
        for key in sorted(missing - (field_keys() if self.has_other_months else set())):
            self._missing_column(table, key)

    def _others_row(self, table: Table, number: int, cells: Mapping[int, Any], item: AnyItem) -> None:
        """A figure or claim that is not the unit's to give is one mistake, whatever stands in the row."""
        for key, column in table.columns.items():
            if (key in self.values or key == "na") and not is_blank(cells.get(column)):
                self.collector.problem(not_units(item), table.place(number, column), indicator=item.id)
                return

    def _missing_column(self, table: Table, key: str) -> None:
        heading = table.heading(key)
        problem = Problem("missing_column", {"column": heading, "nearest": did_you_mean(heading, table)})
        self.collector.problem(problem, table.place(table.header, 0))

    def _hidden(self, grid: Grid) -> None:
        rows, columns = [str(n) for n in grid.hidden_rows], list(grid.hidden_columns)
        for what, where in ((text("行", "rows"), rows), (text("列", "columns"), columns)):
            if where:
                params = {"what": what, "where": listed(where)}
                self.collector.problem(Problem("hidden_cells", params), Place(grid.name, ""))
        if grid.hidden:
            params = {"what": text("工作表", "sheets"), "where": Text(grid.name)}
            self.collector.problem(Problem("hidden_cells", params), Place(grid.name, ""))

    def _item(
        self, table: Table, number: int, cells: Mapping[int, Any], above: AnyItem | None = None
    ) -> AnyItem | None:
        """The item whose row this is; a row of none is noted if it says anything.

        Args:
            above: whose row the one above is; further rows of an item that has several may leave its id out.
        """
        column = table.columns[ID]
        value = cells.get(column)
        if value.__class__ is str and value in self.system.items:  # as the template wrote it
            return self.system.items[value]
        place = table.place(number, column)
        if not is_blank(value) and (item := item_named(word_of(value), self.system)) is not None:
            return item
        if is_blank(value) and above is not None and self._goes_on(table, cells, above):
            return above
        if (end := self._end(table, cells, column)) is not None:
            for notice, where in passed_over(table, number, end, self.values):
                self.collector.problem(notice, where)
            return None
        if is_blank(value):
            if not all(is_blank(cells.get(at)) for at in self._given_in(table)):
                self.collector.problem(Problem("missing_id"), place)
            return None
        self.collector.problem(wrong_with(value) or unknown_item(value, self.system), place)
        return None

    def _goes_on(self, table: Table, cells: Mapping[int, Any], above: AnyItem) -> bool:
        """Whether a row without an id names a field of the item above, as where cells of one id were merged."""
        at = table.columns.get("item")
        if at is None or not above.fact_kind.has_row_per_field:
            return False
        return not is_blank(cells.get(at)) and field_titled(cells.get(at), above, "")[1] is None

    def _end(self, table: Table, cells: Mapping[int, Any], column: int) -> int | None:
        """The column of the word that makes a row none of an item; None where that is not sure."""
        end = end_column(cells)
        end = part_column(cells, self.parts) if end is None else end
        if end is None and is_words_alone(cells, column, self._given_in(table), self.system.items):
            return column
        return end

    def _given_in(self, table: Table) -> list[int]:
        """The columns in which figures and claims stand."""
        return [at for key, at in table.columns.items() if key in self.values or key == "na"]

    def _read_row(self, table: Table, number: int, cells: Mapping[int, Any], item: AnyItem, layout: _Layout) -> Row:
        row = Row(item, table.place(number, table.columns[ID]))
        fields = layout.fields
        if item.fact_kind.has_row_per_field:
            row, fields = self._row_of_field(table, number, cells, row, layout)
        for name, column in fields:
            value = cells.get(column)
            if value is None or is_blank(value):
                row.blanks[name] = table.place(number, column)
            else:
                self._figure(row, name, value, table.place(number, column))
        for heading, column in layout.strange:
            if column in cells and not is_blank(cells[column]):
                problem = Problem("value_out_of_place", {"column": heading, "expected": layout.expected})
                self.collector.problem(problem, table.place(number, column), indicator=item.id)
        for heading, column in () if self.has_other_months else layout.outside:
            if column in cells and not is_blank(cells[column]):
                problem = Problem("outside_period", {"part": heading, "period": self.system.period.name})
                self.collector.problem(problem, table.place(number, column), indicator=item.id)
        if not cells.keys().isdisjoint(layout.remarks.values()):
            filled = {key: cells[column] for key, column in layout.remarks.items() if column in cells}
            self._remarks(row, filled, Places(table, number))
        return row

    def _row_of_field(
        self, table: Table, number: int, cells: Mapping[int, Any], row: Row, layout: _Layout
    ) -> tuple[Row, tuple[tuple[str, int], ...]]:
        """The row that all rows of an item are read into, and the field whose figure stands in this one."""
        item, at = row.item, table.columns.get("item")
        row = self.several.setdefault((table.grid.name, item.id), row)
        if at is None:
            return row, ()
        place, value = table.place(number, at), cells.get(at)
        name, problem = field_titled(value, item, table.heading("item"))
        if problem is not None:
            if not is_blank(value) or not all(is_blank(cells.get(column)) for _, column in layout.fields):
                self.collector.problem(problem, place, indicator=item.id)
                row.misnamed += 1
            return row, ()
        other = row.named.setdefault(name, place)
        if other != place:
            twice = Problem("fault_twice", {"found": item.field_label(name), "other": other.words()})
            self.collector.problem(twice, place, indicator=item.id)
            return row, ()
        return row, tuple((field, column) for field, column in layout.fields if field == name)

    def _figure(self, row: Row, name: str, value: Any, place: Place) -> None:
        number: float | None = None
        problem = wrong_with(value)
        if problem is None:
            try:
                number = read_fact(value, row.item)
                problem = doubt_about(value, number, row.item)
            except BadValue as bad:
                problem = Problem(bad.code, bad.params)
        if problem is not None:
            self.collector.problem(problem, place, indicator=row.item.id)
        row.keep_figure(name, Given(number, "", place))

    def _remarks(self, row: Row, filled: Mapping[str, Any], at: Mapping[str, Place]) -> None:
        """Evidence, note and claim: what is filled in, and where each stands, by key of the heading."""
        for key in ("evidence", "note"):
            if key in filled and (words := self._text(row, filled[key], at[key])):
                row.keep_text(key, Given(_NAN, words, at[key]))
        if "na" in filled or "na_reason" in filled:
            self._claim(row, filled, at)

    def _claim(self, row: Row, filled: Mapping[str, Any], at: Mapping[str, Place]) -> None:
        reason_place, place = at.get("na_reason", row.place), at.get("na", row.place)
        reason = self._text(row, filled.get("na_reason"), reason_place)
        tick = filled.get("na")
        if self._is_claimed(row, tick, place):
            row.keep_figure(NA_FIELD, Given(_NAN, reason or "", place))
            if reason == "":
                self.collector.problem(Problem("na_without_reason"), reason_place, indicator=row.item.id)
        elif reason and is_blank(tick):
            self.collector.problem(Problem("reason_without_na"), place, indicator=row.item.id)

    def _text(self, row: Row, value: Any, place: Place) -> str | None:
        """The cell's text, blank as an empty one; None where something is wrong with it."""
        problem = wrong_with(value)
        if problem is not None:
            self.collector.problem(problem, place, indicator=row.item.id)
            return None
        return text_of(value)

    def _is_claimed(self, row: Row, tick: Any, place: Place) -> bool:
        if is_blank(tick):
            return False
        problem = wrong_with(tick)
        if problem is None:
            try:
                return read_yes(tick, row.item)
            except BadValue as bad:
                problem = Problem(bad.code, bad.params)
        self.collector.problem(problem, place, indicator=row.item.id)
        return False

    def _keep(self, row: Row, judged: bool) -> None:
        """Remember a row; one with a column missing is not judged further, the column is what is wrong."""
        if judged:
            self.judged.add(row.item.id)
        if not (row.item.fact_kind.has_row_per_field and any(row is known for known in self.rows)):
            self.rows.append(row)

    # --- judging ---------------------------------------------------------------------------------

    def _judge(self, row: Row) -> None:
        if row.first is not None:
            problem = not_for_group(row.item, self.basics.group, self.system)
            if problem is not None:
                self.collector.problem(problem, row.first, indicator=row.item.id)
        if row.item.id in self.judged:
            self._fields_absent(row)
            for problem, place in check_figures(
                row.item, row.given, row.blanks, self.system.year, group=self.basics.group
            ):
                self.collector.problem(problem, place, indicator=row.item.id)
        for name, given in row.given.items():
            self.collector.fact(self.basics.unit, row.item.id, name, "self", given)

    def _fields_absent(self, row: Row) -> None:
        """Of an item that has a row for each field: those without one, which would be 0 by oversight.

        Rows that are there and name no field are told at their own cells.
        """
        absent = [field for field in row.item.fields if field not in row.named]
        if (
            row.item.fact_kind.has_row_per_field
            and len(absent) > row.misnamed
            and any(field in row.given for field in row.item.fields)
        ):
            faults = joined_text(row.item.field_label(field) for field in absent)
            self.collector.problem(Problem("faults_absent", {"faults": faults}), row.place, indicator=row.item.id)

    def _absent_and_blank(self) -> None:
        if not self.basics.group:
            return
        expected = [i for i in self.system.unit_reported() if isinstance(i, Indicator) and i.applies(self.basics.group)]
        absent = [item.id for item in expected if item.id not in self.seen]
        blank = [item.id for item in expected if item.id in self.judged and self.seen[item.id].first is None]
        for code, ids in (("indicators_absent", absent), ("left_blank", blank)):
            if ids:
                self.collector.problem(Problem(code, {"count": len(ids), "ids": listed(ids)}), Place("", ""))


def item_named(word: str, system: IndicatorSystem) -> AnyItem | None:
    """The item of an id, in whatever case it is written."""
    if word in system.items:
        return system.items[word]
    folded = [item for key, item in system.items.items() if key.casefold() == word.casefold()]
    return folded[0] if len(folded) == 1 else None


def unknown_item(value: Any, system: IndicatorSystem) -> Problem:
    """The problem of an id that is not there."""
    return Problem("unknown_indicator", {"found": excerpt(value), "nearest": question(word_of(value), system.items)})


def field_titled(value: Any, item: AnyItem, column: str) -> tuple[str, Problem | None]:
    """The field that a cell names by its title or its id, or what is wrong with it."""
    titles = {field: item.field_label(field) for field in item.fields}
    known = {words: field for field, title in titles.items() for words in (field, *title.root.values())}
    folded = {tidy(words).casefold(): field for words, field in known.items()}
    if not is_blank(value) and (problem := wrong_with(value)) is not None:
        return "", problem
    word = word_of(value)
    if (field := folded.get(word.casefold())) is not None:
        return field, None
    allowed = joined_text(titles.values())
    if not word:
        return "", Problem("fault_not_named", {"column": column, "allowed": allowed})
    params = {"found": excerpt(word), "nearest": question(word, known), "allowed": allowed}
    return "", Problem("unknown_fault", params)


def not_units(item: AnyItem) -> Problem:
    """The problem of a figure that is not a unit's to give: an inspector's, the record's, or another item's."""
    if not item.has_facts:
        return Problem("facts_elsewhere", {"id": item.id, "of": item.source.id})
    return Problem("record_item" if item.reported_by == "record" else "inspector_item")


def not_for_group(item: AnyItem, group: str, system: IndicatorSystem) -> Problem | None:
    """The problem of a figure for an indicator that a group does not have."""
    if not group or not isinstance(item, Indicator) or item.applies(group):
        return None
    return Problem("not_for_group", {"group": system.groups[group].title})
