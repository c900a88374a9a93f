"""What became of a batch of files: the worst first, each with its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scoring.problems import Problem

WORST_FIRST = (
    *("failed", "interrupted", "rejected", "waiting", "warned", "counted", "duplicate", "repeat", "skipped"),
    *("mended", "replaced", "turned_down", "withdrawn"),  # what became of a file later
)
_STATED = ("counted", "waiting", "duplicate", "rejected")  # outcomes of files that the store keeps


@dataclass(frozen=True)
class Outcomes:
    """A batch as it is shown.

    Attributes:
        files: what the store says of each file, with `outcome` of WORST_FIRST, the counts `errors` and `warnings`,
            and `problems`; the worst first, then by name.
        problems: of all its files, in that order.
        by_submission: submission -> its problems.
    """

    files: pd.DataFrame
    problems: list[Problem]
    by_submission: Mapping[int, list[Problem]]


def batch_outcomes(
    files: pd.DataFrame, by_submission: Mapping[int, list[Problem]], stored: pd.DataFrame | None = None
) -> Outcomes:
    """A batch in the order in which it is read.

    Args:
        files: as `Store.batch_files` gives them.
        by_submission: submission -> what was wrong with it, as `Store.batch_problems` gives it.
        stored: what was handed in, as `Store.submissions` gives it: then each outcome is what holds now, not what held
            when the batch was read.
    """
    if stored is not None:
        files = files.assign(outcome=_outcomes_now(files, stored))
    problems = [_problems(file, by_submission) for file in files.to_dict("records")]
    errors, warnings = ([sum(p.severity == s for p in of_file) for of_file in problems] for s in ("error", "warning"))
    frame = files.assign(errors=errors, warnings=warnings, problems=problems)
    frame["outcome"] = frame["outcome"].mask((frame["outcome"] == "counted") & (frame["warnings"] > 0), "warned")
    order = frame["outcome"].map({outcome: n for n, outcome in enumerate(WORST_FIRST)})
    frame = frame.assign(order=order).sort_values(["order", "file"], kind="stable").reset_index(drop=True)
    return Outcomes(frame, [problem for of_file in frame["problems"] for problem in of_file], by_submission)


def _outcomes_now(files: pd.DataFrame, stored: pd.DataFrame) -> list[str]:
    """What has become of each file since: confirmed, withdrawn, replaced, mended by a later one."""
    by_id = {int(row["id"]): row for row in stored.to_dict("records")}
    reports = stored[stored["counts"] & (stored["kind"] == "workbook")].groupby("unit")["id"].max().to_dict()
    return [_outcome_now(file, by_id.get(submission_of(file) or 0), reports) for file in files.to_dict("records")]


def _outcome_now(file: Mapping[Any, Any], row: Mapping[Any, Any] | None, reports: Mapping[Any, int]) -> str:
    outcome = str(file["outcome"])
    if row is None or outcome not in _STATED:
        return outcome
    if row["withdrawn"]:
        return "withdrawn"
    if not row["accepted"]:
        return "mended" if file["unit"] and reports.get(file["unit"], 0) > row["id"] else outcome
    if row["turned_down"]:
        return "turned_down"
    if row["waits"]:
        return "waiting"
    return (outcome if outcome == "duplicate" else "counted") if row["counts"] else "replaced"


def _problems(file: Mapping[Any, Any], by_submission: Mapping[int, list[Problem]]) -> list[Problem]:
    """A file's problems: its submission's, and the one that it had in this batch alone."""
    of_submission = by_submission.get(submission_of(file) or 0, [])
    is_among_them = not file["code"] or any(p.code == file["code"] for p in of_submission)
    own = [] if is_among_them else [Problem(file["code"], file["params"])]
    return [p.at(file=file["file"]) for p in (*of_submission, *own)]


def submission_of(file: Mapping[Any, Any]) -> int | None:
    """The submission that a file of a batch became; None for a file that was not kept."""
    return None if pd.isna(file["submission"]) else int(file["submission"])
