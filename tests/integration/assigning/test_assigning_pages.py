"""Pages of assignment: preview and undo, a whole village, map and sizes, the queue as a file; PostgreSQL too."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select, update

from server.app import create_app
from server.config import Config
from server.demo.build import build_demo
from server.domain.access import Actor, GrantOf
from server.domain.field_limits import SHIPPED, read_field_limits
from server.errors import Problem
from server.services import assigning, people, tablets
from server.services.people_sessions import start_session
from server.services.views.work_map import read_work_map
from server.services.views.workload import Wanted, list_batches, list_households, read_villages, read_workload
from server.store.tables import Account, DataAccess, Household, VisitDeclaration

from .conftest import Field


def client_of(field: Field, login: str) -> FlaskClient:
    query = select(Account.actor_id).where(Account.login == login)
    actor = field.node.read(lambda c: c.execute(query).scalar_one())
    app = create_app(field.node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie("rasoat_session", start_session(field.node, actor))
    return client


def text_of(answer: object) -> str:
    return " ".join(html.fromstring(answer.text).xpath("//main")[0].text_content().split())  # type: ignore[attr-defined]


def test_a_filter_is_looked_at_given_and_taken_back(field: Field) -> None:
    client = client_of(field, "tinh")
    one, other = field.ids(field.one), field.ids(field.other)
    form = {"xa": field.area, "cua": field.one, "tinh-trang": "open", "ca_bo_loc": "1", "nguoi": field.other}
    preview = client.post("/phan-cong/xem-truoc", data=form)
    assert f"Sẽ giao {len(one)} hộ" in text_of(preview)
    assert field.ids(field.one) == one
    given = html.fromstring(preview.text).xpath("//input[@name='giao']/@value")
    done = client.post("/phan-cong/lam", data={"giao": given, "xa": field.area}, follow_redirects=True)
    assert f"Đã giao lại {len(one)} hộ" in done.text
    assert (field.ids(field.one), field.ids(field.other)) == (set(), one | other)
    batch = html.fromstring(done.text).xpath("//input[@name='lan']/@value")[0]
    client.post("/phan-cong/hoan-tac", data={"lan": batch, "xa": field.area})
    assert (field.ids(field.one), field.ids(field.other)) == (one, other)
    assert "Chưa chọn hộ nào" in client.post("/phan-cong/xem-truoc", data={}, follow_redirects=True).text


def test_the_whole_queue_is_given_on_from_the_queue_and_leads_back_to_it(field: Field) -> None:
    filled = field.sender.fill(0)
    field.sender.send(filled)
    client = client_of(field, "tinh")
    form = {"ve": "hang-cho", "ca_bo_loc": "1", "trang-thai": "all"}
    asked = client.post("/phan-cong/xem-truoc", data=form)
    assert "Giao lại 1 hộ cho ai?" in text_of(asked)
    ids = html.fromstring(asked.text).xpath("//input[@name='ho_so']/@value")
    assert ids == [filled.fields["case_id"]]
    done = client.post(
        "/phan-cong/lam", data={"ve": "hang-cho", "trang-thai": "all", "giao": f"{ids[0]}|{field.other}"}
    )
    assert done.status_code == 302 and done.location.endswith("/hang-cho?trang-thai=all")
    assert filled.fields["loaded"] in field.ids(field.other)


def test_a_province_is_told_how_much_news_it_has_not_read(field: Field) -> None:
    field.sender.send(field.sender.fill(0))
    client = client_of(field, "tinh")
    assert "1 chưa đọc" in " ".join(client.get("/phan-cong").text.replace('<span class="vh">', "").split())
    client.post("/tin-moi/da-doc", data={"den": field.node.now().isoformat()})
    assert "chưa đọc</span>" not in client.get("/phan-cong").text


def test_another_commune_s_officer_gives_nothing_of_this_one(field: Field) -> None:
    other_area = field.node.read(
        lambda c: c.execute(select(Household.area_code).where(Household.area_code != field.area)).scalars().first()
    )
    giver = Actor(field.admin, "", (GrantOf("administrator", str(field.node.settings["province_code"])),))
    people.register_person(field.node, giver, GrantOf("commune_officer", other_area), "xa-khac", "Lê Văn Thử", None)
    client = client_of(field, "xa-khac")
    case_id = field.case(sorted(field.ids(field.one))[0]).case_id
    answer = client.post("/phan-cong/lam", data={"giao": f"{case_id}|{field.other}"})
    assert answer.status_code == 403
    assert client.post(f"/phan-cong/thon/{field.area}", data={"thon": "x", "nguoi": field.other}).status_code == 404


def test_a_whole_village_is_looked_at_given_and_taken_back(field: Field) -> None:
    client = client_of(field, "tinh")
    household = sorted(field.ids(field.one))[0]
    village = field.case(household).village_code
    apart = next(one for one in sorted(field.ids(field.one))[1:] if field.case(one).village_code == village)
    field.give([apart], field.other)
    (row,) = [
        one for one in field.node.read(lambda c: read_villages(c, field.round_id, field.area)) if one.code == village
    ]
    assert row.apart == 1
    form = {"thon": village, "nguoi": field.other}
    assert "Giao cả thôn" in text_of(client.post(f"/phan-cong/thon/{field.area}", data=form))
    assert household in field.ids(field.one)
    client.post(f"/phan-cong/thon/{field.area}", data={**form, "lam": "1"})
    assert household in field.ids(field.other) and household not in field.ids(field.one)
    client.post(f"/phan-cong/thon/{field.area}", data={"thon": village, "nguoi": "", "lam": "1"})
    assert household not in field.ids(field.one) | field.ids(field.other)
    assert "hộ chưa giao cho ai" in text_of(client.get(f"/phan-cong?xa={field.area}"))


def test_forms_missing_for_longer_than_the_limit_are_offered_for_reassignment(field: Field) -> None:
    days = read_field_limits(SHIPPED).missing_days
    whose = tablets.Whose(area_code=field.area, enumerator_id=field.one, by=field.admin)
    tablets.declare_visits(field.node, whose, 4)
    client = client_of(field, "tinh")
    link = f"cua={field.one}&tinh-trang=todo"

    def declared(before: int) -> None:
        on = (dt.date.fromisoformat(field.node.today()) - dt.timedelta(days=before)).isoformat()
        change = update(VisitDeclaration.__table__).values(declared_on=on)
        field.node.writer.write(lambda unit: unit.connection.execute(change))

    declared(days - 1)
    assert "để giao lại" not in text_of(client.get(f"/phan-cong?xa={field.area}")).replace("Chọn hộ để giao lại", "")
    declared(days)
    page = client.get(f"/phan-cong?xa={field.area}")
    assert "thiếu 4 phiếu" in text_of(page)
    assert [one for one in html.fromstring(page.text).xpath("//main//div/span/a/@href") if link in one]


def test_a_province_s_own_limits_count_and_a_wrong_file_is_told(field: Field) -> None:
    own = field.node.config.var / "field_limits.yaml"
    own.write_text(SHIPPED.read_text().replace("value: 1500", "value: 2"))
    page = client_of(field, "tinh").get(f"/phan-cong/tai-ve?xa={field.area}")
    assert "quá 2 hộ" in text_of(page) and "Giao bớt hộ" in text_of(page)
    own.write_text("limits: {}\n")
    with pytest.raises(Problem, match="phải có đúng các số"):
        assigning.field_limits(field.node)


def test_the_queue_is_a_file_only_with_a_purpose_and_is_written_down(field: Field) -> None:
    field.sender.send(field.sender.fill(0))
    rename = update(Household.__table__).values(head_name="=1+1")
    field.node.writer.write(lambda unit: unit.connection.execute(rename))
    client = client_of(field, "tinh")
    assert client.get("/hang-cho/tep").status_code == 422
    answer = client.get("/hang-cho/tep?muc_dich=inspection")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    (cell,) = [one for row in sheet.iter_rows() for one in row if one.value == "=1+1"]
    assert cell.data_type == "s"
    noted = field.node.read(lambda c: c.execute(select(DataAccess.__table__)).all())
    assert [(one.kind, one.purpose, one.note) for one in noted] == [("export", "inspection", "hang-cho.xlsx")]
    assert client.get("/hang-cho/tep?muc_dich=inspection&xa=00000").status_code == 200


def test_the_map_counts_every_household_once_and_names_people_by_number(field: Field) -> None:
    field.sender.send(field.sender.fill(0))
    found = field.node.read(lambda c: read_work_map(c, field.round_id, [field.area]))
    total = len(field.ids(field.one) | field.ids(field.other))
    assert sum(one.count for one in found.spots) + found.unlocated == total
    page = client_of(field, "tinh").get(f"/phan-cong/ban-do?xa={field.area}")
    people = html.fromstring(page.text).xpath("//main//table//tbody/tr/th")
    assert len(people) == 2


def test_on_postgresql_households_are_given_counted_and_taken_back(tmp_path: Path, postgres_url: str) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=12, communes=1)
    field = Field(node)
    one = field.ids(field.one)
    batch = field.give(sorted(one)[:2], field.other)
    assert field.ids(field.one) == one - set(sorted(one)[:2])

    def seen() -> tuple[object, ...]:
        read, areas, round_id = node.read, [field.area], field.round_id
        load = read(lambda c: read_workload(c, round_id, areas, "2026-01-01"))
        rows, total = read(lambda c: list_households(c, round_id, areas, Wanted(holder=field.other)))
        villages = read(lambda c: read_villages(c, round_id, field.area))
        return sum(person.households for person in load.people), total, len(rows), sum(v.households for v in villages)

    before = seen()
    assert before[0] == before[3] == 12 and before[1] == before[2]
    assert node.read(lambda c: list_batches(c, field.round_id, [field.area]))[0].left == 2
    even = assigning.check(node, field.admin, [field.case(household).case_id for household in one], assigning.EVENLY)
    assert len(even.moves) + len(even.refused) == len(one)
    assigning.undo(node, field.admin, batch.batch_id)
    assert field.ids(field.one) == one
    node.close()
