"""The first keying of a sheet: by somebody else than who asked the family, with its scan, through the same intake."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, or_, select

from server.domain.access import Actor
from server.domain.paper import is_keyed_twice, proposed_percent
from server.domain.uploads import TokenAnswer
from server.errors import Problem
from server.forms.answers import Answers
from server.forms.read import parse_xml, read_identity
from server.services.ingest.receive import receive_submission
from server.services.ingest.types import Beside, Device, Receipt, SpooledFile, Upload
from server.services.node import Node
from server.services.paper_sheets import find_form
from server.services.projection.rounds import case_id_of
from server.services.projection.scene import name_household
from server.store.tables import Account, Area, Assignment, Case, Grant, Household, PaperShare, Round, Village
from server.telling import tell
from sync.records import Draft

from .starting import make_new_start, make_start, without_beginning

MOST_SCANS, MAX_SCAN_BYTES = 6, 8_000_000
KINDS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"%PDF", "pdf"))
LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is keyed for, as its lists need it; `household_id` is empty for one that is on no list yet."""

    round_id: str
    village_code: str
    area_code: str
    assignment_id: str | None = None
    household_id: str = ""
    case_id: str = ""
    instance_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A household's form, ready to be keyed; `head` and `code` are empty for one that is on no list.

    `enumerators`: (actor id, name) of who may have asked the family.
    """

    place: Place
    head: str
    code: str
    village_name: str
    form: Any
    letter: str
    enumerators: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Keyed:
    """What the browser sends: the form, the files its questions ask for, the scans, and what stands on the paper."""

    xml: bytes
    start: bytes
    files: tuple[SpooledFile, ...]
    scans: tuple[SpooledFile, ...]
    interviewed_on: str
    enumerator_id: str
    user_agent: str = ""


def open_sheet(connection: Connection, case_id: str, letter: str) -> Sheet:
    """The case with the form to key; Problem where the round takes no form any more."""
    query = select(Case.__table__, Household.head_name, Household.code).join(
        Household, Household.household_id == Case.household_id
    )
    row = connection.execute(query.where(Case.case_id == case_id)).first()
    if row is None:
        raise Problem("PAPER-404", 404, tell("Không có hồ sơ này."), tell("Tìm hộ theo tên hoặc mã hộ."))
    place = Place(**{one.name: getattr(row, one.name) for one in fields(Place)})
    return _open(connection, place, (row.head_name, row.code), letter)


def open_new_sheet(connection: Connection, round_id: str, village_code: str) -> Sheet:
    """Phiếu B for a household that was found with it and is on no list."""
    area_code = connection.execute(select(Village.area_code).where(Village.code == village_code)).scalar_one()
    assigned = select(Assignment.assignment_id).where(
        Assignment.round_id == round_id,
        Assignment.village_code == village_code,
        Assignment.ended_by.is_(None),
        Assignment.is_part.is_(False),
    )
    assignment_id = connection.execute(assigned).scalars().first()
    place = Place(round_id, village_code, area_code, assignment_id)
    return _open(connection, place, ("", ""), "b")


def read_start(connection: Connection, sheet: Sheet) -> bytes:
    """The form as it opens."""
    if not sheet.place.household_id:
        return make_new_start(connection, sheet.place, sheet.form.xml)
    return make_start(connection, sheet.place, sheet.form.xml)


def key(node: Node, actor: Actor, sheet: Sheet, keyed: Keyed) -> Receipt:
    """Take in what was keyed, with its scans; Problem names what does not fit the paper."""
    _check_people(actor, sheet, keyed)
    _check_day(node, keyed.interviewed_on)
    scans = tuple(_named(one, number) for number, one in enumerate(_check_scans(keyed.scans), start=1))
    instance_id, household_id = _check_form(node, sheet, keyed)
    round_id = sheet.place.round_id
    percent = node.read(lambda c: read_percent(c, round_id))
    payload = {
        "instance_id": instance_id,
        "case_id": case_id_of(round_id, household_id),
        "form_id": sheet.form.form_id,
        "form_version": sheet.form.form_version,
        "interviewed_on": keyed.interviewed_on,
        "enumerator_id": keyed.enumerator_id,
        "scans": [{"name": one.name, "sha256": _sha256(one), "size": one.size} for one in scans],
        "start": keyed.start.decode(),
        "is_keyed_twice": is_keyed_twice(round_id, instance_id, percent),
    }
    upload = Upload(
        xml=without_beginning(keyed.xml),
        files=(*keyed.files, *scans),
        user_agent=keyed.user_agent,
        beside=(Beside("paper.keyed", payload),),
    )
    return receive_submission(node, Device(actor.actor_id, actor.name, "", TokenAnswer.FULL), upload)


def read_percent(connection: Connection, round_id: str) -> int:
    """How many in a hundred are keyed twice: what the province set for the round, else the proposal."""
    found = connection.execute(select(PaperShare.percent).where(PaperShare.round_id == round_id)).scalar()
    return proposed_percent() if found is None else int(found)


def set_share(node: Node, actor_id: str, round_id: str, percent: int) -> None:
    """Set how many in a hundred paper forms of a round are keyed twice, from now on."""
    if not 0 <= percent <= 100:
        raise Problem(
            "PAPER-007",
            422,
            tell("Tỉ lệ nhập hai lần “{percent}” không hợp lệ.", percent=percent),
            tell("Ghi số nguyên từ 0 đến 100."),
        )
    payload = {"round_id": round_id, "percent": percent}
    node.write(lambda _c: [Draft("shared", "paper.share_set", (round_id,), actor_id, payload)])


def _check_people(actor: Actor, sheet: Sheet, keyed: Keyed) -> None:
    if keyed.enumerator_id not in dict(sheet.enumerators):
        told = tell("Chưa chọn rà soát viên ghi trên phiếu.")
        raise Problem("PAPER-010", 422, told, tell("Chọn người đã đến hộ; chưa có tên thì thêm ở trang Người dùng."))
    if keyed.enumerator_id == actor.actor_id:
        told = tell("Phiếu phải do người khác nhập, không phải rà soát viên đã đến hộ.")
        raise Problem("PAPER-011", 409, told, tell("Nhờ người khác trong xã nhập phiếu này."))


def _check_day(node: Node, text: str) -> None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.max
    if day.isoformat() > node.today():
        told = tell("Ngày rà soát “{text}” không đúng hoặc chưa tới.", text=text)
        raise Problem("PAPER-012", 422, told, tell("Ghi đúng ngày trên phiếu."))


def _check_scans(scans: Sequence[SpooledFile]) -> Sequence[SpooledFile]:
    if not 1 <= len(scans) <= MOST_SCANS:
        told = tell("Có {n} tệp ảnh chụp phiếu.", n=len(scans))
        raise Problem(
            "PAPER-013",
            422,
            told,
            tell("Chọn từ 1 đến {most_scans} tệp ảnh hoặc PDF của phiếu này.", most_scans=MOST_SCANS),
        )
    for one in scans:
        if one.size > MAX_SCAN_BYTES or not _kind_of(one):
            told = tell("Tệp “{name}” không dùng được (ảnh JPEG, PNG hoặc PDF, nhiều nhất 8 MB).", name=one.name)
            raise Problem("PAPER-014", 422, told, tell("Chụp hoặc quét lại rồi chọn tệp đó."))
    return scans


def _check_form(node: Node, sheet: Sheet, keyed: Keyed) -> tuple[str, str]:
    """(instance, household); Problem where what came is not this household's form, filled in on the beginning given."""
    form_id, version, instance_id, begun_on = read_identity(parse_xml(keyed.xml))
    form = node.read(lambda c: node.form(c, sheet.form.form_id, sheet.form.form_version))
    assert form is not None  # it was just read
    is_its_form = (form_id, version) == (sheet.form.form_id, sheet.form.form_version)
    is_begun = bool(begun_on) and begun_on == read_identity(parse_xml(keyed.start))[2]
    read = [form.read(one) for one in (keyed.xml, keyed.start)] if is_its_form else []
    # The intake goes by the entity block first: what it will name must be this household too.
    named = {name for one in read for name in (one.hidden.get(LOADED, ""), name_household(one, None))}
    expected = sheet.place.household_id or (read[-1].hidden.get(LOADED, "") if read else "")
    is_this = bool(expected) and named == {expected} and node.read(lambda c: _is_here(c, sheet, expected, read))
    if not is_its_form or not is_begun or not is_this:
        told = tell("Phiếu gửi lên không phải phiếu của hộ này.")
        raise Problem("PAPER-015", 409, told, tell("Tải lại trang rồi nhập lại."))
    said = form.facts(form.read(keyed.xml))[0].household.get("interview_on")
    if said is not None and said != keyed.interviewed_on:
        told = tell(
            "Ngày rà soát ở đầu trang là {given}, trong phiếu là {said}.",
            given=_say(keyed.interviewed_on),
            said=_say(str(said)),
        )
        raise Problem("PAPER-017", 409, told, tell("Xem lại phiếu giấy; ngày gõ theo ngày/tháng/năm."))
    return instance_id, expected


def _is_here(connection: Connection, sheet: Sheet, household_id: str, read: Sequence[Answers]) -> bool:
    """Whether a form keyed as new is of the sheet's village, and of no household that another commune has."""
    if sheet.place.household_id:
        return True
    area_code = connection.execute(select(Household.area_code).where(Household.household_id == household_id)).scalar()
    villages = {one.hidden.get("village", "") for one in read}
    return area_code in (None, sheet.place.area_code) and villages <= {sheet.place.village_code}


def _open(connection: Connection, place: Place, who: tuple[str, str], letter: str) -> Sheet:
    state = connection.execute(select(Round.state).where(Round.round_id == place.round_id)).scalar_one()
    if state == "closed":
        raise Problem(
            "PAPER-006", 409, tell("Đợt này đã đóng, không nhập thêm phiếu."), tell("Tỉnh mở lại đợt rồi mới nhập.")
        )
    return Sheet(
        place=place,
        head=who[0],
        code=who[1],
        village_name=connection.execute(select(Village.name).where(Village.code == place.village_code)).scalar_one(),
        form=find_form(connection, place.round_id, letter),
        letter=letter,
        enumerators=_enumerators(connection, place),
    )


def _enumerators(connection: Connection, place: Place) -> tuple[tuple[str, str], ...]:
    """Who may ask families in the village: by grant over it, its commune, or what lies above."""
    district = select(Area.parent_code).where(Area.code == place.area_code).scalar_subquery()
    places = or_(Grant.area_code.in_([place.village_code, place.area_code]), Grant.area_code == district)
    query = (
        select(Account.actor_id, Account.name)
        .join(Grant, Grant.actor_id == Account.actor_id)
        .where(Grant.role == "enumerator", Grant.revoked_by.is_(None), places)
        .distinct()
        .order_by(Account.name, Account.actor_id)
    )
    return tuple((row.actor_id, row.name) for row in connection.execute(query))


def _kind_of(one: SpooledFile) -> str:
    with one.path.open("rb") as file:
        head = file.read(8)
    return next((kind for magic, kind in KINDS if head.startswith(magic)), "")


def _named(one: SpooledFile, number: int) -> SpooledFile:
    return SpooledFile(f"phieu_giay_{number}.{_kind_of(one)}", one.path, one.size)


def _sha256(one: SpooledFile) -> str:
    with one.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _say(day: str) -> str:
    return "/".join(reversed(day.split("-")))
