"""What became of a batch of files: the worst first, each with its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scoring.problems import Problem

WORST_FIRST = ("failed", "rejected", "waiting", "warned", "counted", "duplicate", "repeat", "skipped")


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


def batch_outcomes(files: pd.DataFrame, by_submission: Mapping[int, list[Problem]]) -> Outcomes:
    """A batch in the order in which it is read.

    Args:
        files: as `Store.batch_files` gives them.
        by_submission: submission -> what was wrong with it, as `Store.batch_problems` gives it.
    """
    problems = [_problems(file, by_submission) for file in files.to_dict("records")]
    errors, warnings = ([sum(p.severity == s for p in of_file) for of_file in problems] for s in ("error", "warning"))
    frame = files.assign(errors=errors, warnings=warnings, problems=problems)
    frame["outcome"] = frame["outcome"].mask((frame["outcome"] == "counted") & (frame["warnings"] > 0), "warned")
    order = frame["outcome"].map({outcome: n for n, outcome in enumerate(WORST_FIRST)})
    frame = frame.assign(order=order).sort_values(["order", "file"], kind="stable").reset_index(drop=True)
    return Outcomes(frame, [problem for of_file in frame["problems"] for problem in of_file], by_submission)


def _problems(file: Mapping[Any, Any], by_submission: Mapping[int, list[Problem]]) -> list[Problem]:
    """A file's problems: its submission's, and the one that it had in this batch alone."""
    of_submission = by_submission.get(submission_of(file) or 0, [])
    is_among_them = not file["code"] or any(p.code == file["code"] for p in of_submission)
    own = [] if is_among_them else [Problem(file["code"], file["params"])]
    return [p.at(file=file["file"]) for p in (*of_submission, *own)]


def submission_of(file: Mapping[Any, Any]) -> int | None:
    """The submission that a file of a batch became; None for a file that was not kept."""
    return None if pd.isna(file["submission"]) else int(file["submission"])
