"""A province's own boundaries on this node: reference data, drawn on the tables' map with their licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from server.areas.boundaries import Boundaries, read_boundaries
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Area, NodeSetting
from server.store.writer import Unit
from server.telling import tell

SETTING = NodeSetting.__table__
NAME = "boundaries"
MOST_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """Boundaries by code and whose they are."""

    rings: Boundaries
    licence: str


def load_boundaries(node: Node, data: bytes, licence: str) -> tuple[int, int]:
    """Keep a GeoJSON file's boundaries in place of earlier ones: (units with a boundary, communes without one)."""
    if not licence.strip():
        raise Problem(
            "AREA-022", 422, tell("Chưa ghi nguồn và giấy phép của ranh giới."), tell("Thêm --licence với tên nguồn.")
        )
    if len(data) > MOST_BYTES:
        told = tell("Tệp {n} MB, nhiều nhất {most_bytes} MB.", n=len(data) // 1000000, most_bytes=MOST_BYTES // 1000000)
        raise Problem("AREA-023", 413, told, tell("Làm thưa đường ranh giới trong phần mềm bản đồ rồi nạp lại."))
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Problem("AREA-020", 422, tell("Tệp không phải JSON."), tell("Xuất lại dạng GeoJSON, UTF-8.")) from error
    rows = node.read(lambda c: c.execute(select(Area.code, Area.name, Area.level)).all())
    rings = read_boundaries(content, {row.code: row.name for row in rows})
    value = {"value": {"rings": rings, "licence": licence.strip()}}

    def operation(unit: Unit) -> None:
        unit.connection.execute(delete(SETTING).where(SETTING.c.name == NAME))
        unit.connection.execute(insert(SETTING), {"name": NAME, "value": value})

    node.writer.write(operation)
    return len(rings), sum(row.level == "commune" and row.code not in rings for row in rows)


def find_boundaries(connection: Connection) -> Loaded | None:
    """The boundaries of this node, None where none were loaded."""
    found: dict[str, Any] | None = connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar()
    if found is None:
        return None
    value = found["value"]
    rings = {code: [[(x, y) for x, y in ring] for ring in own] for code, own in value["rings"].items()}
    return Loaded(rings, value["licence"])
