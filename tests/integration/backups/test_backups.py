"""Backups are taken under load, proved by restoring, and hold every form that was answered before their mark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from server.cli import main
from server.config import Config
from server.demo.build import build_demo
from server.errors import Problem
from server.services import backups
from server.services.backups import Secret
from server.services.backups.container import read_header, write_container
from server.services.backups.restoring import restore_into
from server.services.backups.snapshot import BLOB_ENTRY, MANIFEST_ENTRY, Manifest
from server.services.keys import Keys, load_keys, set_recovery
from server.services.node import Node, open_node
from server.services.recovery import make_code
from server.services.verification import verify_node
from server.store.tables import Household, NodeSetting, Submission
from tests.builders.loads import Load, run_server
from tests.integration.ingest.sender import Sender
from tests.integration.test_crash import make_forms, silent, submission_path

CODE = make_code()
PASSPHRASE = "năm con gà trống"


def prepare(var: Path) -> Keys:
    """The node's keys, with a recovery code set."""
    keys = load_keys(var, None)
    set_recovery(var, keys, None, CODE)
    return keys


def versions(node: Node) -> dict[str, int]:
    """Entity version of every household."""
    query = select(Household.household_id, Household.entity_version)
    return {one: number for one, number in node.read(lambda c: c.execute(query).all())}


def instances(node: Node) -> set[str]:
    """Every submission here."""
    return set(node.read(lambda c: c.execute(select(Submission.instance_id)).scalars()))


@pytest.fixture
def var(demo_template: Path, tmp_path: Path) -> Path:
    """The folder of a demo node that nobody has opened yet."""
    shutil.copytree(demo_template, tmp_path / "var")
    return tmp_path / "var"


@pytest.mark.parametrize(
    "count, rounds", [(400, 1), pytest.param(20_000, 12, marks=pytest.mark.soak)], ids=["small", "long"]
)
def test_a_backup_under_load_holds_all_that_was_answered_before_it(var: Path, count: int, rounds: int) -> None:
    keys, forms, folder = prepare(var), make_forms(var, count, photo_every=20), var.parent / "backups"
    made = []
    with run_server(var) as server:
        load = Load(server.base_url + submission_path(var), forms).start()
        for number in range(rounds):
            load.wait_for(count // (rounds + 2) * (number + 1))
            before = set(load.acked)
            node = open_node(Config(var=var))
            made.append((before, backups.back_up(node, keys, None, folder / str(number))))
            node.close()
        load.finish()
        assert server.stop() == 0
    for number, (before, one) in enumerate(made):
        elsewhere = Config(var=var.parent / f"elsewhere-{number}")
        backups.restore(elsewhere, one.path, Secret(recovery_code=CODE), PASSPHRASE)
        node = open_node(elsewhere, PASSPHRASE)
        assert verify_node(node, silent).faults == []
        assert before <= instances(node) and len(before) >= count // (rounds + 2)
        node.close()


def test_a_restored_node_is_another_one_and_serves_no_lower_version(var: Path) -> None:
    keys = prepare(var)
    old = open_node(Config(var=var))
    made, had, old_id = backups.back_up(old, keys, None, var.parent), versions(old), old.key.node_id
    sent_later = Sender(old)
    assert sent_later.send(sent_later.fill()).status == 201
    ahead = versions(old)
    old.close()
    elsewhere = Config(var=var.parent / "elsewhere")
    backups.restore(elsewhere, made.path, Secret(recovery_code=CODE), None)
    shutil.copy(var / "demo.json", elsewhere.var)
    node = open_node(elsewhere)
    assert node.key.node_id != old_id and node.key.private != keys.signing
    assert {one: number - 1_000_000 for one, number in versions(node).items()} == had
    assert all(versions(node)[one] > number for one, number in ahead.items())
    sender = Sender(node)
    assert sender.send(sender.fill()).status == 201
    assert verify_node(node, silent).faults == []
    came = node.read(lambda c: c.execute(select(NodeSetting.value).where(NodeSetting.name == "restored_from")).scalar())
    assert came["value"]["node_id"] == old_id
    node.close()


def test_on_postgresql_one_moment_is_copied_checked_and_restored(
    tmp_path: Path, postgres_url: str, other_postgres_url: str
) -> None:
    config = Config(var=tmp_path / "var", database_url=postgres_url)
    build_demo(config, households=12, communes=2).close()
    keys = prepare(config.var)
    node = open_node(config)
    sender = Sender(node)
    assert sender.send(sender.fill(), ("nha.jpg", b"\xff\xd8photo")).status == 201
    made = backups.back_up(node, keys, None, tmp_path / "backups")
    assert sender.send(sender.fill(1)).status == 201
    found = backups.check_backup(config, made.path, made.data_key, silent)
    assert (found.faults, found.blob_count, found.manifest) == ((), 1, made.manifest)
    node.close()
    elsewhere = Config(var=tmp_path / "elsewhere", database_url=other_postgres_url)
    backups.restore(elsewhere, made.path, Secret(recovery_code=CODE), None)
    shutil.copy(config.var / "demo.json", elsewhere.var)
    again = open_node(elsewhere)
    sender = Sender(again)
    assert len(instances(again)) == 1 and sender.send(sender.fill(1)).status == 201
    assert verify_node(again, silent).faults == []
    again.close()
    with pytest.raises(Problem) as refused:
        backups.restore(replace(elsewhere, var=tmp_path / "third"), made.path, Secret(recovery_code=CODE), None)
    assert refused.value.code == "BACK-008" and not (tmp_path / "third" / "node.key").exists()


def flip(body: bytes) -> bytes:
    """One bit of the sealed part changed."""
    place = len(body) // 2
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]


@pytest.mark.parametrize("spoil", [flip, lambda body: body[:-1], lambda body: body[:70_000], lambda body: body + b"x"])
def test_a_damaged_backup_is_told_and_never_becomes_a_node(var: Path, spoil: Callable[[bytes], bytes]) -> None:
    keys = prepare(var)
    node = open_node(Config(var=var))
    made = backups.back_up(node, keys, None, var.parent)
    node.close()
    made.path.write_bytes(spoil(made.path.read_bytes()))
    elsewhere = Config(var=var.parent / "elsewhere")
    with pytest.raises(Problem) as told:
        backups.restore(elsewhere, made.path, Secret(recovery_code=CODE), None)
    assert told.value.code == "BACK-004"
    assert not (elsewhere.var / "node.key").exists()


def test_a_backup_writes_nothing_outside_the_folder(tmp_path: Path) -> None:
    config, path, key = Config(var=tmp_path / "deep" / "er" / "var"), tmp_path / "backup", os.urandom(32)
    body = [orjson.dumps(Manifest("", "", "sqlite", "", 0, 0, "").as_json())]
    for name in (f"{BLOB_ENTRY}../../../../out", f"{BLOB_ENTRY}{tmp_path / 'out'}", f"{BLOB_ENTRY}{'A' * 64}"):
        write_container(path, {}, key, [(MANIFEST_ENTRY, body), (name, [b"x"])])
        with pytest.raises(Problem) as told:
            restore_into(config, path, key)
        assert told.value.code == "BACK-004"
    assert [one.name for one in tmp_path.iterdir() if one.name == "out"] == []


def test_what_does_not_open_a_backup_says_what_does(var: Path) -> None:
    keys = prepare(var)
    node = open_node(Config(var=var))
    made = backups.back_up(node, keys, PASSPHRASE, var.parent)
    node.close()
    assert backups.open_key(made.path, Secret(passphrase=PASSPHRASE)) == made.data_key
    typed = " ".join(CODE.lower().split("-"))
    assert backups.open_key(made.path, Secret(recovery_code=typed)) == made.data_key
    for secret, code in (
        (Secret(passphrase="sai hoàn toàn"), "NODE-003"),
        (Secret(recovery_code=make_code()), "KEY-002"),
        (Secret(recovery_code=("A" if CODE[0] != "A" else "B") + CODE[1:]), "KEY-001"),
        (Secret(), "BACK-009"),
    ):
        with pytest.raises(Problem) as told:
            backups.open_key(made.path, secret)
        assert told.value.code == code
    with pytest.raises(Problem) as refused:
        backups.restore(Config(var=var), made.path, Secret(recovery_code=CODE), None)
    assert refused.value.code == "BACK-005", "nothing is restored over a node"


def run(var: Path, *arguments: str, **environ: str) -> Result:
    """A command on the node of a folder."""
    return CliRunner().invoke(main, list(arguments), env={"RASOAT_VAR": str(var), **environ})


def test_the_commands_print_the_sheet_back_up_check_keep_and_restore(var: Path) -> None:
    folder, sheet = var.parent / "usb", var.parent / "to.pdf"
    refused = run(var, "backup", str(folder))
    assert refused.exit_code == 1 and "rasoat keys recovery" in refused.output
    assert run(var, "keys", "recovery", str(sheet)).exit_code == 0
    assert sheet.read_bytes().startswith(b"%PDF-") and sheet.stat().st_mode & 0o077 == 0
    assert run(var, "keys", "passphrase", RASOAT_NEW_PASSPHRASE=PASSPHRASE).exit_code == 0
    unlocked = {"RASOAT_PASSPHRASE": PASSPHRASE}
    for _ in range(2):
        done = run(var, "backup", str(folder), "--keep", "1", **unlocked)
        assert done.exit_code == 0 and "Khôi phục thử tốt" in done.output, done.output
    (path,) = folder.glob("*.rasoat")
    checked = run(var, "backup", "--verify", str(path), **unlocked)
    assert checked.exit_code == 0 and "Khôi phục thử tốt" in checked.output
    back = run(var.parent / "new", "restore", str(path), **unlocked)
    assert back.exit_code == 0 and "rasoat verify" in back.output, back.output
    assert run(var.parent / "new", "verify", **unlocked).exit_code == 0
    assert [one.name for one in folder.iterdir()] == [path.name], "the trial leaves nothing behind"


def test_a_forgotten_passphrase_is_set_anew_with_the_recovery_code(var: Path) -> None:
    prepare(var)
    assert run(var, "keys", "passphrase", RASOAT_NEW_PASSPHRASE=PASSPHRASE).exit_code == 0
    with pytest.raises(Problem):
        load_keys(var, "sai hoàn toàn")
    wrong = run(var, "keys", "passphrase", "--recover", RASOAT_RECOVERY=make_code(), RASOAT_NEW_PASSPHRASE="x" * 12)
    assert "KEY-002" in wrong.output
    other = "một câu hoàn toàn khác"
    assert run(var, "keys", "passphrase", "--recover", RASOAT_RECOVERY=CODE, RASOAT_NEW_PASSPHRASE=other).exit_code == 0
    assert load_keys(var, other) == load_keys(var, other)
    short = run(var, "keys", "passphrase", RASOAT_PASSPHRASE=other, RASOAT_NEW_PASSPHRASE="ngắn")
    assert "KEY-004" in short.output
    assert run(var, "keys", "passphrase", "--recover", "--unattended", RASOAT_RECOVERY=CODE).exit_code == 0
    open_node(Config(var=var)).close()


@pytest.mark.parametrize("header", [b"[" * 3_000, b'{"format":' * 400, b"\xff\n", b"[]\n", b""])
def test_a_file_that_is_no_backup_is_called_so(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "x.rasoat"
    path.write_bytes(header)
    with pytest.raises(Problem) as told:
        read_header(path)
    assert told.value.code == "BACK-003"
