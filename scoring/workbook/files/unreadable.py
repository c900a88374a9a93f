"""The exception for a file that cannot be read; child processes raise it too.

Tested in tests/workbook/files/test_container.py.
"""

from __future__ import annotations

from scoring.sandbox.messages import Refused


class Unreadable(Refused):
    """A file cannot be read; `code` and `params` make the Problem."""
