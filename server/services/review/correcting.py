"""Corrections of answers by the office: a decisive fact counts only once a second person has confirmed it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.corrections import find_decisive
from server.domain.facts import facts_to_json
from server.domain.review import Action, Intent, Transition
from server.errors import Problem
from server.forms.answers import Answers
from server.services.node import Node
from server.store.tables import Account, AnswersAsSent, Case, Correction, Round, Submission
from server.telling import tell

from .commenting import find_fact
from .deciding import act
from .performing import Order
from .words import label_of

ACCOUNT = Account.__table__
CORRECTION = Correction.__table__
SENT = AnswersAsSent.__table__
SUBMISSION = Submission.__table__
Change = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a version as JSON: as the tablet `sent` them, and as they `count` with corrections."""

    sent: dict[str, Any]
    counts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as a page shows it; `state`: pending, counts, withdrawn."""

    row: Any
    actor: str
    confirmed_by: str


def correct(node: Node, actor_id: str, case_id: str, seen: str, changes: Sequence[Change], reason: str) -> Transition:
    """Correct answers of the version `seen`: changes are {"f", "value"} with the value as a form would send it.

    An empty value takes the answer away. Problem names the value that is none of its question.
    """
    made = node.read(lambda connection: _read_changes(node, connection, case_id, seen, changes))
    decisive = node.read(lambda connection: find_decisive_of(node, connection, case_id, made))
    body = {"changes": made, "decisive": decisive, "reason": reason.strip(), "correction_id": str(uuid.uuid4())}
    intent = Intent(actor_id, seen, reason, change_count=len(made))
    return act(node, Order(Action.CORRECT, case_id, intent, body))


def confirm_correction(node: Node, actor_id: str, case_id: str, correction_id: str) -> Transition:
    """A second person confirms a correction of decisive facts: it counts from now on."""
    intent = Intent(actor_id, correction_id=correction_id)
    return act(node, Order(Action.CONFIRM, case_id, intent, {"correction_id": correction_id}))


def list_corrections(connection: Connection, case_id: str) -> list[CorrectionView]:
    """The corrections of a case, oldest first."""
    rows = connection.execute(
        select(CORRECTION).where(CORRECTION.c.case_id == case_id).order_by(CORRECTION.c.corrected_at)
    ).all()
    people = {one.actor_id for one in rows} | {one.confirmed_by for one in rows}
    query = select(ACCOUNT.c.actor_id, ACCOUNT.c.name).where(ACCOUNT.c.actor_id.in_(people))
    names = {actor_id: name for actor_id, name in connection.execute(query)}
    return [CorrectionView(one, names.get(one.actor_id, ""), names.get(one.confirmed_by, "")) for one in rows]


def read_answers(connection: Connection, instance_id: str) -> Answered | None:
    """What a version says, before and with its corrections; None where its answers are not here."""
    query = (
        select(SUBMISSION.c.facts, SENT.c.facts.label("sent"))
        .outerjoin(SENT, SENT.c.instance_id == SUBMISSION.c.instance_id)
        .where(SUBMISSION.c.instance_id == instance_id)
    )
    row = connection.execute(query).first()
    return None if row is None or row.facts is None else Answered(row.sent or row.facts, row.facts)


def _read_changes(
    node: Node, connection: Connection, case_id: str, seen: str, changes: Sequence[Change]
) -> list[dict[str, Any]]:
    """The changes as a record holds them: typed values, those that change nothing left out."""
    query = select(SUBMISSION.c.facts).where(SUBMISSION.c.instance_id == seen, SUBMISSION.c.case_id == case_id)
    facts = connection.execute(query).scalar()
    if facts is None:
        raise Problem("REV-020", 404, tell("Không có phiếu này trong hồ sơ."), tell("Tải lại hồ sơ."))
    given = [(str(one["f"]), one.get("value") or "") for one in changes]
    made = [{"f": f, "value": _read_value(node, f, text)} for f, text in given]
    return [one for one in made if one["value"] != _value_of(facts, one["f"])]


def _read_value(node: Node, f: str, text: str) -> Any:
    fact = find_fact(f)
    if not text.strip():
        return None
    raw = Answers("", "", "", "")
    if fact.level == "household":
        raw.household = {fact.id: text}
    else:
        raw.members = [{fact.id: text}]
    typed, refused = node.facts.type_answers(raw)
    if refused:
        given = text[:80]
        remedy = tell("Ghi giá trị đúng kiểu.")
        if refused[0].code == "out_of_range":
            remedy = tell("Ghi giá trị đúng kiểu trong khoảng {least} đến {most}.", least=fact.min, most=fact.max)
        raise Problem(
            "REV-027",
            422,
            tell("{question}: “{given}” không hợp lệ.", question=label_of(f), given=given),
            remedy,
        )
    plain = facts_to_json(typed)
    return (plain["household"] if fact.level == "household" else plain["members"][0])[fact.id]


def _value_of(facts: Mapping[str, Any], f: str) -> Any:
    place, is_member, name = f.rpartition("|")
    if not is_member:
        return facts["household"].get(name)
    if int(place) > len(facts["members"]):
        raise Problem(
            "REV-023",
            422,
            tell("Phiếu không có người thứ {place}.", place=place),
            tell("Tải lại hồ sơ rồi chọn người trong phiếu."),
        )
    return facts["members"][int(place) - 1].get(name)


def find_decisive_of(node: Node, connection: Connection, case_id: str, made: Sequence[Mapping[str, Any]]) -> list[str]:
    """The corrected facts that the class under a standard of the round rests on."""
    query = select(Round.standards).join(Case, Case.round_id == Round.round_id).where(Case.case_id == case_id)
    entries = connection.execute(query).scalar_one()
    needed = frozenset().union(*(node.round_standard(connection, one).facts_needed() for one in entries))
    return find_decisive((one["f"] for one in made), needed)
