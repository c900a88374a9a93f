"""The commands: `python -m scoring`, or `kaoping` once installed. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import io
import sys


def main(arguments: list[str] | None = None, program: str = "kaoping") -> int:
    """Run a command and return its exit code.

    Args:
        arguments: of the command line where None.
        program: how it was called, for its usage lines.
    """
    from scoring.cli.app import run  # loaded here: whoever asks for another part of the package needs none of it

    # A redirected output must take any character of any unit's name, whatever the console's code page.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return run(arguments, program)
