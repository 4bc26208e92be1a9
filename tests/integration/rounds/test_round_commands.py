"""`rasoat round` as a person types it, on a real node."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.services.node import Node

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture
def rasoat(demo_node: Node, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs a command line on the demo node."""
    monkeypatch.setenv("RASOAT_VAR", str(demo_node.config.var))
    demo_node.close()

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return run


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    """The example of the province's page, as it is printed there."""
    example = re.search(r"```yaml\n(.*?)```", (DOCS / "province.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "dot.yaml"
    path.write_text(example.group(1), "utf-8")
    return path


def test_the_documented_file_becomes_a_round_that_opens_and_closes(rasoat, round_file: Path) -> None:  # type: ignore[no-untyped-def]
    made = rasoat("round", "create", str(round_file))
    assert (made.exit_code, "TH-2017" in made.output) == (0, True), made.output
    opened = rasoat("round", "publish", "TH-2017")
    assert (opened.exit_code, "đã mở" in opened.output) == (0, True), opened.output
    assert rasoat("round", "close", "TH-2017", "--closing").exit_code == 0
    assert rasoat("round", "close", "TH-2017").exit_code == 0
    assert "TH-2017\tđã đóng" in rasoat("round", "list").output


def test_a_district_stands_for_its_communes(rasoat, round_file: Path) -> None:  # type: ignore[no-untyped-def]
    rasoat("round", "create", str(round_file))
    assert "số xã           17" in rasoat("round", "show", "TH-2017").output


def test_a_refusal_is_one_line_with_code_and_remedy(rasoat) -> None:  # type: ignore[no-untyped-def]
    refused = rasoat("round", "publish", "KHONG-CO")
    assert refused.exit_code == 1
    assert "[ROUND-004]" in refused.output
    assert "rasoat round list" in refused.output
    assert "Traceback" not in refused.output


def test_a_key_written_wrong_in_the_file_is_named(rasoat, round_file: Path) -> None:  # type: ignore[no-untyped-def]
    round_file.write_text(round_file.read_text("utf-8").replace("kind:", "sort:"), "utf-8")
    refused = rasoat("round", "create", str(round_file))
    assert refused.exit_code == 1
    assert "sort. " in refused.output
    assert "kind, " in refused.output


def test_a_day_of_the_file_is_read_as_it_is_written(rasoat, round_file: Path) -> None:  # type: ignore[no-untyped-def]
    rasoat("round", "create", str(round_file))
    assert "2017-09-01 đến 2017-12-31, tính đến 2017-12-31" in rasoat("round", "show", "TH-2017").output
