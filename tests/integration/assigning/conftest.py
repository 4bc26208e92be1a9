"""The demo's first commune with its two enumerators: one sends forms, households of hers are given to the other."""

from __future__ import annotations

import csv
import gzip
import io
from typing import Any

import pytest
from sqlalchemy import select

from server.services import assigning
from server.services.ingest.types import Device
from server.services.lists import read_list
from server.services.node import Node
from server.services.people_devices import find_assignments
from server.store.tables import Assignment, Case, Village
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender


class Field:
    """Who works in the commune, and what each tablet would get now."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.admin = read_admin(node)
        self.sender = Sender(node)
        self.one: str = self.sender.device.actor_id
        self.area = self.sender.households()[0].area_code
        self.round_id: str = self.sender.device.assignments[0][0]
        query = (
            select(Assignment.actor_id)
            .join(Village, Village.code == Assignment.village_code)
            .where(Village.area_code == self.area, Assignment.actor_id != self.one)
        )
        self.other: str = node.read(lambda c: c.execute(query).scalars().first())

    def device(self, actor_id: str) -> Device:
        """Her tablet with what is assigned now."""
        found = self.node.read(lambda c: find_assignments(c, actor_id))
        return Device(actor_id, "", "", "full", False, found)

    def rows(self, actor_id: str, name: str = "households") -> list[dict[str, str]]:
        """A list of her tablet."""
        made = read_list(self.node, self.device(actor_id), name)
        return list(csv.DictReader(io.StringIO(gzip.decompress(made.compressed).decode())))

    def ids(self, actor_id: str, name: str = "households") -> set[str]:
        """Which households are in a list."""
        return {one.get("name") or one["hh"] for one in self.rows(actor_id, name)}

    def case(self, household_id: str) -> Any:
        """The case of a household."""
        query = select(Case.__table__).where(Case.household_id == household_id)
        return self.node.read(lambda c: c.execute(query).one())

    def give(self, household_ids: list[str], to_id: str) -> assigning.Handover:
        """Give households on."""
        cases = [self.case(one).case_id for one in household_ids]
        return assigning.reassign(self.node, self.admin, [(one, to_id) for one in cases])


@pytest.fixture
def field(demo_node: Node) -> Field:
    """The commune."""
    return Field(demo_node)
