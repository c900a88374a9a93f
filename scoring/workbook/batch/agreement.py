"""What the files of a batch say against each other, and against the list of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pandas as pd

from scoring.facts import FACT_COLUMNS, TEXT_FIELDS
from scoring.numbers import plain
from scoring.problems import Problem
from scoring.system import Indicator, IndicatorSystem
from scoring.words import COLUMNS, Text
from scoring.workbook import limits
from scoring.workbook.intake.collector import Place
from scoring.workbook.intake.suggestions import question
from scoring.workbook.submission import PLACE_COLUMNS, Submission, fact_frame, unit_frame

Told = Iterator[tuple[int, Problem]]  # which file it is told to, and what
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
        self._said: pd.DataFrame | None = None

    def check(self) -> None:
        """Add what is wrong between files, until those that are left agree."""
        self._add(self._units_twice())
        self._add(self._lists_differ())
        self._add(self._not_as_listed())
        self._add(self._not_listed())
        self._add(self._codes_alike())
        while any(
            self._add(found)
            for found in (
                self._details_differ(),
                self._no_group(),
                self._conflicts(),
                self._claims_and_values(),
                self._wrong_group(),
                self._too_much_done(),
            )
        ):
            pass

    def _add(self, problems: Told) -> bool:
        """Give each problem to its file; whether there was any."""
        by_file: dict[int, list[Problem]] = {}
        for number, problem in islice(problems, limits.PROBLEMS):  # files they are not told to are looked at again
            by_file.setdefault(number, []).append(problem.at(file=self.submissions[number].file))
        for number, found in by_file.items():
            submission = self.submissions[number]
            self.submissions[number] = replace(submission, problems=(*submission.problems, *found))
        if by_file:
            self._facts = self._said = None
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

    def _said_of_units(self) -> pd.DataFrame:
        """What the files that count say of units: unit, name, group, and the number of the file."""
        if self._said is None:
            numbers = [number for number, s in self._accepted() for _ in s.unit_rows]
            said = unit_frame(row for _, s in self._accepted() for row in s.unit_rows)
            self._said = said.assign(number=pd.Series(numbers, dtype="int64"))
        return self._said

    # --- units -----------------------------------------------------------------------------------

    def units(self) -> tuple[pd.DataFrame, list[str]]:
        """The units that count, and the codes of those spoken of that do not."""
        said = self._said_of_units()
        reported = {unit for _, s in self._accepted() for unit in s.reported_units}
        refused = {row[0] for s in self.submissions if s.kind == "workbook" and not s.accepted for row in s.unit_rows}
        if not self._needs_report:
            reported = set(said["unit"])
        counted = reported - refused
        codes = [code for code in dict.fromkeys(said["unit"]) if code in counted]
        names, groups = self._firsts("name"), self._firsts("group")
        units = unit_frame(sorted((code, names.get(code, ""), groups.get(code, "")) for code in codes))
        spoken_of = dict.fromkeys([*said["unit"], *sorted(refused)])
        return units, [code for code in spoken_of if code not in counted]

    def _lists(self) -> list[int]:
        """The files that count and are lists of units."""
        return [number for number, s in self._accepted() if s.is_list]

    def _listed(self) -> pd.DataFrame:
        """The units that are listed, the roster's before those of lists among the files."""
        lists = self._lists()
        said = self._said_of_units()
        return pd.concat([self._roster, said[said["number"].isin(lists)]], ignore_index=True)

    def _firsts(self, column: str) -> dict[str, str]:
        """A unit's name or group: as listed, else as the first file says that does, else as is known."""
        said = pd.concat([self._listed(), self._said_of_units(), self._known], ignore_index=True)
        return _first_words(said, column)

    def _units_twice(self) -> Told:
        files: dict[str, list[int]] = {}
        for number, submission in enumerate(self.submissions):
            if submission.kind == "workbook":
                for unit in submission.reported_units:
                    files.setdefault(unit, []).append(number)
        for unit, numbers in files.items():
            for number in numbers if len(numbers) > 1 else []:
                other = self._labels[next(n for n in numbers if n != number)]
                yield number, Problem("unit_twice", {"unit_code": unit, "other": other}, unit=unit)

    def _lists_differ(self) -> Told:
        """Lists among the files that contradict each other; the roster, where there is one, decides instead."""
        said = self._said_of_units()
        said = said[said["number"].isin(self._lists()) & ~said["unit"].isin(self._roster["unit"])]
        yield from self._differences(said)

    def _not_as_listed(self) -> Told:
        """Warnings for files that say something else of a unit than the list does; the list counts."""
        listed = self._listed()
        for column in _DETAILS:
            words = _first_words(listed, column)
            for row in self._said_of_units().to_dict("records"):
                said, unit = row[column], row["unit"]
                if said and said != words.get(unit, said):
                    shown = {"said": self._shown(column, said), "listed": self._shown(column, words[unit])}
                    yield row["number"], Problem("not_as_listed", {"what": COLUMNS[column], **shown}, unit=unit)

    def _shown(self, column: str, word: str) -> object:
        return self.system.groups[word].title if column == "group" and word in self.system.groups else word

    def _not_listed(self) -> Told:
        """Warnings for units that report and are on no list among the files; a slip of the pen, perhaps."""
        codes = set(self._listed()["unit"]) if self._lists() else set()
        guesses = 0
        for number, submission in self._accepted() if codes else ():
            for unit in submission.reported_units:
                if unit not in codes:
                    guesses += 1  # where so many are not listed, none of them is a slip of the pen
                    near = question(unit, sorted(codes)) if guesses <= _GUESSES else Text("")
                    yield number, Problem("unit_not_listed", {"unit_code": unit, "nearest": near}, unit=unit)

    def _codes_alike(self) -> Told:
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

    def _details_differ(self) -> Told:
        said = self._said_of_units()
        yield from self._differences(said[~said["unit"].isin(self._listed()["unit"])])

    def _differences(self, said: pd.DataFrame) -> Told:
        for column in _DETAILS:
            given = said[said[column] != ""]
            counts = given.groupby("unit")[column].nunique()
            for unit in counts.index[counts > 1]:
                here = given[given["unit"] == unit]
                for number, value in zip(here["number"], here[column], strict=True):
                    other = self._labels[here.loc[here[column] != value, "number"].iloc[0]]
                    params = {"unit_code": unit, "what": COLUMNS[column], "other": other}
                    yield number, Problem("unit_details_differ", params, unit=unit)

    def _no_group(self) -> Told:
        groups = self._firsts("group")
        for number, submission in self._accepted():
            spoken_of = [row[0] for row in submission.unit_rows]
            for unit in submission.reported_units if self._needs_report else spoken_of:
                if unit not in groups:
                    yield number, Problem("no_group", {"unit_code": unit}, unit=unit)

    # --- figures ---------------------------------------------------------------------------------

    def _conflicts(self) -> Told:
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
                    yield self._told("fact_conflict", row, other=self._where(others.iloc[0]))

    def _claims_and_values(self) -> Told:
        """ "Not applicable" in one file, a value by the same source in another."""
        facts = self.facts()
        key = ["unit", "indicator", "source"]
        figures = facts[~facts["field"].isin(TEXT_FIELDS)].drop_duplicates(key)
        for here, there in _pairs(facts[facts["field"] == "na"], figures, key):
            yield self._told("na_beside_value", here, other=self._where(there))
            yield self._told("na_beside_value", there, other=self._where(here))

    def _wrong_group(self) -> Told:
        """Figures for indicators that a unit does not have, in files that do not say the group that counts."""
        groups = self._firsts("group")
        said = self._said_of_units()
        silent = said[said["unit"].isin(groups) & (said["group"] != said["unit"].map(groups))]
        for _, row in self.facts().merge(silent[["unit", "number"]], on=["unit", "number"]).iterrows():
            item, group = self.system.items[row["indicator"]], groups[row["unit"]]
            if isinstance(item, Indicator) and row["field"] not in ("evidence", "note") and not item.applies(group):
                yield self._told("not_for_group", row, group=self.system.groups[group].title)

    def _too_much_done(self) -> Told:
        """More done than due once inspectors' figures stand in place of the units' own."""
        facts = self.facts()
        ratios = facts[facts["field"].isin(["done", "due"])].sort_values("source", kind="stable")
        counted = ratios.drop_duplicates(["unit", "indicator", "field"], keep="last")  # self before verified
        key = ["unit", "indicator"]
        done, due = (counted[counted["field"] == name] for name in ("done", "due"))
        figures = done[[*key, "value"]].merge(due[[*key, "value"]], on=key, suffixes=("", "_due"))
        wrong = figures.loc[figures["value"] > figures["value_due"], key]
        for here, there in _pairs(done.merge(wrong, on=key), due, key):
            params = {"done": plain(here["value"]), "due": plain(there["value"])}
            yield self._told("done_exceeds_due", here, **params, other=self._where(there))
            if there["number"] != here["number"]:
                yield self._told("done_exceeds_due", there, **params, other=self._where(here))

    # --- telling ---------------------------------------------------------------------------------

    def _told(self, code: str, row: pd.Series, **params: object) -> tuple[int, Problem]:
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


def _first_words(said: pd.DataFrame, column: str) -> dict[str, str]:
    given = said[said[column] != ""].drop_duplicates("unit")
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
