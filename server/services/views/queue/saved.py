"""Queues a person keeps under a name of her own. Edge state of the node: not signed, not sent to others."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import SavedQueue
from server.store.writer import Unit
from server.telling import tell

from .filters import ARGS, QueueFilter, to_args

SAVED = SavedQueue.__table__
MOST_SAVED = 12
LONGEST_NAME = 40


def list_saved(connection: Connection, actor_id: str) -> list[Any]:
    """The person's queues in the order she saved them: queue_id, name, wanted (arguments of the page's address)."""
    query = select(SAVED).where(SAVED.c.actor_id == actor_id).order_by(SAVED.c.saved_at, SAVED.c.queue_id)
    return list(connection.execute(query))


def save_queue(node: Node, actor_id: str, name: str, wanted: QueueFilter) -> str:
    """Keep a filter; what was typed to find one household is not kept with it."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Problem(
            "QUEUE-001", 400, tell("Hàng chờ chưa có tên."), tell("Đặt một tên ngắn, ví dụ “Bàu Sen, cần xem”.")
        )
    args = {arg: value for arg, value in to_args(wanted).items() if arg != ARGS["text"]}
    queue_id = str(uuid.uuid4())
    now = node.now()

    def operation(unit: Unit) -> None:
        own = select(func.count()).select_from(SAVED).where(SAVED.c.actor_id == actor_id)
        if unit.connection.execute(own).scalar_one() >= MOST_SAVED:
            told = tell("Bạn đã lưu {most_saved} hàng chờ.", most_saved=MOST_SAVED)
            raise Problem("QUEUE-002", 409, told, tell("Xóa bớt một hàng rồi lưu lại."))
        row = {"queue_id": queue_id, "actor_id": actor_id, "name": name, "wanted": args, "saved_at": now}
        unit.connection.execute(insert(SAVED), row)

    node.writer.write(operation)
    return queue_id


def drop_queue(node: Node, actor_id: str, queue_id: str) -> None:
    """Forget one of the person's own queues."""
    own = delete(SAVED).where(SAVED.c.queue_id == queue_id, SAVED.c.actor_id == actor_id)
    node.writer.write(lambda unit: unit.connection.execute(own))
