"""A sent form corrected in the browser with the form itself: one more version of the case, taken in as a tablet's is.

The person who corrects is its author and says why. Who corrects looks at what is shown: where that has changed
meanwhile nothing is taken in, and she is told what differs (protocol check 53).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from server.domain.access import Actor
from server.domain.facts import Fact, facts_to_json, load_facts
from server.domain.review import Action, Intent, Refusal, decide
from server.domain.uploads import TokenAnswer
from server.errors import Problem
from server.forms.read import parse_xml, read_identity
from server.services.corrected_answers import as_counted, ask_second_person
from server.services.ingest.receive import receive_submission
from server.services.ingest.taking import STALE
from server.services.ingest.types import Beside, Device, Receipt, SpooledFile, Upload
from server.services.node import Node
from server.services.projection.deriving import payload_xml
from server.services.review.reading import read_case
from server.services.review.words import label_of, to_problem
from server.store.tables import Attachment, Case, FormVersion, Household, Round, Submission, Village
from server.telling import tell
from sync.log import find_by_key, read_now

LONGEST_REASON = 1000
AUDIT = "audit.csv"  # how the interview went on the tablet; no question of the form
_REOPEN = tell("Tải lại trang để mở bản đang dùng; phần bạn vừa sửa còn trên màn hình để chép lại.")


@dataclass(frozen=True, slots=True)
class Opened:
    """The version of a case that is shown, with its form and files, ready to be corrected.

    `files`: names the answers hold; `missing`: those of them a tablet has not sent yet.
    """

    case: Any
    household: Any
    village_name: str
    submission: Any
    form: Any
    files: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the browser sends back."""

    xml: bytes
    files: tuple[SpooledFile, ...]
    reason: str
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """One answer in three versions: as it was opened, as it is shown now, as the person wants it."""

    fact: Fact
    base: Any
    shown: Any
    wanted: Any


def open_shown(connection: Connection, case_id: str) -> Opened:
    """The shown version of a case; Problem where it cannot be corrected, with the reason."""
    case = connection.execute(select(Case.__table__).where(Case.case_id == case_id)).first()
    if case is None:
        raise Problem(
            "CORR-404", 404, tell("Không có hộ này trong khu vực của bạn."), tell("Tìm hộ theo tên hoặc mã hộ.")
        )
    if case.instance_id is None:
        raise Problem(
            "CORR-001", 409, tell("Hộ này chưa có phiếu nào để sửa."), tell("Chờ phiếu về, hoặc nhập từ phiếu giấy.")
        )
    _check_open(connection, case)
    submission = connection.execute(
        select(Submission.__table__).where(Submission.instance_id == case.instance_id)
    ).one()
    form = connection.execute(
        select(FormVersion.__table__).where(
            FormVersion.form_id == submission.form_id, FormVersion.form_version == submission.form_version
        )
    ).first()
    if form is None:
        told = tell(
            "Máy chủ không có bản {form_version} của biểu mẫu {form_id}.",
            form_version=submission.form_version,
            form_id=submission.form_id,
        )
        raise Problem("CORR-002", 409, told, tell("Trả phiếu về máy tính bảng để sửa, hoặc báo quản trị."))
    files = _files_of(connection, submission.instance_id)
    return Opened(
        case=case,
        household=connection.execute(
            select(Household.__table__).where(Household.household_id == case.household_id)
        ).one(),
        village_name=connection.execute(select(Village.name).where(Village.code == case.village_code)).scalar_one(),
        submission=submission,
        form=form,
        files=tuple(one.name for one in files),
        missing=tuple(one.name for one in files if one.sha256 is None),
    )


def read_shown(connection: Connection, opened: Opened) -> bytes:
    """The shown version as it counts: with what the office has corrected in it."""
    instance_id = opened.submission.instance_id
    return as_counted(connection, instance_id, read_xml(connection, instance_id))[0]


def list_uncounted(connection: Connection, opened: Opened) -> tuple[str, ...]:
    """Answers the office has corrected that the form sent has no place for: to be filled in again."""
    instance_id = opened.submission.instance_id
    return tuple(label_of(one) for one in as_counted(connection, instance_id, read_xml(connection, instance_id))[1])


def read_xml(connection: Connection, instance_id: str) -> bytes:
    """The exact bytes of a submission; Problem where they were erased."""
    for one in find_by_key(connection, instance_id):
        found = read_now(connection, one)
        if found.record.payload is not None:
            return payload_xml(orjson.loads(found.record.payload))
    raise Problem("CORR-003", 410, tell("Nội dung phiếu này đã được xóa theo quy định."), tell("Lập phiếu mới cho hộ."))


def correct(node: Node, actor: Actor, opened: Opened, sent: Sent) -> Receipt:
    """Take in the corrected form; Problem CORR-409 where the version it was made from is shown no more."""
    reason = sent.reason.strip()
    if not reason:
        raise Problem(
            "CORR-004", 422, tell("Chưa ghi lý do sửa."), tell("Ghi vì sao sửa và căn cứ vào đâu, rồi bấm Gửi lại.")
        )
    if len(reason) > LONGEST_REASON:
        told = tell("Lý do dài {n} ký tự, nhiều nhất {longest_reason}.", n=len(reason), longest_reason=LONGEST_REASON)
        raise Problem("CORR-005", 422, told, tell("Viết ngắn lại, chi tiết ghi ở phần ghi chú của phiếu."))
    form_id, version, instance_id, base = read_identity(parse_xml(sent.xml))
    if (form_id, version) != (opened.submission.form_id, opened.submission.form_version):
        told = tell(
            "Phiếu gửi lên là bản {version} của {form_id}, không phải bản đang sửa.", version=version, form_id=form_id
        )
        raise Problem("CORR-006", 409, told, tell("Tải lại trang rồi sửa lại."))
    if opened.submission.instance_id not in (base, instance_id):  # the second where it is sent once more
        raise Problem(STALE, 409, tell("Trong lúc bạn sửa, hộ này đã có bản mới hơn."), _REOPEN)
    upload = Upload(
        xml=sent.xml,
        files=sent.files,
        user_agent=sent.user_agent,
        beside=(Beside("correction.explained", {"instance_id": instance_id, "reason": reason}),),
        is_correction=True,
    )
    receipt = receive_submission(node, Device(actor.actor_id, actor.name, "", TokenAnswer.FULL), upload)
    if receipt.code == "received" and base == opened.submission.instance_id:
        ask_second_person(node, actor.actor_id, opened.case.case_id, instance_id, base, reason)
    return receipt


def compare_stale(node: Node, connection: Connection, opened: Opened, sent: Sent) -> tuple[Differing, ...]:
    """Household answers the person changed or somebody else did, where the three versions are not one."""
    base_id = read_identity(parse_xml(sent.xml))[3]
    query = select(Submission.facts).where(Submission.instance_id == base_id, Submission.case_id == opened.case.case_id)
    base = (connection.execute(query).scalar() or {}).get("household", {})
    shown = (opened.submission.facts or {}).get("household", {})
    wanted = _facts_of(node, connection, opened, sent)
    return tuple(
        Differing(fact, *(one.get(fact.id) for one in (base, shown, wanted)))
        for fact in load_facts().household.values()
        if not base.get(fact.id) == shown.get(fact.id) == wanted.get(fact.id)
    )


def _facts_of(node: Node, connection: Connection, opened: Opened, sent: Sent) -> dict[str, Any]:
    form = node.form(connection, opened.submission.form_id, opened.submission.form_version)
    assert form is not None  # it was opened with it
    household: dict[str, Any] = facts_to_json(form.facts(form.read(sent.xml))[0])["household"]
    return household


def _check_open(connection: Connection, case: Any) -> None:
    state = connection.execute(select(Round.state).where(Round.round_id == case.round_id)).scalar_one()
    if state == "closed":
        raise Problem(
            "CORR-007", 409, tell("Đợt này đã đóng, phiếu không sửa được."), tell("Tỉnh mở lại đợt rồi mới sửa.")
        )
    # Words and number of changes come with the form; here the case alone is judged.
    refusal = decide(
        read_case(connection, case.case_id, Action.CORRECT).state, Action.CORRECT, Intent("", None, "…", change_count=1)
    )
    if isinstance(refusal, Refusal):
        raise to_problem(refusal)


def _files_of(connection: Connection, instance_id: str) -> Sequence[Any]:
    query = select(Attachment.name, Attachment.sha256).where(
        Attachment.instance_id == instance_id, Attachment.is_referenced, Attachment.name != AUDIT
    )
    return connection.execute(query.order_by(Attachment.name)).all()


__all__ = [
    "STALE",
    "Differing",
    "Opened",
    "Sent",
    "compare_stale",
    "correct",
    "list_uncounted",
    "open_shown",
    "read_shown",
    "read_xml",
]
