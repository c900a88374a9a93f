"""What the files of a batch say against each other, and against the list of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

import pandas as pd

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS, TEXT_FIELDS, Inconsistency
from scoring.facts.frames import fact_frame, unit_frame
from scoring.problems import Problem
from scoring.problems.suggestions import question
from scoring.system import Indicator, IndicatorSystem
from scoring.words import COLUMNS, Text
from scoring.workbook import limits
from scoring.workbook.intake.collector import Place
from scoring.workbook.submission import Submission

Numbered = Iterator[tuple[int, Problem]]  # number of the file, and what is wrong with it
_DETAILS = ("name", "group")
_GUESSES = 50


class Files:
    """The files of a batch, told apart by their number: two may have one name."""

    def __init__(
        self,
        submissions: list[Submission],
        system: IndicatorSystem,
        roster: pd.DataFrame | None = None,
        known: pd.DataFrame | None = None,
    ) -> None:
        self.submissions, self.system = submissions, system
        self._roster = unit_frame([]) if roster is None else roster
        self._known = unit_frame([]) if known is None else known
        self._needs_report = any(True for _ in system.unit_reported())
        self._labels = list(_labels(submissions))
        self._facts: pd.DataFrame | None = None  # of the files that count; None when that has changed
        self._details_frame: pd.DataFrame | None = None

    def check(self) -> None:
        """Add what is wrong between files, until those that are left agree."""
        self._add(self._units_twice())
        self._add(self._lists_differ())
        self._add(self._not_as_listed())
        self._add(self._not_listed())
        self._add(self._codes_alike())
        while any(
            self._add(problems)
            for problems in (
                self._details_differ(),
                self._no_group(),
                self._conflicts(),
                self._claims_and_values(),
                self._wrong_group(),
                self._inconsistent(),
            )
        ):
            pass

    def _add(self, problems: Numbered) -> bool:
        """Give each problem to its file; whether there was any."""
        by_file: dict[int, list[Problem]] = {}
        for number, problem in islice(problems, limits.PROBLEMS):  # files that get none are looked at again
            by_file.setdefault(number, []).append(problem.at(file=self.submissions[number].file))
        for number, more in by_file.items():
            submission = self.submissions[number]
            self.submissions[number] = replace(submission, problems=(*submission.problems, *more))
        if by_file:
            self._facts = self._details_frame = None
        return bool(by_file)

    def _accepted(self) -> Iterator[tuple[int, Submission]]:
        return ((number, s) for number, s in enumerate(self.submissions) if s.accepted)

    def facts_of(self, units: Iterable[str]) -> pd.DataFrame:
        """The facts of some units, FACT_COLUMNS and PLACE_COLUMNS, each once."""
        facts = self.facts()
        facts = facts[facts["unit"].isin(set(units))].drop_duplicates(["unit", "indicator", "field", "source"])
        return facts[[*FACT_COLUMNS, *PLACE_COLUMNS]].reset_index(drop=True)

    def facts(self) -> pd.DataFrame:
        """The facts of the files that count, and the number of the file of each."""
        if self._facts is None:
            numbers = [number for number, s in self._accepted() for _ in s.fact_rows]
            facts = fact_frame(row for _, s in self._accepted() for row in s.fact_rows)
            self._facts = facts.assign(number=pd.Series(numbers, dtype="int64"))
        return self._facts

    def _unit_details(self) -> pd.DataFrame:
        """The units of the files that count: unit, name, group, and the number of the file."""
        if self._details_frame is None:
            numbers = [number for number, s in self._accepted() for _ in s.unit_rows]
            details = unit_frame(row for _, s in self._accepted() for row in s.unit_rows)
            self._details_frame = details.assign(number=pd.Series(numbers, dtype="int64"))
        return self._details_frame

    # --- units -----------------------------------------------------------------------------------

    def units(self) -> tuple[pd.DataFrame, list[str]]:
        """The units that count, and the codes of those spoken of that do not."""
        details = self._unit_details()
        reported = {unit for _, s in self._accepted() for unit in s.reported_units}
        refused = {row[0] for s in self.submissions if s.kind == "workbook" and not s.accepted for row in s.unit_rows}
        if not self._needs_report:
            reported = set(details["unit"])
        counted = reported - refused
        codes = [code for code in dict.fromkeys(details["unit"]) if code in counted]
        names, groups = self._firsts("name"), self._firsts("group")
        units = unit_frame(sorted((code, names.get(code, ""), groups.get(code, "")) for code in codes))
        spoken_of = dict.fromkeys([*details["unit"], *sorted(refused)])
        return units, [code for code in spoken_of if code not in counted]

    def _lists(self) -> list[int]:
        """The files that count and are lists of units."""
        return [number for number, s in self._accepted() if s.is_list]

    def _listed(self) -> pd.DataFrame:
        """The units that are listed, the roster's before those of lists among the files."""
        lists = self._lists()
        details = self._unit_details()
        return pd.concat([self._roster, details[details["number"].isin(lists)]], ignore_index=True)

    def _firsts(self, column: str) -> dict[str, str]:
        """A unit's name or group: as listed, else as the first file says that does, else as is known."""
        details = pd.concat([self._listed(), self._unit_details(), self._known], ignore_index=True)
        return _first_words(details, column)

    def _units_twice(self) -> Numbered:
        files: dict[str, list[int]] = {}
        for number, submission in enumerate(self.submissions):
            if submission.kind == "workbook":
                for unit in submission.reported_units:
                    files.setdefault(unit, []).append(number)
        for unit, numbers in files.items():
            for number in numbers if len(numbers) > 1 else []:
                other = self._labels[next(n for n in numbers if n != number)]
                yield number, Problem("unit_twice", {"unit_code": unit, "other": other}, unit=unit)

    def _lists_differ(self) -> Numbered:
        """Lists among the files that contradict each other; the roster, where there is one, decides instead."""
        details = self._unit_details()
        details = details[details["number"].isin(self._lists()) & ~details["unit"].isin(self._roster["unit"])]
        yield from self._differences(details)

    def _not_as_listed(self) -> Numbered:
        """Warnings for files that say something else of a unit than the list does; the list counts."""
        listed = self._listed()
        for column in _DETAILS:
            words = _first_words(listed, column)
            for row in self._unit_details().to_dict("records"):
                own, unit = row[column], row["unit"]
                if own and own != words.get(unit, own):
                    shown = {"said": self._detail(column, own), "listed": self._detail(column, words[unit])}
                    yield row["number"], Problem("not_as_listed", {"what": COLUMNS[column], **shown}, unit=unit)

    def _detail(self, column: str, word: str) -> object:
        return self.system.groups[word].title if column == "group" and word in self.system.groups else word

    def _not_listed(self) -> Numbered:
        """Warnings for units that report and are on no list among the files; a slip of the pen, perhaps."""
        codes = set(self._listed()["unit"]) if self._lists() else set()
        guesses = 0
        for number, submission in self._accepted() if codes else ():
            for unit in submission.reported_units:
                if unit not in codes:
                    guesses += 1  # where so many are not listed, none of them is a slip of the pen
                    near = question(unit, sorted(codes)) if guesses <= _GUESSES else Text("")
                    yield number, Problem("unit_not_listed", {"unit_code": unit, "nearest": near}, unit=unit)

    def _codes_alike(self) -> Numbered:
        """Warnings for units whose codes differ in nothing but upper and lower case."""
        alike: dict[str, dict[str, int]] = {}
        for number, submission in self._accepted():
            for unit in submission.reported_units:
                alike.setdefault(unit.casefold(), {}).setdefault(unit, number)
        for numbers in alike.values():
            for unit, number in numbers.items() if len(numbers) > 1 else []:
                other = next(one for one in numbers if one != unit)
                params = {"unit_code": unit, "other_code": other, "other": self._labels[numbers[other]]}
                yield number, Problem("codes_alike", params, unit=unit)

    def _details_differ(self) -> Numbered:
        details = self._unit_details()
        yield from self._differences(details[~details["unit"].isin(self._listed()["unit"])])

    def _differences(self, details: pd.DataFrame) -> Numbered:
        for column in _DETAILS:
            given = details[details[column] != ""]
            counts = given.groupby("unit")[column].nunique()
            for unit in counts.index[counts > 1]:
                here = given[given["unit"] == unit]
                for number, value in zip(here["number"], here[column], strict=True):
                    other = self._labels[here.loc[here[column] != value, "number"].iloc[0]]
                    params = {"unit_code": unit, "what": COLUMNS[column], "other": other}
                    yield number, Problem("unit_details_differ", params, unit=unit)

    def _no_group(self) -> Numbered:
        groups = self._firsts("group")
        for number, submission in self._accepted():
            spoken_of = [row[0] for row in submission.unit_rows]
            for unit in submission.reported_units if self._needs_report else spoken_of:
                if unit not in groups:
                    yield number, Problem("no_group", {"unit_code": unit}, unit=unit)

    # --- figures ---------------------------------------------------------------------------------

    def _conflicts(self) -> Numbered:
        """The same figure by one source, with two values."""
        facts = self.facts()
        facts = facts[~facts["field"].isin(TEXT_FIELDS)]
        key = ["unit", "indicator", "field", "source"]
        repeated = facts[facts.duplicated(key, keep=False)]
        differing = repeated[repeated.groupby(key, sort=False)["value"].transform("nunique") > 1]
        for _, same in differing.groupby(key, sort=False):
            for _, row in same.iterrows():
                others = same[same["value"] != row["value"]]
                if len(others):
                    yield self._at_row("fact_conflict", row, other=self._where(others.iloc[0]))

    def _claims_and_values(self) -> Numbered:
        """ "Not applicable" in one file, a value by the same source in another."""
        facts = self.facts()
        key = ["unit", "indicator", "source"]
        figures = facts[~facts["field"].isin(TEXT_FIELDS)].drop_duplicates(key)
        for here, there in _pairs(facts[facts["field"] == "na"], figures, key):
            yield self._at_row("na_beside_value", here, other=self._where(there))
            yield self._at_row("na_beside_value", there, other=self._where(here))

    def _wrong_group(self) -> Numbered:
        """Figures for indicators that a unit does not have, in files that do not say the group that counts."""
        groups = self._firsts("group")
        details = self._unit_details()
        silent = details[details["unit"].isin(groups) & (details["group"] != details["unit"].map(groups))]
        for _, row in self.facts().merge(silent[["unit", "number"]], on=["unit", "number"]).iterrows():
            item, group = self.system.items[row["indicator"]], groups[row["unit"]]
            if isinstance(item, Indicator) and row["field"] not in ("evidence", "note") and not item.applies(group):
                yield self._at_row("not_for_group", row, group=self.system.groups[group].title)

    def _inconsistent(self) -> Numbered:
        """Figures of several files, or of unit and inspector, that do not fit together; the inspector's count."""
        items = {id_: item for id_, item in self.system.items.items() if item.fact_kind.fields_stand_together}
        facts, key = self.facts(), ["unit", "indicator"]
        figures = facts[facts["indicator"].isin(items) & ~facts["field"].isin(TEXT_FIELDS)]
        figures = figures.sort_values("source", kind="stable")  # self before verified
        counted = figures.drop_duplicates([*key, "field"], keep="last")
        origins = counted.groupby(key, sort=False)[["number", "source"]].transform("nunique")
        for (_, indicator), rows in counted[(origins > 1).any(axis=1)].groupby(key, sort=False):
            item, by_field = items[indicator], {row["field"]: row for _, row in rows.iterrows()}
            values: dict[str, float | None] = {field: row["value"] for field, row in by_field.items()}
            for one in item.fact_kind.inconsistencies(item, values, self.system.year, is_partial=True):
                yield from self._both_sides(one, by_field)

    def _both_sides(self, one: Inconsistency, by_field: Mapping[str, pd.Series]) -> Numbered:
        """A mistake between two figures, for each file that has one of them."""
        here, there = by_field[one.field], by_field[one.other or one.field]
        yield self._at_row(one.code, here, **one.params, other=self._where(there))
        if there["number"] != here["number"]:
            yield self._at_row(one.code, there, **one.params, other=self._where(here))

    # --- problems ---------------------------------------------------------------------------------

    def _at_row(self, code: str, row: pd.Series, **params: object) -> tuple[int, Problem]:
        place = {name: row[name] for name in (*PLACE_COLUMNS, "unit", "indicator")}
        return int(row["number"]), Problem(code, params, **place)

    def _where(self, row: pd.Series) -> str:
        return f"{self._labels[row['number']]} {Place(row['sheet'], row['cell'])}"


def _labels(submissions: list[Submission]) -> Iterator[str]:
    """What the files are called in messages: a second one of a name gets a number."""
    seen: Counter[str] = Counter()
    for submission in submissions:
        seen[submission.file] += 1
        number = seen[submission.file]
        yield submission.file if number == 1 else f"{submission.file} ({number})"


def _first_words(details: pd.DataFrame, column: str) -> dict[str, str]:
    given = details[details[column] != ""].drop_duplicates("unit")
    return dict(zip(given["unit"], given[column], strict=True))


def _pairs(left: pd.DataFrame, right: pd.DataFrame, key: list[str]) -> Iterator[tuple[pd.Series, pd.Series]]:
    """The rows of two frames of facts that agree in `key`."""
    both = (
        left.reset_index(drop=True)
        .reset_index(names="here")[["here", *key]]
        .merge(right.reset_index(drop=True).reset_index(names="there")[["there", *key]], on=key)
    )
    for here, there in zip(both["here"], both["there"], strict=True):
        yield left.iloc[here], right.iloc[there]
