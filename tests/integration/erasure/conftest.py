"""A demo node whose first round has run and closed, and the two people who may decide what of it is destroyed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.facts import HouseholdFacts
from server.forms.filled import Filled
from server.services import erasure, review, rounds
from server.services.erasure import Decision, Target
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import Case
from sync.records import Draft
from tests.builders.forms import read_erasers
from tests.integration.ingest.sender import Sender

SECRET = "bi-mat-77123"
PHOTO = b"\xff\xd8\xff\xe0 nha cua toi 88213"
TERMS = {"photos": ("1", "QĐ 1/QĐ-TH"), "forms": ("1", "QĐ 1/QĐ-TH")}
DECISION = Decision("12/QĐ-UBND", "2017-03-01", "Luật 91/2025/QH15")


class Archive:
    """The round and what was sent in it."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sender = Sender(node)
        self.first, self.second = read_erasers(node)
        (one,) = rounds.list_rounds(node)
        self.round_id = str(one.round_id)

    def send(self, number: int = 0, *, approved: bool = True) -> Filled:
        """The n-th household visited, with a photo and words of its own; approved by value."""
        filled = self.sender.fill(number)
        known = {**filled.facts.household, "outcome_note": SECRET, "house_point": "10.5 107.2 0 5"}
        filled = replace(filled, facts=HouseholdFacts(known, filled.facts.members))
        assert self.sender.send(filled, ("nha.jpg", PHOTO)).status == 201
        if approved:
            review.approve(self.node, self.first, filled.fields["case_id"], filled.instance_id)
        return filled

    def withdraw(self, filled: Filled) -> None:
        """The household leaves the register: nothing rests on its form any more."""
        row = self.sender.household(filled.fields["loaded"])
        payload = {"household_id": row.household_id, "reason": "left"}
        draft = Draft(row.area_code, "household.withdrawn", (row.household_id,), self.first, payload)
        self.node.write(lambda _c: [draft])

    def close(self) -> None:
        """The round is over, and so is its term."""
        for state in ("closing", "closed"):
            rounds.change_state(self.node, self.first, self.round_id, state)
        erasure.set_terms(self.node, TERMS)

    def propose(self, scope: str, **target: Any) -> str:
        """A proposal of the first person, with its list made."""
        about = Target(scope, **(target or {"round_id": self.round_id}))
        plan_id = erasure.propose(self.node, self.first, about, DECISION)
        run_due_jobs(self.node, HANDLERS)
        return plan_id

    def destroy(self, scope: str, **target: Any) -> Any:
        """Proposed, confirmed by the other, carried out; the plan as it ended."""
        plan_id = self.propose(scope, **target)
        erasure.confirm(self.node, self.second, plan_id, DECISION.number)
        run_due_jobs(self.node, HANDLERS)
        return erasure.get_plan(self.node, plan_id)

    def case(self, filled: Filled) -> Any:
        """The case's row."""
        return self.sender.rows(Case, case_id=filled.fields["case_id"])[0]


@pytest.fixture
def archive(demo_node: Node) -> Archive:
    """The demo's."""
    return Archive(demo_node)
