"""Many files together: which files there are, and what they say as one when they speak of the same units."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from scoring.errors import Problem
from scoring.facts import TEXT_FIELDS
from scoring.numbers import plain
from scoring.submission import PLACE_COLUMNS, Submission, fact_frame, unit_frame
from scoring.system import Indicator, IndicatorSystem
from scoring.terms import COLUMNS
from scoring.workbook import limits
from scoring.workbook.container import SUFFIXES
from scoring.workbook.found import Place

_HIDDEN = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


# --- files ------------------------------------------------------------------------------------------


@dataclass
class Collected:
    """The files of some paths, read one at a time as they are asked for, in an order that does not change.

    Attributes:
        skipped: names of files in folders that are nothing to read (known from the start).
    """

    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name, path in self.files.items():
            with path.open("rb") as file:
                yield name, file.read(limits.ARCHIVE_BYTES + 1)

    def __len__(self) -> int:
        return len(self.files)


def collect(paths: Iterable[Path]) -> Collected:
    """The files of `paths` by name: files as they are, folders with all that is in them.

    Raises:
        OSError: a path cannot be read (while iterating, a file).
    """
    found = Collected()
    for path in map(Path, paths):
        for name, file in _in_folder(path) if path.is_dir() else [(path.name, path)]:
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                found.skipped.append(name)
            elif found.files.get(name, file) != file:  # two folders with a file of one name
                found.files[file.as_posix()] = file
            else:
                found.files[name] = file
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _HIDDEN.match(name))
        for name in sorted(names):
            if not _HIDDEN.match(name):
                path = Path(where) / name
                yield path.relative_to(folder).as_posix(), path


# --- what they say together -------------------------------------------------------------------------


@dataclass(frozen=True)
class Batch:
    """Files read together, ready to be scored.

    Attributes:
        units: UNIT_COLUMNS, the units with a report that counts.
        facts: FACT_COLUMNS and PLACE_COLUMNS, of those units.
        accepted, rejected: the files; what is wrong between files is among their problems.
        notices: warnings about the batch as a whole.
    """

    system: IndicatorSystem
    units: pd.DataFrame
    facts: pd.DataFrame
    accepted: tuple[Submission, ...]
    rejected: tuple[Submission, ...]
    notices: tuple[Problem, ...]


def combine(submissions: Iterable[Submission], system: IndicatorSystem) -> Batch:
    """Put files together; those that contradict each other are rejected, each naming the other."""
    kept, notices = _without_repeats(submissions)
    files = _Files(kept, system)
    files.check()
    units, unreported = files.units()
    codes = set(units["unit"])
    facts = files.facts()
    facts = facts[facts["unit"].isin(codes)].drop_duplicates(["unit", "indicator", "field", "source"])
    notices += [Problem("no_report", {"unit_code": unit}, unit=unit) for unit in unreported]
    accepted = tuple(s for s in files.submissions if s.accepted)
    rejected = tuple(s for s in files.submissions if not s.accepted)
    return Batch(system, units, facts.reset_index(drop=True), accepted, rejected, tuple(notices))


def _without_repeats(submissions: Iterable[Submission]) -> tuple[list[Submission], list[Problem]]:
    """The files without identical copies and without what zips hold besides; notices say what was left out."""
    first: dict[str, str] = {}
    kept: list[Submission] = []
    notices: list[Problem] = []
    for submission in submissions:
        if submission.kind == "unreadable" and submission.accepted:
            notices += submission.problems
            continue
        other = first.setdefault(submission.sha256, submission.file) if submission.content else submission.file
        if other != submission.file:
            notices.append(Problem("same_file_twice", {"other": other}, file=submission.file))
        else:
            kept.append(submission)
    return kept, notices


class _Files:
    """The files of a batch and what is wrong between them."""

    def __init__(self, submissions: list[Submission], system: IndicatorSystem) -> None:
        self.submissions, self.system = submissions, system
        self._facts: pd.DataFrame | None = None  # of the files that count; None when that has changed
        self._said: pd.DataFrame | None = None

    def check(self) -> None:
        """Add what is wrong between files, until those that are left agree."""
        self._add(self._units_twice())
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

    def _add(self, problems: Iterable[Problem]) -> bool:
        """Give each problem to its file; whether there was any."""
        by_file: dict[str, list[Problem]] = {}
        for problem in problems:
            by_file.setdefault(problem.file, []).append(problem)
        self.submissions = [
            replace(s, problems=(*s.problems, *by_file[s.file])) if s.file in by_file else s for s in self.submissions
        ]
        if by_file:
            self._facts = self._said = None
        return bool(by_file)

    @property
    def accepted(self) -> list[Submission]:
        return [s for s in self.submissions if s.accepted]

    def facts(self) -> pd.DataFrame:
        """The facts of the files that count."""
        if self._facts is None:
            self._facts = fact_frame(row for s in self.accepted for row in s.fact_rows)
        return self._facts

    def _said_of_units(self) -> pd.DataFrame:
        """What the files that count say of units: unit, name, group, file."""
        if self._said is None:
            files = [s.file for s in self.accepted for _ in s.unit_rows]
            said = unit_frame(row for s in self.accepted for row in s.unit_rows)
            self._said = said.assign(file=pd.Series(files, dtype=object))
        return self._said

    def _groups(self) -> dict[str, str]:
        return self._firsts(self._said_of_units(), "group")

    # --- units -----------------------------------------------------------------------------------

    def units(self) -> tuple[pd.DataFrame, list[str]]:
        """The units that count, and the codes of those spoken of that do not."""
        said = self._said_of_units()
        reported = {unit for s in self.accepted for unit in s.reported_units}
        refused = {row[0] for s in self.submissions if s.kind == "workbook" and not s.accepted for row in s.unit_rows}
        if not any(True for _ in self.system.unit_reported()):
            reported = set(said["unit"])
        counted = reported - refused
        codes = [code for code in dict.fromkeys(said["unit"]) if code in counted]
        names, groups = self._firsts(said, "name"), self._firsts(said, "group")
        units = unit_frame(sorted((code, names.get(code, ""), groups.get(code, "")) for code in codes))
        spoken_of = dict.fromkeys([*said["unit"], *sorted(refused)])
        return units, [code for code in spoken_of if code not in counted]

    @staticmethod
    def _firsts(said: pd.DataFrame, column: str) -> dict[str, str]:
        """What the first file that says it says of each unit."""
        given = said[said[column] != ""].drop_duplicates("unit")
        return dict(zip(given["unit"], given[column], strict=True))

    def _units_twice(self) -> Iterator[Problem]:
        files: dict[str, list[str]] = {}
        for submission in self.submissions:
            if submission.kind == "workbook":
                for unit in submission.reported_units:
                    files.setdefault(unit, []).append(submission.file)
        for unit, names in files.items():
            for name in names if len(names) > 1 else []:
                other = next((n for n in names if n != name), name)
                yield Problem("unit_twice", {"unit_code": unit, "other": other}, file=name, unit=unit)

    def _details_differ(self) -> Iterator[Problem]:
        said = self._said_of_units()
        for column in ("name", "group"):
            given = said[said[column] != ""]
            counts = given.groupby("unit")[column].nunique()
            for unit in counts.index[counts > 1]:
                here = given[given["unit"] == unit]
                for name, value in zip(here["file"], here[column], strict=True):
                    other = here.loc[here[column] != value, "file"].iloc[0]
                    params = {"unit_code": unit, "what": COLUMNS[column], "other": other}
                    yield Problem("unit_details_differ", params, file=name, unit=unit)

    def _no_group(self) -> Iterator[Problem]:
        groups = self._groups()
        for submission in self.accepted:
            counted = (
                submission.reported_units
                if any(True for _ in self.system.unit_reported())
                else submission.units["unit"]
            )
            for unit in counted:
                if unit not in groups:
                    yield Problem("no_group", {"unit_code": unit}, file=submission.file, unit=unit)

    # --- figures ---------------------------------------------------------------------------------

    def _conflicts(self) -> Iterator[Problem]:
        """The same figure by one source, with two values."""
        facts = self.facts()
        facts = facts[~facts["field"].isin(TEXT_FIELDS)]
        key = ["unit", "indicator", "field", "source"]
        repeated = facts[facts.duplicated(key, keep=False)]
        for _, same in repeated.groupby(key, sort=False):
            for row in same.itertuples(index=False):
                others = same[same["value"] != row.value]
                if len(others):
                    yield _at("fact_conflict", row, other=_where(others.iloc[0]))

    def _claims_and_values(self) -> Iterator[Problem]:
        """ "Not applicable" in one file, a value by the same source in another."""
        facts = self.facts()
        key = ["unit", "indicator", "source"]
        claims = facts[facts["field"] == "na"]
        figures = facts[~facts["field"].isin(TEXT_FIELDS)].drop_duplicates(key)
        for _, row in claims.merge(figures, on=key, suffixes=("", "_figure")).iterrows():
            here, there = row, row[[f"{c}_figure" for c in PLACE_COLUMNS]].set_axis(PLACE_COLUMNS)
            params = {"unit": row["unit"], "indicator": row["indicator"]}
            yield Problem("na_beside_value", {"other": _where(there)}, **params, **here[PLACE_COLUMNS])
            yield Problem("na_beside_value", {"other": _where(here)}, **params, **there)

    def _wrong_group(self) -> Iterator[Problem]:
        """Figures for indicators that a unit does not have, where only another file says its group."""
        groups = self._groups()
        said = self._said_of_units()
        silent = said[(said["group"] == "") & said["unit"].isin(groups)]
        for row in self.facts().merge(silent[["unit", "file"]], on=["unit", "file"]).itertuples(index=False):
            item, group = self.system.items[row.indicator], groups[row.unit]
            if isinstance(item, Indicator) and not item.applies(group):
                yield _at("not_for_group", row, group=self.system.groups[group].title)

    def _too_much_done(self) -> Iterator[Problem]:
        """More done than due once inspectors' figures stand in place of the units' own."""
        facts = self.facts()
        ratios = facts[facts["field"].isin(["done", "due"])].sort_values("source", kind="stable")
        counted = ratios.drop_duplicates(["unit", "indicator", "field"], keep="last")  # self before verified
        key = ["unit", "indicator"]
        pairs = counted[counted["field"] == "done"].merge(
            counted[counted["field"] == "due"], on=key, suffixes=("", "_due")
        )
        for _, row in pairs[pairs["value"] > pairs["value_due"]].iterrows():
            due = row[[f"{c}_due" for c in PLACE_COLUMNS]].set_axis(PLACE_COLUMNS)
            figures = {"done": plain(row["value"]), "due": plain(row["value_due"])}
            params = {"unit": row["unit"], "indicator": row["indicator"]}
            yield Problem("done_exceeds_due", {**figures, "other": _where(due)}, **params, **row[PLACE_COLUMNS])
            if due["file"] != row["file"]:
                yield Problem("done_exceeds_due", {**figures, "other": _where(row)}, **params, **due)


def _where(row: pd.Series) -> str:
    return f"{row['file']} {Place(row['sheet'], row['cell'])}"


def _at(code: str, row: object, **params: object) -> Problem:
    place = {name: getattr(row, name) for name in (*PLACE_COLUMNS, "unit", "indicator")}
    return Problem(code, params, **place)
