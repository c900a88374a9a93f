"""Compiles the catalogues, each beside its .po: `make venv`, or `python -m scoring.words.compile`.

Tested in tests/words/test_compiled.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scoring.words.catalogue import CATALOGUES, compiled


def compile_catalogues(sources: Iterable[Path] = tuple(CATALOGUES.values())) -> None:
    """Write the binary form of each .po file beside it."""
    for source in sources:
        part = source.with_suffix(".part")
        part.write_bytes(compiled(source))
        part.replace(source.with_suffix(".mo"))  # whoever reads meanwhile finds the old one or the new one, whole


if __name__ == "__main__":
    compile_catalogues()
