"""A job's child for tests: writes what its order says, or waits, or fails."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from scoring.sandbox.job import read_order, say

if __name__ == "__main__":
    order = read_order()
    say(0.5, "half")
    sys.stdout.write("something that is no report\n")
    if order["do"] == "wait":
        time.sleep(600)
    if order["do"] == "fail":
        raise RuntimeError("ours")
    Path(order["path"]).write_text(order["text"], encoding="utf-8")
