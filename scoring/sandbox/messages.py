"""Writes and reads questions to a child process and its answers, as bytes on a pipe; both sides load it.

A question is a line of JSON, {"size", "question"}, and as many bytes of content. An answer is a line with its size and
so many bytes of MessagePack: {"value": ...} or {"code": ..., "params": {...}}.
"""

from __future__ import annotations

import json
from typing import IO, Any

import msgpack

# Why a question got no answer, where the worker itself did not say.
DIED = "process_died"  # it ended, or wrote what no answer is
LATE = "process_late"  # it was ended after `limit` seconds
FAILED = "worker_failed"  # the worker raised
NO_MEMORY = "no_memory"  # its limit of memory was reached
TOO_LARGE = "answer_too_large"  # its answer had more than `limit` bytes

_SIZE_LINE = 24  # bytes of a line with a size, at most


class Refused(Exception):
    """A question has no answer; `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


# --- questions --------------------------------------------------------------------------------------


def write_question(pipe: IO[bytes], question: dict[str, Any], content: bytes) -> None:
    """Write a question that JSON can hold, and the bytes it is about."""
    pipe.write(json.dumps({"size": len(content), "question": question}).encode() + b"\n")
    pipe.write(content)
    pipe.flush()


def read_question(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next question and its bytes; None where there will be no more."""
    line = pipe.readline()
    if not line:
        return None
    message = json.loads(line)
    return message["question"], pipe.read(message["size"])


# --- answers ----------------------------------------------------------------------------------------


def answer_of(value: Any) -> bytes:
    """An answer that holds a value, of what MessagePack can hold."""
    return _packed({"value": value})


def refusal(code: str, **params: Any) -> bytes:
    """An answer that holds none, and why."""
    return _packed({"code": code, "params": params})


def value_of(answer: bytes) -> Any:
    """What an answer holds.

    Raises:
        Refused: nothing; with the reason.
    """
    message = msgpack.unpackb(answer, unicode_errors="surrogatepass")
    if "code" in message:
        raise Refused(message["code"], **message["params"])
    return message["value"]


def write_answer(pipe: IO[bytes], answer: bytes) -> None:
    """Write an answer."""
    pipe.write(b"%d\n" % len(answer) + answer)
    pipe.flush()


def read_answer(pipe: IO[bytes], limit: int) -> bytes | None:
    """The next answer; None where it is not whole or no answer, larger than `limit` bytes for one."""
    line = pipe.readline(_SIZE_LINE)
    if not line.endswith(b"\n") or not line[:-1].isdigit() or int(line) > limit:
        return None
    answer = pipe.read(int(line))
    return answer if len(answer) == int(line) else None


def _packed(message: dict[str, Any]) -> bytes:
    packed: bytes = msgpack.packb(message, unicode_errors="surrogatepass")  # a text may hold half a character
    return packed
