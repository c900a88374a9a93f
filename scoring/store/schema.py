"""Brings a database to the tables this program knows.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(conn: Connection, to: str = "head") -> None:
    """Run the migrations still to run (up to one), within the transaction of `conn` (all of them or none)."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    command.upgrade(config, to)
