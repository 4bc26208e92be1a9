"""`rasoat webhooks`: addresses of other programs that are told what happens to cases."""

from __future__ import annotations

import click

from server.cli_node import opened
from server.services import webhooks
from server.web.formats import vi_moment


@click.group("webhooks")
def webhooks_group() -> None:
    """Báo tin cho chương trình khác: thêm, xem, tạm dừng, bỏ địa chỉ."""


@webhooks_group.command("add")
@click.argument("url")
@click.option("--event", "events", multiple=True, type=click.Choice(list(webhooks.EVENTS)), help="Mặc định: mọi loại.")
@click.option("--area", default="", help="Mã tỉnh, huyện hoặc xã; mặc định là cả tỉnh.")
def add_command(url: str, events: tuple[str, ...], area: str) -> None:
    """Báo cho URL từ nay; in khóa kiểm chữ ký, chỉ hiện một lần."""
    with opened() as node:
        place = area or str(node.settings["province_code"])
        webhook_id, secret = webhooks.add_webhook(node, url, events, place)
    click.echo(f"{webhook_id}\nKhóa kiểm chữ ký (chỉ hiện lần này): {secret}")


@webhooks_group.command("list")
def list_command() -> None:
    """Liệt kê địa chỉ, số tin đã báo, lỗi của lần báo gần nhất."""
    with opened() as node:
        rows = node.read(webhooks.list_webhooks)
        for row in rows:
            state = "đang báo" if row.is_active else "tạm dừng"
            told = f"{row.sent_count} tin, lần cuối {vi_moment(row.sent_at)}" if row.sent_at else "chưa báo"
            click.echo("\t".join((row.webhook_id, row.url, row.area_code, state, told, row.error or "")))
    if not rows:
        click.echo("Chưa báo tin cho địa chỉ nào. Thêm: rasoat webhooks add ĐỊA-CHỈ")


@webhooks_group.command("pause")
@click.argument("webhook_id")
@click.option("--resume", is_flag=True, help="Báo tiếp, kể cả những gì xảy ra trong lúc dừng.")
def pause_command(webhook_id: str, resume: bool) -> None:
    """Tạm dừng một địa chỉ; --resume để báo tiếp."""
    with opened() as node:
        webhooks.set_active(node, webhook_id, is_active=resume)
    click.echo("Báo tiếp." if resume else "Đã tạm dừng.")


@webhooks_group.command("remove")
@click.argument("webhook_id")
def remove_command(webhook_id: str) -> None:
    """Bỏ một địa chỉ."""
    with opened() as node:
        webhooks.remove_webhook(node, webhook_id)
    click.echo("Đã bỏ.")
