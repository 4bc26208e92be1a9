"""The second keying of a sheet, unseen, its comparison with the first, and what a person decides of the differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.access import Actor
from server.domain.paper import DECISIONS, Check, comparable, may_key_again
from server.errors import Problem
from server.forms.read import parse_xml, read_identity
from server.services.node import Node
from server.services.review.changes import Version, VersionChanges, compare_versions
from server.store.tables import FormVersion, PaperEntry, Submission
from server.telling import tell
from sync.records import Draft

from .keying import LOADED
from .starting import renew, without_beginning


@dataclass(frozen=True, slots=True)
class Compared:
    """An entry with the differences of its two keyings: `before` is the first, `now` the second."""

    entry: Any
    changes: VersionChanges


def open_again(connection: Connection, instance_id: str, actor_id: str) -> tuple[Any, Any]:
    """(entry, form) for who keys it a second time; Problem where it is not waiting, or not for her."""
    entry = _find(connection, instance_id)
    if entry.check_state != Check.WAITING:
        raise Problem(
            "PAPER-020", 409, tell("Phiếu này không chờ nhập lần hai."), tell("Về trang Phiếu giấy chọn phiếu khác.")
        )
    if not may_key_again(actor_id, entry.keyed_by, entry.enumerator_id):
        told = tell("Lần hai phải do người khác nhập, không phải người nhập lần đầu hay rà soát viên.")
        raise Problem("PAPER-021", 409, told, tell("Nhờ người khác trong xã nhập lần hai."))
    form = connection.execute(
        select(FormVersion.__table__).where(
            FormVersion.form_id == entry.form_id, FormVersion.form_version == entry.form_version
        )
    ).one()
    return entry, form


def read_again_start(entry: Any) -> bytes:
    """The form as the first person had it when she began."""
    return renew(entry.start.encode())


def key_again(node: Node, actor: Actor, instance_id: str, xml: bytes) -> str:
    """Record the second keying; returns where the comparison stands."""
    entry, form = node.read(lambda c: open_again(c, instance_id, actor.actor_id))
    compiled = node.read(lambda c: node.form(c, form.form_id, form.form_version))
    assert compiled is not None  # it was just read
    is_its_form = read_identity(parse_xml(xml))[:2] == (entry.form_id, entry.form_version)
    begun = compiled.read(entry.start.encode()).hidden.get(LOADED)
    if not is_its_form or compiled.read(xml).hidden.get(LOADED) != begun:
        raise Problem(
            "PAPER-015", 409, tell("Phiếu gửi lên không phải phiếu của hộ này."), tell("Tải lại trang rồi nhập lại.")
        )
    payload = {"instance_id": instance_id, "case_id": entry.case_id, "xml": without_beginning(xml).decode()}
    _record(node, actor, entry, "paper.keyed_again", payload)
    return str(node.read(lambda c: _find(c, instance_id)).check_state)


def compare(connection: Connection, instance_id: str) -> Compared:
    """The differences, field by field; Problem where there is no second keying yet."""
    entry = _find(connection, instance_id)
    first = connection.execute(select(Submission.facts).where(Submission.instance_id == instance_id)).scalar()
    if entry.second_facts is None or first is None:
        raise Problem("PAPER-022", 409, tell("Phiếu này chưa được nhập lần hai."), tell("Chờ người thứ hai nhập xong."))
    # Who is new in a form has an id by the form and her place: for the two to be one person they are one form here.
    first_one, second_one = (Version(instance_id, comparable_people(one)) for one in (first, entry.second_facts))
    return Compared(entry, compare_versions(first_one, second_one))


def comparable_people(facts: Any) -> dict[str, Any]:
    """What is compared, with who is who."""
    kept = comparable(facts)
    ids = [{name: one[name] for name in ("person_id",) if name in one} for one in facts["members"]]
    return {**kept, "members": [{**one, **own} for one, own in zip(kept["members"], ids, strict=True)]}


def decide(node: Node, actor: Actor, instance_id: str, outcome: str, reason: str) -> None:
    """Say which is right where two keyings differ: the first, or neither as it stands (the form is then corrected)."""
    if outcome not in DECISIONS:
        raise Problem("PAPER-023", 422, tell("Chưa chọn bản nào đúng."), tell("Chọn một trong hai rồi bấm Ghi."))
    if not reason.strip():
        raise Problem("PAPER-024", 422, tell("Chưa ghi lý do."), tell("Ghi vì sao, ví dụ: bản thứ hai gõ nhầm."))
    entry = node.read(lambda c: _find(c, instance_id))
    if entry.check_state != Check.DIFFERS:
        raise Problem(
            "PAPER-025", 409, tell("Hai bản nhập của phiếu này không còn chờ đối chiếu."), tell("Tải lại trang.")
        )
    payload = {"instance_id": instance_id, "case_id": entry.case_id, "outcome": outcome, "reason": reason.strip()}
    _record(node, actor, entry, "paper.compared", payload)


def _record(node: Node, actor: Actor, entry: Any, kind: str, payload: dict[str, Any]) -> None:
    node.write(lambda _c: [Draft(entry.area_code, kind, (entry.case_id,), actor.actor_id, payload)])


def _find(connection: Connection, instance_id: str) -> Any:
    entry = connection.execute(select(PaperEntry.__table__).where(PaperEntry.instance_id == instance_id)).first()
    if entry is None:
        raise Problem("PAPER-404", 404, tell("Không có phiếu giấy này."), tell("Tìm lại ở trang Phiếu giấy."))
    return entry
