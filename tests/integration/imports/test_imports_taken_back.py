"""Every kind of import taken back: twice equals once, on both databases, on the page and on the console."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from server.cli import main
from server.config import Config
from server.demo.build import build_demo
from server.errors import Problem
from server.services import imports
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import (
    ImportRun,
)
from sync.log import last_position
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, bring_in, check, write_sheet
from tests.integration.imports.taking_back import (
    HEADS,
    account,
    bring_staff,
    bring_totals,
    bring_villages,
    listed_villages,
    plan_of,
    reasons_of,
    rebuilt_alike,
    take_back,
    totals,
)
from tests.integration.people.test_privacy import client_of


@pytest.fixture
def node(demo_node: Node) -> Node:
    """A demo node of its own for each test: what is taken back shows in the whole register."""
    return demo_node


@pytest.mark.parametrize("kind", ["villages", "staff", "denominators"])
def test_a_job_that_runs_again_takes_nothing_back_twice(node: Node, kind: str) -> None:
    run = {
        "villages": lambda: bring_villages(node, "Ấp Một Lần"),
        "staff": lambda: bring_staff(node),
        "denominators": lambda: bring_totals(node, 900),
    }[kind]()
    take_back(node, run)
    position = node.read(last_position)
    HANDLERS["import_undo"](node, {"import_id": run.import_id})
    change = update(ImportRun).where(ImportRun.import_id == run.import_id).values(state="undoing")
    node.writer.write(lambda unit: unit.connection.execute(change))
    HANDLERS["import_undo"](node, {"import_id": run.import_id})
    assert node.read(last_position) == position
    assert imports.get_run(node, run.import_id).state == "undone"
    with pytest.raises(Problem, match="không còn gì để lấy lại"):
        start_undo(node, read_admin(node), run.import_id)


def test_postgresql_takes_back_all_four_kinds(postgres_url: str, tmp_path: Path) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=3, communes=1)
    try:
        before = listed_villages(node)
        runs = [bring_villages(node, "Ấp Thừa", "Ấp Có Hộ"), bring_staff(node), bring_totals(node, 900)]
        runs.append(bring_in(node, write_sheet(HEADS, ("Ấp Có Hộ", 1, "Lê Thị Ở", 1960, "Nghèo"))))
        assert reasons_of(plan_of(node, runs[0])) == {"Ấp Có Hộ": ["có 1 hộ"]}
        for run in reversed(runs):
            assert take_back(node, run).state == "undone"
        assert (listed_villages(node), totals(node)) == (before, [])
        assert not account(node, "dunglt").is_active
        rebuilt_alike(node)
    finally:
        node.close()


def test_an_import_that_is_not_in_yet_is_not_taken_back(node: Node) -> None:
    run = check(node, write_sheet(("STT", "Tên ấp"), (1, "Ấp Chưa Nhập")), "villages")
    with pytest.raises(Problem, match="chưa nhập xong"):
        start_undo(node, read_admin(node), run.import_id)


def test_the_page_shows_what_goes_and_what_stays_before_it_asks(node: Node) -> None:
    run = bring_villages(node, "Ấp Có Hộ", "Ấp Thừa")
    bring_in(node, write_sheet(HEADS, ("Ấp Có Hộ", 1, "Lê Thị Ở", 1960, "Nghèo")))
    client, address = client_of(node, f"xa-{AREA}"), f"/nhap-du-lieu/{run.import_id}"
    assert "Xem trước khi lấy lại" in client.get(address).text
    shown = client.get(f"{address}/lay-lai").text
    assert "Sẽ lấy lại 1 thôn, giữ lại 1" in shown
    assert "có 1 hộ" in shown
    assert imports.get_run(node, run.import_id).state == "applied", "looking changes nothing"
    mark = plan_of(node, run).mark
    assert f'value="{mark}"' in shown
    assert "đã đổi từ lúc bạn xem" in client.post(f"{address}/lay-lai", data={"da-xem": "x"}).text
    assert imports.get_run(node, run.import_id).state == "applied"
    assert client.post(f"{address}/lay-lai", data={"da-xem": mark}).status_code == 302
    assert "Đang lấy lại" in client.get(address).text
    run_due_jobs(node, HANDLERS)
    after = client.get(address).text
    assert "Đã lấy lại lần nhập này" in after
    assert "Giữ lại, vì đang được dùng" in after
    assert "Không lấy lại được lần nhập này" in client.get(f"{address}/lay-lai").text


def test_who_does_not_manage_people_neither_sees_nor_takes_back_a_list_of_staff(node: Node) -> None:
    run = bring_staff(node)
    client, address = client_of(node, f"xa-{AREA}"), f"/nhap-du-lieu/{run.import_id}/lay-lai"
    assert client.get(address).status_code == 403
    assert imports.get_run(node, run.import_id).state == "applied"
    assert "lethimay" in client_of(node, "tinh").get(address).text


def test_the_console_looks_first_and_takes_back_when_told(node: Node) -> None:
    run = bring_villages(node, "Ấp Thừa")

    def undo(*words: str) -> Any:
        command = ["import", "undo", run.import_id, *words]
        return CliRunner().invoke(main, command, env={"RASOAT_VAR": str(node.config.var)})

    shown = undo()
    assert (shown.exit_code, "Ấp Thừa" in shown.output, "chưa lấy lại gì" in shown.output) == (0, True, True)
    assert imports.get_run(node, run.import_id).state == "applied"
    assert "Đã lấy lại." in undo("--apply").output
    assert imports.get_run(node, run.import_id).state == "undone"
    again = undo("--apply")
    assert "không còn gì để lấy lại" in again.output + str(again.exception)


def test_the_console_asks_the_same_rights_as_the_page(node: Node) -> None:
    run = bring_staff(node)
    command = ["import", "undo", run.import_id, "--as", f"xa-{AREA}", "--apply"]
    refused = CliRunner().invoke(main, command, env={"RASOAT_VAR": str(node.config.var)})
    assert "không nhập được dữ liệu này" in refused.output + str(refused.exception)
    assert imports.get_run(node, run.import_id).state == "applied"
