"""Commands on keys and backups: the passphrase, the recovery sheet, backing up, checking and restoring."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from server.cli_node import opened, progress_bar
from server.cli_passphrase import ask_passphrase
from server.config import read_config
from server.errors import Problem
from server.telling import tell

if TYPE_CHECKING:
    from server.services.backups import Secret

HOME = ZoneInfo("Asia/Ho_Chi_Minh")


@click.command("backup")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--verify", "check", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Kiểm tra tệp này."
)
@click.option("--no-check", is_flag=True, help="Chép xong không khôi phục thử (nhanh hơn, kém chắc hơn).")
@click.option("--keep", type=click.IntRange(1), help="Chỉ giữ chừng này bản mới nhất trong thư mục.")
def backup_command(folder: Path | None, check: Path | None, keep: int | None, *, no_check: bool) -> None:
    """Sao lưu vào thư mục FOLDER khi máy chủ đang chạy, rồi khôi phục thử để chắc là dùng được."""
    from server.services import backups
    from server.services.keys import load_keys

    config = read_config(os.environ)
    if check is not None:
        _say_checked(check, backups.open_key(check, _ask_secret(check)))
        return
    if folder is None:
        raise Problem("BACK-010", 400, tell("Chưa nói sao lưu vào đâu."), tell("Ví dụ: rasoat backup /mnt/usb/rasoat"))
    passphrase = ask_passphrase(config)
    keys = load_keys(config.var, passphrase)
    with opened(config, passphrase) as node:
        made = backups.back_up(node, keys, passphrase, folder)
        click.echo(f"Đã ghi {made.path} ({made.size / 1e6:.1f} MB, {made.seconds:.1f} giây).")
        if not no_check:
            _say_checked(made.path, made.data_key)
        backups.note_backup(node, made, is_checked=not no_check)
    for path in backups.drop_old(folder, made.manifest.node_id, keep) if keep else ():
        click.echo(f"Đã xóa bản cũ {path.name}.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unattended", is_flag=True, help="Khóa không bọc mật khẩu, máy tự chạy lại sau khi mất điện.")
def restore_command(file: Path, *, unattended: bool) -> None:
    """Khôi phục một nút từ bản sao lưu FILE vào RASOAT_VAR (phải trống)."""
    from server.cli_node import new_passphrase
    from server.services import backups

    config = read_config(os.environ)
    secret = _ask_secret(file)
    manifest = backups.restore(config, file, secret, None if unattended else new_passphrase())
    click.echo(
        f"Đã khôi phục vào {config.var}: dữ liệu đến {_say_time(manifest.made_at)}, {manifest.record_count} bản ghi."
    )
    click.echo("Nút có mã mới. Không chạy lại nút cũ trên cùng địa chỉ. Việc tiếp theo:")
    click.echo("  1. rasoat verify   2. rasoat keys recovery   3. rasoat serve   4. nhắc máy tính bảng đồng bộ lại")


@click.group("keys")
def keys_group() -> None:
    """Khóa của nút: mật khẩu mở khóa, tờ khôi phục."""


@keys_group.command("passphrase")
@click.option("--recover", is_flag=True, help="Quên mật khẩu: dùng mã trên tờ khôi phục.")
@click.option("--unattended", is_flag=True, help="Bỏ mật khẩu: máy tự mở khóa khi khởi động.")
def passphrase_command(*, recover: bool, unattended: bool) -> None:
    """Đặt lại mật khẩu mở khóa của nút."""
    from server.services.keys import change_passphrase, load_keys, recover_keys

    var = read_config(os.environ).var
    if recover:
        keys = recover_keys(var, _ask("RASOAT_RECOVERY", "Mã khôi phục"))
    else:
        keys = load_keys(var, ask_passphrase(read_config(os.environ)))
    new = None
    if not unattended:
        new = os.environ.get("RASOAT_NEW_PASSPHRASE") or str(
            click.prompt("Mật khẩu mới", hide_input=True, confirmation_prompt="Nhập lại")
        )
    change_passphrase(var, keys, new)
    click.echo("Đã bỏ mật khẩu, nút tự mở khóa." if unattended else "Đã đổi mật khẩu. Có hiệu lực ở lần khởi động sau.")


@keys_group.command("recovery")
@click.argument("pdf", type=click.Path(dir_okay=False, path_type=Path))
def recovery_command(pdf: Path) -> None:
    """Tạo mã khôi phục mới và ghi tờ khôi phục ra tệp PDF để in."""
    from server.papers.recovery_sheet import print_recovery
    from server.services.keys import load_keys, set_recovery
    from server.services.recovery import make_code
    from server.services.rounds import list_rounds

    config = read_config(os.environ)
    passphrase, code, now = ask_passphrase(config), make_code(), dt.datetime.now(dt.UTC)
    keys = load_keys(config.var, passphrase)
    with opened(config, passphrase) as node:
        sheet = print_recovery(
            code,
            node_id=str(node.settings["node_id"]),
            place=config.public_url,
            printed=_say_time(now.isoformat()),
            is_training=any(one.kind == "training" for one in list_rounds(node)),
            made_at=now,
        )
    descriptor = os.open(pdf, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sheet)
    set_recovery(config.var, keys, passphrase, code)
    click.echo(f"Đã ghi {pdf}. In ra, cất trong két, rồi xóa tệp này: ai có mã thì mở được mọi bản sao lưu.")


def _say_checked(path: Path, data_key: bytes) -> None:
    from server.services import backups

    with progress_bar("Khôi phục thử") as step:
        found = backups.check_backup(read_config(os.environ), path, data_key, step)
    if found.faults:
        for one in found.faults[:20]:
            click.echo(f"  {one.code}  {one.place}")
        told = tell(
            "Bản sao lưu {name} không khôi phục được trọn vẹn: {n} chỗ không khớp.", name=path.name, n=len(found.faults)
        )
        raise Problem("BACK-011", 500, told, tell("Chạy rasoat verify trên máy chủ, sửa lỗi rồi sao lưu lại."))
    click.echo(
        f"Khôi phục thử tốt: {found.manifest.record_count} bản ghi, {found.blob_count} tệp, "
        f"đến {_say_time(found.manifest.made_at)}."
    )


def _ask_secret(path: Path) -> Secret:
    from server.services.backups import Secret
    from server.services.backups.container import read_header

    kinds = {one["kind"] for one in read_header(path)["wraps"]}
    given = Secret(os.environ.get("RASOAT_PASSPHRASE", ""), os.environ.get("RASOAT_RECOVERY", ""))
    if given.recovery_code or (given.passphrase and "passphrase" in kinds):
        return given
    if "recovery" not in kinds:
        return Secret(passphrase=str(click.prompt("Mật khẩu mở khóa lúc sao lưu", hide_input=True)))
    return Secret(recovery_code=str(click.prompt("Mã khôi phục")))


def _ask(variable: str, words: str) -> str:
    return os.environ.get(variable) or str(click.prompt(words))


def _say_time(moment: str) -> str:
    return dt.datetime.fromisoformat(moment).astimezone(HOME).strftime("%H:%M, %d/%m/%Y")
