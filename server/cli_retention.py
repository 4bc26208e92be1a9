"""`rasoat retention`: what could be destroyed by the rules on keeping; what two people confirmed, carried out here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from server.cli_node import opened, progress_bar
from server.errors import Problem
from server.services.node import Node
from server.telling import tell


@click.group("retention", invoke_without_command=True)
@click.option("--rules", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Quy tắc của tỉnh (YAML).")
@click.pass_context
def retention_group(context: click.Context, rules: Path | None) -> None:
    """Lưu giữ và hủy. Không kèm lệnh con: chạy thử quy tắc, đợt nào đã hết hạn, bao nhiêu bản ghi, không hủy gì."""
    if context.invoked_subcommand is None:
        with opened() as node:
            _say_due(node, rules)


def _say_due(node: Node, path: Path | None) -> None:
    from server.domain.retention import read_rules
    from server.services.erasure import read_terms
    from server.services.retention import find_due

    wanted = read_rules(path) if path is not None else node.read(read_terms)
    found, today = find_due(node, wanted), dt.date.fromisoformat(node.today())
    for one in found:
        if one.from_on is None:
            when = "chưa có thời hạn: cần văn bản của tỉnh"
        else:
            state = "ĐÃ HẾT HẠN" if one.is_due(today) else "chưa hết hạn"
            when = f"{state}, hủy được từ {one.from_on:%d/%m/%Y} theo {one.rule.source}"
        click.echo(f"{one.round_code}\t{one.rule.label}\t{one.record_count} bản ghi\t{one.size / 1e6:.1f} MB\t{when}")
    click.echo("Chạy thử: chưa hủy gì." if found else "Chưa có đợt nào đã đóng.")


@retention_group.command("list")
def list_command() -> None:
    """Liệt kê đề nghị hủy: mã, quyết định, bước, đã hủy bao nhiêu."""
    from server.services.views.erasures import list_plans
    from server.web.erasures import STATE

    with opened() as node:
        plans = node.read(list_plans)
        for one in plans:
            click.echo(f"{one.plan_id}\t{one.number}\t{STATE[one.state]}\t{one.done}/{one.total} bản ghi")
    if not plans:
        click.echo("Chưa có đề nghị hủy nào. Đề nghị ở trang Hủy dữ liệu.")


@retention_group.command("run")
@click.argument("plan_id")
def run_command(plan_id: str) -> None:
    """Hủy ngay một đề nghị đã có người thứ hai xác nhận, không chờ việc chạy nền."""
    from server.services import erasure
    from server.services.erasure.running import carry_out

    with opened() as node:
        plan = erasure.get_plan(node, plan_id)
        if plan.state not in ("running", "cleaning"):
            told = tell("Đề nghị theo {number} chưa được xác nhận hoặc đã xong.", number=plan.number)
            raise Problem(
                "ERAS-014", 409, told, tell("Người thứ hai xác nhận ở trang Hủy dữ liệu; xem rasoat retention list.")
            )
        with progress_bar("Hủy") as step:
            carry_out(node, plan_id, step)
        plan = erasure.get_plan(node, plan_id)
    click.echo(f"Đã hủy {plan.done} trên {plan.total} bản ghi. {plan.note}".strip())
    if plan.state == "done" and not plan.is_compact:
        click.echo("Tệp cơ sở dữ liệu chưa ghi lại: chạy rasoat retention clean vào giờ vắng.")


@retention_group.command("clean")
def clean_command() -> None:
    """Ghi lại cơ sở dữ liệu để không còn byte đã hủy. Chạy giờ vắng: trong lúc đó không nhận phiếu."""
    from server.services.erasure import compact

    with opened() as node:
        is_compact = compact(node)
    if not is_compact:
        told = tell("Đã ghi lại, nhưng nhật ký ghi cũ còn có người đang đọc.")
        raise Problem("ERAS-015", 409, told, tell("Chạy lại khi không ai mở trang, hoặc dừng máy chủ rồi chạy."))
    click.echo("Đã ghi lại cơ sở dữ liệu.")


@retention_group.command("ledger")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def ledger_command(folder: Path) -> None:
    """Ghi danh sách hủy vào FOLDER, để cạnh bản sao lưu: khôi phục bản cũ thì hủy lại theo danh sách này."""
    from server.services.erasure.ledger import write_ledger

    with opened() as node:
        click.echo(f"Đã ghi {write_ledger(node, folder)}.")


@retention_group.command("reapply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def reapply_command(file: Path) -> None:
    """Hủy lại theo danh sách FILE trên nút vừa khôi phục (rasoat restore tự làm nếu tệp nằm cạnh bản sao lưu)."""
    from server.services.erasure import compact
    from server.services.erasure.ledger import reapply

    with opened() as node:
        count = reapply(node, file)
        if count:
            compact(node)
    click.echo(f"Đã hủy lại theo {count} bản ghi hủy.")
