"""What somebody else has done since a person looked, told as problems with who and what.

Tested in tests/services/test_waiting.py and tests/services/test_submissions.py.
"""

from __future__ import annotations

from scoring.problems import Problem
from scoring.services.shown_names import shown_name
from scoring.store import Store
from scoring.store.settled import Settled
from scoring.words import Text, text

SOMEBODY = text("他人", "Somebody")  # who gave no name
YOURSELF = text("您在另一个窗口", "you, in another window")


def who(store: Store, by: str) -> str | Text:
    """What is told of who did something."""
    return shown_name(store, by) or SOMEBODY


def settled_problem(store: Store, settled: Settled) -> Problem:
    """What was settled about a submission before."""
    params = {
        "name": settled.file,
        "version": settled.version,
        "by": who(store, settled.by),
        "reason": settled.reason.rstrip(" .。"),  # the message ends the sentence
        "later": settled.later,
    }
    return Problem(f"{settled.what}_meanwhile", params)
