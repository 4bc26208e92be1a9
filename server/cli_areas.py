"""`rasoat areas`: the register of places on a day, one unit with its lineage, changes from a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
import yaml

from server.areas.changes import UnitChange, load_known_changes
from server.cli_node import opened
from server.cli_round import find_actor
from server.errors import Problem
from server.services import areas
from server.services.views.register import read_register, read_unit
from server.telling import tell
from server.web.words import AREA_KIND, ATTRIBUTE

ACTING = click.option("--as", "acting", default="", help="Tên đăng nhập của người ghi; mặc định là quản trị.")
DAY = click.option("--on", "day", type=click.DateTime(formats=["%Y-%m-%d"]), default=None, help="Tính đến ngày này.")


@click.group("areas")
def areas_group() -> None:
    """Địa bàn: danh mục theo ngày, đổi tên, sáp nhập, đặc điểm."""


@areas_group.command("list")
@DAY
def list_command(day: dt.datetime | None) -> None:
    """Liệt kê đơn vị hành chính tính đến một ngày."""
    with opened() as node:
        on = day.date().isoformat() if day else node.today()
        rows = node.read(lambda c: read_register(c, on))
    for one in rows:
        kind = AREA_KIND.get(one.area_kind or "", "")
        ended = f"nhập vào {one.successor_code} từ {one.valid_to_on}" if one.successor_code else ""
        click.echo("\t".join(("  " * one.depth + one.code, one.name, kind, ended)).rstrip())


@areas_group.command("show")
@click.argument("code")
@DAY
def show_command(code: str, day: dt.datetime | None) -> None:
    """Xem một đơn vị: thôn, đặc điểm, đã đổi những gì theo văn bản nào."""
    with opened() as node:
        on = day.date().isoformat() if day else node.today()
        page = node.read(lambda c: read_unit(c, code, on))
    if page is None:
        raise Problem(
            "AREA-010",
            404,
            tell("Không có đơn vị {code} vào ngày {on}.", code=code, on=on),
            tell("Xem: rasoat areas list"),
        )
    click.echo(f"{code}: {page.unit.name} ({page.unit.division_type}), {AREA_KIND.get(page.unit.area_kind or '', '–')}")
    for one in page.villages:
        click.echo(f"  {one.code}  {one.name}" + (f", hết {one.valid_to_on}" if one.valid_to_on else ""))
    for one in page.attributes:
        click.echo(f"  {ATTRIBUTE[one.attribute]}: {one.from_on} đến {one.to_on or '…'} ({one.act})")
    for one in page.changes:
        what = f"nhập vào {one.successor_code}" if one.successor_code else ", ".join(map(str, one.after.values()))
        click.echo(f"  {one.in_force_on}  {one.code}: {what} ({one.act})")


@areas_group.command("known")
def known_command() -> None:
    """Những lần đổi địa giới đã biết, chỗ nào chưa có căn cứ."""
    for one in load_known_changes():
        state = "chưa rõ đơn vị nào thành đơn vị nào" if one.crosswalk is None else f"{len(one.crosswalk)} đơn vị"
        click.echo(f"{one.in_force_on or 'chưa rõ ngày'}\t{one.title}\t{one.act or 'chưa rõ văn bản'}\t{state}")


@areas_group.command("change")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ACTING
def change_command(file: Path, acting: str) -> None:
    """Ghi một lần đổi địa giới từ tệp YAML (mẫu trong docs/province.md)."""
    in_force_on, act, units = read_change_file(file)
    with opened() as node:
        areas.change_units(node, find_actor(node, acting), in_force_on, act, units)
    click.echo(f"Đã ghi thay đổi của {len(units)} đơn vị.")


@areas_group.command("attribute")
@click.argument("code")
@click.argument("attribute", type=click.Choice(list(ATTRIBUTE)))
@click.option("--from", "first", required=True, type=click.DateTime(formats=["%Y-%m-%d"]), help="Từ ngày.")
@click.option("--to", "last", default=None, type=click.DateTime(formats=["%Y-%m-%d"]), help="Đến hết ngày.")
@click.option("--act", required=True, help="Số văn bản.")
@ACTING
def attribute_command(
    code: str, attribute: str, first: dt.datetime, last: dt.datetime | None, act: str, acting: str
) -> None:
    """Ghi đặc điểm có thời hạn của một đơn vị hay một thôn."""
    new = areas.NewAttribute(
        code, attribute, first.date().isoformat(), act, last.date().isoformat() if last is not None else None
    )
    with opened() as node:
        areas.set_attribute(node, find_actor(node, acting), new)
    click.echo(f"Đã ghi {ATTRIBUTE[attribute]} cho {code}.")


def read_change_file(path: Path) -> tuple[str, str, list[UnitChange]]:
    """Day, paper and units of a change; Problem AREA-011 where the file is not one."""
    try:
        data: Any = yaml.safe_load(path.read_text("utf-8"))
        units = [
            UnitChange(
                str(one["code"]),
                {name: str(value) for name, value in one.items() if name not in ("code", "into")},
                str(one["into"]) if one.get("into") is not None else None,
            )
            for one in data["units"]
        ]
        return str(data["in_force_on"]), str(data["act"]), units
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        told = tell("{name} không phải tệp thay đổi địa giới.", name=path.name)
        raise Problem(
            "AREA-011", 422, told, tell("Cần in_force_on, act và units (code, into hoặc tên mới).")
        ) from error


@areas_group.command("boundaries")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--licence", required=True, help="Nguồn và giấy phép của ranh giới, in dưới bản đồ.")
def boundaries_command(file: Path, licence: str) -> None:
    """Nạp ranh giới đơn vị từ tệp GeoJSON của tỉnh để vẽ bản đồ ở trang Số liệu."""
    from server.services.boundaries import load_boundaries

    with opened() as node:
        found, lacking = load_boundaries(node, file.read_bytes(), licence)
    click.echo(f"Đã nạp ranh giới của {found} đơn vị; {lacking} xã chưa có ranh giới.")
