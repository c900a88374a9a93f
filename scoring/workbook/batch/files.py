"""The files of a batch, and what those of them that count say together.

Tested in tests/workbook/batch/test_combine.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pandas as pd

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS, UNIT_COLUMNS
from scoring.facts.frames import fact_frame, unit_frame
from scoring.problems import Problem
from scoring.system import IndicatorSystem
from scoring.words import Text, text
from scoring.workbook import limits
from scoring.workbook.intake.collector import Place
from scoring.workbook.submission import Submission

_IN_FILE = text("{file} {place}", "{file} {place}")
Numbered = Iterator[tuple[int, Problem]]  # number of the file, and what is wrong with it


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
        self.roster = unit_frame([]) if roster is None else roster
        self._known = unit_frame([]) if known is None else known
        self.needs_report = any(True for _ in system.unit_reported())
        self.labels = list(_labels(submissions))
        self._facts: pd.DataFrame | None = None  # of the files that count; None when that has changed
        self._details: pd.DataFrame | None = None

    def add(self, problems: Numbered) -> bool:
        """Give each problem to its file; whether there was any."""
        by_file: dict[int, list[Problem]] = {}
        for number, problem in islice(problems, limits.PROBLEMS):  # files that get none are looked at again
            by_file.setdefault(number, []).append(in_file(problem, self.submissions[number]))
        for number, more in by_file.items():
            submission = self.submissions[number]
            self.submissions[number] = replace(submission, problems=(*submission.problems, *more))
        if by_file:
            self._facts = self._details = None
        return bool(by_file)

    def accepted(self) -> Iterator[tuple[int, Submission]]:
        """The files that count, each with its number."""
        return ((number, s) for number, s in enumerate(self.submissions) if s.accepted)

    def facts_of(self, units: Iterable[str]) -> pd.DataFrame:
        """The facts of some units, FACT_COLUMNS and PLACE_COLUMNS, each once."""
        facts = self.facts()
        facts = facts[facts["unit"].isin(set(units))].drop_duplicates(["unit", "indicator", "field", "source"])
        return facts[[*FACT_COLUMNS, *PLACE_COLUMNS]].reset_index(drop=True)

    def facts(self) -> pd.DataFrame:
        """The facts of the files that count, and the number of the file of each."""
        if self._facts is None:
            numbers = [number for number, s in self.accepted() for _ in s.fact_rows]
            facts = fact_frame(row for _, s in self.accepted() for row in s.fact_rows)
            self._facts = facts.assign(number=pd.Series(numbers, dtype="int64"))
        return self._facts

    def details(self) -> pd.DataFrame:
        """The units of the files that count: unit, name, group, and the number of the file."""
        if self._details is None:
            numbers = [number for number, s in self.accepted() for _ in s.unit_rows]
            details = unit_frame(row for _, s in self.accepted() for row in s.unit_rows)
            self._details = details.assign(number=pd.Series(numbers, dtype="int64"))
        return self._details

    def units(self) -> tuple[pd.DataFrame, list[str]]:
        """The units that count, and the codes of those spoken of that do not."""
        details = self.details()
        reported = {unit for _, s in self.accepted() for unit in s.reported_units}
        refused = {row[0] for s in self.submissions if s.kind == "workbook" and not s.accepted for row in s.unit_rows}
        if not self.needs_report:
            reported = set(details["unit"])
        counted = reported - refused
        codes = [code for code in dict.fromkeys(details["unit"]) if code in counted]
        names, groups = self.firsts("name"), self.firsts("group")
        units = unit_frame(sorted((code, names.get(code, ""), groups.get(code, "")) for code in codes))
        spoken_of = dict.fromkeys([*details["unit"], *sorted(refused)])
        return units, [code for code in spoken_of if code not in counted]

    def everyone(self) -> pd.DataFrame:
        """UNIT_COLUMNS of all units there are, each once: those listed, else those of all files, left out ones too."""
        listed = self.listed()
        if not listed.empty:
            return listed[UNIT_COLUMNS].drop_duplicates("unit", ignore_index=True)
        refused = [row for s in self.submissions if s.kind == "workbook" and not s.accepted for row in s.unit_rows]
        names, groups = self.firsts("name"), self.firsts("group")
        told = {code: (code, name, group) for code, name, group in refused}
        told |= {code: (code, names.get(code, ""), groups.get(code, "")) for code in self.details()["unit"]}
        return unit_frame(told.values())

    def lists(self) -> list[int]:
        """The files that count and are lists of units."""
        return [number for number, s in self.accepted() if s.is_list]

    def listed(self) -> pd.DataFrame:
        """The units that are listed, the roster's before those of lists among the files."""
        lists = self.lists()
        details = self.details()
        return pd.concat([self.roster, details[details["number"].isin(lists)]], ignore_index=True)

    def firsts(self, column: str) -> dict[str, str]:
        """A unit's name or group: as listed, else as the first file says that does, else as is known."""
        details = pd.concat([self.listed(), self.details(), self._known], ignore_index=True)
        return first_words(details, column)

    def at_row(self, code: str, row: pd.Series, **params: object) -> tuple[int, Problem]:
        """A problem at the place of a fact, for the file that holds it."""
        place = {name: row[name] for name in (*PLACE_COLUMNS, "unit", "indicator")}
        return int(row["number"]), Problem(code, params, **place)

    def where(self, row: pd.Series) -> Text:
        """File, sheet and cell of a fact, as a message says it."""
        return _IN_FILE.filled(file=self.labels[row["number"]], place=Place(row["sheet"], row["cell"]).words())


def in_file(problem: Problem, submission: Submission) -> Problem:
    """A problem with its file; one of a unit, that has no place, at the cell that names the unit."""
    named = "" if problem.sheet or problem.cell else problem.unit
    sheet, cell = submission.unit_places.get(named, (problem.sheet, problem.cell))
    return problem.at(file=submission.file, sheet=sheet, cell=cell)


def first_words(details: pd.DataFrame, column: str) -> dict[str, str]:
    """unit -> its name or group, as the first row says that does."""
    given = details[details[column] != ""].drop_duplicates("unit")
    return dict(zip(given["unit"], given[column], strict=True))


def _labels(submissions: list[Submission]) -> Iterator[str]:
    """What the files are called in messages: a second one of a name gets a number."""
    seen: Counter[str] = Counter()
    for submission in submissions:
        seen[submission.file] += 1
        number = seen[submission.file]
        yield submission.file if number == 1 else f"{submission.file} ({number})"
