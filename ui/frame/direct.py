"""The way into the app for a link to a page that is the first thing a fresh server is asked for.

Until `st.navigation` has run once in a process, Streamlit takes the folder `pages/` for its older kind
of pages and runs the file behind the link alone, without the app around it: nothing would be shown.

Tested in tests/browser/test_door.py.
"""

from __future__ import annotations

import runpy
from pathlib import Path


def through_the_app() -> None:
    """Run the app in place of the page's file; it then shows the page that was asked for."""
    runpy.run_path(str(Path(__file__).resolve().parents[2] / "app.py"), run_name="__main__")
