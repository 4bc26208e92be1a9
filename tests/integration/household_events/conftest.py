"""Two communes of the demo with an officer in each, and what they do with households."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from typing import Any

import pytest

from server.domain.access import Actor, GrantOf
from server.domain.household_events import Split
from server.services import household_events as events
from server.services import lists, people
from server.services.household_events import Here, SplitOrder, When
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import Household, Member
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender
from tests.integration.ingest.test_ingest_replay import dump


class Communes:
    """`giving` and `receiving` are commune codes; `one` and `other` their officers."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sender = Sender(node)
        self.admin = read_admin(node)
        self.giving = self.sender.households()[0].area_code
        codes = sorted({one.area_code for one in self.sender.rows(Household)})
        self.receiving = next((one for one in codes if one != self.giving), self.giving)
        self.one, self.other = self.register("can-bo-1", self.giving), self.register("can-bo-2", self.receiving)
        self.today = node.today()

    def register(self, login: str, area: str, role: str = "commune_officer") -> str:
        """A person with a role over a commune; her id."""
        actor = Actor(self.admin, "", (GrantOf("administrator", str(self.node.settings["province_code"])),))
        return people.register_person(self.node, actor, GrantOf(role, area), login, login, None)

    def here(self, household_id: str) -> Here:
        """A household as the register has it."""
        return self.node.read(lambda c: events.read_here(c, household_id))

    def household(self, least: int = 2, number: int = 0) -> Here:
        """The n-th household of the first enumerator with so many people."""
        found = [self.here(one.household_id) for one in self.sender.households() if one.state == "active"]
        return [one for one in found if len(one.present) >= least][number]

    def split(self, here: Here, *, with_head: bool = False, decision: tuple[str, str] = ("", "")) -> str:
        """The last person of a household (or its head) goes; the new household's id."""
        people_here = [*here.present]
        head = here.registered.head_id or people_here[0]
        others = [one for one in people_here if one != head]
        going = head if with_head else others[-1]
        split = Split((going,), going, others[0] if with_head else "", decision)
        return str(events.split(self.node, self.one, here.row.household_id, SplitOrder(split, self.when(here))))

    def when(self, here: Here | None = None, days_ago: int = 1) -> When:
        """Some days ago, about the version on the screen."""
        day = (dt.date.fromisoformat(self.today) - dt.timedelta(days=days_ago)).isoformat()
        return When(day, here.row.entity_version if here is not None else None)

    def village(self, area: str) -> str:
        """A village of a commune."""
        return next(one.village_code for one in self.sender.rows(Household, area_code=area))

    def read_list(self, name: str, number: int = 0) -> list[list[str]]:
        """The rows of an enumerator's list, as her tablet would download it now."""
        token = Sender(self.node, number).token
        file = lists.read_list(self.node, people.authenticate_device(self.node, token), name)
        return list(csv.reader(gzip.decompress(file.compressed).decode().splitlines()))[1:]

    def states(self, household_id: str) -> dict[str, str]:
        """How the people of a household stand, by name."""
        return {one.facts["full_name"]: one.state for one in self.sender.rows(Member, household_id=household_id)}

    def rebuilt_alike(self, *own: str) -> None:
        """The log alone makes the same tables again; `own` are tables of this node's own counters."""
        before = dump(self.sender)
        rebuild_node(self.node, lambda *_: None)
        after = dump(self.sender)
        for name, rows in before.items():
            if name in own:
                continue
            assert after[name] == rows, name


@pytest.fixture
def communes(demo_node: Node) -> Communes:
    """The two communes of the demo."""
    return Communes(demo_node)


def codes_of(problem: Any) -> str:
    """The stable code of a refusal."""
    return str(problem.value.code)
