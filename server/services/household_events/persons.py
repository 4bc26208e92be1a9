"""People of one household between reviews: born, come, gone, dead, corrected; the numbers on their papers (R7, R8)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.facts import load_facts
from server.domain.household_events import check_joining, check_member_leaving
from server.domain.identifiers import NO_PAPERS, TYPES, Bearer, check_identifier
from server.errors import Problem
from server.services.node import Node
from server.store.tables import PersonIdentifier
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

from .reading import Desk, Here, When, at_desk, refuse
from .splitting import new_head

IDENTIFIER = PersonIdentifier.__table__
LONGEST_NUMBER = 40
# What the office may correct of a person here; answers of the form are corrected in the form.
CORRECTABLE = ("full_name", "sex", "birth_year", "birth_month", "birth_day", "relation", "ethnicity")
_WHOLE = ("birth_year", "birth_month", "birth_day")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who joins: the answers known of her by fact; None or blank is not known."""

    how: str
    facts: Mapping[str, Any]
    when: When


@dataclass(frozen=True, slots=True)
class Paper:
    """A number as it stands on a paper, with its days where they are known. `kind` none: she has no papers."""

    kind: str
    number: str = ""
    from_on: str = ""
    to_on: str = ""
    is_wrong: bool = False


def join(node: Node, actor_id: str, household_id: str, new: NewPerson) -> str:
    """Add a person to the household; her id."""
    facts = read_facts(new.facts)
    person_id = str(uuid.uuid4())

    def operation(unit: Unit) -> None:
        desk = at_desk(node, unit, actor_id)
        here = desk.open(household_id)
        refuse(check_joining(here.registered, new.how, str(facts.get("full_name", "")), new.when.on(desk.today)))
        no = max((one.no for one in here.members), default=0) + 1
        day = new.when.happened_on
        member = {**facts, "state": "in", "joined_on": day, "no": no, "person_id": person_id}
        payload = {"household_id": household_id, "members": [member], "how": new.how, "happened_on": day}
        node.record(unit, Draft(here.row.area_code, "member.joined", (household_id,), actor_id, payload))

    node.writer.write(operation)
    return person_id


def leave(
    node: Node, actor_id: str, household_id: str, person_ids: Sequence[str], state: str, when: When, head_id: str = ""
) -> None:
    """People die, move away or were entered by mistake; `head_id` heads those who stay where the head leaves."""

    def operation(unit: Unit) -> None:
        desk = at_desk(node, unit, actor_id)
        here = desk.open(household_id)
        refuse(check_member_leaving(here.registered, person_ids, state, head_id, when.on(desk.today)))
        if here.registered.head_id in person_ids:
            node.record(unit, new_head(desk, here, head_id))
        payload = {"household_id": household_id, "person_ids": list(person_ids), "state": state}
        payload |= {"happened_on": when.happened_on}
        node.record(unit, Draft(here.row.area_code, "member.left", (household_id,), actor_id, payload))

    node.writer.write(operation)


def correct_person(
    node: Node, actor_id: str, household_id: str, person_id: str, facts: Mapping[str, Any], seen_version: int
) -> None:
    """The office corrects who somebody is: name, sex, birth, relation; None removes an answer."""
    changed = {**dict.fromkeys(name for name, value in facts.items() if _is_blank(value)), **read_facts(facts)}

    def operation(unit: Unit) -> None:
        desk = at_desk(node, unit, actor_id)
        here = desk.open(household_id)
        one = _person(here, person_id)
        refuse_stale(here, seen_version)
        differing = {name: value for name, value in changed.items() if one.facts.get(name) != value}
        if not differing:
            raise Problem(
                "EVT-031", 422, tell("Chưa có mục nào khác giá trị đang có."), tell("Sửa ít nhất một mục rồi ghi.")
            )
        if "full_name" in differing and not differing["full_name"]:
            raise Problem("EVT-023", 422, tell("Họ tên không để trống được."), tell("Ghi họ tên như trên giấy tờ."))
        payload: dict[str, Any] = {"household_id": household_id, "facts": {}}
        payload["members"] = [{"no": one.no, "person_id": person_id, **differing}]
        if one.facts.get("relation") == "head" and differing.get("full_name"):
            payload["head_name"] = differing["full_name"]
        node.record(unit, Draft(here.row.area_code, "household.corrected", (household_id,), actor_id, payload))

    node.writer.write(operation)


def identify(node: Node, actor_id: str, household_id: str, person_id: str, paper: Paper) -> tuple[str, ...]:
    """Record a number on a person's papers, or that it was wrong; what looks doubtful comes back in words (R8)."""
    number = "".join(paper.number.split())
    _check_paper(paper, number)

    def operation(unit: Unit) -> tuple[str, ...]:
        desk = at_desk(node, unit, actor_id)
        here = desk.open(household_id)
        one = _person(here, person_id)
        entry: dict[str, Any] = {"kind": paper.kind, "number": number}
        entry |= {name: value for name, value in (("from_on", paper.from_on), ("to_on", paper.to_on)) if value}
        entry |= {"is_wrong": True} if paper.is_wrong else {}
        payload = {"household_id": household_id, "person_id": person_id, "identifiers": [entry]}
        node.record(unit, Draft(here.row.area_code, "person.identified", (household_id,), actor_id, payload))
        bearer = Bearer(one.facts.get("sex"), one.facts.get("birth_year"))
        doubts = () if paper.is_wrong or paper.kind == NO_PAPERS else check_identifier(paper.kind, number, bearer)
        return (*doubts, *_held_elsewhere(desk, number, person_id))

    return node.writer.write(operation)


def papers_of(connection: Connection, person_ids: Sequence[str]) -> dict[str, list[Any]]:
    """Numbers by person, in the order of their kinds."""
    query = select(IDENTIFIER).where(IDENTIFIER.c.person_id.in_(list(person_ids)))
    found: dict[str, list[Any]] = {}
    for one in connection.execute(query.order_by(IDENTIFIER.c.kind, IDENTIFIER.c.number)):
        found.setdefault(one.person_id, []).append(one)
    return found


def read_facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Answers typed on a page as facts; Problem EVT-032 where one cannot be read. Blank ones are left out."""
    known = load_facts().member
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in CORRECTABLE or _is_blank(value):
            continue
        text = str(value).strip()
        if name in _WHOLE:
            fact = known[name]
            is_number = text.isdecimal() and fact.min <= int(text) <= fact.max  # type: ignore[operator]
            if not is_number:
                told = tell("{vi}: “{text}” không đọc được.", vi=fact.vi, text=text)
                raise Problem(
                    "EVT-032",
                    422,
                    told,
                    tell("Ghi số từ {min} đến {max}, không biết thì để trống.", min=fact.min, max=fact.max),
                )
            found[name] = int(text)
        else:
            found[name] = text
    return found


def refuse_stale(here: Here, seen_version: int) -> None:
    """Problem where the household has changed since the person looked at it."""
    if seen_version != here.row.entity_version:
        told = tell(
            "Hộ đã đổi từ bản {seen_version} sang bản {entity_version}.",
            seen_version=seen_version,
            entity_version=here.row.entity_version,
        )
        raise Problem("EVT-003", 409, told, tell("Tải lại trang, xem thay đổi rồi ghi."))


def _check_paper(paper: Paper, number: str) -> None:
    if paper.kind not in (*TYPES, NO_PAPERS):
        raise Problem(
            "EVT-033",
            422,
            tell("Không có loại giấy tờ “{kind}”.", kind=paper.kind),
            tell("Chọn một loại trong danh sách."),
        )
    if paper.kind != NO_PAPERS and not 0 < len(number) <= LONGEST_NUMBER:
        raise Problem(
            "EVT-034",
            422,
            tell("Chưa ghi số giấy tờ."),
            tell("Chép số trên giấy; không có giấy thì chọn Chưa có giấy tờ."),
        )
    if paper.from_on and paper.to_on and paper.from_on > paper.to_on:
        raise Problem("EVT-035", 422, tell("Ngày hết hạn trước ngày cấp."), tell("Xem lại hai ngày trên giấy."))


def _held_elsewhere(desk: Desk, number: str, person_id: str) -> tuple[str, ...]:
    """The same number on somebody else: told, never refused."""
    if not number:
        return ()
    query = select(IDENTIFIER.c.person_id).where(IDENTIFIER.c.number == number, IDENTIFIER.c.person_id != person_id)
    others = desk.connection.execute(query.distinct()).scalars().all()
    return (f"số này đã ghi cho {len(others)} người khác trong tỉnh; xem có phải một người",) if others else ()


def _person(here: Here, person_id: str) -> Any:
    one = next((member for member in here.members if member.person_id == person_id), None)
    if one is None:
        raise Problem("EVT-036", 404, tell("Hộ không có người này."), tell("Tải lại trang của hộ."))
    return one


def _is_blank(value: Any) -> bool:
    return value is None or not str(value).strip()
