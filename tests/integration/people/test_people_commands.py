"""`rasoat people …` on a founded node's console."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.config import Config
from server.services import people
from server.services.node import open_node


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node founded for an unattended start."""
    var = tmp_path_factory.mktemp("people") / "var"
    assert run(var, "init", "--province", "77", "--unattended", "--register-on", "2016-12-31").exit_code == 0
    return var


def run(var: Path, *arguments: str) -> Result:
    """Run the command on the node."""
    return CliRunner().invoke(main, list(arguments), env={"RASOAT_VAR": str(var)})


def test_a_person_is_registered_granted_shown_and_reset(founded: Path) -> None:
    made = run(founded, "people", "register", "an", "Lê Văn An", "--role", "commune_officer", "--area", "26506")
    assert made.exit_code == 0, made.output
    lent = ("--role", "commune_officer", "--area", "26506", "--from", "2026-12-01", "--to", "2999-12-05")
    run(founded, "people", "register", "binh", "Lê Thị Bình", "--role", "department_reader", "--area", "77")
    assert run(founded, "people", "grant", "binh", *lent, "--for", "an").exit_code == 0
    shown = run(founded, "people", "show", "binh").output
    assert "Cán bộ xã, Phường 1, 2026-12-01 đến 2999-12-05" in shown
    grant_id = re.findall(r"[0-9a-f-]{36}", shown)[-1]
    assert run(founded, "people", "revoke", grant_id).output == "Đã thu quyền.\n"
    listed = run(founded, "people", "list", "--role", "commune_officer").output
    assert listed == "an\tLê Văn An\tchờ đổi mật khẩu\tCán bộ xã, Phường 1\n"
    password = run(founded, "people", "reset-password", "an").output.split()[-1]
    node = open_node(Config(var=founded))
    assert people.sign_in(node, "an", password)
    node.close()


def test_an_account_is_closed_and_opened(founded: Path) -> None:
    run(founded, "people", "register", "dong", "Lê Văn Đông", "--role", "supervisor", "--area", "747", "--tablet-only")
    assert run(founded, "people", "close", "dong").output == "Đã khóa tài khoản dong.\n"
    assert "dong\tLê Văn Đông\tđã khóa" in run(founded, "people", "list", "--text", "đông").output
    assert run(founded, "people", "close", "dong", "--open").output == "Đã mở lại tài khoản dong.\n"
    assert run(founded, "people", "reset-factor", "dong").exit_code == 0
    assert "PEOP-006" in run(founded, "people", "show", "khong-co").output
