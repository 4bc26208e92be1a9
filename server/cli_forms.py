"""`rasoat forms`: check a workbook, publish it, compare, roll back, from the node's own console."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from server.cli_node import opened
from server.cli_round import find_actor
from server.errors import Problem
from server.forms.issues import Issue
from server.forms.own_diff import FormDiff
from server.services import forms
from server.services.forms import FormCheck
from server.services.trial_tablets import enrol_trial_tablet
from server.telling import tell

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
ROUND = click.option("--round", "round_code", required=True, help="Mã đợt, ví dụ TH-2017.")
AS = click.option("--as", "login", default="", help="Tên đăng nhập của người làm; mặc định là quản trị của máy chủ.")
SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}


@click.group("forms")
def forms_group() -> None:
    """Biểu mẫu: kiểm tra, so sánh, công bố, quay lại bản cũ."""


@forms_group.command("list")
def list_command() -> None:
    """Liệt kê mọi bản của mọi biểu mẫu."""
    with opened() as node:
        for one in forms.list_forms(node):
            used = "bản thử" if one.is_trial else "đang dùng"
            mark = used if one.is_current else "bản cũ"
            source = "của tỉnh" if one.notes.get("source") == "own" else "dựng sẵn"
            click.echo(f"{one.round_code}\t{one.form_id}\t{one.form_version}\t{mark}\t{source}\t{one.title}")


@forms_group.command("check")
@FILE
@ROUND
@AS
def check_command(file: Path, round_code: str, login: str) -> None:
    """Kiểm tra một tệp .xlsx cho một đợt, không công bố gì."""
    found = _check(file, round_code, login)
    if found.form is None:
        raise Problem(
            "FORM-023",
            422,
            tell("Còn {n} chỗ phải sửa.", n=len(found.blocking)),
            tell("Sửa trong Excel rồi kiểm tra lại."),
        )
    by = (
        "ODK Validate và máy chủ" if found.form.notes["checked_by"] == "odk_validate" else "máy chủ (máy không có Java)"
    )
    click.echo(f"{found.form.form_id} bản {found.form.form_version} dùng được cho đợt {round_code}; kiểm tra bởi {by}.")


@forms_group.command("diff")
@FILE
@ROUND
@AS
def diff_command(file: Path, round_code: str, login: str) -> None:
    """So một tệp .xlsx với bản đang dùng của đợt."""
    found = _check(file, round_code, login)
    if found.diff is None:
        click.echo(f"Đợt {round_code} chưa có bản nào của biểu mẫu này để so.")
    else:
        _say_diff(found.diff)


@forms_group.command("publish")
@FILE
@ROUND
@AS
@click.option("--trial", "is_trial", is_flag=True, help="Chỉ máy thử thấy; phiếu gửi về không tính.")
def publish_command(file: Path, round_code: str, login: str, *, is_trial: bool) -> None:
    """Công bố một tệp .xlsx: máy tính bảng nhận ở lần đồng bộ sau."""
    with opened() as node:
        actor = find_actor(node, login)
        version = forms.publish_form(node, actor, round_code, file.read_bytes(), is_trial=is_trial)
    told = "Máy thử nhận" if is_trial else "Đã công bố"
    click.echo(f"{told} bản {version} cho đợt {round_code}.")


@forms_group.command("tablet")
@click.argument("tester")
@AS
def tablet_command(tester: str, login: str) -> None:
    """Ghi danh một máy thử cho rà soát viên TESTER (tên đăng nhập); in địa chỉ một lần."""
    with opened() as node:
        made = enrol_trial_tablet(node, find_actor(node, login), tester)
    click.echo(f"Máy thử của {made.name}, nhập vào ODK Collect (chỉ hiện một lần):\n{made.server_url}")


@forms_group.command("rollback")
@click.argument("form_id")
@click.argument("version")
@AS
def rollback_command(form_id: str, version: str, login: str) -> None:
    """Quay lại một bản cũ: nội dung cũ, số bản mới."""
    with opened() as node:
        made = forms.roll_back(node, find_actor(node, login), form_id, version)
    click.echo(f"{form_id}: nội dung của bản {version} nay là bản {made}.")


@forms_group.command("write")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="xlsforms")
def write_command(folder: Path) -> None:
    """Ghi mọi phiếu tập huấn ra thư mục: XLSForm để mở bằng Excel, XForm như máy tính bảng nhận."""
    from server.demo.build import ROUND_CODE, STANDARDS, YEAR
    from server.forms.build import build_round_forms
    from server.forms.languages import load_languages
    from server.forms.spec import RoundSpec
    from server.standards.packs import AVERAGE, PackStore

    packs = PackStore()
    spec = RoundSpec(
        code=ROUND_CODE,
        name=f"Đợt tập huấn {YEAR}",
        is_training=True,
        reference_on=dt.date(YEAR, 12, 31),
        standards=tuple(packs.round_standard(entry) for entry in STANDARDS),
        shows_scores=True,
        procedure=packs.procedure("tt17_2016"),
        average=packs.round_standard({"standard": "vn_2016", "method": AVERAGE}),
        languages=load_languages(),
    )
    for form in build_round_forms(spec):
        built = folder / form.form_id / "built"
        built.mkdir(parents=True, exist_ok=True)
        (built / f"{form.form_id}.xlsx").write_bytes(form.xlsx)
        (built / f"{form.form_id}.xml").write_bytes(form.xml)
        click.echo(f"{built}/{form.form_id}.xlsx, .xml: bản {form.form_version}")


def _check(file: Path, round_code: str, login: str) -> FormCheck:
    with opened() as node:
        found = forms.check_form(node, find_actor(node, login), round_code, file.read_bytes())
    for one in found.issues:
        _say_issue(one)
    return found


def _say_issue(issue: Issue) -> None:
    click.echo(f"{'LỖI' if issue.is_blocking else 'lưu ý'}  {issue}")
    if issue.original:
        click.echo(f"      {issue.original}")


def _say_diff(diff: FormDiff) -> None:
    click.echo(f"Bản {diff.before} → {diff.after}: {len(diff.changes)} thay đổi")
    for one in diff.changes:
        name = f" {one.name}" if one.name else ""
        aspect = f" [{one.aspect}]" if one.aspect else ""
        told = f" {one.before or '–'} → {one.after or '–'}" if one.aspect else f" {one.label}"
        click.echo(f"  {SIGNS[one.kind]}{name}{aspect}{told}")
