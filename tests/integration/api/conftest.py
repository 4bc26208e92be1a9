"""A demo node with forms, some approved, and programs that read it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.api import create_api
from server.api.limits import Limiter
from server.domain.access import Actor, GrantOf
from server.services import people, programs, review
from server.services.node import Node
from server.store.tables import Grant, Round
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender

COMMUNE = "26506"


class Reader:
    """Programs by the role they read with; forms of the first two households, the first approved."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sender = Sender(node)
        self.admin = read_admin(node)
        self.filled = [self.sender.fill(number) for number in range(2)]
        for one in self.filled:
            assert self.sender.send(one).status == 201
        review.approve(node, self.admin, self.filled[0].fields["case_id"], self.filled[0].instance_id)
        (self.round,) = self.sender.rows(Round)
        self.client: FlaskClient = create_api(node, Limiter(10_000)).test_client()

    def token(self, role: str, area: str = COMMUNE) -> str:
        """A token of a new person with a role over an area."""
        actor = Actor(self.admin, "", (GrantOf("administrator", "77"),))
        end = "9999-12-31" if role == "inspector" else None
        person = people.register_person(
            self.node, actor, GrantOf(role, area, None, end), f"ct-{role}-{area}", "Người đọc", None
        )
        (grant,) = self.sender.rows(Grant, actor_id=person)
        return programs.make_token(self.node, self.admin, grant.grant_id, "Kho dữ liệu", self.node.today())

    def get(self, path: str, token: str, **headers: str) -> Any:
        """The answer to a program."""
        return self.client.get(path, headers={"Authorization": f"Bearer {token}", **headers})


@pytest.fixture
def reader(demo_node: Node) -> Reader:
    """The demo's."""
    return Reader(demo_node)
