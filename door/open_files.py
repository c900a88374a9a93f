"""How many files and connections the process may have open.

Tested in tests/door/test_connections.py.
"""

from __future__ import annotations

import sys

MOST = 65_536  # more is never needed, and some systems have no limit to raise to
RESERVED = 256  # of them for the database, child processes, files that are read


def raise_limit() -> int:
    """Raise the soft limit of open files as far as the process may; how many it may open then."""
    if sys.platform == "win32":  # knows none for sockets
        return MOST
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = MOST if hard == resource.RLIM_INFINITY else min(hard, MOST)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        except (OSError, ValueError):  # macOS has a lower one that it does not name
            allowed = soft
    return allowed


def connections(open_files: int, most: int) -> int:
    """How many connections so many open files allow. As many again may come before the first are closed."""
    return min(most, max((open_files - RESERVED) // 2, 1))
