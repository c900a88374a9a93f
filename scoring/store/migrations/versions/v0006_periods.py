"""A period is known by its id as text, for it may be a half, a quarter or a month of a year.

Tested in tests/store/test_migrations.py and tests/store/test_kept.py.
"""

from __future__ import annotations

from alembic import op

from scoring.store.dialects import make_append_only, may_change, renamed_as_text

revision = "0006"
down_revision = "0005"

TABLES = ("audit", "periods", "systems", "units", "submissions", "facts", "batch_starts", "batches")


def upgrade() -> None:
    """The year 2025 becomes the period 2025; seals and hashes cover it as they did, so they still prove every row."""
    conn = op.get_bind()
    may_change(conn, *TABLES)
    renamed_as_text(conn, TABLES, "year", "period")
    make_append_only(conn, *TABLES)
