"""`python -m scoring`: see `scoring.cli`. Tested in tests/cli/test_commands.py."""

import sys

from scoring.cli import main

if __name__ == "__main__":
    sys.exit(main(program="python -m scoring"))
