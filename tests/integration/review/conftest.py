"""A demo node whose first enumerator has sent forms, and the people who review them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.access import Actor, GrantOf
from server.domain.facts import HouseholdFacts
from server.forms.filled import Filled
from server.services import people
from server.services.node import Node
from server.store.tables import Case
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender


class Office:
    """Two reviewers of the first enumerator's commune, and what they look at."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sender = Sender(node)
        self.area = self.sender.households()[0].area_code
        self.admin = read_admin(node)
        self.one, self.other = (self.register(login) for login in ("duyet1", "duyet2"))

    def register(self, login: str, role: str = "supervisor", area: str = "") -> str:
        """A person with a role over the commune; her id."""
        actor = Actor(self.admin, "", (GrantOf("administrator", str(self.node.settings["province_code"])),))
        return people.register_person(self.node, actor, GrantOf(role, area or self.area), login, login, None)

    def send(self, number: int = 0, **facts: Any) -> Filled:
        """A form of the n-th household as the tablet has it now; facts changed, None leaves one out."""
        return self.send_filled(self.sender.fill(number), **facts)

    def send_filled(self, filled: Filled, **facts: Any) -> Filled:
        """A form with some answers changed."""
        answers = {**filled.facts.household, **facts}
        known = {name: value for name, value in answers.items() if value is not None}
        filled = replace(filled, facts=HouseholdFacts(known, filled.facts.members))
        assert self.sender.send(filled).status in (201, 202)
        return filled

    def case(self, filled: Filled) -> Any:
        """The case's row."""
        return self.sender.rows(Case, household_id=filled.fields["loaded"])[0]


@pytest.fixture
def office(demo_node: Node) -> Office:
    """The office of the demo."""
    return Office(demo_node)
