"""`rasoat packs`: look at the law's numbers, write a sheet for them, load what two people read, adopt it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from server.cli_node import opened, progress_bar
from server.cli_round import find_actor
from server.errors import Problem
from server.papers.pack_sheet import hints_of, read_filled, write_template
from server.services import effects, packs
from server.services.pack_rules import Comparison
from server.standards.cases import cases_of
from server.standards.cases_table import OUTCOMES, cases_table
from server.standards.packs import Standard
from server.standards.register import Entry, diff, flatten, list_packs, needed_numbers
from server.telling import tell

KINDS = {"standard": "chuẩn", "scoring": "bảng điểm", "tiers": "nhóm hộ", "procedure": "quy trình"}


@click.group("packs")
def packs_group() -> None:
    """Gói số liệu của văn bản: xem, so sánh, nạp, hai người xác nhận."""


@packs_group.command("list")
def list_command() -> None:
    """Liệt kê các gói, số mục chưa có và chưa đối chiếu."""
    with opened() as node:
        for one in list_packs(node.packs):
            days = f"{one.from_on or '…'} đến {one.to_on or '…'}"
            left = f"{one.unknown} chưa có, {one.unsure} chưa đối chiếu" if one.unknown or one.unsure else "đủ"
            click.echo(f"{one.id}\t{KINDS[one.kind]}\t{days}\t{left}\t{one.title}")


@packs_group.command("show")
@click.argument("pack_id")
def show_command(pack_id: str) -> None:
    """Xem mọi mục của một gói, kèm văn bản và điều khoản."""
    with opened() as node:
        pack = node.packs.find(pack_id)
        click.echo(f"{pack.title}\n  mã {pack.id}, dấu {pack.digest[:16]}")
        for one in flatten(pack):
            click.echo(f"  {one.label}: {say_value(one)} ({one.act}, {one.article})")


@packs_group.command("check")
@click.argument("pack_id")
@click.option("--method", default="points", help="Phương pháp của chuẩn: points hoặc declared_income.")
def check_command(pack_id: str, method: str) -> None:
    """Những mục còn phải nạp hoặc đối chiếu trước đợt chính thức; kết thúc với mã 1 nếu còn."""
    with opened() as node:
        pack = node.packs.find(pack_id)
        if isinstance(pack, Standard) and method not in pack.rules:
            raise Problem(
                "PACK-009",
                409,
                tell("{title} không có “{method}”.", title=pack.title, method=method),
                tell("Có: {rules}.", rules=", ".join(pack.rules)),
            )
        needed = needed_numbers(pack, method)
    for one in needed:
        click.echo(f"  {one.label}: {say_value(one)} ({one.act}, {one.article})")
    if needed:
        raise Problem(
            "PACK-010",
            409,
            tell("{title}: còn {n} mục.", title=pack.title, n=len(needed)),
            tell("rasoat packs template {pack_id}", pack_id=pack_id),
        )
    click.echo(f"{pack.title}: đủ cho đợt chính thức.")


@packs_group.command("diff")
@click.argument("before")
@click.argument("after")
def diff_command(before: str, after: str) -> None:
    """So sánh hai gói cùng loại, từng mục."""
    with opened() as node:
        one, other = node.packs.find(before), node.packs.find(after)
    if type(one) is not type(other):
        raise Problem(
            "PACK-011",
            409,
            tell("{before} và {after} khác loại.", before=before, after=after),
            tell("So hai gói cùng loại."),
        )
    changes = diff(one, other)
    for change in changes:
        named = change.before or change.after
        label = named.label if named is not None else change.id
        click.echo(f"  {label}: {_say(change.before)} -> {_say(change.after)}")
    click.echo(f"{len(changes)} mục khác nhau.")


@packs_group.command("cases")
@click.argument("pack_id")
def cases_command(pack_id: str) -> None:
    """Trường hợp mẫu của một gói: hộ trả lời gì thì kết quả phải là gì."""
    with opened() as node:
        rows = cases_table(cases_of(pack_id), node.packs)
    for number, one in enumerate(rows, start=1):
        told = "; ".join(filter(None, (one.household, one.people)))
        click.echo(f"{number}. {one.name} ({one.article})\n   {one.area}. {told}\n   -> {one.expected}")


@packs_group.command("effect")
@click.argument("round_code")
@click.argument("pack_id")
def effect_command(round_code: str, pack_id: str) -> None:
    """Nếu đợt dùng gói này thì bao nhiêu hộ đổi hạng. Chỉ tính thử, không lưu."""
    with opened() as node, progress_bar("Xếp loại thử") as progress:
        found = effects.find_effects(node, round_code, pack_id, progress=progress)
    for one in found:
        click.echo(f"{one.title}: {one.moved} hộ đổi hạng")
        for before, after, count in one.moves:
            click.echo(f"  {OUTCOMES[before]} -> {OUTCOMES[after]}: {count}")


@packs_group.command("template")
@click.argument("pack_id")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Tên tệp; mặc định <gói>.xlsx.")
def template_command(pack_id: str, out: Path | None) -> None:
    """Ghi bảng tính trống, đúng thứ tự của biểu, để chép số từ văn bản gốc."""
    with opened() as node:
        pack = packs.find_base(node, pack_id)
    path = out or Path(f"{pack_id}.xlsx")
    if path.exists():
        raise Problem("PACK-012", 409, tell("Đã có tệp {name}.", name=path.name), tell("Chọn tên khác bằng --out."))
    path.write_bytes(write_template(pack, hints_of(pack)))
    click.echo(f"Đã ghi {path}. Chép số rồi nạp: rasoat packs import {pack_id} {path} --as TÊN")


@packs_group.command("import")
@click.argument("pack_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "login", required=True, help="Tên đăng nhập của người đã chép số.")
@click.option("--check", "is_trial", is_flag=True, help="Chỉ tìm lỗi trong tệp, không nạp.")
def import_command(pack_id: str, file: Path, login: str, *, is_trial: bool) -> None:
    """Nạp bảng tính đã chép; mọi lỗi được nêu kèm ô và cách sửa."""
    with opened() as node:
        document, values = read_filled(packs.find_base(node, pack_id), file.read_bytes())
        click.echo(f"{file.name}: {len(values)} mục, không có lỗi.")
        if is_trial:
            return
        found = packs.enter_values(node, find_actor(node, login), pack_id, document, values)
    for line in say_comparison(found):
        click.echo(line)


@packs_group.command("adopt")
@click.argument("pack_id")
@click.option("--as", "login", required=True, help="Tên đăng nhập của người công bố gói.")
def adopt_command(pack_id: str, login: str) -> None:
    """Công bố những số hai người đã chép giống nhau, thành gói mới có dấu riêng."""
    with opened() as node:
        made = packs.adopt_pack(node, find_actor(node, login), pack_id)
    click.echo(f"Đã công bố gói {made}. Dùng mã này khi mở đợt.")


def say_comparison(found: Comparison | None) -> Iterable[str]:
    """What a person is told after entering; never another person's value."""
    if found is None:
        yield "Đã ghi. Người thứ hai chép từ văn bản gốc rồi nạp, không xem tệp này."
        return
    if found.is_other_document:
        yield "Số văn bản hoặc ngày hiệu lực khác với người kia. Xem lại văn bản gốc."
    for line in found.differing:
        yield f"  khác với người kia: {line}"
    if found.looks_swapped:
        yield "Có vẻ hai cột nông thôn và thành thị bị đổi chỗ."
    if found.is_whole:
        yield f"Hai người ghi giống nhau ở {len(found.agreed)} mục. Công bố: rasoat packs adopt."


def say_value(one: Entry) -> str:
    """A value with its unit and how sure it is."""
    if one.value is None:
        return "CHƯA CÓ"
    sure = "" if one.confidence == "exact" else ", chưa đối chiếu"
    return f"{one.value}{'' if one.unit == 'text' else ' ' + one.unit}{sure}"


def _say(one: Entry | None) -> str:
    return "không có" if one is None else say_value(one)
