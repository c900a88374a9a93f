"""Mistakes a person can mend: codes, places, words."""

from scoring.problems.problem import (
    PROBLEM_COLUMNS,
    Problem,
    Severity,
    SystemError_,
    cell_words,
    has_errors,
    problem_frame,
)

__all__ = ["PROBLEM_COLUMNS", "Problem", "Severity", "SystemError_", "cell_words", "has_errors", "problem_frame"]
