"""Where the commands write, and in which language: the terminal's two streams. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

import os
from contextvars import ContextVar

from rich.console import Console

from scoring.words import LANGS, Lang, gettext

out, err = (
    Console(soft_wrap=True, highlight=False, markup=False),
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False),
)
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
