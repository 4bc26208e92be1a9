"""A demo node after some days in the field: reviewed, absent, moved, new, erased; and numbers to take rates of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import Config
from server.domain.facts import HouseholdFacts, Value
from server.services import denominators, registry
from server.services.denominators import NewDenominator
from server.services.node import Node, open_node
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender

SENDERS = 4  # two in each of the demo's communes
FIRST = "26506"
POOR = {"outcome": "poor", "reason": "income", "decision_no": "12/QĐ-TH", "decision_on": "2015-12-20"}


@pytest.fixture(scope="module")
def field(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The node; tests only read it."""
    folder = tmp_path_factory.mktemp("figures") / "var"
    shutil.copytree(demo_template, folder)
    node = open_node(Config(var=folder))
    work_some_days(node)
    yield node
    node.close()


def work_some_days(node: Node) -> None:
    """What four enumerators send, one in each way a visit may end."""
    senders = [Sender(node, number) for number in range(SENDERS)]
    for sender in senders:
        for number in range(3):
            income = (300_000, 3_000_000, 30_000_000)[number]
            point = f"10.4{number}{number} 107.1{number}{number} 3 5"
            visit(sender, number, income_vnd=income, house_point=point)
    visit(senders[0], 3, visit_outcome="absent", absent_visits=3)
    visit(senders[0], 4, visit_outcome="moved", outcome_note="xã bên")
    senders[1].send(senders[1].fill_new())
    erased = senders[1].households()[0]
    records = [one for one in senders[1].records("submission.received") if erased.household_id in one.envelope.subjects]
    senders[1].erase(*records)
    status = registry.ImportedStatus(senders[2].households()[0].household_id, {"training_points": POOR}, {})
    registry.import_statuses(node, read_admin(node), senders[2].households()[0].area_code, [status])
    numbers = [
        NewDenominator(FIRST, "2016-12-31", "all", "urban", 40, 160),
        NewDenominator(FIRST, "2016-12-31", "minority", "urban", 5, 20),
    ]
    denominators.enter(node, read_admin(node), "Niên giám thống kê, biểu 2", numbers)


def visit(sender: Sender, number: int, **answers: Value) -> None:
    """Send the n-th household's form with these answers."""
    filled = sender.fill(number)
    facts = HouseholdFacts({**filled.facts.household, **answers}, filled.facts.members)
    assert sender.send(replace(filled, facts=facts)).status == 201
