"""What the commands say, and where: the terminal's two streams, in the reader's language."""

from __future__ import annotations

import os

from rich.console import Console

from scoring.words import Lang

out, err = (
    Console(soft_wrap=True, highlight=False, markup=False),
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False),
)


class CannotRun(Exception):
    """The command cannot run at all: exit code 2."""


def spoken() -> Lang:
    """The language of the messages: KAOPING_LANG=en for English."""
    return "en" if os.environ.get("KAOPING_LANG") == "en" else "zh"


def say(zh: str, en: str) -> str:
    """One of two wordings."""
    return zh if spoken() == "zh" else en


def cannot_read(bad: OSError) -> CannotRun:
    """What to raise for a file that cannot be had."""
    return CannotRun(say(f"无法读取 {bad.filename}：{bad.strerror}", f"Cannot read {bad.filename}: {bad.strerror}"))
