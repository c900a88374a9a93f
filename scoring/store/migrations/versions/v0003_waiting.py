"""Submissions that wait for a decision, and what became of each file of a batch.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.store.dialects import LongWords, Words, make_append_only

revision = "0003"
down_revision = "0002"

TABLES = ("holds", "decisions", "batches", "batch_files")


def upgrade() -> None:
    """Nothing that was handed in before waits; no batch before is known."""
    _create_decisions()
    _create_batches()
    make_append_only(op.get_bind(), *TABLES)


def _refers(name: str, to: str, *, key: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to), primary_key=key, nullable=nullable, autoincrement=False)


def _create_decisions() -> None:
    op.create_table("holds", _refers("submission", "submissions.seq", key=True), _refers("seq", "audit.seq"))
    op.create_table(
        "decisions",
        _refers("submission", "submissions.seq", key=True),
        _refers("seq", "audit.seq"),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("reason", LongWords, nullable=False),
    )


def _create_batches() -> None:
    op.create_table(
        "batches",
        _refers("seq", "audit.seq", key=True),
        _refers("year", "periods.year"),
    )
    op.create_table(
        "batch_files",
        _refers("seq", "batches.seq", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("file", Words, nullable=False),
        sa.Column("outcome", Words, nullable=False),
        _refers("submission", "submissions.seq", nullable=True),
        sa.Column("code", Words, nullable=False),
        sa.Column("params", sa.JSON, nullable=False),
    )
