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


def batch_outcomes(files: pd.DataFrame, told: Mapping[int, list[Problem]]) -> Outcomes:
    """A batch in the order in which it is read.

    Args:
        files: as `Store.batch_files` gives them.
        told: submission -> what was wrong with it, as `Store.batch_problems` gives it.
    """
    found = [_problems(file, told) for file in files.to_dict("records")]
    errors, warnings = ([sum(p.severity == s for p in of_file) for of_file in found] for s in ("error", "warning"))
    shown = files.assign(errors=errors, warnings=warnings, problems=found)
    shown["outcome"] = shown["outcome"].mask((shown["outcome"] == "counted") & (shown["warnings"] > 0), "warned")
    order = shown["outcome"].map({outcome: n for n, outcome in enumerate(WORST_FIRST)})
    shown = shown.assign(order=order).sort_values(["order", "file"], kind="stable").reset_index(drop=True)
    return Outcomes(shown, [problem for of_file in shown["problems"] for problem in of_file], told)


def _problems(file: Mapping[Any, Any], told: Mapping[int, list[Problem]]) -> list[Problem]:
    """A file's problems: its submission's, and what was told of it in this batch alone."""
    of_submission = told.get(submission_of(file) or 0, [])
    is_told = not file["code"] or any(p.code == file["code"] for p in of_submission)
    own = [] if is_told else [Problem(file["code"], file["params"])]
    return [p.at(file=file["file"]) for p in (*of_submission, *own)]


def submission_of(file: Mapping[Any, Any]) -> int | None:
    """The submission that a file of a batch became; None for a file that was not kept."""
    return None if pd.isna(file["submission"]) else int(file["submission"])
