"""Commands that say how well a node is, and bring it to a new release."""

from __future__ import annotations

import json
import os
from dataclasses import asdict

import click

from server.cli_node import opened, progress_bar
from server.cli_passphrase import ask_passphrase
from server.config import read_config
from server.errors import Problem
from server.telling import tell

MARKS = {"ok": "✓", "warn": "◆", "bad": "▲"}


@click.command("doctor")
@click.option("--full", is_flag=True, help="Xem từng bản ghi, chữ ký và ảnh (lâu hơn).")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def doctor_command(*, full: bool, as_json: bool) -> None:
    """Khám nút: ổ đĩa, đồng hồ, khóa, dữ liệu, việc nền, sao lưu; mỗi chỗ chưa ổn có cách sửa."""
    from server.domain.health import worst
    from server.services.doctor import examine, look_quickly, look_through
    from server.web.words import CHECK

    with opened() as node:
        checks = examine(node)
        if full:
            with progress_bar("Xem từng bản ghi", hidden=as_json) as step:
                checks.append(look_through(node, step))
        else:
            checks.append(look_quickly(node))
    if as_json:
        click.echo(json.dumps({"level": worst(checks), "checks": [asdict(one) for one in checks]}, ensure_ascii=False))
    for one in () if as_json else checks:
        click.echo(f"{MARKS[one.level]} {CHECK[one.name]}: {one.told}")
        if one.remedy:
            click.echo(f"    → {one.remedy}")
    bad = [one for one in checks if one.level == "bad"]
    if bad:
        told = tell("{n} chỗ phải sửa ngay: {bad}.", n=len(bad), bad=", ".join(CHECK[one.name] for one in bad))
        raise Problem("DOCT-001", 500, told, tell("Làm theo các dòng có mũi tên ở trên."))


@click.command("metrics")
def metrics_command() -> None:
    """In số đo của nút theo dạng Prometheus."""
    from server.services.metrics import read_metrics

    with opened() as node:
        click.echo(read_metrics(node), nl=False)


@click.command("upgrade")
def upgrade_command() -> None:
    """Nâng cấp bảng dữ liệu lên bản phần mềm này: chạy thử trước, rồi mới làm thật (dừng máy chủ trước)."""
    from server.services.keys import load_keys
    from server.services.upgrading import upgrade_node
    from server.serving import only_server

    config = read_config(os.environ)
    keys = load_keys(config.var, ask_passphrase(config))
    with only_server(config.var):
        done = upgrade_node(config, keys)
    if done.before == done.after:
        click.echo(f"Dữ liệu đã ở bản {done.after}, không phải làm gì.")
        return
    click.echo(f"Đã nâng từ bản {done.before} lên {done.after} trong {done.seconds:.1f} giây; chạy thử trước đó tốt.")
    if done.copy is not None:
        click.echo(f"Bản trước khi nâng: {done.copy}. Xóa sau khi chạy rasoat verify.")
