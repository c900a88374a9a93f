"""The roster keeps the order of the list it came in.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Units added before keep the order of their codes, as they were shown until now."""
    op.add_column("units", sa.Column("position", sa.Integer, nullable=False, server_default="0"))
