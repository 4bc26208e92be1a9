"""Villages that an import brings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from server.services.node import Node
from server.store.tables import Village
from sync.records import Draft

from .books import read_book

_NUMBER = re.compile(r"-(\d+)$")


def register_villages(node: Node, run: Any, area: str, names: Sequence[str]) -> int:
    """Villages of a commune under new codes; those there by name are left alone. How many were new."""

    def drafts(connection: Connection) -> list[Draft]:
        book = read_book(connection, area)
        missing = [name for name in dict.fromkeys(names) if book.find_village(area, name) is None]
        if not missing:
            return []
        # A code is given once, even where its village was taken back.
        codes = connection.execute(select(Village.code).where(Village.area_code == area)).scalars()
        taken = [int(match[1]) for code in codes if (match := _NUMBER.search(code))]
        first = max(taken, default=0) + 1
        villages = [{"code": f"{area}-{first + n:02d}", "name": name} for n, name in enumerate(missing)]
        payload = {"area_code": area, "villages": villages, "import_id": run.import_id}
        return [Draft(area, "villages.registered", (), run.actor_id, payload)]

    return len(node.write(drafts))
