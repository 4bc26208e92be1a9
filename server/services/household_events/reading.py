"""What an event about a household is judged by: the register, its people, forms under way, and who acts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from server.domain.household_events import OPEN_FORM, PRESENT, Occasion, Registered
from server.domain.review import Refusal
from server.errors import Problem
from server.services.node import Node
from server.services.review.reading import Access, read_access
from server.store.tables import Area, Case, Household, HouseholdMove, Member, Round, Village
from server.store.writer import Unit
from server.telling import tell

from .words import to_problem

HOUSEHOLD, MEMBER, VILLAGE = Household.__table__, Member.__table__, Village.__table__
MOVE, CASE, ROUND, AREA = HouseholdMove.__table__, Case.__table__, Round.__table__, Area.__table__
ACTION = "record_events"
_NUMBER = re.compile(r"-(\d+)$")


@dataclass(frozen=True, slots=True)
class Here:
    """A household with its people, and what its events are judged by."""

    row: Any
    members: tuple[Any, ...]
    registered: Registered

    @property
    def present(self) -> dict[str, Any]:
        """People who have not left, by person id."""
        return {one.person_id: one for one in self.members if one.state in PRESENT}

    def names(self, person_ids: Any) -> list[str]:
        """Names of people, in the household's order."""
        wanted = set(person_ids)
        return [str(one.facts.get("full_name") or f"số {one.no}") for one in self.members if one.person_id in wanted]


@dataclass(frozen=True, slots=True)
class When:
    """The day it happened (ISO) and the version the person had on her screen; None: she saw none."""

    happened_on: str
    seen_version: int | None = None

    def on(self, today: str) -> Occasion:
        """As the rules read it."""
        return Occasion(self.happened_on, today, self.seen_version)


@dataclass(frozen=True, slots=True)
class Desk:
    """The person at work in one moment of the database."""

    node: Node
    connection: Connection
    access: Access
    today: str

    @property
    def actor_id(self) -> str:
        """Who acts."""
        return self.access.actor.actor_id

    def open(self, household_id: str) -> Here:
        """The household; Problem where it is not here or not hers to write about."""
        here = read_here(self.connection, household_id)
        self.access.check(ACTION, here.row.area_code)
        return here


def open_desk(node: Node, connection: Connection, actor_id: str) -> Desk:
    """Read who acts."""
    return Desk(node, connection, read_access(node, connection, actor_id), node.today())


def read_here(connection: Connection, household_id: str) -> Here:
    """Read one household; Problem REG-001 where there is none."""
    row = connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == household_id)).first()
    if row is None:
        raise Problem("REG-001", 404, tell("Không có hộ này."), tell("Tìm lại hộ theo mã."))
    query = select(MEMBER).where(MEMBER.c.household_id == household_id).order_by(MEMBER.c.no)
    members = tuple(connection.execute(query).all())
    present = {one.person_id: one for one in members if one.state in PRESENT}
    form_state, is_crossing = _read_forms(connection, household_id)
    return Here(
        row,
        members,
        Registered(
            household_id,
            row.area_code,
            row.state,
            row.entity_version,
            frozenset(present),
            next((key for key, one in present.items() if one.facts.get("relation") == "head"), None),
            row.has_conflict or is_crossing,
            form_state,
            find_open_move(connection, household_id) is not None,
            frozenset(row.heads),
        ),
    )


def _read_forms(connection: Connection, household_id: str) -> tuple[str, bool]:
    """Where a completed form stands that nobody has decided about yet, and whether two stand beside each other."""
    query = (
        select(CASE.c.review_state, CASE.c.has_conflict, CASE.c.outcome)
        .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
        .where(CASE.c.household_id == household_id, ROUND.c.state != "closed", CASE.c.instance_id.is_not(None))
        .order_by(ROUND.c.season_from_on)
    )
    rows = connection.execute(query).all()
    waiting = [one.review_state for one in rows if one.review_state in OPEN_FORM and one.outcome == "completed"]
    return (waiting[-1] if waiting else ""), any(one.has_conflict for one in rows)


def find_open_move(connection: Connection, household_id: str) -> Any:
    """The move nobody has answered yet; None where there is none."""
    query = select(MOVE).where(MOVE.c.household_id == household_id, MOVE.c.state == "open")
    return connection.execute(query).first()


def find_by_code(connection: Connection, area_code: str, text: str) -> list[Any]:
    """Active households of a commune whose code or head's name holds the text; the first few."""
    wanted = text.strip()
    if not wanted:
        return []
    named = or_(*(one.icontains(wanted, autoescape=True) for one in (HOUSEHOLD.c.head_name, HOUSEHOLD.c.code)))
    where = (HOUSEHOLD.c.area_code == area_code, HOUSEHOLD.c.state == "active", named)
    columns = (HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, VILLAGE.c.name.label("village"))
    query = select(*columns).join(VILLAGE, VILLAGE.c.code == HOUSEHOLD.c.village_code).where(*where)
    return list(connection.execute(query.order_by(HOUSEHOLD.c.sort_key, HOUSEHOLD.c.code).limit(20)).all())


def next_code(connection: Connection, area_code: str) -> str:
    """A code of the commune that nobody has had: from the highest number on, as imports give them.

    The commune's row is locked: two people who register a household at the same moment get different codes.
    """
    connection.execute(select(AREA.c.code).where(AREA.c.code == area_code).with_for_update()).all()
    given = HOUSEHOLD.c.code.startswith(f"{area_code}-", autoescape=True)
    codes = connection.execute(select(HOUSEHOLD.c.code).where(given)).scalars()
    found = [match[1] for code in codes if (match := _NUMBER.search(code))]
    newest = max(found, key=int, default="00000")
    return f"{area_code}-{int(newest) + 1:0{len(newest)}d}"


def check_village(connection: Connection, area_code: str, village_code: str) -> None:
    """Problem EVT-020 where the commune has no such village today."""
    where = (VILLAGE.c.code == village_code, VILLAGE.c.area_code == area_code, VILLAGE.c.valid_to_on.is_(None))
    if connection.execute(select(VILLAGE.c.code).where(*where)).first() is None:
        told = tell(
            "Xã {area_code} không có thôn mã {value}.", area_code=area_code, value=village_code or tell("(trống)")
        )
        raise Problem("EVT-020", 422, told, tell("Chọn một thôn trong danh sách của xã."))


def decision_of(decision: tuple[str, str]) -> dict[str, Any]:
    """The payload's part that names a decision; nothing where there is none."""
    number, day = decision
    return {"decision": {"decision_no": number, "decision_on": day}} if number else {}


def as_member(one: Any, no: int, **changes: Any) -> dict[str, Any]:
    """A person's facts as a record carries them into another household; None leaves one out."""
    facts = {**one.facts, "state": one.state, **changes}
    kept = {name: value for name, value in facts.items() if value is not None}
    return {**kept, "no": no, "person_id": one.person_id}


def refuse(refusal: Refusal | None) -> None:
    """Raise what the rules refuse."""
    if refusal is not None:
        raise to_problem(refusal)


def at_desk(node: Node, unit: Unit, actor_id: str) -> Desk:
    """The desk inside a write."""
    return open_desk(node, unit.connection, actor_id)


def with_decision(recognised: Mapping[str, Any], decision: tuple[str, str]) -> dict[str, Any]:
    """Statuses as a decision about a split household says them: the old outcome under the new number and day."""
    number, day = decision
    named = {"decision_no": number, "decision_on": day, "from_on": day}
    return {standard: {**one, **named} for standard, one in recognised.items() if one}
