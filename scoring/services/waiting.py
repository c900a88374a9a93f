"""Later versions that wait: what each would change, what that does to the ranking, and the decision."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from scoring.access import Actor
from scoring.analysis.effect import effect
from scoring.problems import Problem
from scoring.services import scores
from scoring.services.meanwhile import settled_problem
from scoring.store import Store
from scoring.words import Lang
from scoring.workbook.batch.unit_checks import MOST_NAMED


def waiting(store: Store, period: str) -> pd.DataFrame:
    """The submissions that wait, as `Store.submissions` lists them, by unit and file.

    `is_new_unit` says of each whether it is of a unit that no list knows by now: such are confirmed one by one.
    """
    listed = store.submissions(period)
    files = listed[listed["waits"]].sort_values(["unit", "file"]).reset_index(drop=True)
    return files.assign(is_new_unit=files["id"].isin(list(store.unknown_units(period))))


def new_units(store: Store, period: str, submission: int) -> list[Problem]:
    """What is said of units of a submission that no list knows by now: of the first each, and how many more."""
    unknown = store.unknown_units(period).get(submission, [])
    said = {problem.unit: problem for problem in store.problems(submission) if problem.code == "new_unit"}
    first = [unit for unit in unknown if unit in said] or unknown[:MOST_NAMED]
    named = [said.get(unit) or Problem("new_unit", {"unit_code": unit, "nearest": ""}, unit=unit) for unit in first]
    more = len(unknown) - len(first)
    return [*named, Problem("new_unit_more", {"count": f"{more:,}"})] if more else named


def changes(store: Store, submission: int) -> pd.DataFrame:
    """What a submission that waits would change in what counts, as `Store.changes` gives it."""
    return store.changes(submission)


def effect_of_confirming(store: Store, period: str, submissions: Sequence[int], lang: Lang) -> pd.DataFrame | None:
    """What scores, ranks and grades would be with these submissions.

    Returns:
        EFFECT_COLUMNS of `analysis.effect`, a row per unit that has a score now; None where no unit has one.
    """
    before = scores.sheet(store, period)
    after = scores.sheet(store, period, also=submissions)
    return None if before is None or after is None else effect(before, after, None, lang)


def confirm(store: Store, submissions: Sequence[int], actor: Actor) -> list[Problem]:
    """Let submissions that wait count, all or none; returns which were settled before, how and by whom.

    Raises UnknownSubmission, and PeriodFull where the period has no room for their units.
    """
    actor.must("decide")
    return [settled_problem(store, one) for one in store.confirm(submissions, actor.name)]


def turn_down(store: Store, submission: int, reason: str, actor: Actor) -> list[Problem]:
    """Decide that a submission that waits does not count; returns how it was settled before, if it was.

    Raises UnknownSubmission; ValueError for no reason.
    """
    actor.must("decide")
    before = store.turn_down(submission, reason.strip(), actor.name)
    return [] if before is None else [settled_problem(store, before)]
