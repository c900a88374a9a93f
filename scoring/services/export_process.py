"""The process that makes one large file: run as a program by a `Job`.

Tested in tests/services/test_exports.py.
"""

from __future__ import annotations

from pathlib import Path

from scoring.sandbox.child import limit_memory, lower_priority
from scoring.sandbox.job import read_order, say
from scoring.services.exports import Export, write
from scoring.store import Store

MEMORY = 4 * 1024**3  # bytes of addresses, of which it uses far fewer


def main() -> None:
    """Make the file of the order."""
    limit_memory(MEMORY)
    order = read_order()
    path = Path(order.pop("path"))
    part = path.with_suffix(".part")
    store = Store(order["url"], is_upgraded=True)
    try:
        with part.open("wb") as target:
            write(store, Export(**order), target, _Progress())
    finally:
        store.close()
    part.replace(path)


class _Progress:
    """Says how far the work is, and lets others come first from when there is anything to say.

    Before that the store is read, which is not to take longer than it must: who reads keeps others from writing.
    """

    def __init__(self) -> None:
        self._is_lowered = False

    def __call__(self, share: float, at: str) -> None:
        if not self._is_lowered:
            self._is_lowered = True
            lower_priority()
        say(share, at)


if __name__ == "__main__":
    main()
