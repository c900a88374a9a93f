"""One long piece of work in a child process of its own that makes one file: how far it has come, its end, ending it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Literal

from scoring.sandbox.process import FLAGS

State = Literal["waiting", "working", "done", "failed", "ended"]
AT_ONCE = 2  # jobs that work; the others wait
LONGEST = 3_600.0  # seconds that one may work
_TURNS = threading.BoundedSemaphore(AT_ONCE)
_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_ERROR = 4_000  # characters of what a failed child said
_log = logging.getLogger("kaoping")


class Job:
    """A child process that makes the file `path`; it waits until fewer than AT_ONCE others work.

    The child is a module run as a program. It reads its order, a line of JSON with the `path` to write to, from its
    input, and says how far it is by `say`. The file goes when the job is closed.

    Args:
        module: the child's.
        order: what JSON can hold, and what no list of processes is to show.
    """

    def __init__(self, module: str, order: Mapping[str, Any]) -> None:
        self.share, self.at = 0.0, ""
        self.state: State = "waiting"
        self.over = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="kaoping-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "file"
        self._process: subprocess.Popen[str] | None = None
        self._changing = threading.Lock()
        threading.Thread(target=self._run, args=(module, {**order, "path": str(self.path)}), daemon=True).start()

    def end(self) -> None:
        """End it, unless it is over."""
        with self._changing:
            if self.state in ("waiting", "working"):
                self.state = "ended"
                if self._process is not None:
                    self._process.kill()
        self.over.set()

    def close(self) -> None:
        """End it and remove its file."""
        self.end()
        self._folder.cleanup()

    def _run(self, module: str, order: Mapping[str, Any]) -> None:
        with _TURNS:
            try:
                process = self._start(module)
                is_done = process is not None and self._follow(process, order)
            except Exception:
                _log.exception("a job failed")
                is_done = False
            with self._changing:
                self._process = None
                if self.state == "working":
                    self.state = "done" if is_done else "failed"
        self.over.set()

    def _start(self, module: str) -> subprocess.Popen[str] | None:
        """The child; None where the job was ended before its turn came."""
        with self._changing:
            if self.state != "waiting":
                return None
            self.state = "working"
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-m", module],
                cwd=_ROOT,
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                creationflags=FLAGS,
            )
            return self._process

    def _follow(self, process: subprocess.Popen[str], order: Mapping[str, Any]) -> bool:
        """Note how far the child says it is until it ends; whether it made the file."""
        said, late = "", threading.Timer(LONGEST, self.end)
        late.daemon = True
        late.start()
        with process:
            with suppress(OSError):  # it has died; its exit code says so
                _pipe(process.stdin).write(json.dumps(order) + "\n")
                _pipe(process.stdin).flush()
            for line in _pipe(process.stdout):
                said = (said + line)[-_LONGEST_ERROR:] if not self._note(line) else said
        late.cancel()
        if process.returncode and self.state == "working":
            _log.error("a job's process ended with %s: %s", process.returncode, said.strip())
        return process.returncode == 0 and self.path.exists()

    def _note(self, line: str) -> bool:
        """Take over how far the child is; whether the line says it."""
        with suppress(ValueError, TypeError, KeyError):
            report = json.loads(line)
            self.share, self.at = float(report["share"]), str(report["at"])
            return True
        return False


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None, "both are asked for"  # noqa: S101 - for the type checker
    return pipe


def read_order() -> dict[str, Any]:
    """The child's order."""
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    return order


def say(share: float, at: str) -> None:
    """Say, as the child, how far the work is."""
    sys.stdout.write(json.dumps({"share": share, "at": at}) + "\n")
    sys.stdout.flush()
