"""Batches are noted before they are read, so that one that was interrupted is known and can go on.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.store.dialects import Words, make_append_only

revision = "0004"
down_revision = "0003"

TABLES = ("batch_starts", "batch_uploads", "batch_saves", "batch_ends")
PASSING = ("batch_known", "batch_contents")


def upgrade() -> None:
    """Batches recorded before have no start; rows of PASSING go when their batch has ended."""
    op.create_table("batch_starts", _refers("seq", "audit.seq", key=True), _refers("year", "periods.year"))
    op.create_table(
        "batch_uploads",
        _refers("seq", "batch_starts.seq", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("file", Words, nullable=False),
        sa.Column("sha256", Words, nullable=False),
    )
    op.create_table("batch_saves", _refers("seq", "submissions.seq", key=True), _refers("start", "batch_starts.seq"))
    op.create_index("ix_batch_saves_start", "batch_saves", ["start"])
    op.create_table(
        "batch_contents",
        _refers("start", "batch_starts.seq", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "batch_known",
        _refers("start", "batch_starts.seq", key=True),
        _refers("submission", "submissions.seq", key=True),
        sa.Column("file", Words, primary_key=True, nullable=False),
    )
    op.create_table("batch_ends", _refers("start", "batch_starts.seq", key=True), _refers("seq", "batches.seq"))
    make_append_only(op.get_bind(), *TABLES)
    make_append_only(op.get_bind(), *PASSING, may_go=True)


def _refers(name: str, to: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to), primary_key=key, nullable=False, autoincrement=False)
