"""Files that forms name and that have not come: what was destroyed by a decision is not among them (R29)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, select

from server.store.tables import Attachment, ErasedFile


def is_missing() -> ColumnElement[bool]:
    """Whether a row of `attachment` is a file still to come."""
    destroyed = exists().where(ErasedFile.instance_id == Attachment.instance_id)
    return and_(Attachment.sha256.is_(None), Attachment.is_referenced, ~destroyed)


def has_destroyed(connection: Connection, instance_id: str) -> bool:
    """Whether files of a form were destroyed: then those that are not here will not come."""
    query = select(ErasedFile.sha256).where(ErasedFile.instance_id == instance_id).limit(1)
    return connection.execute(query).first() is not None
