"""The dry run counts what a closed round holds, and destroys nothing."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from server.cli import main
from server.services import rounds
from server.services.node import Node
from server.services.verification import verify_node
from tests.integration.ingest.sender import Sender

RULES = 'rules: [{id: photos, kind: media.received, label: "ảnh", months: 1, source: "QĐ 1/QĐ-TH"}]'


def test_lists_that_are_empty_say_so_and_what_to_do(demo_node: Node) -> None:
    environ = {"RASOAT_VAR": str(demo_node.config.var)}
    for words, told in ((["retention", "list"], "trang Hủy dữ liệu"), (["webhooks", "list"], "rasoat webhooks add")):
        result = CliRunner().invoke(main, words, env=environ)
        assert result.exit_code == 0 and told in result.output, result.output


def test_the_dry_run_names_what_is_over_its_term_and_destroys_nothing(demo_node: Node, tmp_path: Path) -> None:
    environ = {"RASOAT_VAR": str(demo_node.config.var)}
    assert "Chưa có đợt nào đã đóng" in CliRunner().invoke(main, ["retention"], env=environ).output
    sender = Sender(demo_node)
    assert sender.send(sender.fill(), ("nha.jpg", b"\xff\xd8photo")).status == 201
    (one,) = rounds.list_rounds(demo_node)
    for state in ("closing", "closed"):
        rounds.change_state(demo_node, "", one.round_id, state)
    path = tmp_path / "rules.yaml"
    path.write_text(RULES)
    told = CliRunner().invoke(main, ["retention", "--rules", str(path)], env=environ)
    assert told.exit_code == 0 and "1 bản ghi" in told.output and "hủy được từ 01/02/2017" in told.output, told.output
    assert "cần văn bản của tỉnh" in CliRunner().invoke(main, ["retention"], env=environ).output
    assert verify_node(demo_node, lambda _done, _all: None).blob_count == 1
