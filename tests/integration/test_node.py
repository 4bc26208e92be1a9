"""Founding, unlocking and opening a node, and the commands around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from server.cli import main
from server.config import Config
from server.errors import Problem
from server.services.keys import load_keys, make_keys, save_keys
from server.services.node import open_node
from server.services.people import sign_in
from server.store.tables import Account, Area

PASSPHRASE = "năm con gà trống"


def run(var: Path, *arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"RASOAT_VAR": str(var), **environ})


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    result = run(tmp_path / "var", "init", "--province", "77", RASOAT_PASSPHRASE=PASSPHRASE)
    assert result.exit_code == 0, result.output
    (tmp_path / "said").write_text(result.output)
    return tmp_path / "var"


def test_a_founded_node_has_its_places_and_an_administrator_who_can_sign_in(founded: Path) -> None:
    said = (founded.parent / "said").read_text()
    login, password = said.split("Đăng nhập lần đầu: ")[1].split(" (")[0].split(" / ")
    node = open_node(Config(var=founded), PASSPHRASE)
    try:
        with node.engines.read.connect() as connection:
            assert len(connection.execute(select(Area.code)).all()) == 91
            assert connection.execute(select(Account.login)).scalars().all() == ["quantri"]
        assert sign_in(node, login, password)
    finally:
        node.close()


def test_the_same_folder_is_founded_once(founded: Path) -> None:
    again = run(founded, "init", "--province", "77", "--unattended")
    assert (again.exit_code, "[NODE-004]" in again.output) == (1, True)


def test_a_province_without_a_register_is_named_with_those_that_have_one(tmp_path: Path) -> None:
    result = run(tmp_path / "var", "init", "--province", "99", "--unattended")
    assert result.exit_code == 1
    assert "99" in result.output
    assert "77 (Tỉnh Bà Rịa - Vũng Tàu)" in result.output
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("passphrase", "code"), [("sai", "NODE-003"), (None, "NODE-002")])
def test_a_wrong_or_missing_passphrase_opens_nothing(founded: Path, passphrase: str | None, code: str) -> None:
    with pytest.raises(Problem) as caught:
        open_node(Config(var=founded), passphrase)
    assert caught.value.code == code


def test_a_command_asks_for_the_passphrase_where_none_is_set(founded: Path) -> None:
    result = CliRunner().invoke(
        main, ["verify", "--json"], env={"RASOAT_VAR": str(founded), "RASOAT_PASSPHRASE": None}, input=PASSPHRASE + "\n"
    )
    assert result.exit_code == 0, result.output
    assert PASSPHRASE not in result.output
    assert json.loads(result.output.splitlines()[-1]) == {"records": 4, "blobs": 0, "faults": []}


def test_nothing_on_the_disk_can_be_read_without_the_passphrase(founded: Path) -> None:
    keys = load_keys(founded, PASSPHRASE)
    content = b"".join(path.read_bytes() for path in founded.rglob("*") if path.is_file())
    for secret in (keys.database, keys.media, keys.signing):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert b"SQLite format" not in content
    assert "Quản trị".encode() not in content


def test_only_the_owner_may_look_into_the_folder(founded: Path) -> None:
    assert (founded.stat().st_mode & 0o777, (founded / "node.key").stat().st_mode & 0o777) == (0o700, 0o600)


def test_an_unattended_node_opens_by_itself_and_said_what_that_means(tmp_path: Path) -> None:
    result = run(tmp_path / "var", "init", "--province", "77", "--unattended")
    assert "ai chép được thư mục này thì đọc được dữ liệu" in result.output
    open_node(Config(var=tmp_path / "var")).close()


def test_an_interrupted_founding_is_told_as_such(tmp_path: Path) -> None:
    save_keys(tmp_path / "var", make_keys(), None)
    with pytest.raises(Problem) as caught:
        open_node(Config(var=tmp_path / "var"))
    assert caught.value.code == "NODE-008"


def test_a_folder_without_a_node_says_how_to_make_one(tmp_path: Path) -> None:
    result = run(tmp_path / "var", "verify")
    assert result.exit_code == 1
    assert "rasoat init" in result.output


def test_rebuild_reprocess_and_jobs_say_what_they_did(founded: Path) -> None:
    unlocked = {"RASOAT_PASSPHRASE": PASSPHRASE}
    assert "Đã dựng lại từ 4 bản ghi" in run(founded, "rebuild", **unlocked).output
    assert "Chạy thử: chưa ghi gì." in run(founded, "reprocess", "--trial", **unlocked).output
    assert "Không có việc nào." in run(founded, "jobs", "list", **unlocked).output
    assert "Đã chạy 0 việc." in run(founded, "jobs", "run", **unlocked).output
    assert "0 việc sẽ chạy lại." in run(founded, "jobs", "retry", **unlocked).output


def test_a_node_on_postgresql_is_founded_opened_and_verified(tmp_path: Path, postgres_url: str) -> None:
    server = {"RASOAT_DATABASE_URL": postgres_url}
    assert run(tmp_path / "var", "init", "--province", "77", "--unattended", **server).exit_code == 0
    result = run(tmp_path / "var", "verify", "--json", **server)
    assert json.loads(result.output.splitlines()[-1]) == {"records": 4, "blobs": 0, "faults": []}
    assert "Đã dựng lại từ 4 bản ghi" in run(tmp_path / "var", "rebuild", **server).output
