"""Commands that look after a node: found it, check it, make its tables again, see its jobs."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from server.cli_passphrase import ask_passphrase
from server.config import Config, read_config
from server.errors import Problem
from server.services.node import Node, open_node
from server.telling import tell

SHOWN_FAULTS = 20
Progress = Callable[[int, int], None]


@contextmanager
def opened(settings: Config | None = None, passphrase: str | None = None) -> Iterator[Node]:
    """The node in RASOAT_VAR; asks for its passphrase where one is needed and none is given or set."""
    config = settings or read_config(os.environ)
    node = open_node(config, passphrase or ask_passphrase(config))
    try:
        yield node
    finally:
        node.close()


@click.command("init")
@click.option("--province", required=True, help="Mã tỉnh, ví dụ 77.")
@click.option("--login", default="quantri", show_default=True, help="Tên đăng nhập của quản trị đầu tiên.")
@click.option("--name", default="Quản trị", show_default=True, help="Tên hiện trên màn hình.")
@click.option("--register-on", default="", help="Danh mục hành chính tính đến ngày này (2016-2020).")
@click.option("--unattended", is_flag=True, help="Tự mở khóa khi máy khởi động: khóa nằm trong tệp node.key.")
def init_command(province: str, login: str, name: str, register_on: str, *, unattended: bool) -> None:
    """Tạo nút mới: khóa, cơ sở dữ liệu mã hóa, danh mục hành chính, quản trị đầu tiên."""
    from server.services.founding import Founding, found_node

    passphrase = None if unattended else new_passphrase()
    day = register_on or dt.datetime.now(dt.UTC).date().isoformat()
    node, password = found_node(read_config(os.environ), Founding(province, day, login, name), passphrase)
    node.close()
    click.echo(f"Đã tạo nút {node.settings['node_id']} trong {node.config.var}.")
    click.echo(f"Đăng nhập lần đầu: {login} / {password} (chỉ hiện một lần, hãy đổi ngay).")
    if unattended:
        click.echo("Chú ý: ai chép được thư mục này thì đọc được dữ liệu. Giữ thư mục như giữ con dấu.")


def new_passphrase() -> str:
    """From RASOAT_PASSPHRASE, else typed twice."""
    given = os.environ.get("RASOAT_PASSPHRASE")
    if given:
        return given
    return str(click.prompt("Đặt mật khẩu mở khóa cho nút", hide_input=True, confirmation_prompt="Nhập lại"))


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def verify_command(*, as_json: bool) -> None:
    """Kiểm tra chuỗi bản ghi, chữ ký, tệp ảnh và bảng dữ liệu; chỉ đọc, không sửa gì."""
    from server.services.verification import verify_node

    with opened() as node, progress_bar("Kiểm tra", hidden=as_json) as step:
        result = verify_node(node, step)
    if as_json:
        faults = [{"code": one.code, "place": one.place} for one in result.faults]
        counts = {"records": result.record_count, "blobs": result.blob_count}
        click.echo(json.dumps({**counts, "faults": faults}, ensure_ascii=False))
    else:
        click.echo(f"{result.record_count} bản ghi, {result.blob_count} tệp: {_sum_up(len(result.faults))}")
        for one in result.faults[:SHOWN_FAULTS]:
            click.echo(f"  {one.code}  {one.place}")
    if result.faults:
        raise Problem(
            "NODE-007",
            500,
            tell("{n} chỗ không khớp.", n=len(result.faults)),
            tell("Đừng ghi tiếp; khôi phục từ bản sao lưu."),
        )


def _sum_up(fault_count: int) -> str:
    return "tất cả nguyên vẹn." if fault_count == 0 else f"{fault_count} chỗ không khớp:"


@click.command("rebuild")
def rebuild_command() -> None:
    """Dựng lại mọi bảng dữ liệu từ nhật ký bản ghi (dừng máy chủ trước)."""
    from server.services.maintenance import rebuild_node
    from server.serving import only_server

    with opened() as node, only_server(node.config.var), progress_bar("Dựng lại") as step:
        result = rebuild_node(node, step)
    click.echo(f"Đã dựng lại từ {result.record_count} bản ghi; {result.pending_count} phiếu còn chờ xử lý.")
    if result.stuck_count:
        click.echo(f"{result.stuck_count} bản ghi chưa xử lý được, vẫn được giữ nguyên: xem trang Máy chủ.")


@click.command("reprocess")
@click.option("--trial", is_flag=True, help="Chỉ xem điều gì sẽ khác, không ghi.")
def reprocess_command(*, trial: bool) -> None:
    """Tính lại điểm, phân loại và lỗi của mọi phiếu bằng bản phần mềm này (dừng máy chủ trước)."""
    from server.services.maintenance import reprocess_node
    from server.serving import only_server

    with opened() as node, only_server(node.config.var), progress_bar("Tính lại") as step:
        result = reprocess_node(node, step, is_trial=trial)
    click.echo(f"{result.rebuilt.record_count} bản ghi; {result.rebuilt.pending_count} phiếu còn chờ xử lý.")
    changes = {
        "kết quả phân loại": result.changed_assessments,
        "phát hiện": result.changed_findings,
        "trạng thái": result.changed_states,
    }
    for label, instances in changes.items():
        click.echo(f"  khác về {label}: {len(instances)} phiếu")
    if trial:
        click.echo("Chạy thử: chưa ghi gì.")


@contextmanager
def progress_bar(label: str, *, hidden: bool = False) -> Iterator[Progress]:
    with click.progressbar(length=1, label=label, show_pos=True, hidden=hidden) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            # A hundred redraws are enough for the eye; each costs more than a record.
            if done == total or done - bar.pos >= max(total // 100, 1):
                bar.update(done - bar.pos)

        yield step


@click.group("jobs")
def jobs_group() -> None:
    """Việc chạy nền: xem, chạy ngay, thử lại."""


@jobs_group.command("list")
def list_jobs_command() -> None:
    """Đếm việc theo loại và trạng thái."""
    from server.services.jobs import count_jobs

    with opened() as node:
        counts = count_jobs(node)
    for (kind, state), count in sorted(counts.items()):
        click.echo(f"{kind}\t{state}\t{count}")
    if not counts:
        click.echo("Không có việc nào.")


@jobs_group.command("run")
def run_jobs_command() -> None:
    """Chạy mọi việc đã đến giờ rồi dừng."""
    from server.services.job_kinds import HANDLERS
    from server.services.jobs import run_due_jobs

    with opened() as node:
        click.echo(f"Đã chạy {run_due_jobs(node, HANDLERS)} việc.")


@jobs_group.command("retry")
def retry_jobs_command() -> None:
    """Cho mọi việc đã hỏng chạy lại từ đầu."""
    from server.services.jobs import retry_failed_jobs

    with opened() as node:
        click.echo(f"{retry_failed_jobs(node)} việc sẽ chạy lại.")
