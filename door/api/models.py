"""The shapes of the answers, of which the OpenAPI document is made.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Period(BaseModel):
    """A period, and the system that is in force in it."""

    id: str
    system: str
    digest: str
    title: dict[str, str]


class Periods(BaseModel):
    """A page of periods, newest first."""

    items: list[Period]
    next: str | None


class System(BaseModel):
    """The system in force: its text (YAML) and the same as a tree, with what the text leaves unsaid."""

    id: str
    digest: str
    text: str
    tree: dict[str, Any]


class Unit(BaseModel):
    """A unit: its code, its name, the id of its group, and whether it is scored."""

    code: str
    name: str
    group: str
    reported: bool


class Units(BaseModel):
    """A page of units, in the order of the list."""

    items: list[Unit]
    next: str | None


class Total(BaseModel):
    """A unit's totals, on the system's scale; null where there is none."""

    code: str
    name: str
    group: str
    score: float | None
    base: float | None
    bonus: float | None
    deduction: float | None
    vetoes: list[str]
    rank: int | None = None
    group_rank: int | None = None
    grade: str | None = None


class Ranking(BaseModel):
    """A page of the ranking, best first, the unranked last."""

    items: list[Total]
    next: str | None


class Section(BaseModel):
    """What a section earned of its marks; rate is 0 to 1."""

    earned: float | None
    marks: float | None
    rate: float | None


class Indicator(BaseModel):
    """What an indicator earned, and why; `taken` is false where its part took another."""

    earned: float | None
    marks: float | None
    rate: float | None
    state: str
    why: str
    taken: bool = True


class Adjustment(BaseModel):
    """A bonus, deduction or veto."""

    points: float | None
    state: str
    why: str


class GradeMissed(BaseModel):
    """A better grade whose points are there, and why it is not held."""

    grade: str
    because: str


class Result(Total):
    """One unit with every indicator. Who sees this unit alone gets no places, and no grade that others decide."""

    self_score: float | None
    grade_missed: list[GradeMissed] = []
    sections: dict[str, Section]
    indicators: dict[str, Indicator]
    adjustments: dict[str, Adjustment]


class Mistake(BaseModel):
    """What is wrong in a file, where, and what to do."""

    code: str
    severity: str
    sheet: str
    cell: str
    unit: str
    indicator: str
    message: str
    hint: str
    line: int | None = None
    column: int | None = None


class Mistakes(BaseModel):
    """A page of what is wrong in a file, in its order."""

    items: list[Mistake]
    next: str | None


class Submission(BaseModel):
    """A file that was handed in: when (UTC), by whom, whether it was accepted, counts, or waits for a decision."""

    id: int
    at: str
    by: str
    file: str
    kind: str
    unit: str
    version: int
    problems: int
    accepted: bool
    counts: bool
    waits: bool
    withdrawn: str


class Submissions(BaseModel):
    """A page of what was handed in, newest first."""

    items: list[Submission]
    next: str | None


class FileResult(BaseModel):
    """What became of a file; `submission` is null where it was not kept."""

    file: str
    outcome: str
    submission: int | None
    problems: list[Mistake]


class Received(BaseModel):
    """What became of what was handed in; a zip has many files."""

    batch: int
    files: list[FileResult]
