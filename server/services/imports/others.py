"""Villages, staff, and numbers of households and persons come in: few lines, so commune by commune."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from server.domain.imports.fields import DENOMINATORS, STAFF, VILLAGES
from server.domain.imports.others import ListedPerson, ListedTotals, ListedVillage, make_login
from server.services import denominators, people, rounds
from server.services.denominators import NewDenominator
from server.services.node import Node
from server.store.tables import Account, Area

from .villages import register_villages

Counts = dict[str, Counter[str]]


def _by_area(items: Sequence[Any]) -> Any:
    return groupby(sorted(items, key=attrgetter("area_code")), key=attrgetter("area_code"))


def apply_villages(node: Node, run: Any, items: Sequence[ListedVillage]) -> Counts:
    """Villages the register lacks."""
    counts: Counts = {}
    for area, found in _by_area([one for one in items if not one.is_known]):
        names = [one.name for one in found]
        register_villages(node, run, area, names)
        counts[area] = Counter(villages=len(names))
    return counts


def apply_staff(node: Node, run: Any, items: Sequence[ListedPerson]) -> Counts:
    """Accounts with their roles, and villages given in the open round. No passwords: each gets one by its own page."""
    taken = set(node.read(lambda c: c.execute(select(Account.login)).scalars().all()))
    current = next((one for one in rounds.list_rounds(node) if one.state in ("draft", "open")), None)
    counts: Counts = {}
    for area, found in _by_area(items):
        counts[area] = Counter()
        given: list[tuple[str, str]] = []
        for one in found:
            actor_id = _register(node, run, one, area, taken)
            counts[area]["staff" if actor_id else "passed_over"] += 1
            given += [(code, actor_id) for code in one.villages if actor_id and one.role == "enumerator"]
        if given and current is not None and area in current.area_codes:
            rounds.assign_villages(node, run.actor_id, current.round_id, area, given)
            counts[area]["villages"] += len(given)
    return counts


def _register(node: Node, run: Any, one: ListedPerson, area: str, taken: set[str]) -> str:
    """The person's actor id; empty where somebody else has the login the list wants. Run twice, it is one account."""
    actor_id = str(uuid.uuid5(uuid.UUID(run.import_id), str(one.lines[0].row)))
    if node.read(lambda c: c.execute(select(Account.actor_id).where(Account.actor_id == actor_id)).first()) is not None:
        return actor_id
    if one.login in taken:
        return ""
    login = one.login or make_login(one.name, taken)
    taken.add(login)
    drafts = [
        people.register_account(actor_id, login, one.name, None, area),
        people.give_grant(run.actor_id, actor_id, one.role, _place_of(node, one.role, area)),
    ]
    node.write(lambda _c: drafts)
    return actor_id


def _place_of(node: Node, role: str, area: str) -> str:
    """A supervisor's area is the district of the commune named."""
    if role != "supervisor":
        return area
    parent = node.read(lambda c: c.execute(select(Area.parent_code).where(Area.code == area)).scalar())
    return str(parent or area)


def apply_totals(node: Node, run: Any, items: Sequence[ListedTotals]) -> Counts:
    """Numbers that rates are taken of; where the sheet names no kind of area, the commune's own."""
    kinds = dict(node.read(lambda c: c.execute(select(Area.code, Area.area_kind)).all()))
    entries = [
        NewDenominator(
            one.area_code,
            run.terms["counted_on"],
            group,
            one.area_kind or kinds[one.area_code] or "",
            households,
            persons,
        )
        for one in items
        for group, households, persons in one.entries
    ]
    denominators.enter(node, run.actor_id, run.terms["source"], entries)
    return {area: Counter(lines=len(list(found))) for area, found in _by_area(items)}


APPLY: dict[str, Callable[[Node, Any, Sequence[Any]], Counts]] = {
    VILLAGES: apply_villages,
    STAFF: apply_staff,
    DENOMINATORS: apply_totals,
}
