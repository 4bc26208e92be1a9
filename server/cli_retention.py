"""The command that says what could be destroyed by the rules on keeping; it destroys nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from server.cli_node import opened


@click.command("retention")
@click.option("--rules", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Quy tắc của tỉnh (YAML).")
def retention_command(rules: Path | None) -> None:
    """Chạy thử quy tắc lưu giữ: đợt nào, loại nào đã hết hạn, bao nhiêu bản ghi. Không hủy gì."""
    from server.domain.retention import SHIPPED, read_rules
    from server.services.retention import find_due

    wanted = read_rules(rules or SHIPPED)
    with opened() as node:
        found, today = find_due(node, wanted), dt.date.fromisoformat(node.today())
    for one in found:
        if one.from_on is None:
            when = "chưa có thời hạn: cần văn bản của tỉnh"
        else:
            state = "ĐÃ HẾT HẠN" if one.is_due(today) else "chưa hết hạn"
            when = f"{state}, hủy được từ {one.from_on:%d/%m/%Y} theo {one.rule.source}"
        click.echo(f"{one.round_code}\t{one.rule.label}\t{one.record_count} bản ghi\t{one.size / 1e6:.1f} MB\t{when}")
    click.echo("Chạy thử: chưa hủy gì." if found else "Chưa có đợt nào đã đóng.")
