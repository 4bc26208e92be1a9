"""What comes in is what was checked and seen; what a person says of a whole file must be able to hold for it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from server.errors import Problem
from server.services import imports
from server.services.imports.runs import change_run
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import Household, Village
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, village_names, write_sheet
from tests.integration.figures.test_figures_page import page

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")
OTHER = "26508"


def is_here(node: Node, head: str) -> bool:
    """Whether the register has a household with this head."""
    query = select(func.count()).select_from(Household.__table__).where(Household.head_name == head)
    return bool(node.read(lambda c: c.execute(query).scalar_one()))


def press(client: FlaskClient, import_id: str, **seen: str) -> Any:
    """The button that brings in."""
    token = page(client, "/nhap-du-lieu").xpath("//input[@name='csrf_token']/@value")[0]
    return client.post(f"/nhap-du-lieu/{import_id}/nhap", data={"csrf_token": token, **seen})


def seen_on(client: FlaskClient, import_id: str) -> str:
    """The mark of what the page shows."""
    return str(page(client, f"/nhap-du-lieu/{import_id}").xpath("//input[@name='da-xem']/@value")[0])


def fix(node: Node, run: Any) -> None:
    """A head typed over, as another person may at any time."""
    imports.fix_cells(node, run.import_id, {"2:2": "Khác Thị Hẳn"})
    run_due_jobs(node, HANDLERS)


def replace(node: Node, run: Any) -> None:
    """Another file in the place of the one that was checked."""
    sheet = write_sheet(HEADS, (village_names(node)[0], 1, "Khác Thị Hẳn", 1960, "Nghèo"))
    imports.replace_file(node, run.import_id, ("khac.xlsx", sheet))
    again = imports.get_run(node, run.import_id)
    imports.plan_run(node, run.import_id, {"columns": again.plan["columns"], "terms": TERMS})
    run_due_jobs(node, HANDLERS)


@pytest.mark.parametrize("change", [fix, replace])
def test_what_was_changed_after_it_was_seen_does_not_come_in(node: Node, office: FlaskClient, change: Any) -> None:
    run = check(node, write_sheet(HEADS, (village_names(node)[0], 1, "Xem Thị Trước", 1960, "Nghèo")))
    seen = seen_on(office, run.import_id)
    change(node, run)
    answer = press(office, run.import_id, **{"da-xem": seen})
    assert answer.status_code == 409
    assert "đã đổi từ lúc bạn xem" in answer.text and "kiểm tra mới" in answer.text
    assert press(office, run.import_id).status_code == 409, "nothing seen at all"
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, run.import_id).state == "checked"
    assert not is_here(node, "Xem Thị Trước") and not is_here(node, "Khác Thị Hẳn")


def test_what_was_seen_comes_in(node: Node, office: FlaskClient) -> None:
    run = check(node, write_sheet(HEADS, (village_names(node)[0], 1, "Xem Thị Đúng", 1960, "Nghèo")))
    assert press(office, run.import_id, **{"da-xem": seen_on(office, run.import_id)}).status_code == 302
    run_due_jobs(node, HANDLERS)
    assert is_here(node, "Xem Thị Đúng")


def test_a_register_that_changed_after_the_check_sends_the_file_back_to_be_looked_at(
    node: Node, office: FlaskClient
) -> None:
    rows = [(village_names(node)[0], 1, "Sổ Thị Đổi", 1960, "Nghèo"), ("Ấp Đến Sau", 2, "Sổ Thị Sau", 1961, "Nghèo")]
    run = check(node, write_sheet(HEADS, *rows))
    assert run.counts["ready"] == 1
    bring_in(node, write_sheet(("Tên ấp", "Mã ấp"), ("Ấp Đến Sau", None)), "villages")
    imports.start_apply(node, run.import_id)
    run_due_jobs(node, HANDLERS)
    again = imports.get_run(node, run.import_id)
    assert (again.state, again.counts["ready"]) == ("checked", 2)
    assert not is_here(node, "Sổ Thị Đổi") and not is_here(node, "Sổ Thị Sau")
    [told] = page(office, f"/nhap-du-lieu/{run.import_id}").xpath("//*[@role='alert']")
    assert "Sổ đã đổi" in told.text_content()
    press(office, run.import_id, **{"da-xem": seen_on(office, run.import_id)})
    run_due_jobs(node, HANDLERS)
    assert is_here(node, "Sổ Thị Đổi") and is_here(node, "Sổ Thị Sau")


def test_two_people_at_one_import_do_not_write_over_each_other(node: Node) -> None:
    run = check(node, write_sheet(HEADS, (village_names(node)[0], 1, "Hai Thị Người", 1960, "Nghèo")))
    fix(node, run)
    with pytest.raises(Problem, match="vừa được người khác thay đổi"):
        change_run(node, run, state="applying", done=0, total=1)


def test_a_village_of_another_commune_is_refused_and_nothing_comes_in(node: Node, office: FlaskClient) -> None:
    foreign = node.read(lambda c: c.execute(select(Village.code).where(Village.area_code == OTHER)).scalars().first())
    assert foreign
    run = check(node, write_sheet(HEADS, ("Ấp Lạ", 1, "Thôn Thị Lạ", 1960, "Nghèo")))
    [village] = run.counts["villages"]
    token = page(office, "/nhap-du-lieu").xpath("//input[@name='csrf_token']/@value")[0]
    for key, code in (
        (village["key"], foreign),
        (village["key"], "x"),
        (f"{OTHER}|la", "new"),
        (f"{AREA}|khac", "new"),
    ):
        answer = office.post(f"/nhap-du-lieu/{run.import_id}/thon", data={"csrf_token": token, f"thon-{key}": code})
        assert (answer.status_code, "không thuộc xã" in answer.text) == (422, True), (key, code)
    assert imports.get_run(node, run.import_id).terms.get("villages") is None
    own = node.read(lambda c: c.execute(select(Village.code).where(Village.area_code == AREA)).scalars().first())
    data = {"csrf_token": token, f"thon-{village['key']}": own}
    assert office.post(f"/nhap-du-lieu/{run.import_id}/thon", data=data).status_code == 302
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, run.import_id).counts["ready"] == 1


@pytest.mark.parametrize("kind", ["households", "villages"])
def test_a_list_of_one_commune_brings_nothing_into_another(node: Node, kind: str) -> None:
    sheet = write_sheet(("Tên ấp", "Chủ hộ", "Kết quả"), ("Ấp Chen", "Lê Thị Chen", "Nghèo"))
    with pytest.raises(Problem, match="không thuộc khu vực"):
        check(node, sheet, kind, {**TERMS, "area_code": OTHER})
    assert not [name for name in node.read(lambda c: c.execute(select(Village.name)).scalars()) if name == "Ấp Chen"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("decision_on", "hôm qua", "Ngày quyết định “hôm qua” không đọc được"),
        ("from_on", "2016", "Ngày có hiệu lực “2016” không đọc được"),
        ("to_on", "31/02/2016", "Ngày hết hiệu lực “31/02/2016” không đọc được"),
        ("standard", "vn_2O16", "Không có chuẩn “vn_2O16”"),
        ("outcome", "nghèo", "Không có kết quả “nghèo”"),
    ],
)
def test_what_is_said_of_the_whole_list_is_read_or_refused(node: Node, name: str, value: str, told: str) -> None:
    sheet = write_sheet(HEADS, (village_names(node)[0], 1, "Cả Thị Tệp", 1960, "Nghèo"))
    with pytest.raises(Problem, match=told):
        check(node, sheet, terms={**TERMS, name: value})


def test_the_day_of_the_list_may_be_written_as_people_write_days(node: Node) -> None:
    sheet = write_sheet(HEADS, (village_names(node)[0], 1, "Ngày Thị Việt", 1960, "Nghèo"))
    run = check(node, sheet, terms={**TERMS, "decision_on": "20/12/2015"})
    assert run.terms["decision_on"] == "2015-12-20"


def test_a_decision_day_that_cannot_be_read_is_told_at_its_cell(node: Node) -> None:
    heads = ("Ấp", "Chủ hộ", "Kết quả", "Ngày quyết định")
    village = village_names(node)[0]
    rows = [(village, "Quyết Thị Định", "Nghèo", "20-thg12-2015"), (village, "Quyết Thị Trống", "Nghèo", None)]
    run = check(node, write_sheet(heads, *rows))
    assert (run.counts["ready"], run.counts["outside"]) == (1, 1)
    [fault] = faults_of(node, run)
    assert (fault.row, fault.column, fault.value, fault.severity) == (2, 3, "20-thg12-2015", "block")
