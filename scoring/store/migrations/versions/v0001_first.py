"""The first tables, and the triggers that keep them append-only.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.store.dialects import LongWords, Words, make_append_only, only_where

revision = "0001"
down_revision = None

TABLES = (
    "audit",
    "periods",
    "systems",
    "units",
    "submissions",
    "submission_units",
    "facts",
    "problems",
    "withdrawals",
)


def upgrade() -> None:
    """Create the tables; they are spelled out, for `tables` may say something else one day."""
    _create_periods()
    _create_submissions()
    _create_statements()
    make_append_only(op.get_bind(), *TABLES)


def _seq(refers_to: str = "audit.seq", *, key: bool = False) -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, sa.ForeignKey(refers_to), primary_key=key, nullable=False, autoincrement=False)


def _year() -> sa.Column[int]:
    return sa.Column("year", sa.Integer, sa.ForeignKey("periods.year"), nullable=False)


def _string(name: str) -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, LongWords, nullable=False)


def _create_periods() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        _string("at"),
        _string("by"),
        _whole("year"),
        _string("action"),
        _text("detail"),
        _string("previous"),
        _string("hash"),
    )
    op.create_index("ix_audit_year", "audit", ["year"])
    op.create_table("periods", sa.Column("year", sa.Integer, primary_key=True, autoincrement=False), _seq())
    op.create_table(
        "systems",
        _seq(key=True),
        _year(),
        _whole("version"),
        _string("digest"),
        _text("text"),
        sa.UniqueConstraint("year", "version"),
    )
    op.create_table(
        "units",
        _seq(key=True),
        sa.Column("unit", Words, primary_key=True),
        _year(),
        _string("name"),
        _string("group"),
    )


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        _seq(key=True),
        _year(),
        _string("kind"),
        _string("unit"),
        _whole("version"),
        _string("file"),
        _string("state"),
        _string("sha256"),
        _string("reading"),
        sa.Column("system", sa.Integer, sa.ForeignKey("systems.seq"), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("kind IN ('workbook', 'table', 'unreadable')", name="kind"),
        sa.CheckConstraint("state IN ('accepted', 'rejected')", name="state"),
    )
    op.create_index("ix_submissions_year_sha256", "submissions", ["year", "sha256"])
    op.create_index(
        "uq_submissions_version",
        "submissions",
        ["year", "unit", "version"],
        unique=True,
        **only_where(sa.text("unit != ''")),
    )
    op.create_table(
        "submission_units",
        _seq("submissions.seq", key=True),
        sa.Column("unit", Words, primary_key=True),
        _string("name"),
        _string("group"),
        sa.Column("reported", sa.Boolean, nullable=False),
    )
    op.create_table(
        "withdrawals",
        sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
        _seq(),
        _text("reason"),
    )


def _create_statements() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer, primary_key=True),
        _seq(),
        _year(),
        _string("unit"),
        _string("indicator"),
        _string("field"),
        sa.Column("value", sa.Double),
        _string("source"),
        _text("text"),
        _string("file"),
        _string("sheet"),
        _string("cell"),
        sa.CheckConstraint("source IN ('self', 'verified')", name="source"),
    )
    op.create_index("ix_facts_year_unit", "facts", ["year", "unit"])
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer, primary_key=True),
        _seq("submissions.seq"),
        _string("code"),
        sa.Column("params", sa.JSON, nullable=False),
        _string("file"),
        _string("sheet"),
        _string("cell"),
        _string("unit"),
        _string("indicator"),
        _whole("line"),
        _whole("column"),
    )
    op.create_index("ix_problems_seq", "problems", ["seq"])
