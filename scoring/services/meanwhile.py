"""What somebody else has done since a person looked, told as problems with who and what.

Tested in tests/services/test_waiting.py and tests/services/test_submissions.py.
"""

from __future__ import annotations

from scoring.problems import Problem
from scoring.store.settled import Settled
from scoring.words import text

SOMEBODY = text("他人", "Somebody")  # who gave no name
YOURSELF = text("您在另一个窗口", "you, in another window")


def settled_problem(settled: Settled) -> Problem:
    """What was settled about a submission before."""
    params = {
        "name": settled.file,
        "version": settled.version,
        "by": settled.by or SOMEBODY,
        "reason": settled.reason.rstrip(" .。"),  # the message ends the sentence
        "later": settled.later,
    }
    return Problem(f"{settled.what}_meanwhile", params)
