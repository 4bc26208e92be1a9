"""Rounds: create, publish, change state, assign villages. All as records (R2)."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from server.errors import Problem
from server.forms.languages import load_languages
from server.forms.spec import BuiltForm, RoundSpec
from server.services.listed_villages import is_listed
from server.services.node import Node
from server.standards.packs import RoundStandard
from server.standards.procedures import Procedure
from server.standards.tiers import find_tier, say_tier
from server.store.tables import Assignment, Grant, Round, Village
from server.telling import tell
from sync.records import Draft

from .form_versions import check_new_version, check_safe
from .outcomes import check_closing
from .people_grants import find_level
from .round_rules import (
    NewRound,
    check_digest,
    check_method,
    check_new_round,
    check_numbers,
    check_official,
    check_state_change,
    check_tiers,
    find_average,
)

ROUND = Round.__table__


def create_round(node: Node, actor_id: str, new: NewRound) -> str:
    """Record a round in draft; Problem where its data, areas, standards or methods are not there."""
    check_new_round(new)
    entries = [_resolve(node, entry) for entry in new.standards]
    round_id = str(uuid.uuid4())
    payload = {
        "round_id": round_id,
        "code": new.code,
        "name": new.name,
        "kind": new.kind,
        "season_from_on": new.season_from_on,
        "season_to_on": new.season_to_on,
        "reference_on": new.reference_on,
        "status_from_on": new.status_from_on,
        "status_to_on": new.status_to_on,
        "standards": entries,
        "area_codes": list(new.area_codes),
        "shows_scores": new.shows_scores,
        **_named_packs(node, new),
    }

    def drafts(connection: Connection) -> list[Draft]:
        _check_free_code(connection, new.code)
        _check_communes(connection, new.area_codes)
        return [Draft("shared", "round.opened", (round_id,), actor_id, payload)]

    node.write(drafts)
    return round_id


def publish_round(node: Node, actor_id: str, round_id: str) -> list[str]:
    """Build the round's forms, keep their exact bytes and open it; returns the new form versions.

    An official round refuses while a number its method needs is unknown, or a standard is for training (R3).
    """
    row = get_round(node, round_id)
    spec = read_spec(node, row)
    from server.forms.build import build_round_forms  # pyxform: a third of a second that only publishing needs

    built = build_round_forms(spec)

    def drafts(connection: Connection) -> list[Draft]:
        for form in built:
            check_new_version(connection, form)
            check_safe(connection, row.round_id, form)
        return [publication(actor_id, row.round_id, form) for form in built]

    node.write(drafts)
    return [form.form_version for form in built]


def read_spec(node: Node, row: Any) -> RoundSpec:
    """What a round asks of its forms; Problem where it is closed, or official with numbers that nobody knows."""
    if row.state == "closed":
        raise Problem(
            "ROUND-008",
            409,
            tell("Đợt {code} đã đóng.", code=row.code),
            tell("Mở lại trước: rasoat round open {code}.", code=row.code),
        )
    used = used_standards(node, row)
    if row.kind == "official":
        check_official(used, row.standards, row.reference_on)
        if row.tiers is not None:
            check_tiers(node.packs.tiers(row.tiers["id"]))
    average = find_average(row.standards, used)
    if average is not None and row.kind == "official":
        check_numbers(average)
    return RoundSpec(
        code=row.code,
        name=row.name,
        is_training=row.kind == "training",
        reference_on=dt.date.fromisoformat(row.reference_on),
        standards=used,
        shows_scores=row.shows_scores,
        procedure=_procedure_of(node, row),
        average=average,
        languages=load_languages(),
    )


def publication(actor_id: str, round_id: str, form: BuiltForm) -> Draft:
    """The record of a form's exact bytes."""
    payload = {
        "round_id": round_id,
        "form_id": form.form_id,
        "form_version": form.form_version,
        "title": form.title,
        "xml": base64.b64encode(form.xml).decode(),
        "xlsx": base64.b64encode(form.xlsx).decode(),
        "media": list(form.media),
        "notes": form.notes,
    }
    return Draft("shared", "form.published", (round_id,), actor_id, payload)


def change_state(node: Node, actor_id: str, round_id: str, state: str) -> None:
    """open, closing (not listed, still accepts) or closed (accepts and flags)."""
    row = get_round(node, round_id)

    def drafts(connection: Connection) -> list[Draft]:
        now = connection.execute(select(ROUND.c.state).where(ROUND.c.round_id == row.round_id)).scalar_one()
        check_state_change(row.code, now, state)
        if state == "closed":
            check_closing(connection, row)
        payload = {"round_id": row.round_id, "state": state}
        return [Draft("shared", "round.state_changed", (row.round_id,), actor_id, payload)]

    node.write(drafts)


def close_round(node: Node, actor_id: str, round_id: str) -> None:
    """Close the round: forms still on their way are accepted and flagged, none is lost."""
    change_state(node, actor_id, round_id, "closed")


def assign_village(node: Node, actor_id: str, round_id: str, village_code: str, enumerator_id: str) -> None:
    """Give one village to an enumerator; whoever had it before loses it in the same step."""
    query = select(Village.area_code).where(Village.code == village_code, is_listed())
    area_code = node.read(lambda c: c.execute(query).scalar())
    if area_code is None:
        raise Problem(
            "ROUND-009",
            404,
            tell("Không có thôn “{village_code}”.", village_code=village_code),
            tell("Xem mã thôn trong danh sách của xã."),
        )
    assign_villages(node, actor_id, round_id, area_code, [(village_code, enumerator_id)])


def assign_villages(node: Node, actor_id: str, round_id: str, area_code: str, given: Sequence[tuple[str, str]]) -> None:
    """Give villages of one commune to enumerators: (village code, actor id)."""
    row = get_round(node, round_id)
    if row.state == "closed":
        raise Problem(
            "ROUND-008", 409, tell("Đợt {code} đã đóng.", code=row.code), tell("Phân công ở một đợt đang mở.")
        )

    def drafts(connection: Connection) -> list[Draft]:
        _check_places(connection, area_code, [village for village, _ in given])
        check_enumerators(connection, {enumerator for _, enumerator in given})
        held = _held_villages(connection, row.round_id, [village for village, _ in given])
        made: list[Draft] = []
        for village, enumerator in given:
            before = held.get(village)
            if before is not None and before.actor_id == enumerator:
                continue
            if before is not None:
                made.append(ending(area_code, before.assignment_id, actor_id))
            made.append(_assignment(area_code, row.round_id, village, enumerator, actor_id))
        return made

    node.write(drafts)


def end_village(node: Node, actor_id: str, round_id: str, village_code: str) -> None:
    """Nobody has a village any more; nothing happens where nobody had it."""

    def drafts(connection: Connection) -> list[Draft]:
        held = _held_villages(connection, round_id, [village_code]).get(village_code)
        if held is None:
            return []
        area = connection.execute(select(Village.area_code).where(Village.code == village_code)).scalar_one()
        return [ending(area, held.assignment_id, actor_id)]

    node.write(drafts)


def end_assignment(node: Node, actor_id: str, area_code: str, assignment_id: str) -> None:
    """Take a village back: its households leave the tablet at the next sync."""
    node.write(lambda _c: [ending(area_code, assignment_id, actor_id)])


def get_round(node: Node, round_id: str) -> Any:
    """The round's row, by id or code."""
    query = select(ROUND).where((ROUND.c.round_id == round_id) | (ROUND.c.code == round_id))
    row = node.read(lambda c: c.execute(query).first())
    if row is None:
        raise Problem(
            "ROUND-004",
            404,
            tell("Không có đợt “{round_id}”.", round_id=round_id),
            tell("Xem danh sách: rasoat round list."),
        )
    return row


def list_rounds(node: Node) -> list[Any]:
    """Every round, newest season first."""
    query = select(ROUND).order_by(ROUND.c.season_from_on.desc(), ROUND.c.code)
    return list(node.read(lambda c: c.execute(query).all()))


def used_standards(node: Node, row: Any) -> tuple[RoundStandard, ...]:
    """The standards of a round with their data."""
    return node.read(lambda c: tuple(node.round_standard(c, entry) for entry in row.standards))


def say_tier_of(node: Node, row: Any, classes: Mapping[str, str]) -> str | None:
    """A household's group under the round's tiers (R5), from its class by standard; None where the round has none.

    A tier names the shipped standard; what a province adopted on it counts as that.
    """
    if row.tiers is None:
        return None
    tiers = node.packs.tiers(row.tiers["id"])
    by_base = {standard.partition("+")[0]: outcome for standard, outcome in classes.items()}
    return say_tier(tiers, find_tier(tiers, by_base))


def _procedure_of(node: Node, row: Any) -> Procedure | None:
    """The procedure the round was opened with; Problem RULE-047 where this program has another under its id."""
    if row.procedure is None:
        return None
    found = node.packs.procedure(row.procedure["id"])
    check_digest(found.title, found.digest, row.procedure["digest"])
    return found


def _named_packs(node: Node, new: NewRound) -> dict[str, Any]:
    """The procedure and the tiers a round is held under, with their digests; absent where it names none."""
    named: dict[str, Any] = {}
    if new.procedure:
        named["procedure"] = {"id": new.procedure, "digest": node.packs.procedure(new.procedure).digest}
    if new.tiers:
        named["tiers"] = {"id": new.tiers, "digest": node.packs.tiers(new.tiers).digest}
    return named


def _resolve(node: Node, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry stamped with the digests of the data it names: a later edit of a pack cannot pass for it."""
    used = node.read(lambda c: node.round_standard(c, entry))
    check_method(used)
    average = find_average([entry], [used])
    if average is not None:
        check_method(average)
    return {
        **entry,
        "standard_digest": used.standard.digest,
        "scoring_digest": used.scoring.digest if used.scoring else None,
    }


def _assignment(area_code: str, round_id: str, village: str, enumerator: str, actor_id: str) -> Draft:
    assignment_id = str(uuid.uuid4())
    payload = {
        "assignment_id": assignment_id,
        "round_id": round_id,
        "village_code": village,
        "actor_id": enumerator,
    }
    return Draft(area_code, "assignment.made", (assignment_id,), actor_id, payload)


def ending(area_code: str, assignment_id: str, actor_id: str) -> Draft:
    """The record that takes a village back from its enumerator."""
    return Draft(area_code, "assignment.ended", (assignment_id,), actor_id, {"assignment_id": assignment_id})


# --- what must hold when the record is written ------------------------------------------------------------


def _check_free_code(connection: Connection, code: str) -> None:
    if connection.execute(select(ROUND.c.round_id).where(ROUND.c.code == code)).first() is not None:
        raise Problem("ROUND-010", 409, tell("Đã có đợt mang mã “{code}”.", code=code), tell("Chọn mã khác."))


def _check_communes(connection: Connection, codes: Sequence[str]) -> None:
    unknown = sorted(code for code in set(codes) if find_level(connection, code) != "commune")
    if unknown:
        told = ", ".join(unknown[:5])
        raise Problem(
            "ROUND-011",
            409,
            tell("Không có xã mang mã {told}.", told=told),
            tell("Dùng mã xã trong danh mục hành chính."),
        )


def _check_places(connection: Connection, area_code: str, villages: Sequence[str]) -> None:
    query = select(Village.code).where(Village.area_code == area_code, Village.code.in_(villages), is_listed())
    unknown = sorted(set(villages) - set(connection.execute(query).scalars()))
    if unknown:
        told = ", ".join(unknown[:5])
        raise Problem(
            "ROUND-009",
            404,
            tell("Xã {area_code} không có thôn {told}.", area_code=area_code, told=told),
            tell("Xem mã thôn trong danh sách của xã."),
        )


def check_enumerators(connection: Connection, actors: set[str]) -> None:
    """Problem ROUND-012 where somebody is not an enumerator."""
    strangers = actors - read_enumerators(connection, actors)
    if strangers:
        raise Problem(
            "ROUND-012",
            409,
            tell("{n} người được phân công không phải rà soát viên.", n=len(strangers)),
            tell("Cấp quyền rà soát viên trước khi phân công."),
        )


def read_enumerators(connection: Connection, actors: Collection[str]) -> set[str]:
    """Those of the people who are enumerators now."""
    query = select(Grant.actor_id).where(
        Grant.actor_id.in_(actors), Grant.role == "enumerator", Grant.revoked_by.is_(None)
    )
    return set(connection.execute(query).scalars())


def _held_villages(connection: Connection, round_id: str, villages: Sequence[str]) -> dict[str, Any]:
    query = select(Assignment.village_code, Assignment.assignment_id, Assignment.actor_id).where(
        Assignment.round_id == round_id,
        Assignment.ended_by.is_(None),
        Assignment.is_part.is_(False),
        Assignment.village_code.in_(villages),
    )
    return {row.village_code: row for row in connection.execute(query)}


__all__ = [
    "NewRound",
    "assign_village",
    "assign_villages",
    "change_state",
    "check_enumerators",
    "close_round",
    "create_round",
    "end_assignment",
    "end_village",
    "get_round",
    "list_rounds",
    "publication",
    "publish_round",
    "read_enumerators",
    "read_spec",
    "say_tier_of",
    "used_standards",
]
