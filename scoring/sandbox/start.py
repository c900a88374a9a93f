"""Starts a child process: run by `process` as a script, never imported.

Packages are found by their folders and their __init__ is not run: to load the product would take longer than to
answer most questions. Tested in tests/sandbox/test_process_pool.py.
"""

from __future__ import annotations

import importlib
import json
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class BarePackages:
    """Finds packages below ROOT as their folders alone."""

    def __init__(self, names: set[str]) -> None:
        self._names = names  # of packages at the top

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """The package of a name; None for what is none of ours, or a module."""
        folder = ROOT.joinpath(*name.split("."))
        if name.partition(".")[0] not in self._names or not folder.is_dir():
            return None
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        return spec


if __name__ == "__main__":
    order = json.loads(sys.argv[1])
    sys.meta_path.insert(0, BarePackages({"scoring", order["module"].partition(".")[0]}))
    importlib.import_module("scoring.sandbox.child").main(order)
