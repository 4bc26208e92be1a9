"""How long a province keeps what: the shipped rules, with the terms it has set on the page or in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from server.domain.retention import RetentionRule, read_rules, set_term
from server.services.node import Node
from server.store.tables import NodeSetting
from server.store.writer import Unit

SETTING = NodeSetting.__table__
NAME = "retention_terms"


def read_terms(connection: Connection) -> tuple[RetentionRule, ...]:
    """The rules with the terms of this province; a term nobody has set is None."""
    found = connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar()
    terms: Mapping[str, Any] = (found or {}).get("value") or {}
    return tuple(set_term(one, **terms[one.id]) if one.id in terms else one for one in read_rules())


def set_terms(node: Node, said: Mapping[str, tuple[str, str]]) -> Sequence[RetentionRule]:
    """{rule: (months, source)} as typed; Problem RET-001 where one is not whole. Empty texts: no term."""
    rules = [set_term(one, *said.get(one.id, ("", ""))) for one in read_rules()]
    value = {"value": {one.id: {"months": one.months, "source": one.source} for one in rules}}

    def operation(unit: Unit) -> None:
        unit.connection.execute(delete(SETTING).where(SETTING.c.name == NAME))
        unit.connection.execute(insert(SETTING), {"name": NAME, "value": value})

    node.writer.write(operation)
    return rules
