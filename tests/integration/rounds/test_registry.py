"""The registry through the services: bulk registration, imported statuses, corrections by the office."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from server.demo.people import Generator
from server.errors import Problem
from server.services import registry
from server.services.node import Node
from server.store.tables import Account, Household, Member
from sync.log import read_subject

AREA, VILLAGE = "26506", "26506-01"
POOR = {"outcome": "poor", "reason": "income", "decision_no": "12/QĐ-TH", "decision_on": "2015-12-20"}


@pytest.fixture
def admin(demo_node: Node) -> str:
    """The demo's administrator."""
    query = select(Account.actor_id).where(Account.login == "admin")
    return str(demo_node.read(lambda c: c.execute(query).scalar_one()))


def make_household(seed: str, recognised: dict[str, Any] | None = None) -> registry.NewHousehold:
    """A generated household of the first village."""
    make = Generator(seed, 2015)
    head, facts = make.household("urban")
    return registry.NewHousehold(
        household_id=make.new_id(),
        code=f"{AREA}-{seed}",
        village_code=VILLAGE,
        head_name=head,
        facts=facts,
        recognised=recognised or {},
        assessed={},
    )


def get_row(node: Node, household_id: str) -> Any:
    """The household's row."""
    return node.read(
        lambda c: c.execute(select(Household.__table__).where(Household.household_id == household_id)).one()
    )


def test_a_household_comes_in_with_its_people_and_last_years_status(demo_node: Node, admin: str) -> None:
    new = make_household("9001", {"training_points": POOR})
    registry.register_households(demo_node, admin, AREA, [new])
    row = get_row(demo_node, new.household_id)
    assert (row.head_name, row.village_code, row.area_kind) == (new.head_name, VILLAGE, "urban")
    assert row.recognised == {"training_points": POOR}
    query = select(Member.person_id).where(Member.household_id == new.household_id).order_by(Member.no)
    people = demo_node.read(lambda c: c.execute(query).scalars().all())
    assert people == [one["person_id"] for one in new.facts.members]


def test_the_status_follows_the_registration_it_belongs_to(demo_node: Node, admin: str) -> None:
    new = make_household("9002", {"training_points": POOR})
    registry.register_households(demo_node, admin, AREA, [new])
    first, second = [one.record for one in demo_node.read(lambda c: read_subject(c, new.household_id))]
    assert (first.envelope.kind, second.envelope.kind) == ("household.registered", "status.imported")
    assert second.envelope.follows == {new.household_id: (first.digest,)}
    assert get_row(demo_node, new.household_id).heads == [second.digest]
    assert first.envelope.knows


def test_one_bad_household_leaves_none_of_its_batch_behind(demo_node: Node, admin: str) -> None:
    good, bad = make_household("9003"), make_household("9004", {"training_points": {"outcome": "poor"}})
    with pytest.raises(Problem, match=r"26506-9004.*decision_no") as caught:
        registry.register_households(demo_node, admin, AREA, [good, bad])
    assert caught.value.code == "REG-003"
    assert demo_node.read(lambda c: read_subject(c, good.household_id)) == []


def test_a_status_without_a_decision_is_no_status(demo_node: Node, admin: str) -> None:
    new = make_household("9005")
    registry.register_households(demo_node, admin, AREA, [new])
    status = registry.ImportedStatus(new.household_id, {"training_points": {**POOR, "decision_on": ""}}, {})
    with pytest.raises(Problem) as caught:
        registry.import_statuses(demo_node, admin, AREA, [status])
    assert caught.value.code == "REG-003"
    assert get_row(demo_node, new.household_id).recognised == {}


def test_an_imported_status_is_kept_by_value(demo_node: Node, admin: str) -> None:
    new = make_household("9006")
    registry.register_households(demo_node, admin, AREA, [new])
    status = registry.ImportedStatus(new.household_id, {"training_points": POOR}, {"training_points": {"b1": 90}})
    registry.import_statuses(demo_node, admin, AREA, [status])
    row = get_row(demo_node, new.household_id)
    assert (row.recognised["training_points"], row.last_assessed["training_points"]) == (POOR, {"b1": 90})


def test_a_status_for_a_household_of_another_commune_is_refused(demo_node: Node, admin: str) -> None:
    new = make_household("9007")
    registry.register_households(demo_node, admin, AREA, [new])
    with pytest.raises(Problem) as caught:
        registry.import_statuses(
            demo_node, admin, "26508", [registry.ImportedStatus(new.household_id, {"training_points": POOR}, {})]
        )
    assert caught.value.code == "REG-001"


def test_a_correction_adds_one_version_that_every_tablet_takes_over(demo_node: Node, admin: str) -> None:
    new = make_household("9008")
    registry.register_households(demo_node, admin, AREA, [new])
    before = get_row(demo_node, new.household_id)
    registry.correct_household(
        demo_node, admin, new.household_id, {"has_tv": False, "roof": None}, seen_version=before.entity_version
    )
    after = get_row(demo_node, new.household_id)
    assert after.entity_version == before.entity_version + 1
    assert after.facts["has_tv"] is False
    assert "roof" not in after.facts


def test_two_corrections_of_the_same_version_do_not_overwrite_one_another(demo_node: Node, admin: str) -> None:
    new = make_household("9009")
    registry.register_households(demo_node, admin, AREA, [new])
    seen = get_row(demo_node, new.household_id).entity_version
    registry.correct_household(demo_node, admin, new.household_id, {"has_radio": True}, seen_version=seen)
    with pytest.raises(Problem) as caught:
        registry.correct_household(demo_node, admin, new.household_id, {"has_radio": False}, seen_version=seen)
    assert caught.value.code == "REG-002"
    assert get_row(demo_node, new.household_id).facts["has_radio"] is True


def test_a_correction_of_a_fact_that_does_not_exist_is_refused(demo_node: Node, admin: str) -> None:
    new = make_household("9010")
    registry.register_households(demo_node, admin, AREA, [new])
    with pytest.raises(Problem, match="has_yacht") as caught:
        registry.correct_household(demo_node, admin, new.household_id, {"has_yacht": True})
    assert caught.value.code == "REG-004"


def test_registered_at_is_the_nodes_clock_not_todays(demo_node: Node, admin: str) -> None:
    moment = dt.datetime(2016, 9, 2, 1, tzinfo=dt.UTC)
    demo_node.now = lambda: moment
    new = make_household("9011")
    registry.register_households(demo_node, admin, AREA, [new])
    assert get_row(demo_node, new.household_id).updated_at == moment
