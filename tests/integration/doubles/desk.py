"""A demo node with households that are there twice, and the people who say so."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from server.domain.facts import HouseholdFacts, Value
from server.services import registry
from server.services.doubles.searching import Search
from server.services.node import Node
from server.store.tables import DuplicateCandidate, DuplicateDecision, Household, Village
from sync.records import Draft
from tests.integration.review.conftest import Office

LAN: dict[str, Value] = {"full_name": "Đoàn Thị Ngọc Lan", "sex": "female", "birth_year": 1971, "relation": "head"}
HUNG: dict[str, Value] = {"full_name": "Tạ Văn Hùng", "sex": "male", "birth_year": 1969, "relation": "spouse"}
BE: dict[str, Value] = {"full_name": "Tạ Gia Bé", "sex": "male", "birth_year": 2008, "relation": "child"}


class Desk(Office):
    """Two communes; `area` is the officer's own, `other_area` another of the demo."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        rows = self.rows(select(Village.code, Village.area_code).order_by(Village.code))
        self.villages = [row.code for row in rows if row.area_code == self.area]
        self.other_area, self.other_village = next(
            ((row.area_code, row.code) for row in rows if row.area_code != self.area), ("", "")
        )

    def rows(self, query: Any) -> list[Any]:
        """Rows of a query."""
        return list(self.node.read(lambda c: c.execute(query).all()))

    def household(self, code: str, *people: dict[str, Value], village: str = "", point: str = "") -> str:
        """A household in the register; its id."""
        village = village or self.villages[0]
        area = next(row.area_code for row in self.rows(select(Village).where(Village.code == village)))
        members: tuple[dict[str, Value], ...] = tuple(
            {"state": "in", **one, "no": no, "person_id": str(uuid.uuid4())} for no, one in enumerate(people, start=1)
        )
        facts = HouseholdFacts({"house_point": point} if point else {}, members)
        new = registry.NewHousehold(str(uuid.uuid4()), code, village, str(people[0]["full_name"]), facts, {}, {})
        registry.register_households(self.node, self.admin, area, [new])
        return new.household_id

    def correct(self, household_id: str, **facts: Value) -> None:
        """The office corrects the first person."""
        payload = {"household_id": household_id, "facts": {}, "members": [{"no": 1, **facts}]}
        draft = Draft(self.area, "household.corrected", (household_id,), self.admin, payload)
        self.node.write(lambda _c: [draft])

    def search(self) -> None:
        """Search to the end."""
        assert Search(self.node).run(60.0) is False

    def pairs(self, *ids: str) -> list[Any]:
        """Candidates, the likeliest first, of these households where given."""
        table = DuplicateCandidate.__table__
        query = select(table).order_by(table.c.score.desc(), table.c.pair_id)
        if ids:
            query = query.where(table.c.first_id.in_(ids), table.c.second_id.in_(ids))
        return self.rows(query)

    def decision(self, pair_id: str) -> Any:
        """What stands decided; None where nothing does."""
        table = DuplicateDecision.__table__
        return next(iter(self.rows(select(table).where(table.c.pair_id == pair_id))), None)

    def state(self, household_id: str) -> str:
        """The household's own state."""
        return str(self.rows(select(Household.state).where(Household.household_id == household_id))[0][0])
