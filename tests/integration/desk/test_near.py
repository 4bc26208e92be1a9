"""Households that may be the same one twice: a name alone is no reason, the same papers and people are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from server.services.node import Node
from server.services.views.near_households import find_near
from server.store.tables import Household, Member

HOUSEHOLD, MEMBER = Household.__table__, Member.__table__


def test_a_household_with_the_same_name_and_papers_is_told_with_its_reasons(demo_node: Node) -> None:
    rows = demo_node.read(lambda c: c.execute(select(HOUSEHOLD).order_by(HOUSEHOLD.c.code)).all())
    own = rows[0]
    other = next(one for one in rows[1:] if one.village_code == own.village_code)
    same = {"full_name": own.head_name, "relation": "head", "birth_year": 1970, "id_number": "077170000001"}

    def as_one(**head: Any) -> None:
        def operation(unit: Any) -> None:
            ids = (own.household_id, other.household_id)
            named = update(HOUSEHOLD).where(HOUSEHOLD.c.household_id.in_(ids)).values(head_name=own.head_name)
            unit.connection.execute(named)
            heads = update(MEMBER).where(MEMBER.c.household_id == other.household_id, MEMBER.c.no == 1)
            unit.connection.execute(heads.values(facts={**same, **head}))
            mine = update(MEMBER).where(MEMBER.c.household_id == own.household_id, MEMBER.c.no == 1)
            unit.connection.execute(mine.values(facts=same))

        demo_node.writer.write(operation)

    as_one()
    (found,) = demo_node.read(lambda c: find_near(c, own))
    assert (found.household_id, found.code) == (other.household_id, other.code)
    assert found.reasons == (
        *("tên chủ hộ gần giống", "cùng số giấy tờ của một người", "chủ hộ cùng năm sinh"),
        "1 người cùng tên, cùng năm sinh",
    )
    as_one(birth_year=1999, id_number="077199000009")
    assert demo_node.read(lambda c: find_near(c, own)) == ()
