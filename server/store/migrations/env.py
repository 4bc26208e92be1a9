"""Alembic environment: both metadatas, the connection handed over by `server.store.migrate`."""

from __future__ import annotations

from alembic import context

from server.store.tables import Base
from sync.log.tables import metadata as log_metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[Base.metadata, log_metadata],
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
