"""Makes names for files that every file system takes, Windows' too."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

_UNSAFE = re.compile(r"[^\w（）()【】\[\]，。、 .+\-]")
# Windows takes a name up to its first dot for a device.
_RESERVED = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL)
_STEM_MAX = 80
_NO_NAME = "file"


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file name for a device: con, prn.xlsx, COM1 ..."""
    return _RESERVED.fullmatch(name) is not None


def last_part(name: str) -> str:
    """The file name of a path as any system writes it: 'forty.zip/U01.xlsx' -> 'U01.xlsx'."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def safe_stem(name: str, without: Collection[str] = ()) -> str:
    """What a file name says, without folders and suffix; nothing in it means anything to a file system.

    Args:
        without: endings to take off, each once and in their order.
    """
    stem = _UNSAFE.sub("_", PurePosixPath(last_part(name)).stem).strip(" .")
    for ending in without:
        stem = stem.removesuffix(ending)
    stem = stem[:_STEM_MAX].strip(" .") or _NO_NAME
    return f"_{stem}" if is_reserved(stem) else stem


def free_name(name: str, taken: Collection[str]) -> str:
    """A file name of an .xlsx, with a number where another file (in case-folded names) has it."""
    stem = name.removesuffix(".xlsx")
    numbered = (name if n == 1 else f"{stem} ({n}).xlsx" for n in range(1, len(taken) + 2))
    return next(one for one in numbered if one.casefold() not in taken)
