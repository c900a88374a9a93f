"""One child process: starts it, asks it, ends it when it is late, and replaces it when it has died or is worn.

Tested in tests/sandbox/test_process_pool.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.sandbox.messages import DIED, LATE, read_answer, refusal, write_question

_START = Path(__file__).with_name("start.py")
_BUFFER = 1 << 18  # bytes; most questions and answers go through a pipe in one piece
# Of Windows alone: no window of its own, and no haste.
FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


@dataclass(frozen=True)
class Program:
    """What child processes run, and their limits.

    Attributes:
        module: the worker's, with a function `answer(question, content)` (see `child`); its packages are not run.
        seconds: for one question.
        memory: bytes that a process may have, where the system can see to that.
        answer_bytes: of one answer.
        questions: after so many a process is replaced, so that nothing piles up.
        processes: at once.
        in_line: questions sent to one process at once, so that the next is there when one is answered.
        hidden: modules that a child cannot load, though a library would.
    """

    module: str
    seconds: float
    memory: int
    answer_bytes: int
    questions: int
    processes: int = 1
    in_line: int = 1
    hidden: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        """What starts a child."""
        order = {"module": self.module, "memory": self.memory, "answer_bytes": self.answer_bytes, "hidden": self.hidden}
        # -I: nothing of the environment or the working folder gets into the process.
        return [sys.executable, "-I", str(_START), json.dumps(order)]


class Turn:
    """One question's place in the line of a process."""

    def __init__(self) -> None:
        self.is_over = False
        self.answer: bytes | None = None  # None once it is over: the process ended over another question


class Process:
    """A child process, started when it is first asked.

    Several threads may ask at once: while it works on the question of one, that of the next is on its way to it
    already. Answers come in the order of the questions.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._questions = 0  # that this one has been asked
        self._line: deque[Turn] = deque()
        self._deadline: float | None = None  # when the answer to the first in line is due; 0 once that is over
        self._sending, self._receiving, self._noting = threading.Lock(), threading.Lock(), threading.Lock()

    @property
    def pid(self) -> int | None:
        """The number of the process; None where none is alive."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def ask(self, question: dict[str, Any], content: bytes) -> bytes:
        """The answer (see `messages`): the worker's, or why there is none."""
        while True:
            turn = self._send(question, content)
            with self._receiving:
                while not turn.is_over:
                    self._receive()
            if turn.answer is not None:
                return turn.answer

    def _send(self, question: dict[str, Any], content: bytes) -> Turn:
        turn = Turn()
        with self._sending:
            pipe = self._ready().stdin
            with self._noting:
                self._line.append(turn)
                self._set_deadline(is_new=len(self._line) == 1)
            with suppress(OSError):  # it has died; whoever receives will notice
                if pipe is not None:
                    write_question(pipe, question, content)
        return turn

    def _receive(self) -> None:
        """Take the answer to the first in line, or end the process if there is none."""
        process, limit = self._process, self._program.answer_bytes
        answer = read_answer(process.stdout, limit) if process is not None and process.stdout is not None else None
        with self._noting:
            is_late = self._deadline == 0
            if answer is not None and not is_late:
                self._end_turn(self._line.popleft(), answer)
                self._set_deadline(is_new=True)
                return
        if process is not None:
            process.kill()  # one that was late may have answered just before; whoever sends to it stops now
        with self._sending, self._noting:
            self.close()
            reason = refusal(LATE, limit=self._program.seconds) if is_late else refusal(DIED)
            self._end_turn(self._line.popleft(), reason)
            while self._line:
                self._end_turn(self._line.popleft(), None)
            self._set_deadline(is_new=True)

    @staticmethod
    def _end_turn(turn: Turn, answer: bytes | None) -> None:
        turn.answer, turn.is_over = answer, True

    def _set_deadline(self, is_new: bool) -> None:
        """Let the time of the first in line begin."""
        if is_new:
            self._deadline = time.monotonic() + self._program.seconds if self._line else None

    def end_if_late(self) -> None:
        """End the process if its time for a question is over; called from another thread."""
        with self._noting:
            process, deadline = self._process, self._deadline
            if process is not None and deadline and time.monotonic() > deadline:
                self._deadline = 0
                process.kill()

    def _ready(self) -> subprocess.Popen[bytes]:
        is_worn = self._questions >= self._program.questions
        if not self._line and (is_worn or self.pid is None):
            self.close()
        if self._process is None:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                self._program.command,
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,
                bufsize=_BUFFER,
                creationflags=FLAGS,
            )
            self._questions = 0
        self._questions += 1
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):  # what was still to be sent to it
                process.communicate()
