"""How far back a round looks for "fell back": its standards' periods and the number its procedure has adopted (R6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from server.domain.figures import pack_before
from server.domain.history import LookBack, find_ever, find_look_back
from server.domain.imports.statuses import status_under
from server.domain.movements import Ever
from server.store.tables import Round

from .applying import Forms

PROVISION = "fell_back_years"
ROUND = Round.__table__


def look_back_of(node: Forms, connection: Connection, round_id: str) -> tuple[LookBack, ...]:
    """One look-back for each standard of the round, in its order; kept by the node, a round never changes them."""
    found: tuple[LookBack, ...] | None = node.look_backs.get(round_id)
    if found is None:
        row = connection.execute(select(ROUND).where(ROUND.c.round_id == round_id)).one()
        names = [str(one["standard"]) for one in row.standards]
        years = _adopted_years(node, row.procedure)
        periods = {one.id: one.in_force for one in node.packs.standards()}
        found = tuple(find_look_back(one, periods, row.reference_on, years) for one in names)
        node.look_backs[round_id] = found
    return found


def ever_by_standard(looks: tuple[LookBack, ...], recognised: Mapping[str, Any]) -> dict[str, Ever]:
    """What a household was in earlier years, by the standards of the round."""
    return {one.standard: find_ever(recognised, one) for one in looks}


def pack_recognised(looks: tuple[LookBack, ...], recognised: Mapping[str, Any]) -> str:
    """A letter a standard, in the round's order: what a household was recognised as before."""
    outcomes = {one.standard: status_under(recognised, one.standard).get("outcome") for one in looks}
    return pack_before([one.standard for one in looks], outcomes, ever_by_standard(looks, recognised))


def _adopted_years(node: Forms, procedure: Mapping[str, Any] | None) -> int | None:
    """The number of the procedure; None where it has none, or is not here."""
    if procedure is None or not node.packs.has(procedure["id"]):
        return None
    provisions = node.packs.procedure(procedure["id"]).provisions
    value = next((one.value for one in provisions if one.id == PROVISION), None)
    return value if isinstance(value, int) else None
