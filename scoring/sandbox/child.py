"""Answers the questions of the process above, within limits: the child's side, loaded by `start`.

Nothing of the product is loaded but the worker, a module with a function `answer(question, content)` that gives what
MessagePack can hold or raises `Refused`. Tested in tests/sandbox/test_process_pool.py.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from scoring.sandbox.messages import (
    FAILED,
    NO_MEMORY,
    TOO_LARGE,
    Refused,
    answer_of,
    read_question,
    refusal,
    write_answer,
)

Answer = Callable[[dict[str, Any], bytes], Any]

_NICE = 10  # whoever understands the answers, and the pages, come first
_OBJECTS = 50_000  # made before garbage is looked for: what a file holds is none


def main(order: dict[str, Any]) -> None:
    """Answer questions until there are no more.

    Args:
        order: `module`, the worker; `hidden`, modules that are not to be loaded though a library would; `memory` and
            `answer_bytes`, limits in bytes.
    """
    limit_memory(order["memory"])
    lower_priority()
    sys.modules.update(dict.fromkeys(order["hidden"]))  # type: ignore[arg-type]  # None is what hides one
    questions, answers = sys.stdin.buffer, own_output()
    answer: Answer = import_module(order["module"]).answer
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    while (question := read_question(questions)) is not None:
        reply = reply_to(answer, *question)
        limit = order["answer_bytes"]
        write_answer(answers, reply if len(reply) <= limit else refusal(TOO_LARGE, limit=limit))


def reply_to(answer: Answer, question: dict[str, Any], content: bytes) -> bytes:
    """The answer to a question; whatever the worker raises is one too."""
    try:
        return answer_of(answer(question, content))
    except Refused as bad:
        return refusal(bad.code, **bad.params)
    except MemoryError:
        return refusal(NO_MEMORY)
    except Exception:  # whatever a parser raises on a broken file, it is the file that is broken
        return refusal(FAILED)


def own_output() -> IO[bytes]:
    """The pipe for answers; what a library prints goes elsewhere from now on, never among them."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def limit_memory(size: int) -> None:
    """Let this process have no more than `size` bytes, and leave no core, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lower_priority() -> None:
    """Let other processes come first; on Windows `process` has asked for that already."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
