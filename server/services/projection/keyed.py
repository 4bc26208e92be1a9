"""What is told about a submission filled in at a computer: who corrected it and why; which paper it was keyed from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update

from server.domain.facts import facts_to_json
from server.domain.paper import DECISIONS, Check, comparable, may_key_again
from server.store.keyed_tables import FormCorrection, PaperEntry, PaperShare

from .applying import Applying
from .scene import SUBMISSION

FORM_CORRECTION, PAPER, SHARE = FormCorrection.__table__, PaperEntry.__table__, PaperShare.__table__
KEYED = (FORM_CORRECTION, PAPER)
_KEPT = ("instance_id", "case_id", "form_id", "form_version", "interviewed_on", "enumerator_id", "scans", "start")


def correction_explained(applying: Applying) -> None:
    """The reason of a correction; an erased one leaves none."""
    payload = applying.payload
    if payload is None:
        return
    same = FORM_CORRECTION.c.instance_id == payload["instance_id"]
    applying.connection.execute(delete(FORM_CORRECTION).where(same))
    applying.connection.execute(
        insert(FORM_CORRECTION),
        {
            "instance_id": payload["instance_id"],
            "reason": payload["reason"],
            "actor_id": applying.record.envelope.actor,
            "record_digest": applying.record.digest,
            "corrected_at": applying.received_at,
        },
    )


def paper_keyed(applying: Applying) -> None:
    """A sheet keyed for the first time; one of the seeded share waits for a second keying."""
    payload, envelope = applying.payload, applying.record.envelope
    if payload is None:
        return
    values = {
        **{name: payload[name] for name in _KEPT},
        "area_code": envelope.area,
        "keyed_by": envelope.actor,
        "keyed_at": applying.received_at,
        "check_state": Check.WAITING if payload["is_keyed_twice"] else Check.NONE,
        "record_digest": applying.record.digest,
    }
    applying.connection.execute(delete(PAPER).where(PAPER.c.instance_id == payload["instance_id"]))
    applying.connection.execute(insert(PAPER), values)


def paper_keyed_again(applying: Applying) -> None:
    """The second keying, compared with the first; one by somebody who may not is passed over."""
    row, actor_id = _find(applying), applying.record.envelope.actor
    if row is None or row.check_state != Check.WAITING or not may_key_again(actor_id, row.keyed_by, row.enumerator_id):
        return
    form = applying.node.form(applying.connection, row.form_id, row.form_version)
    first = _facts_of(applying, row.instance_id)
    if form is None or first is None:
        return
    second = facts_to_json(form.facts(form.read(applying.payload["xml"].encode()))[0])
    _set(
        applying,
        check_state=Check.AGREED if comparable(first) == comparable(second) else Check.DIFFERS,
        second_by=actor_id,
        second_facts=second,
        second_at=applying.received_at,
    )


def paper_compared(applying: Applying) -> None:
    """What a person decided where the two keyings differ."""
    row = _find(applying)
    if row is None or row.check_state != Check.DIFFERS or applying.payload["outcome"] not in DECISIONS:
        return
    decided = {"decided_by": applying.record.envelope.actor, "decided_why": applying.payload["reason"]}
    _set(applying, check_state=applying.payload["outcome"], **decided)


def paper_share_set(applying: Applying) -> None:
    """The province sets how many are keyed twice in a round, from now on."""
    payload = applying.payload
    applying.connection.execute(delete(SHARE).where(SHARE.c.round_id == payload["round_id"]))
    values = {"round_id": payload["round_id"], "percent": payload["percent"]}
    applying.connection.execute(insert(SHARE), {**values, "record_digest": applying.record.digest})


def _find(applying: Applying) -> Any:
    if applying.payload is None:
        return None
    query = select(PAPER).where(PAPER.c.instance_id == applying.payload["instance_id"])
    return applying.connection.execute(query).first()


def _facts_of(applying: Applying, instance_id: str) -> Any:
    query = select(SUBMISSION.c.facts).where(SUBMISSION.c.instance_id == instance_id)
    return applying.connection.execute(query).scalar()


def _set(applying: Applying, **values: Any) -> None:
    where = PAPER.c.instance_id == applying.payload["instance_id"]
    applying.connection.execute(update(PAPER).where(where).values(**values))
