"""`rasoat round`: make, look at, publish and close review rounds from the node's own console."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import yaml
from sqlalchemy import select

from server.areas.communes import communes_in
from server.areas.units import units_on
from server.cli_node import opened
from server.errors import Problem
from server.services import rounds
from server.services.node import Node
from server.services.round_rules import NewRound
from server.store.tables import Account, Grant
from server.telling import tell

WORDS = {"draft": "đang soạn", "open": "đang mở", "closing": "đang đóng", "closed": "đã đóng"}


@click.group("round")
def round_group() -> None:
    """Đợt rà soát: tạo, công bố biểu mẫu, đóng."""


@round_group.command("list")
def list_command() -> None:
    """Liệt kê các đợt."""
    with opened() as node:
        found = rounds.list_rounds(node)
    if not found:
        click.echo("Chưa có đợt nào. Tạo: rasoat round create TỆP.yaml")
    for one in found:
        click.echo(f"{one.code}\t{WORDS[one.state]}\t{one.season_from_on} đến {one.season_to_on}\t{one.name}")


@round_group.command("show")
@click.argument("code")
def show_command(code: str) -> None:
    """Xem một đợt: chuẩn, phương pháp, mùa, số xã."""
    with opened() as node:
        one = rounds.get_round(node, code)
        click.echo(f"{one.code}: {one.name} ({'tập huấn' if one.kind == 'training' else 'chính thức'})")
        click.echo(f"  trạng thái      {WORDS[one.state]}")
        click.echo(f"  mùa rà soát     {one.season_from_on} đến {one.season_to_on}, tính đến {one.reference_on}")
        click.echo(f"  số xã           {len(one.area_codes)}")
        for entry, used in zip(one.standards, rounds.used_standards(node, one), strict=True):
            click.echo(f"  chuẩn           {used.standard.title}: {entry['method']}, {entry['purpose']}")


@round_group.command("create")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "login", default="", help="Tên đăng nhập của người tạo; mặc định là quản trị của máy chủ.")
def create_command(file: Path, login: str) -> None:
    """Tạo đợt từ tệp YAML (mẫu trong docs/province.md)."""
    new = read_round_file(file)
    with opened() as node:
        rounds.create_round(node, find_actor(node, login), new)
    click.echo(f"Đã tạo đợt {new.code}, đang soạn. Công bố: rasoat round publish {new.code}")


@round_group.command("publish")
@click.argument("code")
@click.option("--as", "login", default="", help="Tên đăng nhập của người công bố.")
def publish_command(code: str, login: str) -> None:
    """Dựng biểu mẫu, lưu đúng từng byte và mở đợt."""
    with opened() as node:
        versions = rounds.publish_round(node, find_actor(node, login), code)
    click.echo(f"Đợt {code} đã mở, biểu mẫu bản {', '.join(versions)}.")


@round_group.command("close")
@click.argument("code")
@click.option("--closing", is_flag=True, help="Thôi phát biểu mẫu, vẫn nhận phiếu như thường.")
@click.option("--as", "login", default="", help="Tên đăng nhập của người đóng.")
def close_command(code: str, login: str, *, closing: bool) -> None:
    """Đóng đợt: phiếu đến muộn vẫn được giữ và đánh dấu."""
    state = "closing" if closing else "closed"
    with opened() as node:
        rounds.change_state(node, find_actor(node, login), code, state)
    click.echo(f"Đợt {code} {WORDS[state]}.")


@round_group.command("open")
@click.argument("code")
@click.option("--as", "login", default="", help="Tên đăng nhập của người mở lại.")
def open_command(code: str, login: str) -> None:
    """Mở lại một đợt đã đóng."""
    with opened() as node:
        rounds.change_state(node, find_actor(node, login), code, "open")
    click.echo(f"Đợt {code} {WORDS['open']}.")


def read_round_file(path: Path) -> NewRound:
    """Read a round from YAML; `area_codes` may name a province or district, which stands for its communes."""
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise Problem(
            "ROUND-013",
            409,
            tell("{name} không đọc được: {error}.", name=path.name, error=error),
            tell("Sửa cú pháp YAML."),
        ) from error
    known = {one.name for one in fields(NewRound)}
    optional = {"shows_scores", "status_from_on", "status_to_on", "procedure", "tiers"}
    if not isinstance(data, dict) or set(data) - known or known - optional - set(data):
        raise Problem(
            "ROUND-013",
            409,
            tell(
                "{name} thiếu khóa hoặc có khóa lạ: {value}.",
                name=path.name,
                value=sorted(set(data or ()) ^ known - optional),
            ),
            tell("Các khóa: {known}.", known=", ".join(sorted(known))),
        )
    values: dict[str, Any] = {name: _plain(value) for name, value in data.items()}
    units = units_on(str(values["reference_on"]))
    codes = [code for area in values["area_codes"] for code in communes_in(units, str(area)) or (str(area),)]
    return NewRound(**{**values, "standards": tuple(values["standards"]), "area_codes": tuple(dict.fromkeys(codes))})


def _plain(value: Any) -> Any:
    """YAML reads a bare day as a date; rounds carry ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def find_actor(node: Node, login: str) -> str:
    """The account that acts; without a login, the first administrator of this node."""
    query = select(Account.actor_id).join(Grant, Grant.actor_id == Account.actor_id)
    if login:
        query = query.where(Account.login == login)
    else:
        query = query.where(Grant.role == "administrator", Grant.revoked_by.is_(None)).order_by(Account.created_at)
    actor = node.read(lambda c: c.execute(query).scalars().first())
    if actor is None:
        raise Problem(
            "ROUND-014",
            404,
            tell("Không có tài khoản “{value}”.", value=login or tell("quản trị")),
            tell("Chọn người bằng --as."),
        )
    return actor
