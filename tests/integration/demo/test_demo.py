"""The demo node: what it holds, that it repeats, that it resumes, and that it never touches somebody's node."""

from __future__ import annotations

import datetime as dt
import json
import socket
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.areas.units import units_on
from server.config import Config
from server.demo.build import UNFINISHED, build_demo, clear_unfinished, commune_codes
from server.demo.command import check_port, open_demo
from server.demo.people import Generator
from server.errors import Problem
from server.services import people
from server.services.node import Node, create_node
from server.standards.engine import Context, assess
from server.standards.packs import PackStore
from server.store.tables import Assignment, Case, Grant, Household, Village

POINTS = {"standard": "training_points", "scoring": "training_b1", "method": "points"}


def test_the_demo_fills_the_82_communes_and_leaves_con_dao_empty() -> None:
    codes = commune_codes()
    assert len(codes) == 82 and list(codes) == sorted(codes)
    assert "755" not in {one.parent_code for one in units_on("2016-12-31") if one.code in codes}


def test_every_village_is_assigned_and_every_household_has_a_case(demo_node: Node) -> None:
    villages = set(demo_node.read(lambda c: c.execute(select(Village.code)).scalars().all()))
    assigned = set(demo_node.read(lambda c: c.execute(select(Assignment.village_code)).scalars().all()))
    count = demo_node.read(lambda c: c.execute(select(func.count()).select_from(Household)).scalar_one())
    cases = demo_node.read(lambda c: c.execute(select(func.count()).select_from(Case)).scalar_one())
    assert assigned == villages
    assert (count, cases) == (24, 24)


def test_every_role_has_somebody_who_can_sign_in(demo_node: Node) -> None:
    summary = json.loads((demo_node.config.var / "demo.json").read_text("utf-8"))
    roles = Counter(one["role"] for one in summary["accounts"])
    assert roles == {"administrator": 1, "province": 1, "supervisor": 8, "commune_officer": 1}
    for one in summary["accounts"]:
        actor = people.read_actor(demo_node, people.sign_in(demo_node, one["login"], one["password"]))
        assert actor is not None
        assert actor.name == one["name"]


def test_two_enumerators_a_commune_each_with_a_tablet_of_her_own(demo_node: Node) -> None:
    summary = json.loads((demo_node.config.var / "demo.json").read_text("utf-8"))
    assert set(summary) == {"base_url", "enumerators", "accounts"}
    assert Counter(one["area_code"] for one in summary["enumerators"]) == {"26506": 2, "26508": 2}
    devices = {
        people.authenticate_device(demo_node, one["server_url"].rsplit("/", 1)[1]).actor_id
        for one in summary["enumerators"]
    }
    granted = select(Grant.actor_id).where(Grant.role == "enumerator")
    assert devices == set(demo_node.read(lambda c: c.execute(granted).scalars().all()))


def test_only_the_owner_reads_the_file_with_passwords(demo_node: Node) -> None:
    assert (demo_node.config.var / "demo.json").stat().st_mode & 0o777 == 0o600


def test_last_years_status_is_named_by_a_decision_for_the_poor_and_near_poor_only(demo_node: Node) -> None:
    rows = demo_node.read(lambda c: c.execute(select(Household.recognised, Household.last_assessed)).all())
    for recognised, assessed in rows:
        outcome = assessed["training_points"]["outcome"]
        assert (outcome in ("poor", "near_poor")) == bool(recognised)
        for status in recognised.values():
            assert status["outcome"] == outcome
            assert status["decision_no"].endswith("/QĐ-TH")


@pytest.mark.parametrize("area_kind", ["rural", "urban"])
def test_few_households_are_poor_as_in_a_real_commune(area_kind: str) -> None:
    standard = PackStore().round_standard(POINTS)
    make = Generator("proportions", 2015)
    context = Context(area_kind, dt.date(2015, 12, 31))
    found = Counter(assess(make.household(area_kind)[1], standard, context).outcome for _ in range(400))
    assert found["undetermined"] == 0
    assert 8 <= found["poor"] <= 40
    assert 20 <= found["near_poor"] <= 72


def test_the_same_seed_gives_the_same_people() -> None:
    first, again = Generator("same", 2015), Generator("same", 2015)
    assert [first.household("rural") for _ in range(5)] == [again.household("rural") for _ in range(5)]
    assert first.new_id() == again.new_id()


def test_generated_people_have_no_identity_numbers() -> None:
    make = Generator("papers", 2015)
    members = [one for _ in range(50) for one in make.household("rural")[1].members]
    assert all("id_number" not in one for one in members)


def test_a_second_run_opens_the_same_node_at_a_new_address(demo_node: Node) -> None:
    config = replace(demo_node.config, port=_free_port())
    node_id = demo_node.settings["node_id"]
    before = json.loads((config.var / "demo.json").read_text("utf-8"))
    demo_node.close()
    again = open_demo(config)
    after = json.loads((config.var / "demo.json").read_text("utf-8"))
    again.close()
    assert again.settings["node_id"] == node_id
    assert after["base_url"] == f"http://127.0.0.1:{config.port}"
    assert after["accounts"] == before["accounts"]
    for old, new in zip(before["enumerators"], after["enumerators"], strict=True):
        assert new["server_url"] == old["server_url"].replace(before["base_url"], after["base_url"])


def test_a_run_that_was_stopped_half_way_starts_over(tmp_path: Path) -> None:
    config = Config(var=tmp_path / "var")

    def stop(_name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(config, households=2, communes=1, step=stop)
    assert (config.var / UNFINISHED).exists()
    node = build_demo(config, households=2, communes=1)
    count = node.read(lambda c: c.execute(select(func.count()).select_from(Household)).scalar_one())
    node.close()
    assert count == 2
    assert not (config.var / UNFINISHED).exists()


def test_a_folder_with_somebodys_node_is_never_cleared(tmp_path: Path) -> None:
    config = Config(var=tmp_path / "var")
    create_node(config, province_code="77", areas=["77"]).close()
    with pytest.raises(Problem) as caught:
        clear_unfinished(config)
    assert caught.value.code == "DEMO-001"
    assert (config.var / "node.key").exists()
    assert (config.var / "rasoat.db").exists()


def test_a_busy_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        config = Config(var=tmp_path / "var", port=taken.getsockname()[1])
        with pytest.raises(Problem, match=str(config.port)) as caught:
            check_port(config)
    assert caught.value.code == "DEMO-002"
    assert "PORT=" in caught.value.remedy


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
