"""Rounds: create, publish, change state, assign villages. All as records (R2)."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.errors import Problem
from server.forms.build import build_round_forms
from server.forms.spec import RoundSpec
from server.services.node import Node
from server.store.tables import FormVersion, Round
from sync.records import Draft

STATES = ("draft", "open", "closing", "closed")


@dataclass(frozen=True, slots=True)
class NewRound:
    """What a round is held under. `standards`: entries {standard, scoring, method, purpose}; days are ISO text."""

    code: str
    name: str
    kind: str
    season_from_on: str
    season_to_on: str
    reference_on: str
    standards: tuple[dict[str, Any], ...]
    area_codes: tuple[str, ...]
    shows_scores: bool = True


def create_round(node: Node, actor_id: str, new: NewRound) -> str:
    """Record a round in draft; Problem where a standard is not here or its method is not its own."""
    if new.kind not in ("training", "official"):
        raise Problem("ROUND-001", 409, f"Loại đợt {new.kind!r} không có.", "Chọn training hoặc official.")
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
        "status_from_on": None,
        "status_to_on": None,
        "standards": entries,
        "area_codes": list(new.area_codes),
        "shows_scores": new.shows_scores,
    }
    node.write(lambda _c: [Draft("shared", "round.opened", (round_id,), actor_id, payload)])
    return round_id


def publish_round(node: Node, actor_id: str, round_id: str) -> list[str]:
    """Build the round's forms and open it; an official round refuses while a number is unknown or the pack trains."""
    row = get_round(node, round_id)
    used = tuple(node.packs.round_standard(entry) for entry in row.standards)
    if row.kind == "official":
        _check_official(used)
    spec = RoundSpec(
        code=row.code,
        name=row.name,
        is_training=row.kind == "training",
        reference_on=dt.date.fromisoformat(row.reference_on),
        standards=used,
        shows_scores=row.shows_scores,
    )
    drafts: list[Draft] = []
    for form in build_round_forms(spec):
        if node.read(lambda c, one=form: _has_version(c, one.form_id, one.form_version)):  # type: ignore[misc]
            raise Problem(
                "ROUND-002",
                409,
                f"Biểu mẫu {form.form_id} bản {form.form_version} đã công bố.",
                "Không có gì thay đổi để công bố lại.",
            )
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
        drafts.append(Draft("shared", "form.published", (round_id,), actor_id, payload))
    node.write(lambda _c: drafts)
    return [draft.payload["form_version"] for draft in drafts]


def change_state(node: Node, actor_id: str, round_id: str, state: str) -> None:
    """open, closing (not listed, still accepts) or closed (accepts and flags)."""
    if state not in STATES[1:]:
        raise Problem("ROUND-003", 409, f"Trạng thái {state!r} không có.", f"Chọn một trong {', '.join(STATES[1:])}.")
    get_round(node, round_id)
    payload = {"round_id": round_id, "state": state}
    node.write(lambda _c: [Draft("shared", "round.state_changed", (round_id,), actor_id, payload)])


def assign_villages(node: Node, actor_id: str, round_id: str, area_code: str, given: Sequence[tuple[str, str]]) -> None:
    """Give villages of one commune to enumerators: (village code, actor id)."""

    def drafts(_connection: Connection) -> list[Draft]:
        made: list[Draft] = []
        for village_code, enumerator in given:
            assignment_id = str(uuid.uuid4())
            payload = {
                "assignment_id": assignment_id,
                "round_id": round_id,
                "village_code": village_code,
                "actor_id": enumerator,
            }
            made.append(Draft(area_code, "assignment.made", (assignment_id,), actor_id, payload))
        return made

    node.write(drafts)


def end_assignment(node: Node, actor_id: str, area_code: str, assignment_id: str) -> None:
    """Take a village back."""
    payload = {"assignment_id": assignment_id}
    node.write(lambda _c: [Draft(area_code, "assignment.ended", (assignment_id,), actor_id, payload)])


def get_round(node: Node, round_id: str) -> Any:
    """The round's row, by id or code."""
    table = Round.__table__
    query = select(table).where((table.c.round_id == round_id) | (table.c.code == round_id))
    row = node.read(lambda c: c.execute(query).first())
    if row is None:
        raise Problem("ROUND-004", 404, f"Không có đợt {round_id!r}.", "Xem danh sách: rasoat round list.")
    return row


def list_rounds(node: Node) -> list[Any]:
    """Every round, newest season first."""
    query = select(Round.__table__).order_by(Round.season_from_on.desc(), Round.code)
    return list(node.read(lambda c: c.execute(query).all()))


def _resolve(node: Node, entry: dict[str, Any]) -> dict[str, Any]:
    used = node.packs.round_standard(entry)
    if entry["method"] not in used.standard.rules:
        raise Problem(
            "ROUND-005",
            409,
            f"{used.standard.title} không có phương pháp {entry['method']!r}.",
            f"Có: {sorted(used.standard.rules)}.",
        )
    return {
        **entry,
        "standard_digest": used.standard.digest,
        "scoring_digest": used.scoring.digest if used.scoring else None,
    }


def _check_official(used: Sequence[Any]) -> None:
    for one in used:
        if one.standard.is_training:
            raise Problem(
                "ROUND-006",
                409,
                f"{one.standard.title} chỉ dùng tập huấn, không dùng cho đợt chính thức.",
                "Chọn chuẩn đã được tỉnh ban hành.",
            )
        unknown = one.unknown_numbers()
        if unknown:
            raise Problem(
                "ROUND-007",
                409,
                f"{one.standard.title} còn thiếu số: {'; '.join(unknown)}.",
                "Nạp số chính thức từ văn bản gốc, hai người cùng xác nhận, rồi công bố lại.",
            )


def _has_version(connection: Connection, form_id: str, version: str) -> bool:
    query = select(FormVersion.form_id).where(FormVersion.form_id == form_id, FormVersion.form_version == version)
    return connection.execute(query).first() is not None
