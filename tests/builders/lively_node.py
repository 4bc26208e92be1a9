"""A demo node in which something of everything has happened, so that its pages have all kinds of sentences to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from server.services import doubles, review
from server.services import household_events as events
from server.services.doubles import Verdict
from server.services.household_events import Here, MergeOrder, NewPerson, Paper, When
from server.services.imports import start_run
from server.services.observations import add_observation
from server.services.outcomes import Minutes, decide
from server.store.tables import Case, HouseholdMove, Round
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, check, write_sheet
from tests.integration.doubles.desk import BE, HUNG, LAN, Desk
from tests.integration.household_events.conftest import Communes

if TYPE_CHECKING:
    from server.services.node import Node


# What stands in the list, and the classes that a list has to say.
SHEET = (
    ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả", "Số CCCD"),
    ("Ấp không có", 1, "Lê Thị Mẫu", "19x0", "Nghèo", "12"),
    ("Ấp không có", 2, "", 1990, "Giàu", "079090000001"),
    ("Ấp không có", 2, "Trần Văn Thử", 2090, "Cận nghèo", "079090000001"),
    ("Tổng cộng", "", "", "", 3, ""),
)
IN_SHEETS = [*(cell for row in SHEET for cell in row if isinstance(cell, str)), "nghèo", "cận nghèo", "không nghèo"]


def enliven(node: Node) -> list[str]:
    """Forms, decisions, doubles, events and moves; the addresses of pages that tell of them."""
    communes, desk = Communes(node), Desk(node)
    _group(node)
    pages = _review(desk) + _pairs(desk) + _events(communes)
    add_observation(node, communes.one, communes.giving, "Họp ấp đông đủ.")
    return [*pages, *_imports(node), *TABLES]


# The same page asked for in other ways.
TABLES = (
    *(f"/so-lieu?bang={one}" for one in ("hang", "bien-dong", "ma-tran", "nhom", "chi-so")),
    "/so-lieu/ho?bang=tham-ho&cot=absent",
    "/so-lieu/ho?cot=poor",
    *(f"/hang-cho?trang-thai={one}" for one in ("returned", "approved", "held")),
    "/hang-cho?phat-hien=block",
    "/hang-cho?tach-nhap=1",
    *(f"/cho-quyet-dinh?xem={one}" for one in ("undecided", "ruled", "unsent")),
    *(f"/trung-lap?trang-thai={one}" for one in ("same", "different", "unclear")),
    "/trung-lap?loai=person",
    "/tin-moi?loai=decided",
    *(f"/chuyen-ho?xem={one}" for one in ("in", "out", "done")),
    "/goi/vn_2016",
    "/goi/vn_2016_b1",
    "/goi/vn_2022",
    "/goi/vn_2027",
    "/goi/brvt_2016",
    "/goi/brvt_2016_tiers",
    "/goi/tt17_2016",
    "/goi/qd24_2021",
    "/goi/tt13_2025",
    "/goi/vn_2016/nhap",
    "/goi/brvt_2016_tiers/nhap",
    "/goi/tt17_2016/nhap",
    "/khong-co-trang-nay",
)


def _group(node: Node) -> None:
    """The round has groups of households: those of 2016, by the two training standards in place of the real ones."""
    shipped = node.packs.tiers("brvt_2016_tiers")
    by = {"vn_2016": "training_points", "brvt_2016": "training_income"}
    groups = tuple(replace(one, standard=by[one.standard]) for one in shipped.tiers)
    order = replace(shipped.precedence, order=tuple(one.id for one in groups))
    own = replace(shipped, id="training_tiers", is_training=True, tiers=groups, precedence=order)
    node.packs = node.packs.with_adopted(own)
    named = update(Round).values(tiers={"id": own.id, "digest": own.digest})
    node.writer.write(lambda unit: unit.connection.execute(named))


def _imports(node: Node) -> list[str]:
    """A list in which much is wrong, as it was taken in and as it was checked."""
    sheet = write_sheet(*SHEET)
    begun = start_run(node, read_admin(node), "households", AREA, ("mau.xlsx", sheet))
    return [f"/nhap-du-lieu/{begun}", f"/nhap-du-lieu/{check(node, sheet).import_id}"]


def _review(desk: Desk) -> list[str]:
    """Six forms, each with another fate; two of them odd."""
    sent = [desk.send(number) for number in range(1, 5)]
    odd = desk.send(5, floor_area_m2=900, electricity_kwh=0, income_vnd=None, visit_outcome="completed")
    away = desk.send(6, visit_outcome="absent", absent_visits=1)
    cases = [(desk.case(one).case_id, one.instance_id) for one in (*sent, odd, away)]
    node, one = desk.node, desk.one
    review.approve(node, one, *cases[0])
    comment = [{"f": "electricity_kwh", "text": "Xem lại hóa đơn."}]
    review.return_case(node, one, *cases[1], comment, "Sửa rồi gửi lại.")
    review.hold(node, one, *cases[2], "Chờ xã xác nhận.")
    review.comment(node, one, cases[3][0], comment, "Nhờ xã xem giúp.")
    review.correct(node, one, *cases[3], [{"f": "electricity_kwh", "value": "40"}], "Theo hóa đơn tháng 9.")
    decide(node, desk.admin, [cases[5][0]], Minutes("keep", "03/BB-UBND", node.today()))
    return [f"/ho-so/{case_id}" for case_id, _ in cases] + [f"/phieu/{instance_id}" for _, instance_id in cases]


def _pairs(desk: Desk) -> list[str]:
    """Households that are there twice: one pair decided, one left open, one of a person in two households."""
    for number in range(2):
        desk.household(f"A{number}", LAN, HUNG, point="10.5 107.2 3 5")
    desk.household("A7", BE, {**LAN, "full_name": "Đoàn Ngọc Lan"}, village=desk.villages[-1])
    desk.search()
    pairs = desk.pairs()
    doubles.decide(desk.node, desk.one, pairs[0].pair_id, Verdict("unclear", note="chờ giấy khai sinh"))
    if len(pairs) > 1:
        doubles.decide(desk.node, desk.one, pairs[1].pair_id, Verdict("different"))
    return [f"/trung-lap/{one.pair_id}" for one in pairs[:4]]


def _untouched(communes: Communes) -> list[Here]:
    """Households of the first enumerator's commune of which no form has come, with two people or more."""
    cases = communes.sender.rows(Case, area_code=communes.giving, review_state="none")
    found = [communes.here(one.household_id) for one in cases]
    return [one for one in found if one.row.state == "active" and len(one.present) > 1]


def _events(communes: Communes) -> list[str]:
    """People born, gone and corrected; a household split, two merged, one on its way to the other commune."""
    node, one = communes.node, communes.one
    here, first, second, going = _untouched(communes)[:4]
    split_id = communes.split(here)
    born = {"full_name": "Lê Thị Mẫu", "sex": "female", "birth_year": "2016", "relation": "child"}
    again = communes.here(here.row.household_id)
    person_id = events.join(node, one, here.row.household_id, NewPerson("born", born, communes.when(again)))
    again = communes.here(here.row.household_id)
    changed = {"full_name": "Lê Thị Mầu"}
    events.correct_person(node, one, here.row.household_id, person_id, changed, again.row.entity_version)
    events.identify(node, one, here.row.household_id, person_id, Paper("birth_certificate", "12/2016"))
    order = MergeOrder(
        first.row.household_id, second.row.household_id, When(communes.today), ("05/QĐ-UBND", communes.today)
    )
    events.merge(node, one, order)
    events.depart(node, one, going.row.household_id, communes.receiving, communes.when(going))
    ids = [here.row.household_id, split_id, first.row.household_id, second.row.household_id, going.row.household_id]
    moves = [f"/chuyen-ho/{move.household_id}" for move in communes.sender.rows(HouseholdMove)]
    cases = [f"/ho-so/{case.case_id}" for each in ids for case in communes.sender.rows(Case, household_id=each)]
    return [*(f"/ho/{each}" for each in ids), *(f"/ho/{each}/bien-dong" for each in ids), *moves, *cases]
