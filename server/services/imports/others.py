"""Villages, and numbers of households and persons, come in: few lines, so commune by commune."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from server.domain.imports.fields import DENOMINATORS, STAFF, VILLAGES
from server.domain.imports.others import ListedTotals, ListedVillage
from server.services import denominators
from server.services.denominators import NewDenominator
from server.services.node import Node
from server.store.tables import Area

from .staff import apply_staff
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
    denominators.enter(node, run.actor_id, run.terms["source"], entries, import_id=run.import_id)
    return {area: Counter(lines=len(list(found))) for area, found in _by_area(items)}


APPLY: dict[str, Callable[[Node, Any, Sequence[Any]], Counts]] = {
    VILLAGES: apply_villages,
    STAFF: apply_staff,
    DENOMINATORS: apply_totals,
}
