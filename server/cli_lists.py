"""Commands on the lists that tablets download."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from server.cli_node import opened
from server.errors import Problem
from server.telling import tell


@click.group("lists")
def lists_group() -> None:
    """Danh sách hộ trên máy tính bảng."""


@lists_group.command("preview")
@click.argument("code")
@click.option("--budget", default=60, show_default=True, type=click.IntRange(1), help="Lâu nhất được phép, giây.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def preview_command(code: str, budget: int, *, as_json: bool) -> None:
    """Mỗi rà soát viên sẽ tải bao nhiêu trong đợt CODE, mất bao lâu trên mạng 3G yếu; trước khi công bố đợt."""
    from server.services.list_sizes import measure_downloads
    from server.services.rounds import get_round

    with opened() as node:
        found = measure_downloads(node, get_round(node, code).round_id)
    if as_json:
        rows = [{**asdict(one), "seconds": round(one.seconds, 1)} for one in found]
        click.echo(json.dumps({"budget_seconds": budget, "downloads": rows}, ensure_ascii=False))
    for one in () if as_json else found:
        mark = "▲" if one.seconds > budget else " "
        click.echo(
            f"{mark} {one.name}\t{one.village_count} thôn\t{one.household_count} hộ\t{one.row_count} dòng\t"
            f"{one.size / 1000:.0f} kB\t{one.seconds:.0f} giây"
        )
    if not found:
        raise Problem(
            "LIST-005", 409, tell("Đợt {code} chưa giao thôn cho ai.", code=code), tell("Giao thôn rồi xem lại.")
        )
    heavy = [one for one in found if one.seconds > budget]
    if heavy:
        told = tell("{n} rà soát viên phải tải lâu hơn {budget} giây.", n=len(heavy), budget=budget)
        raise Problem(
            "LIST-006", 409, told, tell("Chia thôn của họ cho nhiều người, hoặc đồng bộ lần đầu ở xã bằng Wi-Fi.")
        )
