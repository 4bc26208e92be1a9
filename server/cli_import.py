"""`rasoat import`: lists that exist come in from the node's own console, a dry run first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from server.cli_node import opened, progress_bar
from server.cli_round import find_actor
from server.domain.access import Actor
from server.domain.imports.fields import HOUSEHOLDS, fields_of
from server.domain.imports.headings import column_letter
from server.domain.imports.lines import sentence
from server.domain.imports.undoing import Item, Plan
from server.errors import Problem
from server.papers.fault_sheet import write_fault_sheet
from server.papers.sheet_reading import read_sheet
from server.services import imports, people
from server.services.imports.applying import apply_run
from server.services.imports.checking import check_run
from server.services.imports.faults import read_told
from server.services.imports.plans import TERMS, read_plan
from server.services.imports.seen import mark_of
from server.services.imports.undoing import read_undo, start_undo, undo_run
from server.services.node import Node
from server.services.views.imports import all_faults
from server.telling import tell

SHOWN = 40


@click.group("import")
def import_group() -> None:
    """Nhập dữ liệu đang có: hộ, cán bộ, thôn, tổng số hộ; lấy lại lần nhập. Xem trước, --apply mới làm."""


def _options(command: Any) -> Any:
    for option in (
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--area", default="", help="Mã xã (hoặc huyện, tỉnh) mà tệp thuộc về; mặc định cả tỉnh."),
        click.option("--as", "login", default="", help="Tên đăng nhập của người nhập."),
        click.option("--column", "columns", multiple=True, help="Sửa cột: A=head_name; A= là không dùng."),
        click.option("--apply", "is_real", is_flag=True, help="Nhập các dòng không lỗi; không có thì chỉ kiểm tra."),
        click.option("--faults", type=click.Path(dir_okay=False, path_type=Path), help="Ghi bảng tính đánh dấu lỗi."),
    ):
        command = option(command)
    return command


@import_group.command("households")
@_options
@click.option("--standard", required=True, help="Chuẩn nghèo của danh sách, ví dụ vn_2016.")
@click.option("--decision", "decision_no", default="", help="Số quyết định công nhận, nếu không có cột riêng.")
@click.option("--decided-on", "decision_on", default="", help="Ngày quyết định, dạng 2015-12-20.")
@click.option("--from", "from_on", default="", help="Ngày kết quả có hiệu lực.")
@click.option("--to", "to_on", default="", help="Ngày kết quả hết hiệu lực.")
@click.option("--outcome", default="", help="poor, near_poor hoặc not_poor cho cả danh sách.")
@click.option("--new-villages", is_flag=True, help="Tạo mọi thôn chưa có trong danh mục.")
def households_command(*, new_villages: bool, **options: Any) -> None:
    """Danh sách hộ nghèo, cận nghèo, thoát nghèo của một năm."""
    _import(HOUSEHOLDS, options, new_villages=new_villages)


@import_group.command("villages")
@_options
def villages_command(**options: Any) -> None:
    """Danh mục thôn, ấp, khu phố."""
    _import("villages", options)


@import_group.command("staff")
@_options
def staff_command(**options: Any) -> None:
    """Cán bộ, rà soát viên: tài khoản, vai trò, thôn được giao. Mật khẩu đặt sau ở trang người dùng."""
    _import("staff", options)


@import_group.command("denominators")
@_options
@click.option("--source", required=True, help="Văn bản, sổ mà số liệu lấy từ đó.")
@click.option("--on", "counted_on", required=True, help="Ngày mà số liệu tính đến, dạng 2015-12-31.")
def denominators_command(**options: Any) -> None:
    """Tổng số hộ, nhân khẩu của từng xã, làm mẫu số của tỷ lệ."""
    _import("denominators", options)


@import_group.command("undo")
@click.argument("import_id")
@click.option("--as", "login", default="", help="Tên đăng nhập của người lấy lại.")
@click.option("--apply", "is_real", is_flag=True, help="Lấy lại thật; không có thì chỉ xem trước.")
def undo_command(import_id: str, login: str, *, is_real: bool) -> None:
    """Lấy lại cả một lần nhập: xem trước cái gì rời sổ, cái gì giữ lại và vì sao."""
    with opened() as node:
        run = imports.get_run(node, import_id)
        actor_id = find_actor(node, login)
        grants = node.read(lambda c: people.read_grants(c, actor_id, node.today()))
        imports.check_may_import(node, Actor(actor_id, login, grants), run.kind, run.area_code)
        plan = read_undo(node, run, actor_id)
        if run.state != "undoing":
            _say_undo(plan)
        if not is_real:
            click.echo("Chỉ xem trước, chưa lấy lại gì. Thêm --apply để lấy lại.")
            return
        if run.state != "undoing":  # asked for before and broken off: it goes on
            start_undo(node, actor_id, import_id, seen=plan.mark)
        with progress_bar("Lấy lại") as step:
            undo_run(node, {"import_id": import_id}, step)
        click.echo("Đã lấy lại.")


def _say_undo(plan: Plan) -> None:
    words = {"households": "hộ mới rời sổ", "statuses": "hộ trở về kết quả trước"}
    words |= {"codes": "hộ thôi mang mã của danh sách", "villages": "thôn rời danh mục"}
    for name, count in plan.counts.items():
        click.echo(f"  {words[name]}: {count}")
    _say_items("Lấy lại được", plan.goes)
    _say_items("Giữ lại, vì đang được dùng" if plan.is_possible else "Đang được dùng", plan.stays)


def _say_items(head: str, items: Sequence[Item]) -> None:
    click.echo(f"{head}: {len(items)}")
    for one in items[:SHOWN]:
        why = ": " + "; ".join(one.reasons) if one.reasons else ""
        click.echo(f"  {one.code} {one.name}{why}")
    if len(items) > SHOWN:
        click.echo(f"  … và {len(items) - SHOWN} mục nữa")


def _import(kind: str, options: dict[str, Any], *, new_villages: bool = False) -> None:
    path: Path = options["file"]
    with opened() as node:
        area = options["area"] or str(node.settings["province_code"])
        actor_id = find_actor(node, options["login"])
        grants = node.read(lambda c: people.read_grants(c, actor_id, node.today()))
        imports.check_may_import(node, Actor(actor_id, options["login"], grants), kind, area)
        import_id = imports.start_run(node, actor_id, kind, area, (path.name, path.read_bytes()))
        _plan(node, import_id, options, area)
        if new_villages:
            unknown = imports.get_run(node, import_id).counts.get("villages", ())
            imports.choose_villages(node, import_id, {one["key"]: "new" for one in unknown})
            check_run(node, {"import_id": import_id})
        run = imports.get_run(node, import_id)
        _say(node, run)
        if options["faults"]:
            _write_faults(node, run, options["faults"])
        if not options["is_real"]:
            click.echo("Chỉ kiểm tra thử, chưa nhập gì. Thêm --apply để nhập.")
            return
        imports.start_apply(node, import_id, seen=mark_of(run))
        apply_run(node, {"import_id": import_id})
        if imports.get_run(node, import_id).state != "applied":
            told = tell("Sổ đã đổi từ lúc kiểm tra, chưa nhập gì.")
            raise Problem("IMPT-046", 409, told, tell("Chạy lại lệnh."))
        click.echo(f"Đã nhập {run.counts['ready']} dòng. Lấy lại: rasoat import undo {import_id}")
        click.echo(f"Cũng lấy lại được ở trang Nhập dữ liệu, mã {import_id}.")


def _plan(node: Node, import_id: str, options: dict[str, Any], area: str) -> None:
    run = imports.get_run(node, import_id)
    columns = {**run.plan["columns"], **_columns(run.kind, options["columns"])}
    terms = {name: options.get(name, "") for name in TERMS}
    has_commune = "commune" in columns.values()
    terms["area_code"] = "" if has_commune or area == str(node.settings["province_code"]) else area
    for number, head in enumerate(run.plan["heads"]):
        named = columns.get(str(number))
        if head or named:
            click.echo(
                f"  {column_letter(number)}\t{head}\t{fields_of(run.kind)[named].name if named else 'không dùng'}"
            )
    imports.plan_run(node, import_id, {"columns": columns, "terms": terms})
    check_run(node, {"import_id": import_id})


def _columns(kind: str, given: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for one in given:
        letter, sign, name = one.partition("=")
        if not sign or not letter.isalpha() or (name and name not in fields_of(kind)):
            known = ", ".join(fields_of(kind))
            raise Problem(
                "IMPT-024",
                422,
                tell("--column {one} không đúng.", one=one),
                tell("Dạng A=tên, tên là một trong: {known}.", known=known),
            )
        number = 0
        for sign in letter.upper():
            number = number * 26 + ord(sign) - 64
        chosen[str(number - 1)] = name
    return chosen


def _say(node: Node, run: Any) -> None:
    counts = run.counts
    if counts.get("problem"):
        raise Problem("IMPT-025", 422, read_told(counts["problem"]))
    click.echo(f"{run.file_name}, trang {run.sheet}: {counts['ready']} nhập được, {counts['outside']} còn ngoài.")
    others = [name for name in run.plan["sheets"] if name != run.sheet]
    if others:
        hidden = set(run.plan.get("hidden_sheets", ()))
        named = ", ".join(f"{name} (bị ẩn)" if name in hidden else name for name in others)
        click.echo(f"  không đọc các trang: {named}")
    for village in counts.get("villages", ()):
        click.echo(f"  thôn chưa có: {village['name']} (xã {village['area']})")
    faults = node.read(lambda c: all_faults(c, run.import_id))
    for one in faults[:SHOWN]:
        place = f"{column_letter(one.column)}{one.row}" if one.column is not None else f"dòng {one.row}"
        click.echo(f"  {run.sheet}!{place}: {sentence(one.what)} {one.remedy}")
    if len(faults) > SHOWN:
        click.echo(f"  … và {len(faults) - SHOWN} chỗ nữa; xem cả bằng --faults loi.xlsx")


def _write_faults(node: Node, run: Any, path: Path) -> None:
    table = read_sheet(node.blobs.get(run.sha256), run.sheet)
    faults = node.read(lambda c: all_faults(c, run.import_id))
    path.write_bytes(write_fault_sheet(table, faults, read_plan(run.plan, run.fixes).fixes))
    click.echo(f"Đã ghi {path}.")
