"""Which files there are at some paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scoring.workbook import limits
from scoring.workbook.container import SUFFIXES

_HIDDEN = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


@dataclass
class Collected:
    """The files of some paths, read one at a time as they are asked for, in an order that does not change.

    Attributes:
        skipped: names of files in folders that are nothing to read (known from the start).
    """

    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name, path in self.files.items():
            with path.open("rb") as file:
                yield name, file.read(limits.ARCHIVE_BYTES + 1)

    def __len__(self) -> int:
        return len(self.files)


def collect(paths: Iterable[Path]) -> Collected:
    """The files of `paths` by name: files as they are, folders with all that is in them.

    Raises:
        OSError: a path cannot be read (while iterating, a file).
    """
    found = Collected()
    for path in map(Path, paths):
        for name, file in _in_folder(path) if path.is_dir() else [(path.name, path)]:
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                found.skipped.append(name)
            elif found.files.get(name, file) != file:  # two folders with a file of one name
                found.files[file.as_posix()] = file
            else:
                found.files[name] = file
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _HIDDEN.match(name))
        for name in sorted(names):
            if not _HIDDEN.match(name):
                path = Path(where) / name
                yield path.relative_to(folder).as_posix(), path
