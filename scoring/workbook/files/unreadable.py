"""What is raised for a file that cannot be read."""

from __future__ import annotations

from typing import Any


class Unreadable(Exception):
    """A file cannot be read; `code` and `params` make the Problem."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params
