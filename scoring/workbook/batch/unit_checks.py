"""What the files of a batch say of units against each other, and against the list of units."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.problems.suggestions import did_you_mean, question
from scoring.words import COLUMNS, Text
from scoring.workbook.batch.files import Files, Numbered, first_words
from scoring.workbook.submission import Submission

_DETAILS = ("name", "group")
_GUESSES = 50


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


def not_listed(files: Files) -> Numbered:
    """Warnings for units that report and are on no list among the files; a slip of the pen, perhaps."""
    codes = set(files.listed()["unit"]) if files.lists() else set()
    guesses = 0
    for number, submission in files.accepted() if codes else ():
        names = {unit: name for unit, name, _ in submission.unit_rows}
        for unit in submission.reported_units:
            if unit not in codes:
                guesses += 1  # where so many are not listed, none of them is a slip of the pen
                near = who_is_meant(unit, names.get(unit, ""), files.listed()) if guesses <= _GUESSES else Text("")
                yield number, Problem("unit_not_listed", {"unit_code": unit, "nearest": near}, unit=unit)


def strangers(submission: Submission, listed: pd.DataFrame, known: Collection[str]) -> list[Problem]:
    """Warnings for the units of one file that neither a list nor an earlier report knows.

    Args:
        listed: UNIT_COLUMNS of the list; without one nobody is a stranger.
        known: the codes that are known from elsewhere.
    """
    codes = {*listed["unit"], *known}
    names = {unit: name for unit, name, _ in submission.unit_rows}
    new = [unit for unit in submission.reported_units if len(listed) and unit not in codes]
    nears = {unit: who_is_meant(unit, names.get(unit, ""), listed) for unit in new[:_GUESSES]}
    params = ({"unit_code": unit, "nearest": nears.get(unit, Text(""))} for unit in new)
    return [
        Problem("new_unit", given, file=submission.file, unit=unit) for unit, given in zip(new, params, strict=True)
    ]


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
