"""Alembic environment of the laptop's store; the connection is handed in by `store.opening`."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, render_as_batch=True, transaction_per_migration=False)
context.run_migrations()
