"""Bytes that could not be taken in as a submission, kept within bounds for a person to look at."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from sqlalchemy import func, insert, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import Aside
from server.store.writer import Unit

from .types import Device

ASIDE = Aside.__table__
MAX_BYTES = 2_000_000
MAX_KEPT_A_DAY = 200  # of one sender: a tablet that retries for ever must not fill the disk


def keep_aside(node: Node, device: Device, body: bytes, problem: Problem) -> bool:
    """Keep the bytes once; False where they are too large, already kept, or the sender has filled the day's share."""
    if len(body) > MAX_BYTES:
        return False
    now = node.now()
    # The same bytes from the same person get the same id: a retry is not kept twice.
    digest = hashlib.sha256(device.actor_id.encode() + problem.code.encode() + body).digest()
    aside_id = str(uuid.UUID(bytes=digest[:16], version=4))

    def operation(unit: Unit) -> bool:
        connection = unit.connection
        if connection.execute(select(ASIDE.c.aside_id).where(ASIDE.c.aside_id == aside_id)).first() is not None:
            return False
        recent = select(func.count()).where(
            ASIDE.c.actor_id == device.actor_id, ASIDE.c.received_at > now - dt.timedelta(days=1)
        )
        if connection.execute(recent).scalar_one() >= MAX_KEPT_A_DAY:
            return False
        values = {
            "aside_id": aside_id,
            "actor_id": device.actor_id,
            "code": problem.code,
            "message": problem.message,
            "body": body,
            "received_at": now,
        }
        connection.execute(insert(ASIDE), values)
        return True

    return node.writer.write(operation)
