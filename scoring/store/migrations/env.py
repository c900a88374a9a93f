"""Runs migrations inside the transaction that `schema.upgrade` has begun.

Tested in tests/store/test_migrations.py.
"""

from __future__ import annotations

from alembic import context

from scoring.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
