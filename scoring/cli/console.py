"""Where the commands write, and in which language: the terminal's two streams. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import Any

from rich.console import Console

from scoring.words import LANGS, Lang, gettext, visible


class Terminal(Console):
    """A terminal on which what somebody wrote is text: it sets no colour, moves no cursor, hides and turns nothing."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def print(self, *objects: Any, **settings: Any) -> None:
        """Print, with a mark in place of each such character."""
        super().print(*(visible(one) if isinstance(one, str) else one for one in objects), **settings)


out, err = Terminal(), Terminal(stderr=True)
_chosen: ContextVar[Lang | None] = ContextVar("lang", default=None)


class CannotRun(Exception):
    """The command cannot run at all: exit code 2."""


def speak(lang: Lang | None) -> None:
    """Choose the language of all that follows; None for that of KAOPING_LANG."""
    _chosen.set(lang)


def language() -> Lang:
    """The language that was chosen, else that of KAOPING_LANG, else Chinese."""
    wanted = _chosen.get() or os.environ.get("KAOPING_LANG")
    return next((lang for lang in LANGS if lang == wanted), LANGS[0])


def cannot_read(bad: OSError) -> CannotRun:
    """What to raise for a file that cannot be had."""
    words = gettext(language(), "Cannot read {file}: {reason}", file=bad.filename, reason=bad.strerror)
    return CannotRun(words)
