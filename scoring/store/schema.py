"""Brings a database to the tables this program knows.

Tested in tests/store/test_migrations.py and tests/store/test_faults.py.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from scoring.store.faults import StoreFault

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(conn: Connection, to: str = "head") -> None:
    """Run the migrations still to run (up to one), within the transaction of `conn` (all of them or none).

    Raises:
        StoreFault: the database has tables of a later version of the program.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    unknown = set(MigrationContext.configure(conn).get_current_heads()) - known
    if unknown:
        raise StoreFault("newer_database", ", ".join(sorted(unknown)))
    command.upgrade(config, to)
