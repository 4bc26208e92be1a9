"""Units, villages and what is said of them, as records: by day, with their paper, and again after a rebuild."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from server.areas.changes import UnitChange, load_known_changes
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import areas, people, rounds
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import Area, AreaAttribute, AreaChange, Village
from tests.builders.forms import read_admin

COMMUNE = "26506"


def villages(node: Node) -> list[Any]:
    """The commune's villages by code."""
    query = select(Village.__table__).where(Village.area_code == COMMUNE).order_by(Village.code)
    return list(node.read(lambda c: c.execute(query).all()))


def refused(act: Any) -> str:
    """The code of the Problem an act raises."""
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


def test_the_known_change_of_2018_is_recorded_and_told_again_after_a_rebuild(demo_node: Node) -> None:
    known = load_known_changes()[0]
    assert known.crosswalk is not None and known.in_force_on and known.act
    areas.change_units(demo_node, read_admin(demo_node), known.in_force_on, known.act, known.crosswalk)
    query = select(Area.code, Area.name, Area.area_kind).where(Area.code.in_(("754", "26719"))).order_by(Area.code)
    expected = [("26719", "Phường Mỹ Xuân", "urban"), ("754", "Thị xã Phú Mỹ", None)]
    assert [tuple(row) for row in demo_node.read(lambda c: c.execute(query).all())] == expected
    changes = select(AreaChange.before, AreaChange.in_force_on).where(AreaChange.code == "26719")
    told = demo_node.read(lambda c: c.execute(changes).one())
    rebuild_node(demo_node, lambda _done, _total: None)
    assert demo_node.read(lambda c: c.execute(changes).one()) == told
    assert (told.before["name"], told.in_force_on) == ("Xã Mỹ Xuân", "2018-04-12")


def test_a_new_unit_takes_in_two_old_ones(demo_node: Node) -> None:
    new = {
        "name": "Phường Thử",
        "division_type": "phường",
        "level": "commune",
        "parent_code": "747",
        "area_kind": "urban",
    }
    units = [UnitChange("99001", new), UnitChange("26506", {}, "99001"), UnitChange("26508", {}, "99001")]
    areas.change_units(demo_node, read_admin(demo_node), "2016-11-15", "3/NQ-TH", units)
    officer = Actor("x", "X", (GrantOf("commune_officer", "99001"),))
    found = demo_node.read(lambda c: people.communes_for(c, officer, "view_cases", demo_node.today()))
    assert sorted(found) == ["26506", "26508", "99001"]


def test_a_change_needs_a_paper_and_a_day_that_has_come(demo_node: Node) -> None:
    units, admin = [UnitChange("26506", {"name": "Phường Một"})], read_admin(demo_node)
    assert refused(lambda: areas.change_units(demo_node, admin, "2016-11-15", " ", units)) == "AREA-002"
    assert refused(lambda: areas.change_units(demo_node, admin, "2999-01-01", "1/NQ", units)) == "AREA-003"
    wrong = [UnitChange("26506", {}, "0")]
    assert refused(lambda: areas.change_units(demo_node, admin, "2016-11-15", "1/NQ", wrong)) == "AREA-001"


def test_villages_are_renamed_and_merged_and_tablets_hear_of_it(demo_node: Node) -> None:
    first, second, third = villages(demo_node)[:3]
    changes = [
        areas.VillageChange(first.code, name="Khu phố Mới"),
        areas.VillageChange(second.code, successor_code=third.code),
    ]
    areas.change_villages(demo_node, read_admin(demo_node), COMMUNE, "2016-11-15", "4/NQ-TH", changes)
    renamed, merged, kept = villages(demo_node)[:3]
    assert (renamed.name, merged.valid_to_on, kept.valid_to_on) == ("Khu phố Mới", "2016-11-15", None)
    assert (renamed.change_count, merged.change_count) == (first.change_count + 1, second.change_count + 1)
    again = [areas.VillageChange(second.code, name="Trở lại")]
    act = lambda: areas.change_villages(demo_node, read_admin(demo_node), COMMUNE, "2016-11-16", "5/NQ", again)  # noqa: E731
    assert refused(act) == "AREA-005"


def test_an_attribute_has_its_days_and_is_ended(demo_node: Node) -> None:
    admin = read_admin(demo_node)
    new = areas.NewAttribute(COMMUNE, "coast", "2016-01-01", "131/QĐ-TH")
    attribute_id = areas.set_attribute(demo_node, admin, new)
    areas.end_attribute(demo_node, admin, attribute_id, "2018-12-31")
    (row,) = demo_node.read(lambda c: c.execute(select(AreaAttribute.__table__)).all())
    assert (row.area_code, row.attribute, row.from_on, row.to_on) == (COMMUNE, "coast", "2016-01-01", "2018-12-31")
    assert refused(lambda: areas.end_attribute(demo_node, admin, attribute_id, "2015-12-31")) == "AREA-007"
    unknown = areas.NewAttribute(COMMUNE, "sunny", "2016-01-01", "1")
    assert refused(lambda: areas.set_attribute(demo_node, admin, unknown)) == "AREA-006"


def test_the_island_district_is_its_own_commune(demo_node: Node) -> None:
    officer = Actor("x", "X", (GrantOf("commune_officer", "755"),))
    assert demo_node.read(lambda c: people.communes_for(c, officer, "view_cases", demo_node.today())) == ["755"]
    standards = rounds.list_rounds(demo_node)[0].standards
    names = ("standard", "scoring", "method", "purpose")
    entries = tuple({name: one[name] for name in names} for one in standards)
    days = ("2016-09-01", "2016-12-31", "2016-12-31")
    new = rounds.NewRound("CD-2016", "Côn Đảo", "training", *days, standards=entries, area_codes=("755",))
    assert rounds.create_round(demo_node, read_admin(demo_node), new)
    with pytest.raises(Problem, match="747"):
        rounds.create_round(demo_node, read_admin(demo_node), replace(new, code="VT-2016", area_codes=("747",)))
