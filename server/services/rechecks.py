"""Draw a few forms of a commune to be asked again by somebody else (R30); no class and no status ever changes by it."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.quality import FAR, FAST, PHOTOS, SAME, Form, score_cards
from server.domain.rechecking import Candidate, draw, share_out
from server.errors import Problem
from server.forms.spec import RECHECK_FORM
from server.services import rounds
from server.services.node import Node
from server.services.views.place_tree import Place
from server.services.views.quality import read_forms
from server.store.tables import Area, Assignment, Case, FormVersion, Recheck, Village
from server.telling import tell
from sync.records import Draft

MOST_DRAWN = 200
FLAGS = (FAST, SAME, PHOTOS, FAR)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is asked for: `size` forms of a commune; an empty `seed` is made up and printed."""

    round_id: str
    area_code: str
    size: int
    seed: str = ""


@dataclass(frozen=True, slots=True)
class _Drawn:
    drawn: list[Candidate]
    people: dict[str, str]
    cases: dict[str, Any]


def draw_sample(node: Node, actor_id: str, wanted: Drawing) -> str:
    """Record a sample and who asks again; publishes the round's form at the first one. Returns the sample's id.

    Problem RCK-00x where there is nothing to draw, or nobody else to ask.
    """
    row = rounds.get_round(node, wanted.round_id)
    if row.state != "open":
        raise Problem(
            "RCK-001", 409, tell("Đợt {code} không mở.", code=row.code), tell("Chỉ rút mẫu phúc tra khi đợt đang mở.")
        )
    if not 1 <= wanted.size <= MOST_DRAWN:
        raise Problem(
            "RCK-002",
            422,
            tell("Số hộ cần rút: {size}.", size=wanted.size),
            tell("Ghi một số từ 1 đến {most_drawn}.", most_drawn=MOST_DRAWN),
        )
    seed, sample_id = wanted.seed.strip()[:64] or secrets.token_hex(8), str(uuid.uuid4())
    form = None if _has_form(node, row.round_id) else _build(node, row)

    def drafts(connection: Connection) -> list[Draft]:
        found = _choose(connection, wanted, seed)
        cases = [
            {
                "case_id": one.case_id,
                "household_id": found.cases[one.case_id].household_id,
                "village_code": one.village_code,
                "actor_id": found.people[one.case_id],
                "first_instance": found.cases[one.case_id].instance_id,
                "weight": one.weight,
            }
            for one in found.drawn
        ]
        payload = {"sample_id": sample_id, "round_id": row.round_id, "seed": seed, "cases": cases}
        drawing = Draft(wanted.area_code, "recheck.drawn", (sample_id,), actor_id, payload)
        return [rounds.publication(actor_id, row.round_id, form), drawing] if form is not None else [drawing]

    node.write(drafts)
    return sample_id


def _choose(connection: Connection, wanted: Drawing, seed: str) -> _Drawn:
    candidates = read_candidates(connection, wanted.round_id, wanted.area_code)
    if not candidates:
        told = tell("Xã này chưa có phiếu nào để rút.")
        raise Problem("RCK-003", 409, told, tell("Chờ phiếu về và được xếp hạng; hộ đã rút rồi không rút lại."))
    drawn = draw(candidates, wanted.size, seed)
    people = share_out(drawn, _find_people(connection, wanted, {one.actor_id for one in drawn}))
    if len(people) < len(drawn):
        told = tell("{n} hộ không có rà soát viên nào khác để hỏi lại.", n=len(drawn) - len(people))
        raise Problem("RCK-004", 409, told, tell("Giao thêm một thôn của huyện cho rà soát viên khác rồi rút lại."))
    query = select(Case.case_id, Case.household_id, Case.instance_id).where(Case.case_id.in_(list(people)))
    return _Drawn(drawn, people, {row.case_id: row for row in connection.execute(query)})


def read_candidates(connection: Connection, round_id: str, area_code: str) -> list[Candidate]:
    """Every scored form of a commune that was not drawn yet, with what makes it likelier."""
    forms = read_forms(connection, round_id, Place(area_code, "", "commune", None, (area_code,)))
    taken = set(connection.execute(select(Recheck.case_id).where(Recheck.area_code == area_code)).scalars())
    flagged = _flagged(forms)
    return [
        Candidate(one.case_id, one.actor_id, one.village_code, one.distance, one.actor_id in flagged)
        for one in forms
        if one.case_id not in taken
    ]


def _flagged(forms: list[Form]) -> set[str]:
    """People whose forms carry a signal, where they have forms enough to say so."""
    cards = [one for one in score_cards(forms) if one.is_enough]
    return {one.actor_id for one in cards if any(one.cases[name] for name in FLAGS)}


def _find_people(connection: Connection, wanted: Drawing, first: set[str]) -> list[str]:
    """Enumerators at work in the commune; where that is one person, those of the communes around it too."""
    near = _at_work(connection, wanted.round_id, [wanted.area_code])
    if len(near) > 1 and not (len(first) == 1 and set(near) <= first):
        return near
    above = select(Area.parent_code).where(Area.code == wanted.area_code).scalar_subquery()
    around = list(connection.execute(select(Area.code).where(Area.parent_code == above)).scalars())
    return near + [one for one in _at_work(connection, wanted.round_id, around) if one not in near]


def _at_work(connection: Connection, round_id: str, areas: list[str]) -> list[str]:
    query = (
        select(Assignment.actor_id)
        .join(Village, Village.code == Assignment.village_code)
        .where(Assignment.round_id == round_id, Assignment.ended_by.is_(None), Village.area_code.in_(areas))
        .distinct()
        .order_by(Assignment.actor_id)
    )
    return list(connection.execute(query).scalars())


def _has_form(node: Node, round_id: str) -> bool:
    query = select(FormVersion.form_id).where(
        FormVersion.round_id == round_id, FormVersion.form_id == RECHECK_FORM, FormVersion.is_current
    )
    return node.read(lambda c: c.execute(query).first()) is not None


def _build(node: Node, row: Any) -> Any:
    from server.forms.re_verification import build_re_verification  # pyxform, which only this needs

    return build_re_verification(rounds.read_spec(node, row))
