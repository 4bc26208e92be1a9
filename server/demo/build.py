"""Create the demo node: Bà Rịa - Vũng Tàu in its 2016-2020 shape, a training round, people to sign in as, tablets."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.areas.units import Unit, units_on
from server.config import Config
from server.errors import Problem
from server.services import people, registry, rounds
from server.services.node import Node, create_node
from server.standards.assessment import UNDETERMINED
from server.standards.engine import Context, assess
from server.standards.packs import RoundStandard
from server.telling import tell

from .first_days import review_some, send_first_days
from .people import Generator
from .summary import FILE, Summary

PROVINCE = "77"
YEAR = 2016
ROUND_CODE = "TH-2016"
HOUSEHOLDS = 100
FEWEST_VILLAGES, MOST_VILLAGES = 3, 6
STANDARDS: tuple[dict[str, Any], ...] = (
    {"standard": "training_points", "scoring": "training_b1", "method": "points", "purpose": "closes 2016"},
    {"standard": "training_income", "scoring": None, "method": "declared_income", "purpose": "closes 2016"},
)
VILLAGE_KIND = {"rural": "ấp", "urban": "khu phố"}
UNFINISHED = "demo.unfinished"
PARTS = ("node.key", "rasoat.db", "rasoat.db-wal", "rasoat.db-shm", "blobs", "spool", FILE)


@dataclass(frozen=True, slots=True)
class _Site:
    """What filling a commune needs: the node, who acts, the round, and how many households to make."""

    node: Node
    summary: Summary
    root: str
    round_id: str
    points: RoundStandard
    households: int


def build_demo(
    config: Config,
    *,
    households: int = HOUSEHOLDS,
    communes: int | None = None,
    visited: int = 0,
    step: Callable[[str], None] = lambda _: None,
) -> Node:
    """Create and fill the node; `step` is told of each commune done. `communes` limits them for tests.

    In the first `visited` communes the field work has begun: forms are here, a supervisor has decided a few.
    """
    clear_unfinished(config)
    config.var.mkdir(parents=True, exist_ok=True)
    (config.var / UNFINISHED).touch()
    units = {one.code: one for one in units_on(f"{YEAR}-12-31")}
    codes = commune_codes()[:communes]
    node = create_node(config, province_code=PROVINCE, areas=[PROVINCE])
    registry.load_areas(node, tuple(units.values()))
    summary = Summary(config.public_url)
    root = _add_account(node, summary, "admin", "Quản trị tập huấn", ("administrator", PROVINCE))
    supervisors = _add_officers(node, summary, root, units, codes[0])
    round_id = rounds.create_round(node, root, _new_round(codes))
    site = _Site(node, summary, root, round_id, node.packs.round_standard(STANDARDS[0]), households)
    for code in codes:
        _fill_commune(site, units[code])
        step(units[code].name)
    rounds.publish_round(node, root, round_id)
    if visited:
        begun = [one for one in summary.enumerators if one["area_code"] in codes[:visited]]
        review_some(node, supervisors[units[codes[0]].parent_code or ""], send_first_days(node, begun))
    summary.write(config.var)
    (config.var / UNFINISHED).unlink()
    return node


def commune_codes() -> tuple[str, ...]:
    """Codes of the communes the demo fills; the islands, which have none, stay empty."""
    return tuple(one.code for one in units_on(f"{YEAR}-12-31") if one.level == "commune")


def clear_unfinished(config: Config) -> None:
    """Remove what an interrupted run left; Problem DEMO-001 where `var` holds a node that is not the demo's."""
    if not (config.var / "node.key").exists():
        return
    if not (config.var / UNFINISHED).exists():
        raise Problem(
            "DEMO-001",
            409,
            tell("{var} đang chứa dữ liệu của một máy chủ khác.", var=config.var),
            tell("Chạy thử ở thư mục khác: RASOAT_VAR=var-tap-huan make demo."),
        )
    for name in PARTS:
        path = config.var / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _new_round(codes: tuple[str, ...]) -> rounds.NewRound:
    return rounds.NewRound(
        code=ROUND_CODE,
        name=f"Đợt tập huấn {YEAR}",
        kind="training",
        season_from_on=f"{YEAR}-09-01",
        season_to_on=f"{YEAR}-12-31",
        reference_on=f"{YEAR}-12-31",
        standards=STANDARDS,
        area_codes=codes,
    )


def _add_account(
    node: Node, summary: Summary, login: str, name: str, grant: tuple[str, str], giver: str | None = None
) -> str:
    password = secrets.token_urlsafe(9)
    actor_id = _add_actor(node, login, name, grant, giver, people.hash_password(password))
    summary.accounts.append({"role": grant[0], "login": login, "password": password, "name": name})
    return actor_id


def _add_actor(
    node: Node, login: str, name: str, grant: tuple[str, str], giver: str | None, password_hash: str | None = None
) -> str:
    """A person with a role over an area; the first one gives herself the role, as the founder of the node."""
    role, area = grant
    actor_id = Generator(f"actor-{login}", YEAR).new_id()
    drafts = [
        people.register_account(actor_id, login, name, password_hash, area),
        people.give_grant(giver or actor_id, actor_id, role, area),
    ]
    node.write(lambda _c: drafts)
    return actor_id


def _add_officers(node: Node, summary: Summary, root: str, units: dict[str, Unit], commune: str) -> dict[str, str]:
    """The province, a supervisor a district (returned, by district); an officer shows the first commune's own view."""
    supervisors: dict[str, str] = {}
    _add_account(node, summary, "tinh", "Cán bộ tỉnh tập huấn", ("province", PROVINCE), root)
    for one in units.values():
        if one.level == "district":
            name = f"Giám sát {one.name}"
            supervisors[one.code] = _add_account(
                node, summary, f"giamsat-{one.code}", name, ("supervisor", one.code), root
            )
    name = f"Cán bộ {units[commune].name}"
    _add_account(node, summary, f"xa-{commune}", name, ("commune_officer", commune), root)
    return supervisors


def _fill_commune(site: _Site, commune: Unit) -> None:
    make = Generator(f"commune-{commune.code}", YEAR - 1)
    count = FEWEST_VILLAGES + int(commune.code) % (MOST_VILLAGES - FEWEST_VILLAGES + 1)
    names = make.village_names(count, VILLAGE_KIND[str(commune.area_kind)])
    codes = [f"{commune.code}-{number:02d}" for number in range(1, count + 1)]
    registry.register_villages(site.node, site.root, commune.code, list(zip(codes, names, strict=True)))
    made = [_make_household(site, make, commune, codes, number) for number in range(1, site.households + 1)]
    registry.register_households(site.node, site.root, commune.code, made)
    given: list[tuple[str, str]] = []
    for number, sex in enumerate(("female", "male")):
        actor = _add_enumerator(site, commune, number + 1, make.person_name(sex))
        given += [(code, actor) for code in codes[number::2]]
    rounds.assign_villages(site.node, site.root, site.round_id, commune.code, given)


def _add_enumerator(site: _Site, commune: Unit, number: int, name: str) -> str:
    login = f"rsv-{commune.code}-{number}"
    actor = _add_actor(site.node, login, name, ("enumerator", commune.code), site.root)
    enrolment = people.enrol_device(site.node, actor, f"Máy {number}, {commune.name}")
    site.summary.enumerators.append(
        {"name": name, "area": commune.name, "area_code": commune.code, "server_url": enrolment.server_url}
    )
    return actor


def _make_household(
    site: _Site, make: Generator, commune: Unit, villages: list[str], number: int
) -> registry.NewHousehold:
    """A household and last year's result: only the poor and near-poor are named by a decision (R1)."""
    head, facts = make.household(str(commune.area_kind))
    last = assess(facts, site.points, Context(commune.area_kind, dt.date(YEAR - 1, 12, 31)))
    if last.outcome == UNDETERMINED:
        raise ValueError(f"a generated household lacks {last.missing}")
    found = {"outcome": last.outcome, "b1": last.b1, "b2": last.b2, "round": f"TH-{YEAR - 1}"}
    decided = {"outcome": last.outcome, "reason": last.reason, **_decision(int(commune.code) % 900 + 1)}
    is_listed = last.outcome in ("poor", "near_poor")
    return registry.NewHousehold(
        household_id=make.new_id(),
        code=f"{commune.code}-{number:04d}",
        village_code=villages[number % len(villages)],
        head_name=head,
        facts=facts,
        recognised={last.standard: decided} if is_listed else {},
        assessed={last.standard: found},
    )


def _decision(number: int) -> dict[str, str]:
    """How last year's training decision is named: an invented number, marked as training."""
    return {
        "decision_no": f"{number}/QĐ-TH",
        "decision_on": f"{YEAR - 1}-12-20",
        "from_on": f"{YEAR}-01-01",
        "to_on": f"{YEAR}-12-31",
    }
