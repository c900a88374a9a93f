"""Lists the files at some paths, and reads them one at a time.

Tested in tests/workbook/files/test_reading.py and tests/cli/test_commands.py.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scoring.words import Text, text
from scoring.workbook import limits
from scoring.workbook.files.suffixes import named_kind
from scoring.workbook.files.unnamed import HEAD, is_passed_over
from scoring.workbook.files.unreadable import Unreadable

_HIDDEN = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


@dataclass
class Collected:
    """The files of some paths, read one at a time as they are asked for, in an order that does not change.

    Attributes:
        skipped: names of files in folders that are nothing to read (known from the start); told after the others.
    """

    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, bytes | Unreadable]]:
        for name, path in self.files.items():
            try:
                yield name, _content(path)
            except OSError as bad:
                yield name, Unreadable("cannot_open", detail=_why(bad))
        for name in self.skipped:
            yield name, Unreadable("file_skipped", found=named_kind(name))

    def __len__(self) -> int:
        return len(self.files)

    def has(self, path: Path) -> bool:
        """Whether a path, however written, leads to one of the files, or to the folder that one is in."""
        ours = (file.parent if path.is_dir() else file for file in self.files.values())
        return path.exists() and any(one.exists() and path.samefile(one) for one in ours)


def collect(paths: Iterable[Path]) -> Collected:
    """The files of `paths` by name: files as they are, folders with all that is in them.

    Raises:
        OSError: a folder cannot be looked into.
    """
    collected = Collected()
    for path in map(Path, paths):
        for name, file in _in_folder(path) if path.is_dir() else [(path.name, path)]:
            if path.is_dir() and _is_skipped(file):
                collected.skipped.append(name)
            elif collected.files.get(name, file) != file:  # two folders with a file of one name
                collected.files[file.as_posix()] = file
            else:
                collected.files[name] = file
    return collected


def _is_skipped(path: Path) -> bool:
    try:
        return is_passed_over(path.name, lambda: _content(path, HEAD), lambda: _content(path))
    except OSError:
        return True  # its name does not say that it is to be read


def _content(path: Path, size: int = limits.ARCHIVE_BYTES + 1) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a file")  # a pipe would never end
    with path.open("rb") as file:
        return file.read(size)


def _why(bad: OSError) -> Text:
    if isinstance(bad, FileNotFoundError):
        return text("文件不在，或是指向别处的链接已失效", "it is not there, or a link to it leads nowhere")
    if isinstance(bad, PermissionError):
        return text("没有读取权限，或正被别的程序占用", "it may not be read, or another program holds it")
    return text("不是普通文件，或磁盘出错", "it is no plain file, or the disk failed")


def _raise(bad: OSError) -> None:
    raise bad


def _in_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    for where, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not _HIDDEN.match(name))
        for name in sorted(names):
            if not _HIDDEN.match(name):
                path = Path(where) / name
                yield path.relative_to(folder).as_posix(), path
