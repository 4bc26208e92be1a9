"""What the database knows of its tables' sizes, brought up to date after many rows at once."""

from __future__ import annotations

from sqlalchemy import Connection, text


def refresh_statistics(connection: Connection) -> None:
    """PostgreSQL keeps the plan of a statement from when the tables were small: reading them whole, again and again.

    It would notice within a minute by itself; an import has tens of thousands of rows by then. SQLite plans by its
    indexes and needs none of this.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


__all__ = ["refresh_statistics"]
