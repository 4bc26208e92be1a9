"""Sheets of Phiếu A and B for a village, printed in parts: a large village is many pages, and one is read at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from sqlalchemy import Connection, func, select

from server.errors import Problem
from server.forms.content import FormContent, read_content
from server.forms.on_paper import notice_of, say_household, say_person, sections_of
from server.forms.spec import REVIEW_FORM, SCREEN_FORM
from server.papers.review_sheets import PaperForm, PaperHousehold, Place, print_sheets
from server.services.lists.rows import GONE, OUTCOME_WORDS
from server.services.node import Node
from server.store.tables import Area, Case, FormVersion, Household, Member, Round, Village
from server.telling import tell

PART = 25  # households; a few seconds to make
FORMS = {"b": REVIEW_FORM, "a": SCREEN_FORM}
BLANKS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sheets: form `a` or `b`, of a village in a round; `part` counts from 1, 0 is blank sheets."""

    round_id: str
    village_code: str
    form: str
    part: int
    printed: str


def print_part(node: Node, asked: Asked) -> bytes:
    """One PDF; Problem where the round has no such form, or the village no such part."""
    content, place, households = node.read(lambda c: _read(c, asked))
    if not households:
        told = tell("Thôn này không có phần {part}.", part=asked.part)
        raise Problem("PAPER-002", 404, told, tell("Chọn lại phần ở trang Phiếu giấy."))
    title, version = content.title.partition(" (")[0], f"{content.form_id} {content.version}"
    form = PaperForm(title, version, notice_of(content), list(sections_of(content)))
    return print_sheets(form, place, households, node.now())


def count_parts(household_count: int) -> int:
    """How many files a village of so many households is."""
    return -(-household_count // PART)


def list_villages(connection: Connection, round_id: str, areas: Sequence[str]) -> list[Any]:
    """(code, name, area_name, household_count) of the villages with cases in a round, in register order."""
    query = (
        select(Village.code, Village.name, Area.name.label("area_name"), func.count().label("household_count"))
        .join(Case, Case.village_code == Village.code)
        .join(Area, Area.code == Village.area_code)
        .where(Case.round_id == round_id, Case.area_code.in_(areas))
        .group_by(Village.code, Village.name, Area.name, Area.sort_key, Village.sort_key)
        .order_by(Area.sort_key, Village.sort_key, Village.code)
    )
    return list(connection.execute(query).all())


def list_forms(connection: Connection, round_id: str) -> list[str]:
    """Which of `b`, `a` the round has published."""
    query = select(FormVersion.form_id).where(
        FormVersion.round_id == round_id, FormVersion.is_current, FormVersion.is_trial.is_(False)
    )
    published = set(connection.execute(query).scalars())
    return [letter for letter, form_id in FORMS.items() if form_id in published]


def find_form(connection: Connection, round_id: str, letter: str) -> Any:
    """The form version in use; Problem PAPER-001 where the round has none."""
    query = select(FormVersion.__table__).where(
        FormVersion.round_id == round_id,
        FormVersion.form_id == FORMS.get(letter, ""),
        FormVersion.is_current,
        FormVersion.is_trial.is_(False),
    )
    row = connection.execute(query).first()
    if row is None:
        told = tell("Đợt này chưa công bố Phiếu {upper}.", upper=letter.upper()[:1])
        raise Problem("PAPER-001", 404, told, tell("Tỉnh công bố biểu mẫu của đợt trước."))
    return row


def _read(connection: Connection, asked: Asked) -> tuple[FormContent, Place, list[PaperHousehold]]:
    content = read_content(find_form(connection, asked.round_id, asked.form).xml)
    village = connection.execute(
        select(Village.name, Area.name.label("area_name"))
        .join(Area, Area.code == Village.area_code)
        .where(Village.code == asked.village_code)
    ).one()
    row = connection.execute(select(Round.name, Round.kind).where(Round.round_id == asked.round_id)).one()
    place = Place(village.name, village.area_name, row.name, row.kind == "training", asked.printed)
    if asked.part == 0:
        return content, place, [PaperHousehold()] * BLANKS
    return content, place, list(_households(connection, asked, content))


def _households(connection: Connection, asked: Asked, content: FormContent) -> Iterator[PaperHousehold]:
    query = (
        select(Household.__table__, Case.case_id)
        .join(Case, Case.household_id == Household.household_id)
        .where(Case.round_id == asked.round_id, Case.village_code == asked.village_code, Household.state == "active")
        .order_by(Household.sort_key, Household.code)
    )
    rows = connection.execute(query.limit(PART).offset(PART * (asked.part - 1))).all()
    people = _people(connection, [one.household_id for one in rows])
    for one in rows:
        yield PaperHousehold(
            code=one.code,
            head=one.head_name,
            qr=_qr(one.case_id),
            recognised=_recognised(one.recognised),
            last=say_household(one.facts),
            people=[say_person(person, content) for person in people.get(one.household_id, ())],
        )


def _people(connection: Connection, household_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    query = select(Member.household_id, Member.facts).where(
        Member.household_id.in_(household_ids), Member.state.not_in(GONE)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for one in connection.execute(query.order_by(Member.household_id, Member.no)):
        found.setdefault(one.household_id, []).append({k: v for k, v in one.facts.items() if k != "state"})
    return found


def _recognised(by_standard: dict[str, Any]) -> str:
    return "; ".join(OUTCOME_WORDS.get(one["outcome"], one["outcome"]) for _, one in sorted(by_standard.items()) if one)


def _qr(case_id: str) -> str:
    """The case id alone: who finds the sheet learns nothing from its code (R29)."""
    picture = io.BytesIO()
    segno.make(case_id, error="m").save(picture, kind="svg", border=2)
    return picture.getvalue().decode()
