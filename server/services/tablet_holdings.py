"""Which versions of forms and lists a tablet has: noted when they are served, compared with what it should have."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from server.services import lists
from server.services.ingest.types import Device
from server.services.node import Node
from server.store.tablet_tables import TabletHolding
from server.store.writer import Unit

LOG = logging.getLogger("rasoat.people")
HOLDING = TabletHolding.__table__
LIST = "households"
MOST_NOTED = 50_000


def note_holding(node: Node, device: Device, name: str, version: str) -> None:
    """Note that a tablet has this version now: it does not wait for it, and a hint is all that could be lost."""
    key = (device.token_sha256, name)
    if node.holdings.get(key) == version:
        return
    if len(node.holdings) >= MOST_NOTED:
        node.holdings.clear()
    node.holdings[key] = version
    row = {"token_sha256": device.token_sha256, "name": name, "version": version, "served_at": node.now()}
    same = (HOLDING.c.token_sha256 == device.token_sha256, HOLDING.c.name == name)

    def operation(unit: Unit) -> None:
        known = unit.connection.execute(select(HOLDING.c.version).where(*same)).scalar()
        if known != version:
            unit.connection.execute(delete(HOLDING).where(*same))
            unit.connection.execute(insert(HOLDING), row)

    node.writer.submit(operation).add_done_callback(_tell)


def _tell(done: Future[Any]) -> None:
    error = done.exception()
    if error is not None:
        LOG.warning("what a tablet holds could not be noted: %s", type(error).__name__)


def find_lacking(node: Node, connection: Connection, device: Device) -> tuple[str, ...]:
    """Names of what the tablet should have and has not, or has in an older version: form ids, and `households`."""
    query = select(HOLDING.c.name, HOLDING.c.version).where(HOLDING.c.token_sha256 == device.token_sha256)
    held = {name: version for name, version in connection.execute(query)}
    wanted = {one.form_id: one.form_version for one in lists.find_forms(connection, device)}
    if wanted:
        wanted[LIST] = lists.list_hash(node, device, LIST)
    return tuple(name for name, version in wanted.items() if held.get(name) != version)
