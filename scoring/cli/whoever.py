"""Who acts by a command, and how it is said whether it was done.

Tested in tests/cli/test_user.py.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence

from scoring.access import Actor
from scoring.cli.console import language, out
from scoring.cli.output import json_text, print_problems
from scoring.problems import Problem


def whoever_has_the_machine() -> Actor:
    """Who has the data's folder, who may do everything; kept by the system's name for them, which is no login."""
    try:
        return Actor.local(f"os:{getpass.getuser()}")
    except (KeyError, OSError):  # a number without a name, as in containers
        return Actor.local("os:")


def say_done(problems: Sequence[Problem], words: str, as_json: bool) -> int:
    """Say that it was done, or why not; returns the exit code."""
    if as_json:
        found = [{"code": one.code, "message": one.sentence(language())} for one in problems]
        sys.stdout.write(json_text({"done": not problems, "problems": found}))
    elif problems:
        print_problems(problems)
    else:
        out.print(words)
    return 1 if problems else 0
