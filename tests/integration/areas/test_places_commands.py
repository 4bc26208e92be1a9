"""`rasoat areas …` on a founded node's console, and the register as it was on a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main

CHANGE = """in_force_on: "2017-03-01"
act: 9/NQ-TH
units:
  - {code: "26506", into: "26508"}
  - {code: "26508", name: Phường Thắng Tam Mới}
"""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node founded for an unattended start, in which one commune took in another."""
    folder = tmp_path_factory.mktemp("areas")
    assert run(folder, "init", "--province", "77", "--unattended", "--register-on", "2016-12-31").exit_code == 0
    (folder / "change.yaml").write_text(CHANGE, "utf-8")
    done = run(folder, "areas", "change", str(folder / "change.yaml"))
    assert done.output == "Đã ghi thay đổi của 2 đơn vị.\n"
    return folder


def run(folder: Path, *arguments: str) -> Result:
    """Run the command on the node."""
    return CliRunner().invoke(main, list(arguments), env={"RASOAT_VAR": str(folder / "var")})


def test_the_register_is_told_as_of_a_day(founded: Path) -> None:
    now, before = run(founded, "areas", "list").output, run(founded, "areas", "list", "--on", "2017-02-28").output
    assert "      26506\tPhường 1\tthành thị\tnhập vào 26508 từ 2017-03-01" in now
    assert "    26508\tPhường Thắng Tam Mới\tthành thị" in now
    assert "    26506\tPhường 1\tthành thị\n" in before and "    26508\tPhường Thắng Tam\tthành thị\n" in before


def test_a_unit_is_shown_with_its_attributes_and_lineage(founded: Path) -> None:
    paper = ("--from", "2016-01-01", "--act", "131/QĐ-TH")
    assert run(founded, "areas", "attribute", "26508", "coast", *paper).exit_code == 0
    shown = run(founded, "areas", "show", "26508").output
    assert "ven biển: 2016-01-01 đến … (131/QĐ-TH)" in shown
    assert "2017-03-01  26506: nhập vào 26508 (9/NQ-TH)" in shown
    assert "AREA-010" in run(founded, "areas", "show", "0").output


def test_what_is_known_of_the_past_says_what_is_not(founded: Path) -> None:
    lines = run(founded, "areas", "known").output.splitlines()
    assert len(lines) == 4
    assert lines[1] == "2025-01-01\tLập huyện Long Đất; 82 đơn vị cấp xã còn 77\tchưa rõ văn bản\t" + (
        "chưa rõ đơn vị nào thành đơn vị nào"
    )


def test_a_file_that_is_no_change_is_refused(founded: Path) -> None:
    (founded / "wrong.yaml").write_text("units: 3", "utf-8")
    assert "AREA-011" in run(founded, "areas", "change", str(founded / "wrong.yaml")).output
