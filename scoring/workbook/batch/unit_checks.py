"""What the files of a batch say of units against each other, and against the list of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.problems.suggestions import did_you_mean, question
from scoring.words import COLUMNS, Text
from scoring.workbook.batch.files import Files, Numbered, first_words, in_file
from scoring.workbook.submission import Submission

_DETAILS = ("name", "group")
MOST_NAMED = 50  # units of a file that no list knows


def units_twice(files: Files) -> Numbered:
    """Units of which several files are the whole report; which of them is right is not for the program to say."""
    by_unit: dict[str, list[int]] = {}
    for number, submission in enumerate(files.submissions):
        if submission.kind == "workbook":
            for unit in submission.reported_units:
                by_unit.setdefault(unit, []).append(number)
    for unit, numbers in by_unit.items():
        for number in numbers if len(numbers) > 1 else []:
            other = files.labels[next(n for n in numbers if n != number)]
            yield number, Problem("unit_twice", {"unit_code": unit, "other": other}, unit=unit)


def lists_differ(files: Files) -> Numbered:
    """Lists among the files that contradict each other; the roster, where there is one, decides instead."""
    details = files.details()
    details = details[details["number"].isin(files.lists()) & ~details["unit"].isin(files.roster["unit"])]
    yield from _differences(files, details)


def not_as_listed(files: Files) -> Numbered:
    """Warnings for files that say something else of a unit than the list does; the list counts."""
    listed = files.listed()
    for column in _DETAILS:
        words = first_words(listed, column)
        for row in files.details().to_dict("records"):
            own, unit = row[column], row["unit"]
            if own and tidy(own) != tidy(words.get(unit, own)):  # （某某） and (某某) are one name
                shown = {"said": _detail(files, column, own), "listed": _detail(files, column, words[unit])}
                yield row["number"], Problem("not_as_listed", {"what": COLUMNS[column], **shown}, unit=unit)


def _detail(files: Files, column: str, word: str) -> object:
    return files.system.groups[word].title if column == "group" and word in files.system.groups else word


def not_listed(files: Files, code: str) -> Numbered:
    """Problems of a code for units that are on no list among the files; a slip of the pen, perhaps."""
    listed = files.listed() if files.lists() else files.roster.iloc[:0]
    codes = set(listed["unit"])
    for number, submission in files.accepted() if codes else ():
        unknown = [unit for unit in submission.unit_codes if unit not in codes]
        for problem in _of_strangers(submission, unknown, listed, code):
            yield number, problem


def strangers(submission: Submission, listed: pd.DataFrame, unknown: Iterable[str]) -> list[Problem]:
    """Warnings for the units of one file that neither the list (UNIT_COLUMNS) nor an earlier report knows."""
    return [in_file(problem, submission) for problem in _of_strangers(submission, list(unknown), listed, "new_unit")]


def _of_strangers(submission: Submission, unknown: Sequence[str], listed: pd.DataFrame, code: str) -> Iterator[Problem]:
    """A problem for each of the first units that nobody knows, with whom it may mean, and one for all the others."""
    names = {unit: name for unit, name, _ in submission.unit_rows}
    for unit in unknown[:MOST_NAMED]:  # where so many are not known, none of them is a slip of the pen
        near = who_is_meant(unit, names.get(unit, ""), listed)
        yield Problem(code, {"unit_code": unit, "nearest": near}, unit=unit)
    if len(unknown) > MOST_NAMED:
        yield Problem(f"{code}_more", {"count": f"{len(unknown) - MOST_NAMED:,}"})


def who_is_meant(code: str, name: str, listed: pd.DataFrame) -> Text:
    """'Did you mean …?' for a code that no list knows: the code of the unit of this name, else the nearest code."""
    wanted = tidy(name)
    of_name = listed.loc[(listed["name"].map(tidy) == wanted) & (wanted != ""), "unit"].unique().tolist()
    return did_you_mean(of_name) if of_name else question(code, sorted(set(listed["unit"])))


def codes_alike(files: Files) -> Numbered:
    """Warnings for units whose codes differ in nothing but upper and lower case."""
    alike: dict[str, dict[str, int]] = {}
    for number, submission in files.accepted():
        for unit in submission.reported_units:
            alike.setdefault(unit.casefold(), {}).setdefault(unit, number)
    for numbers in alike.values():
        for unit, number in numbers.items() if len(numbers) > 1 else []:
            other = next(one for one in numbers if one != unit)
            params = {"unit_code": unit, "other_code": other, "other": files.labels[numbers[other]]}
            yield number, Problem("codes_alike", params, unit=unit)


def details_differ(files: Files) -> Numbered:
    """Files that say different things of a unit that is on no list."""
    details = files.details()
    yield from _differences(files, details[~details["unit"].isin(files.listed()["unit"])])


def _differences(files: Files, details: pd.DataFrame) -> Numbered:
    for column in _DETAILS:
        given = details[details[column] != ""]
        given = given.assign(**{column: given[column].map(tidy)})
        counts = given.groupby("unit")[column].nunique()
        for unit in counts.index[counts > 1]:
            here = given[given["unit"] == unit]
            for number, value in zip(here["number"], here[column], strict=True):
                other = files.labels[here.loc[here[column] != value, "number"].iloc[0]]
                params = {"unit_code": unit, "what": COLUMNS[column], "other": other}
                yield number, Problem("unit_details_differ", params, unit=unit)


def no_group(files: Files) -> Numbered:
    """Units whose group nobody says."""
    groups = files.firsts("group")
    for number, submission in files.accepted():
        spoken_of = [row[0] for row in submission.unit_rows]
        for unit in submission.reported_units if files.needs_report else spoken_of:
            if unit not in groups:
                yield number, Problem("no_group", {"unit_code": unit}, unit=unit)
