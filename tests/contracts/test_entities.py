"""Acceptance checks 54-65: entities from submissions."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from server.services import registry
from server.services.ingest.later import force_held
from server.store.tables import EntityVersion, Finding, HeldSubmission, Member
from tests.builders.edge import Edge
from tests.builders.forms import read_admin
from tests.builders.submissions import EntityClaim


def conflicts(edge: Edge, household_id: str) -> list[str]:
    """none, soft or hard for each version of a household on this node."""
    query = select(EntityVersion.conflict).where(EntityVersion.household_id == household_id)
    return list(edge.node.read(lambda c: c.execute(query.order_by(EntityVersion.version)).scalars()))


def chain(edge: Edge, household_id: str) -> list[bytes]:
    """A household created offline and updated twice before anything is sent."""
    maker, village, branch = edge.maker(), edge.village(), str(uuid.uuid4())
    created = maker.register(household_id, village, "Lý Thị Tạo", instance_id="uuid:0")
    row = {"name": household_id, "label": "Lý Thị Tạo", "village": village["name"], "__version": "1"}
    updates = [
        maker.review(
            row, claim=EntityClaim(base=base, branch=branch), instance_id=f"uuid:{base}", electricity_kwh=f"{base}0"
        )
        for base in (1, 2)
    ]
    return [created, *updates]


def test_54_create_update_and_a_condition_that_is_false(edge: Edge) -> None:
    maker, row, new = edge.maker(), edge.rows()[0], str(uuid.uuid4())
    assert edge.post(maker.register(new, edge.village(), "Trần Văn Mới")).status_code == 201
    assert (edge.household(new).entity_version, edge.household(new).head_name) == (1, "Trần Văn Mới")
    assert edge.post(maker.review(row)).status_code == 201
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1
    neither = maker.make(
        {"src": "n", "visit_outcome": "completed"}, entity=(str(uuid.uuid4()), "x", EntityClaim(False))
    )
    assert edge.post(neither).status_code == 201


def test_54_an_upsert_updates_what_is_there_and_creates_what_is_not(edge: Edge) -> None:
    maker, row, new = edge.maker(), edge.rows()[0], str(uuid.uuid4())
    claim = EntityClaim(update=True, create=True, base=int(row["__version"]), trunk=int(row["__version"]), branch="b")
    assert edge.post(maker.review(row, claim=claim)).status_code == 201
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1
    fresh = {"name": new, "label": "Vũ Văn Cả", "village": row["village"], "__version": "1"}
    assert edge.post(maker.review(fresh, claim=EntityClaim(update=True, create=True))).status_code == 201
    assert edge.household(new).entity_version == 1


def test_55_a_create_and_two_updates_offline_are_versions_1_2_3_and_the_tablet_is_in_step(edge: Edge) -> None:
    household_id, tablet = str(uuid.uuid4()), edge.first_tablet()
    sent = chain(edge, household_id)
    for xml in sent:
        tablet.finalized(xml)
    assert (tablet.entities[household_id].version, tablet.entities[household_id].trunk) == (3, None)
    assert [edge.post(xml).status_code for xml in sent] == [201, 201, 201]
    tablet.sync()
    local = tablet.entities[household_id]
    assert (local.version, local.trunk, local.is_offline) == (3, 3, False)
    assert local.values["electricity_kwh"] == "20"


def test_56_the_same_three_in_reverse_are_held_and_then_versions_1_2_3(edge: Edge) -> None:
    household_id = str(uuid.uuid4())
    assert [edge.post(xml).status_code for xml in reversed(chain(edge, household_id))] == [202, 202, 201]
    assert edge.count(HeldSubmission) == 0
    row = edge.household(household_id)
    assert (row.entity_version, row.facts["electricity_kwh"]) == (3, 20)
    assert len(conflicts(edge, household_id)) == 3


def test_57_an_update_whose_base_is_missing_waits_in_a_backlog_and_is_forced_after_five_days(edge: Edge) -> None:
    row = edge.rows()[0]
    version = int(row["__version"])
    claim = EntityClaim(base=version + 3, trunk=version, branch=str(uuid.uuid4()))
    xml = edge.maker().review(row, claim=claim, instance_id="uuid:wait", electricity_kwh="44")
    assert edge.post(xml).status_code == 202
    assert edge.count(HeldSubmission) == 1 and edge.household(row["name"]).entity_version == version
    force_held(edge.node, {})
    assert edge.count(HeldSubmission) == 1
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=6)
    edge.node.now = lambda: later
    force_held(edge.node, {})
    assert edge.count(HeldSubmission) == 0
    assert edge.household(row["name"]).entity_version == version + 1
    assert edge.submission("uuid:wait").state != "held"


@pytest.mark.parametrize(("second", "kind"), [({"car_count": "2"}, "soft"), ({"electricity_kwh": "66"}, "hard")])
def test_58_two_tablets_that_cross_are_a_parallel_update_or_a_conflict_and_both_are_kept(
    edge: Edge, second: dict[str, str], kind: str
) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    edge.post(maker.review(row, instance_id="uuid:first", electricity_kwh="55"))
    answer = edge.post(maker.review(row, instance_id="uuid:second", more=second))
    assert answer.status_code in (201, 202)
    assert conflicts(edge, row["name"])[-1] == kind
    assert sorted(edge.instances()) == ["uuid:first", "uuid:second"]
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 2


def test_59_an_office_correction_during_an_offline_branch_is_flagged(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    registry.correct_household(edge.node, read_admin(edge.node), row["name"], {"electricity_kwh": 200})
    edge.post(maker.review(row, instance_id="uuid:tablet", electricity_kwh="55"))
    assert conflicts(edge, row["name"])[-1] == "hard"
    query = select(Finding.code).where(Finding.instance_id == "uuid:tablet")
    assert "entity_hard" in edge.node.read(lambda c: c.execute(query).scalars().all())


def test_60_every_member_of_a_repeat_is_taken_in_and_one_without_a_name_is_not_lost(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    version = int(row["__version"])
    entity = (row["name"], row["label"], EntityClaim(base=version, trunk=version, branch="b"))
    answers = {"src": "h", "loaded": row["name"], "visit_outcome": "completed", "rev": row["rev"], "has_new": "yes"}
    listed = [one for one in edge.first_tablet().read_media("members.csv") if one["hh"] == row["name"]]
    known = [{"person_id": one["person_id"], "state": "in", "full_name": one["full_name"]} for one in listed]
    new = [{"full_name": "Bé Một", "state": "in"}, {"state": "in"}, {"full_name": "Bé Ba", "state": "in"}]
    xml = maker.make(answers, members=[*known, *new], entity=entity)
    assert edge.post(xml).status_code == 201
    query = select(Member.facts).where(Member.household_id == row["name"]).order_by(Member.no)
    stored = [one.get("full_name") for one in edge.node.read(lambda c: c.execute(query).scalars().all())]
    assert stored == [*(one["full_name"] for one in listed), "Bé Một", None, "Bé Ba"]


@pytest.mark.parametrize("flag", ["1", "true"])
def test_61_update_true_and_1_are_alike(edge: Edge, flag: str) -> None:
    row = edge.rows()[0]
    xml = edge.maker().review(row).replace(b'update="1"', f'update="{flag}"'.encode())
    assert edge.post(xml).status_code == 201
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1


def test_62_an_update_that_changes_nothing_still_raises_the_version(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    before = int(row["__version"])
    for number in range(2):
        version = before + number
        claim = EntityClaim(base=version, trunk=version, branch=str(uuid.uuid4()))
        assert edge.post(maker.review({**row, "rev": ""}, claim=claim)).status_code in (201, 202)
    assert edge.household(row["name"]).entity_version == before + 2


def test_63_a_duplicate_post_never_applies_twice(edge: Edge) -> None:
    row = edge.rows()[0]
    xml = edge.maker().review(row)
    for _ in range(3):
        edge.post(xml, {f"{uuid.uuid4()}.jpg": b"x"})
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1


def test_64_an_update_of_a_removed_household_is_kept_and_the_error_is_visible(edge: Edge) -> None:
    maker, new = edge.maker(), str(uuid.uuid4())
    edge.post(maker.register(new, edge.village(), "Lý Thị Tạo", instance_id="uuid:create"))
    edge.remove(new)
    row = {"name": new, "label": "x", "village": edge.village()["name"], "__version": "1"}
    assert edge.post(maker.review(row, instance_id="uuid:late")).status_code in (201, 202)
    stored = edge.submission("uuid:late")
    assert stored.state == "unplaced" and "entity_removed" in stored.flags


def test_65_an_id_that_is_not_version_4_is_refused_visibly_and_the_form_is_kept(edge: Edge) -> None:
    bad = str(uuid.uuid1())
    xml = edge.maker().register(bad, edge.village(), "Lý Thị Tạo", instance_id="uuid:bad")
    assert edge.post(xml).status_code == 201
    assert edge.household(bad) is None
    assert "entity_bad_id" in edge.submission("uuid:bad").flags
