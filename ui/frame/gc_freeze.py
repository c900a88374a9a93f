"""What a rerun costs beside its own work."""

from __future__ import annotations

import gc
from functools import cache


@cache
def freeze() -> None:
    """Take what is loaded out of the garbage collector's sight, once a process.

    Streamlit collects garbage after every run of the script. Walking through all that pandas, Plotly and the
    others made on loading, which never becomes garbage, took longer than the run itself.
    """
    gc.collect()
    gc.freeze()
