"""Create the demo node: Bà Rịa - Vũng Tàu in its 2016-2020 shape, a training round, people to sign in as, tablets."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.areas.units import Unit, communes_below, units_on
from server.config import Config
from server.domain.facts import HouseholdFacts
from server.services import people, registry, rounds
from server.services.node import Node, create_node
from server.standards.engine import Context, assess
from sync.records import Draft

from .people import Generator, status_of

PROVINCE = "77"
YEAR = 2016
ROUND_CODE = "TH-2016"
HOUSEHOLDS = 100
STANDARDS: tuple[dict[str, Any], ...] = (
    {"standard": "training_points", "scoring": "training_b1", "method": "points", "purpose": "closes 2016"},
    {"standard": "training_income", "scoring": None, "method": "declared_income", "purpose": "closes 2016"},
)
VILLAGE_KIND = {"rural": "ấp", "urban": "khu phố"}


@dataclass(slots=True)
class Demo:
    """What the demo made, as `var/demo.json` tells it."""

    base_url: str
    enumerators: list[dict[str, str]] = field(default_factory=list)
    accounts: list[dict[str, str]] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write the file, readable by its owner alone: it holds passwords of the demo."""
        path.write_text(
            json.dumps(
                {"base_url": self.base_url, "enumerators": self.enumerators, "accounts": self.accounts},
                ensure_ascii=False,
                indent=2,
            )
        )
        path.chmod(0o600)


def build_demo(
    config: Config,
    *,
    households: int = HOUSEHOLDS,
    communes: int | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Node:
    """Create and fill the node; `step` is told of each commune done. `communes` limits them for tests."""
    units = units_on(f"{YEAR}-12-31")
    codes = list(communes_below(PROVINCE, units))[:communes]
    node = create_node(config, province_code=PROVINCE, areas=[PROVINCE])
    registry.load_areas(node, units)
    demo = Demo(config.public_url)
    root = _add_account(node, demo, "admin", "Quản trị tập huấn", "administrator", PROVINCE)
    _add_account(node, demo, "tinh", "Cán bộ tỉnh tập huấn", "province", PROVINCE, giver=root)
    by_code = {one.code: one for one in units}
    _add_officers(node, demo, root, units, codes)
    new_round = rounds.NewRound(
        code=ROUND_CODE,
        name=f"Đợt tập huấn {YEAR}",
        kind="training",
        season_from_on=f"{YEAR}-09-01",
        season_to_on=f"{YEAR}-12-31",
        reference_on=f"{YEAR}-12-31",
        standards=STANDARDS,
        area_codes=tuple(codes),
    )
    round_id = rounds.create_round(node, root, new_round)
    for code in codes:
        _fill_commune(node, demo, root, round_id, by_code[code], households)
        step(by_code[code].name)
    rounds.publish_round(node, root, round_id)
    demo.write(config.var / "demo.json")
    return node


def refresh_demo(node: Node) -> None:
    """Point `demo.json` at the address this run serves: tokens stay, only the host part changes."""
    path = node.config.var / "demo.json"
    data = json.loads(path.read_text())
    old, new = data["base_url"], node.config.public_url
    if old != new:
        data["base_url"] = new
        for one in data["enumerators"]:
            one["server_url"] = new + one["server_url"].removeprefix(old)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=2))


def _add_account(node: Node, demo: Demo, login: str, name: str, role: str, area: str, giver: str = "") -> str:
    password = secrets.token_urlsafe(9)
    actor_id = _new_actor(node, login, name, role, area, people.hash_password(password), giver)
    demo.accounts.append({"role": role, "login": login, "password": password, "name": name})
    return actor_id


def _new_actor(node: Node, login: str, name: str, role: str, area: str, password_hash: str | None, giver: str) -> str:
    actor_id = Generator(f"actor-{login}", YEAR).new_id()
    drafts: list[Draft] = [
        people.register_account(actor_id, login, name, password_hash, area),
        people.give_grant(giver or actor_id, actor_id, role, area),
    ]
    node.write(lambda _c: drafts)
    return actor_id


def _add_officers(node: Node, demo: Demo, root: str, units: tuple[Unit, ...], codes: list[str]) -> None:
    """A supervisor a district; an officer for the first commune shows the commune's own view."""
    by_code = {one.code: one for one in units}
    districts = sorted({str(by_code[code].parent_code) for code in codes})
    for code in districts:
        _add_account(node, demo, f"giamsat-{code}", f"Giám sát {by_code[code].short_name}", "supervisor", code, root)
    _add_account(node, demo, f"xa-{codes[0]}", f"Cán bộ {by_code[codes[0]].name}", "commune_officer", codes[0], root)


def _fill_commune(node: Node, demo: Demo, root: str, round_id: str, commune: Unit, households: int) -> None:
    make = Generator(f"commune-{commune.code}", YEAR - 1)
    villages = make.village_names(3 + int(commune.code) % 4, VILLAGE_KIND.get(commune.area_kind or "", "ấp"))
    codes = [f"{commune.code}-{number:02d}" for number in range(1, len(villages) + 1)]
    registry.register_villages(node, root, commune.code, list(zip(codes, villages, strict=True)))
    made = [_household(node, make, commune, codes[number % len(codes)], number) for number in range(1, households + 1)]
    registry.register_households(node, root, commune.code, made)
    given: list[tuple[str, str]] = []
    for number in (1, 2):
        name = make.person_name("female" if number == 1 else "male", "Trần")
        actor = _new_actor(node, f"rsv-{commune.code}-{number}", name, "enumerator", commune.code, None, root)
        given += [(code, actor) for code in codes[number - 1 :: 2]]
        enrolment = people.enrol_device(node, actor, f"Máy {number}")
        demo.enumerators.append(
            {"name": name, "area": commune.name, "area_code": commune.code, "server_url": enrolment.server_url}
        )
    rounds.assign_villages(node, root, round_id, commune.code, given)


def _household(node: Node, make: Generator, commune: Unit, village: str, number: int) -> registry.NewHousehold:
    hardship = 0.95 if number % 9 == 0 else 0.7 if number % 5 == 0 else 0.25
    head, facts = make.household(hardship)
    outcome = _outcome(node, facts, commune.area_kind)
    return registry.NewHousehold(
        household_id=make.new_id(),
        code=f"{commune.code}-{number:04d}",
        village_code=village,
        head_name=head,
        facts=facts,
        recognised={"training_points": status_of(outcome, YEAR - 1, int(commune.code) % 900 + 1)},
        assessed={"training_points": {"outcome": outcome}},
    )


def _outcome(node: Node, facts: HouseholdFacts, area_kind: str | None) -> str:
    used = node.packs.round_standard(STANDARDS[0])
    outcome = assess(facts, used, Context(area_kind, dt.date(YEAR - 1, 12, 31))).outcome
    return "not_poor" if outcome == "undetermined" else outcome
