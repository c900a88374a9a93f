"""`python -m scoring`: see `scoring.cli`."""

import sys

from scoring.cli.app import main

if __name__ == "__main__":
    # A redirected output must take any character of any unit's name, whatever the console's code page.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
