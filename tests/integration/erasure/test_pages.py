"""On the pages: terms, a preview that names no person, the second person's word, progress, minutes; and the command."""

from __future__ import annotations

from click.testing import CliRunner
from sqlalchemy import select

from server.cli import main
from server.services import erasure
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.store.tables import Member
from tests.integration.people.test_privacy import client_of

from .conftest import DECISION, Archive

SAID = {"so": DECISION.number, "ngay": DECISION.decided_on, "can_cu": DECISION.legal_basis}


def test_two_people_destroy_on_the_pages_and_print_the_minutes(archive: Archive) -> None:
    filled = archive.send(0)
    archive.withdraw(filled)
    archive.close()
    erasure.set_terms(archive.node, {})
    first, second = client_of(archive.node, "admin"), client_of(archive.node, "tinh")
    assert "chưa có thời hạn" in first.get("/huy-du-lieu").get_data(as_text=True)
    wrong = first.post("/huy-du-lieu/thoi-han", data={"forms-thang": "hai", "forms-van-ban": "QĐ 1"})
    assert wrong.status_code == 422 and "không phải là số" in wrong.get_data(as_text=True)
    first.post("/huy-du-lieu/thoi-han", data={"forms-thang": "1", "forms-van-ban": "QĐ 1"})
    address = f"/huy-du-lieu/de-nghi?loai=forms&dot={archive.round_id}"
    before = first.get(address).get_data(as_text=True)
    assert "1 phiếu trong đợt" in before and "Ghi đề nghị và lập danh sách" in before
    lacking = first.post(address, data={**SAID, "so": ""})
    assert lacking.status_code == 422 and "số quyết định" in lacking.get_data(as_text=True)
    plan = first.post(address, data=SAID).headers["Location"]
    assert "đang lập danh sách" in second.get(plan).get_data(as_text=True).lower()
    early = second.post(f"{plan}/xac-nhan", data={"so": DECISION.number})
    assert early.status_code == 409, "nobody confirms what is not listed yet"
    run_due_jobs(archive.node, HANDLERS)
    shown = second.get(plan).get_data(as_text=True)
    assert "Hủy 2 bản ghi" in shown
    names = archive.node.read(lambda c: c.execute(select(Member.facts)).scalars().all())
    assert all(one["full_name"] not in shown + before for one in names if one.get("full_name"))
    assert "Chờ người thứ hai" in first.get(plan).get_data(as_text=True)
    assert second.post(f"{plan}/xac-nhan", data={"so": DECISION.number}).status_code == 302
    assert "đang hủy" in second.get(plan).get_data(as_text=True)
    run_due_jobs(archive.node, HANDLERS)
    assert "Biên bản hủy" in second.get(plan).get_data(as_text=True)
    minutes = second.get(f"{plan}/bien-ban").get_data(as_text=True)
    assert DECISION.number in minutes and "2 trên 2 bản ghi" in minutes
    assert "Nội dung phiếu đã hủy" in first.get(f"/phieu/{filled.instance_id}").get_data(as_text=True)
    case = first.get(f"/ho-so/{filled.fields['case_id']}")
    assert "đã xóa theo quyết định" in case.get_data(as_text=True)


def test_the_command_carries_out_only_what_was_confirmed(archive: Archive) -> None:
    archive.send(0)
    archive.close()
    plan_id = archive.propose("photos")
    environ = {"RASOAT_VAR": str(archive.node.config.var)}

    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["retention", *words], env=environ).output

    assert "chờ người thứ hai" in run("list")
    assert "ERAS-014" in run("run", plan_id)
    erasure.confirm(archive.node, archive.second, plan_id, DECISION.number)
    assert "Đã hủy 1 trên 1 bản ghi" in run("run", plan_id)
    assert "Đã ghi lại" in run("clean")
    assert list(archive.node.blobs.list_all()) == []
