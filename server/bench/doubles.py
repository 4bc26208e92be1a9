"""How fast doubles are found: a whole register once, then the households of one day; and how many of those planted.

The register is written into the tables without records behind it: the search is measured, not intake.
"""

from __future__ import annotations

import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from server.areas.sorting import sort_key
from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.domain.duplicates.deciding import pair_id_of
from server.domain.facts import facts_to_json
from server.services.doubles.progress import AT_ONCE
from server.services.doubles.searching import Search
from server.services.node import Node
from server.services.projection.applying import split_member
from server.services.views.doubles import DoubleFilter, read_counts, read_doubles
from server.store.tables import DuplicateCandidate, DuplicateCrowd, DuplicateKey, Household, Member, Village
from server.store.writer import Unit

from .machine import describe_machine

CHUNK = 5_000
PLANTED = 200  # one household in so many is entered a second time
DAY = 2_000  # households of a day's forms
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _World:
    """The households in the order of a register, and the pairs that are one."""

    ids: list[str]
    planted: list[tuple[str, str]]


def bench_doubles(households: int, *, database_url: str, say: Say) -> dict[str, Any]:
    """Seconds, rates and recall."""
    with tempfile.TemporaryDirectory() as folder:
        node = build_demo(Config(var=Path(folder) / "var", database_url=database_url), households=1)
        try:
            say(f"ghi {households} hộ vào sổ")
            world = _fill(node, households)
            return _measure(node, world, say)
        finally:
            node.close()


def _measure(node: Node, world: _World, say: Say) -> dict[str, Any]:
    search = Search(node)
    search.run(0.0)
    say("so cả sổ")
    began = time.process_time()
    whole = _timed(lambda: _look(search, world.ids))
    used = time.process_time() - began
    pick = random.Random("day")
    touched = pick.sample(world.ids, min(DAY, len(world.ids)))
    _correct(node, touched)
    say("so phiếu của một ngày")
    day = _timed(lambda: _look(Search(node), touched))
    areas = node.read(lambda c: list(c.execute(select(Village.area_code).distinct()).scalars()))
    page = _timed(lambda: node.read(lambda c: (read_counts(c, areas), read_doubles(c, areas, DoubleFilter()))))
    return {
        "machine": describe_machine(),
        "households": len(world.ids),
        "whole_seconds": round(whole, 1),
        "households_a_second": round(len(world.ids) / whole),
        "whole_cpu_seconds": round(used, 1),
        "day_households": len(touched),
        "day_households_a_second": round(len(touched) / day),
        "list_page_ms": round(1000 * page, 1),
        **node.read(lambda c: _counts(c, world)),
    }


def _counts(connection: Any, world: _World) -> dict[str, Any]:
    candidate = DuplicateCandidate.__table__
    found = set(connection.execute(select(candidate.c.pair_id).where(candidate.c.level == "household")).scalars())
    planted = [pair_id_of("household", one, other) for one, other in world.planted]
    levels = dict(connection.execute(select(candidate.c.level, func.count()).group_by(candidate.c.level)).all())
    return {
        "planted": len(planted),
        "planted_found": sum(one in found for one in planted),
        "pairs": levels,
        "keys": connection.execute(select(func.count()).select_from(DuplicateKey)).scalar_one(),
        "crowds": connection.execute(select(func.count()).select_from(DuplicateCrowd)).scalar_one(),
    }


def _look(search: Search, ids: Sequence[str]) -> None:
    at_once = AT_ONCE // 2
    for at in range(0, len(ids), at_once):
        search.look(ids[at : at + at_once], 0)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _correct(node: Node, ids: Sequence[str]) -> None:
    """A day's forms: a head's year of birth is another, so that every household is looked at anew."""
    table = Member.__table__

    def operation(unit: Unit) -> None:
        for one in ids:
            mine = (table.c.household_id == one, table.c.no == 1)
            facts = unit.connection.execute(select(table.c.facts).where(*mine)).scalar_one()
            changed = {**facts, "birth_year": facts["birth_year"] + 1}
            unit.connection.execute(table.update().where(*mine).values(facts=changed))

    node.writer.write(operation)


def _fill(node: Node, households: int) -> _World:
    villages = node.read(lambda c: c.execute(select(Village.code, Village.area_code).order_by(Village.code)).all())
    world, made = _World([], []), _made(households, villages)
    while chunk := list(islice(made, CHUNK)):
        rows: list[dict[str, Any]] = []
        people: list[dict[str, Any]] = []
        for household, members, double_of in chunk:
            world.ids.append(household["household_id"])
            if double_of:
                world.planted.append((household["household_id"], double_of))
            rows.append({**household, "updated_at": node.now()})
            people += members
        node.writer.write(partial(_insert, rows, people))
    return world


def _insert(rows: list[dict[str, Any]], people: list[dict[str, Any]], unit: Unit) -> None:
    unit.connection.execute(insert(Household), rows)
    unit.connection.execute(insert(Member), people)


def _made(households: int, villages: Sequence[Any]) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], str]]:
    """(household, members, the household it doubles), village by village; the double in another village."""
    make, pick = Generator("doubles", YEAR - 1), random.Random("doubles")
    for number in range(households):
        at = number * len(villages) // households
        head, facts = make.household("rural")
        known = facts_to_json(facts)
        point = f"{10.4 + pick.random() / 3:.6f} {107 + pick.random() / 2:.6f} 0 5"
        first = _rows(villages[at], (number, head, point), known)
        yield (*first, "")
        if number % PLANTED == 0:
            beside = villages[min(at + pick.choice((0, 1)), len(villages) - 1)]
            yield (*_rows(beside, (households + number, head, ""), known), first[0]["household_id"])


def _rows(
    village: Any, what: tuple[int, str, str], known: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    number, head, point = what
    household_id = str(uuid.UUID(int=random.Random(f"h{number}").getrandbits(128), version=4))
    members = [split_member({**one, "person_id": str(uuid.uuid4())}) for one in known["members"]]
    household = {
        "household_id": household_id,
        "code": f"{village.area_code}-T{number:07d}",
        "area_code": village.area_code,
        "village_code": village.code,
        "head_name": head,
        "sort_key": sort_key(head, is_person=True),
        "area_kind": "rural",
        "member_count": len(members),
        "facts": {"house_point": point} if point else {},
        "recognised": {},
        "exceptions": [],
        "last_assessed": {},
        "heads": [],
        "state": "active",
        "has_conflict": False,
        "entity_version": 1,
    }
    return household, [{"household_id": household_id, **one} for one in members]
