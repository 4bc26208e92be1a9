"""The rows of `returns`, `return_members` and `return_comments`: what a returned case starts from (return loop §1).

A case is in these lists from `review.returned` until its next version arrives. The record's payload has `return_no`
and `comments`: a list of `{"f", "text"}`, where `f` is a fact, `<position>|<member fact>`, or empty for the whole form.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from server.domain.facts import load_facts
from server.forms.read import prefill_text
from server.services.projection.households import new_person_id
from server.store.tables import Case, Household, Submission
from sync.log import read_now, read_subject

from .rows import Row
from .work import PART, Share, Work, given_apart

LOG = logging.getLogger("rasoat.lists")
RETURNED = "review.returned"
_MARKUP = re.compile(r"([\\*_#])")


@dataclass(frozen=True, slots=True)
class Returned:
    """A case that waits on the tablet to be corrected."""

    household_id: str
    instance_id: str
    return_no: int
    household: dict[str, Any]
    members: list[dict[str, Any]]
    comments: list[tuple[str, str]]


def returns_header() -> Row:
    """The case, then a column for every question."""
    return ["name", "instance_id", "return_no", "summary", "n_members", *load_facts().household]


def return_members_header() -> Row:
    """The household, the position and id of the person, then a column for every question."""
    return ["hh", "no", "person_id", *load_facts().member]


def return_comments_header() -> Row:
    """The household, the field, the text."""
    return ["hh", "f", "text"]


def return_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """The answers that were sent, to be corrected."""
    facts = load_facts().household
    for one in _returned(connection, work):
        answers = (prefill_text(fact, one.household.get(name)) for name, fact in facts.items())
        yield [one.household_id, one.instance_id, str(one.return_no), summary(one), str(len(one.members)), *answers]


def return_member_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """The people that were sent, in the order of the form."""
    facts = load_facts().member
    for one in _returned(connection, work):
        for no, member in enumerate(one.members, start=1):
            person_id = member.get("person_id") or new_person_id(one.instance_id, no)
            answers = (prefill_text(fact, member.get(name)) for name, fact in facts.items())
            yield [one.household_id, str(no), str(person_id), *answers]


def return_comment_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """One row for each field commented."""
    for one in _returned(connection, work):
        fields: dict[str, list[str]] = {}
        for field, text in one.comments:
            if field:
                fields.setdefault(field, []).append(as_plain(text))
        for field, texts in fields.items():
            yield [one.household_id, field, " / ".join(texts)]


def summary(one: Returned) -> str:
    """The reviewer's words on the whole form, in one text."""
    whole = [as_plain(text) for field, text in one.comments if not field]
    count = len({field for field, _ in one.comments if field})
    marked = [f"{count} câu có góp ý."] if count else []
    return "\n".join([f"Trả lại lần {one.return_no}.", *whole, *marked])


def as_plain(text: str) -> str:
    """Text that Collect shows as it was typed: a note is Markdown and HTML to it."""
    return _MARKUP.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _returned(connection: Connection, work: Work) -> Iterator[Returned]:
    for share in work.shares():
        yield from _returned_of(connection, work, share)


def _returned_of(connection: Connection, work: Work, share: Share) -> Iterator[Returned]:
    query = (
        select(Case.case_id, Case.household_id, Case.round_id, Submission.instance_id, Submission.facts)
        .join(Household, and_(Household.household_id == Case.household_id, Household.state == "active"))
        .join(Submission, Submission.instance_id == Case.instance_id)
        .outerjoin(PART, given_apart(share.round_id))
        .where(Case.tablet_state == "returned", Case.village_code.in_(share.villages))
        .where(Case.round_id == share.round_id, work.is_hers(share))
        .order_by(Case.case_id)
    )
    for row in connection.execute(query).all():
        if row.facts is None:
            LOG.warning("case %s was returned but its answers are not here", row.case_id)
            continue
        number, comments = read_last_return(connection, row.household_id, row.case_id)
        yield Returned(
            row.household_id, row.instance_id, number, row.facts["household"], row.facts["members"], comments
        )


def read_last_return(connection: Connection, household_id: str, case_id: str) -> tuple[int, list[tuple[str, str]]]:
    """The number and the comments of the newest return; an erased one still counts."""
    number, payload = 0, None
    for found in read_subject(connection, household_id):
        record = read_now(connection, found).record
        if record.envelope.kind != RETURNED:
            continue
        told = json.loads(record.payload) if record.payload is not None else None
        if told is not None and told["case_id"] != case_id:
            continue
        number, payload = number + 1, told
    if payload is None:
        return max(number, 1), []
    comments = [(one.get("f") or "", one["text"]) for one in payload.get("comments") or ()]
    return int(payload.get("return_no") or number), comments
