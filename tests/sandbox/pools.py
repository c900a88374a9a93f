"""Pools whose processes misbehave, whatever they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from scoring.sandbox import ProcessPool, Program

WORKER = "tests.sandbox.misbehaving"


class Misbehaving(ProcessPool):
    """Processes of a program that do a deed of `misbehaving` with each file, chosen by what it holds."""

    def __init__(self, program: Program, deed: Callable[[bytes], str], **limits: Any) -> None:
        super().__init__(replace(program, module=WORKER, **limits))
        self._deed = deed

    def ask(self, question: dict[str, Any], content: bytes) -> bytes:
        return super().ask({"do": self._deed(content)}, content)
