"""Alembic's door: it runs in the transaction that the program opened for it."""

from __future__ import annotations

from alembic import context

from core.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the program's own transaction is around all of it
)
context.run_migrations()
