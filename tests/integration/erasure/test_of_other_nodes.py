"""What another node erased or redacted leaves the tables of this one, in whatever order its records come."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.receiving import receive_records
from server.services.verification import verify_node
from server.store.tables import Household, Member
from sync.log import authority_heads
from sync.log.tables import payload
from sync.records import Record
from sync.records.erasures import stand_in_key
from tests.builders.foreign import Stranger, Things
from tests.builders.forms import read_erasers

NUMBER = "077555666777"


class Other:
    """Another node that registered a household, and what it decided of it afterwards."""

    def __init__(self, node: Node) -> None:
        self.node, self.stranger, self.things = node, Stranger(node), Things(node)
        said = self.things.payload("household.registered")
        said["facts"]["members"][0] |= {"id_type": "cccd", "id_number": NUMBER}
        self.id = said["household_id"]
        self.registered = self.write("household.registered", said)
        self.corrected = self.write(
            "household.corrected", {"household_id": self.id, "facts": {}, "head_name": "Tên Mới"}
        )
        member = {name: value for name, value in said["facts"]["members"][0].items() if name != "id_number"}
        left = {**said, "facts": {**said["facts"], "members": [member]}}
        about = {"of": self.registered.digest, "payload": left}
        key = stand_in_key(self.registered.digest)
        self.left = self.stranger.write("redacted", self.things.area, (), about, key=key)
        self.redacting = self.erase([{"of": self.registered.digest, "by": self.left.digest}])

    def write(self, kind: str, said: dict[str, Any]) -> Record:
        """A record about the household."""
        return self.stranger.write(kind, self.things.area, (self.id,), said)

    def erase(self, stand_ins: list[dict[str, str]]) -> Record:
        """Two people of the province decide it."""
        first, second = read_erasers(self.node)
        said = {
            "digests": [self.registered.digest],
            "legal_basis": "Luật",
            "actors": [first, second],
            "stand_ins": stand_ins,
        }
        knows = self.node.read(lambda c: authority_heads(c, self.stranger.key.node_id))
        return self.stranger.write("erased", self.things.area, (self.id,), said, actor=first, knows=knows)

    def receive(self, *batches: list[Record]) -> None:
        """Each batch in a transaction of its own."""
        for one in batches:
            assert receive_records(self.node, one).refused == []

    def household(self) -> Any:
        """(name, number of the first person), or None."""
        query = select(Household.head_name, Member.facts).join(Member, Member.household_id == Household.household_id)
        row = self.node.read(lambda c: c.execute(query.where(Household.household_id == self.id)).first())
        return None if row is None else (row[0], row[1].get("id_number"))

    def holds(self, record: Record) -> bool:
        """Whether the log has what a record says."""
        found = select(payload.c.digest).where(payload.c.digest == record.digest)
        return self.node.read(lambda c: c.execute(found).first()) is not None

    def check(self, expected: Any) -> None:
        """The tables say so now and after a rebuild."""
        assert self.household() == expected
        rebuild_node(self.node, lambda *_: None)
        assert self.household() == expected
        assert verify_node(self.node, lambda *_: None).faults == []


@pytest.mark.parametrize("is_one_batch", [True, False], ids=["in one batch", "one by one"])
def test_a_redaction_of_another_node_takes_the_number_and_leaves_the_household(
    demo_node: Node, is_one_batch: bool
) -> None:
    other = Other(demo_node)
    records = [other.registered, other.corrected, other.left, other.redacting]
    other.receive(*([records] if is_one_batch else [[one] for one in records]))
    assert not other.holds(other.registered) and other.holds(other.left)
    other.check(("Tên Mới", None))


def test_what_is_erased_whole_afterwards_takes_what_stood_in_for_it(demo_node: Node) -> None:
    other = Other(demo_node)
    whole = other.erase([])
    other.receive([other.registered, other.corrected, other.left, other.redacting])
    other.receive([whole])
    assert not other.holds(other.registered) and not other.holds(other.left)
    other.check(None)


def test_a_stand_in_that_nobody_names_says_nothing(demo_node: Node) -> None:
    other = Other(demo_node)
    other.receive([other.registered, other.corrected, other.left])
    other.check(("Tên Mới", NUMBER))
