"""The doctor on a real node, its page, health and metrics; an upgrade tried where nothing can be lost."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, text, update

from server.app import create_app
from server.cli import main
from server.config import Config
from server.errors import Problem
from server.services import doctor, upgrading
from server.services.keys import load_keys, make_keys
from server.services.metrics import read_metrics
from server.services.node import Node, open_node
from server.services.people_sessions import start_session
from server.store.migrate import current_revision, known_revisions
from server.store.tables import Job, Submission
from server.web.frame import COOKIE
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender


def run(var: Path, *arguments: str, **environ: str) -> Result:
    """A command on the node of a folder."""
    return CliRunner().invoke(main, list(arguments), env={"RASOAT_VAR": str(var), **environ})


def levels(node: Node) -> dict[str, str]:
    """Level by name."""
    return {one.name: one.level for one in doctor.examine(node)}


def test_each_kind_of_trouble_shows_and_the_rest_stays_well(demo_node: Node) -> None:
    well = levels(demo_node)
    assert {name for name, level in well.items() if level != "ok"} <= {"keys", "backup", "disk"}
    job = {"job_id": "x", "kind": "k", "args": {}, "state": "failed", "run_at": demo_node.now(), "attempts": 12}
    sender = Sender(demo_node)
    assert sender.send(sender.fill()).status == 201

    def harm(unit: object) -> None:
        unit.connection.execute(insert(Job.__table__), job)  # type: ignore[attr-defined]
        unit.connection.execute(update(Submission.__table__).values(state="pending"))  # type: ignore[attr-defined]

    demo_node.writer.write(harm)
    ill = levels(demo_node)
    assert (ill["jobs"], ill["forms"]) == ("warn", "bad")
    past = demo_node.now() - dt.timedelta(days=3)
    demo_node.now = lambda: past
    assert levels(demo_node)["clock"] == "bad"
    (demo_node.config.var / "node.key").chmod(0o644)
    assert levels(demo_node)["keys"] == "bad"
    damaged = demo_node.writer.write(lambda u: u.connection.execute(text("DELETE FROM record WHERE position = 3")))
    assert damaged.rowcount == 1
    assert doctor.look_through(demo_node, lambda _done, _all: None).level == "bad"


def test_the_command_says_each_remedy_and_ends_with_1_where_something_is_bad(
    demo_template: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_template, tmp_path / "var")
    told = run(tmp_path / "var", "doctor", "--full")
    assert told.exit_code == 1, "there is no backup yet"
    assert "▲ Sao lưu: Chưa sao lưu lần nào." in told.output and "→ Chạy rasoat backup" in told.output
    assert "bản ghi" in told.output and "nguyên vẹn" in told.output
    assert run(tmp_path / "var", "keys", "recovery", str(tmp_path / "to.pdf")).exit_code == 0
    assert run(tmp_path / "var", "backup", str(tmp_path / "usb")).exit_code == 0
    after = run(tmp_path / "var", "doctor", "--json")
    checks = {one["name"]: one for one in json.loads(after.output.splitlines()[0])["checks"]}
    assert checks["backup"]["level"] == "ok" and checks["integrity"]["level"] == "ok"


def test_health_says_yes_or_no_and_metrics_only_to_the_machine_or_the_token(
    demo_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(demo_node).test_client()
    assert client.get("/suc-khoe").get_json()["writing"] == "ok"
    assert client.get("/so-do").status_code == 200
    away = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.get("/so-do", environ_base=away).status_code == 403
    assert client.get("/so-do", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 403
    asked = {"Authorization": "Bearer một mã dài".encode().decode("latin-1")}
    assert client.get("/so-do", environ_base=away, headers={"Authorization": "Bearer "}).status_code == 403
    monkeypatch.setenv("RASOAT_METRICS_TOKEN", "mot-ma-dai")
    assert client.get("/so-do", environ_base=away, headers=asked).status_code == 403
    known = {"Authorization": "Bearer mot-ma-dai"}
    assert client.get("/so-do", environ_base=away, headers=known).status_code == 200
    demo_node.writer.stop()
    assert client.get("/suc-khoe").status_code == 503


def test_metrics_count_what_is_there_and_name_nobody(demo_node: Node) -> None:
    sender = Sender(demo_node)
    assert sender.send(sender.fill(), ("nha.jpg", b"\xff\xd8")).status == 201
    told = read_metrics(demo_node)
    assert 'rasoat_submissions{state="current"} 1\n' in told and 'rasoat_arrivals_total{answer="received"} 1' in told
    assert sender.device.name not in told and sender.device.actor_id not in told
    assert all(line.startswith(("#", "rasoat_")) for line in told.splitlines())


def test_the_page_shows_the_administrator_what_to_do(demo_node: Node) -> None:
    client = create_app(demo_node).test_client()
    client.set_cookie(COOKIE, start_session(demo_node, read_admin(demo_node)))
    page = client.get("/may-chu")
    assert page.status_code == 200
    assert "Chưa sao lưu lần nào" in page.text and "rasoat backup" in page.text


def stamp_older(var: Path) -> str:
    """Stamp a node as one of before 0007 although that script's table is there: upgrading it must fail."""
    node = open_node(Config(var=var))
    before = "0006"

    def stamp(unit: object) -> None:
        connection = unit.connection  # type: ignore[attr-defined]
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": before})

    node.writer.write(stamp)
    node.close()
    return before


def test_an_upgrade_that_fails_its_trial_changes_nothing(demo_template: Path, tmp_path: Path) -> None:
    var = tmp_path / "var"
    shutil.copytree(demo_template, var)
    before = stamp_older(var)
    keys = load_keys(var, None)
    with pytest.raises(Problem) as told:
        upgrading.upgrade_node(Config(var=var), keys)
    assert told.value.code == "STORE-006" and "chưa bị thay đổi" in told.value.message
    assert [one.name for one in var.glob("*trial*")] == []
    engines = upgrading.open_sqlite(var / "rasoat.db", keys.database)
    assert current_revision(engines.write) == before
    engines.dispose()


def test_an_upgrade_is_tried_then_done_and_a_second_one_has_nothing_to_do(tmp_path: Path) -> None:
    var = tmp_path / "var"
    done = run(var, "init", "--province", "77", "--unattended")
    assert done.exit_code == 0, done.output
    keys = load_keys(var, None)
    engines = upgrading.open_sqlite(var / "older.db", keys.database)
    upgrading.upgrade(engines.write, target=known_revisions()[-2])
    engines.dispose()
    for leftover in var.glob("rasoat.db*"):
        leftover.unlink()
    (var / "older.db").rename(var / "rasoat.db")
    first, second = (run(var, "upgrade") for _ in range(2))
    assert first.exit_code == 0 and "chạy thử trước đó tốt" in first.output, first.output
    assert second.exit_code == 0 and "không phải làm gì" in second.output


def test_on_postgresql_the_trial_is_rolled_back_before_the_real_one(tmp_path: Path, postgres_url: str) -> None:
    config = Config(var=tmp_path / "var", database_url=postgres_url)
    engines = upgrading.open_postgresql(postgres_url)
    upgrading.upgrade(engines.write, target=known_revisions()[-2])
    upgrading._try(config, make_keys(), engines.write)
    assert current_revision(engines.write) == known_revisions()[-2]
    engines.dispose()
    done = upgrading.upgrade_node(config, make_keys())
    assert (done.before, done.after, done.copy) == (known_revisions()[-2], known_revisions()[-1], None)
