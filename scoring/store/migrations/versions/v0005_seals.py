"""Seals of what each write brought; what is there already is sealed as it is found.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.store.dialects import Words, make_append_only
from scoring.store.seals import seal_what_is_there

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Whatever was changed before this moment cannot be told; from it on it can."""
    op.create_table(
        "seals",
        sa.Column("seq", sa.Integer, sa.ForeignKey("audit.seq"), primary_key=True, autoincrement=False),
        sa.Column("at", Words, nullable=False),
        sa.Column("found", sa.Boolean, nullable=False),
        sa.Column("rows", sa.LargeBinary, nullable=False),
        sa.Column("previous", Words, nullable=False),
        sa.Column("hash", Words, nullable=False),
    )
    make_append_only(op.get_bind(), "seals")
    seal_what_is_there(op.get_bind())
