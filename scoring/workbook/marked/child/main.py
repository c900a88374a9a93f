"""Starts the marking process; run as a script, never imported.

The packages above are stood in for by empty ones: loading the product would take longer than marking.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent


def stand_in(name: str, folder: Path) -> None:
    """A package of that name that holds nothing but what is imported from its folder."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


if __name__ == "__main__":
    stand_in("scoring", FOLDER.parents[2])
    stand_in("scoring.workbook", FOLDER.parents[1])
    stand_in("scoring.workbook.marked", FOLDER.parent)
    importlib.import_module("scoring.workbook.marked.child.worker").main()
