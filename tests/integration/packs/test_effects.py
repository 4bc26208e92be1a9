"""What another pack would change in a round: counted over its forms, nothing stored."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.cli import main
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import packs, people
from server.services.effects import find_effects
from server.services.exceptions import NewException, decide_exception
from server.services.node import Node
from server.standards.area_exceptions import AreaException
from server.store.tables import Account, AssessmentRow, Case
from tests.integration.ingest.sender import Sender

ROUND, PACK = "TH-2016", "training_points"
DOCUMENT = {"act": "Văn bản thử", "from_on": "2016-01-01", "note": ""}


def adopt(node: Node, values: dict[str, Any]) -> str:
    """Two people read the same; the new pack's id."""
    admin = str(node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == "admin")).scalar_one()))
    giver = Actor(admin, "", (GrantOf("administrator", "77"),))
    second = people.register_person(node, giver, GrantOf("province", "77"), "nhap-hai", "Người nhập hai", None)
    for actor in (admin, second):
        packs.enter_values(node, actor, PACK, DOCUMENT, values)
    return packs.adopt_pack(node, admin, PACK)


def line(value: int) -> dict[str, Any]:
    return {"value": value, "article": "Điều 1"}


@pytest.fixture
def sent(demo_node: Node) -> Sender:
    """A tablet that has sent three forms."""
    sender = Sender(demo_node)
    for number in range(3):
        sender.send(sender.fill(number))
    return sender


def test_everybody_is_poor_under_a_line_nobody_reaches_and_nothing_is_stored(sent: Sender) -> None:
    before = sent.rows(Case), sent.rows(AssessmentRow)
    pack = adopt(sent.node, {"parameters.b1_poor": line(9000), "parameters.b1_near": line(9500)})
    steps: list[tuple[int, int]] = []
    points, income = find_effects(sent.node, ROUND, pack, progress=lambda done, all_: steps.append((done, all_)))
    assert {after for _before, after, _count in points.moves} == {"poor"}
    assert sum(count for _before, _after, count in points.moves) == 3
    assert points.moved == sum(count for one, _after, count in points.moves if one != "poor")
    assert income.moved == 0
    assert steps == [(3, 3)]
    assert (sent.rows(Case), sent.rows(AssessmentRow)) == before


def test_classes_as_they_are_equal_those_that_are_stored_exceptions_included(sent: Sender) -> None:
    household = sent.households()[0]
    kind = "urban" if household.area_kind == "rural" else "rural"
    entry = {"standard": PACK, "scoring": "training_b1", "method": "points"}
    new = NewException(entry, AreaException("land", kind, "1/QĐ-TH"))
    decide_exception(sent.node, "", household.household_id, new)
    pack = adopt(sent.node, {"parameters.b1_poor": line(0), "parameters.b1_near": line(0)})
    points, _income = find_effects(sent.node, ROUND, pack)
    stored = sorted(one.outcome for one in sent.rows(AssessmentRow, standard=PACK))
    assert sorted(one for one, _after, count in points.moves for _ in range(count)) == stored


def test_only_the_areas_of_who_asks_are_counted(sent: Sender) -> None:
    pack = adopt(sent.node, {"parameters.b1_poor": line(9000), "parameters.b1_near": line(9500)})
    assert [one.moves for one in find_effects(sent.node, ROUND, pack, areas=["00000"])] == [(), ()]


def test_a_pack_the_round_does_not_use_is_told_so(sent: Sender) -> None:
    with pytest.raises(Problem, match="không dùng gói gốc của vn_2016"):
        find_effects(sent.node, ROUND, "vn_2016")


def test_the_command_counts_who_moves(sent: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = adopt(sent.node, {"parameters.b1_poor": line(9000), "parameters.b1_near": line(9500)})
    monkeypatch.setenv("RASOAT_VAR", str(sent.node.config.var))
    sent.node.close()
    done = CliRunner().invoke(main, ["packs", "effect", ROUND, pack])
    assert done.exit_code == 0, done.output
    assert "-> hộ nghèo: " in done.output
