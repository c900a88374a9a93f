"""Accounts, what signing in needs, tokens, and what units are shown of others.

Tested in tests/store/test_migrations.py and tests/store/test_accounts.py.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from scoring.store.dialects import Words, make_append_only

revision = "0007"
down_revision = "0006"

ROLES = "role IN ('admin', 'inspector', 'leader', 'unit')"


def upgrade() -> None:
    """There are no accounts yet, so everything goes on as before."""
    _create_records()
    make_append_only(op.get_bind(), "accounts", "tokens", "token_ends", "visibility")
    _create_what_changes()


def _create_records() -> None:
    op.create_table(
        "accounts",
        _seq(),
        _words("login"),
        *_who(),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.CheckConstraint(ROLES, name=op.f("ck_accounts_role")),
    )
    op.create_index("ix_accounts_login", "accounts", ["login"])
    op.create_table(
        "tokens",
        _seq(),
        _words("digest"),
        *_who(),
        sa.Column("may_write", sa.Boolean, nullable=False),
        _words("expires"),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
        sa.CheckConstraint(ROLES, name=op.f("ck_tokens_role")),
    )
    op.create_table(
        "token_ends",
        sa.Column("token", sa.Integer, sa.ForeignKey("tokens.seq"), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("audit.seq"), nullable=False),
    )
    op.create_table(
        "visibility",
        _seq(),
        sa.Column("period", Words, sa.ForeignKey("periods.period"), nullable=False),
        _words("shown"),
        sa.CheckConstraint("shown IN ('nothing', 'own', 'ranking')", name=op.f("ck_visibility_shown")),
    )


def _create_what_changes() -> None:
    op.create_table(
        "passwords",
        _words("login", key=True),
        _words("hash"),
        sa.Column("must_change", sa.Boolean, nullable=False),
    )
    op.create_table(
        "sessions",
        _words("digest", key=True),
        _words("login"),
        sa.Column("started", sa.Double, nullable=False),
        sa.Column("seen", sa.Double, nullable=False),
    )
    op.create_table(
        "devices",
        _words("digest", key=True),
        _words("login"),
        sa.Column("seen", sa.Double, nullable=False),
    )
    op.create_table(
        "login_failures",
        sa.Column("id", sa.Integer, primary_key=True),
        _words("login"),
        _words("address"),
        _words("device"),
        sa.Column("at", sa.Double, nullable=False),
    )
    for table, column in (
        ("sessions", "login"),
        ("devices", "login"),
        ("login_failures", "login"),
        ("login_failures", "address"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, sa.ForeignKey("audit.seq"), primary_key=True, autoincrement=False)


def _words(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, Words, primary_key=key, nullable=False)


def _who() -> tuple[sa.Column[Any], ...]:
    """What an account and a token both say."""
    limits = (sa.Column(name, sa.JSON, nullable=False) for name in ("groups", "sections"))
    return (*(_words(name) for name in ("name", "role", "unit")), *limits)
