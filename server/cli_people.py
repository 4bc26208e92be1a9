"""`rasoat people`: register people, give and take back roles, reset passwords, from the node's own console."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click
from sqlalchemy import select

from server.cli_node import opened
from server.cli_round import find_actor
from server.domain.access import ROLES, Actor, GrantOf
from server.errors import Problem
from server.services import people
from server.services.node import Node
from server.services.views.people import PeopleFilter, Person, list_people, list_sessions, read_person
from server.store.tables import Account
from server.telling import tell
from server.web.words import ACCOUNT_STATE, ROLE

ACTING = click.option("--as", "acting", default="", help="Tên đăng nhập của người làm; mặc định là quản trị.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("people")
def people_group() -> None:
    """Người dùng: thêm, cấp và thu quyền, đặt lại mật khẩu."""


@people_group.command("list")
@click.option("--role", type=click.Choice(list(ROLES)), default=None, help="Chỉ vai trò này.")
@click.option("--text", default="", help="Một phần họ tên hoặc tên đăng nhập.")
def list_command(role: str | None, text: str) -> None:
    """Liệt kê người dùng với vai trò, địa bàn và tình trạng."""
    with opened() as node:
        number, last = 1, 1
        while number <= last:
            wanted = PeopleFilter(text=text, role=role or "", sort="login", page=number)
            page = node.read(lambda c, wanted=wanted: list_people(c, None, wanted, node.now(), node.today()))  # type: ignore[misc]
            for one in page.rows:
                click.echo(f"{one.login}\t{one.name}\t{ACCOUNT_STATE[one.state]}\t{say_grants(one)}")
            number, last = number + 1, page.last


@people_group.command("show")
@click.argument("login")
def show_command(login: str) -> None:
    """Xem một người: quyền kèm mã, phiên đang mở."""
    with opened() as node:
        person = _find(node, login)
        since = node.now() - dt.timedelta(hours=people.SESSION_HOURS)
        sessions = node.read(lambda c: list_sessions(c, person.actor_id, since))
    click.echo(f"{person.login}: {person.name} ({ACCOUNT_STATE[person.state]})")
    for one in person.grants:
        state = "đã thu" if one.revoked_at else "đang có" if one.is_in_force else "ngoài thời hạn"
        days = f"{one.valid_from_on or '…'} đến {one.valid_to_on or '…'}"
        click.echo(f"  {one.grant_id}  {ROLE[one.role]}, {one.area_name}, {days}, {state}")
    click.echo(f"  {len(sessions)} phiên đang mở")


@people_group.command("register")
@click.argument("login")
@click.argument("name")
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="Vai trò đầu tiên.")
@click.option("--area", required=True, help="Mã tỉnh, huyện, xã hoặc thôn.")
@click.option("--from", "first", type=DAY, default=None, help="Từ ngày (năm-tháng-ngày).")
@click.option("--to", "last", type=DAY, default=None, help="Đến hết ngày.")
@click.option("--tablet-only", is_flag=True, help="Chỉ dùng máy tính bảng, không có mật khẩu.")
@ACTING
def register_command(login: str, name: str, acting: str, *, tablet_only: bool, **grant: Any) -> None:
    """Thêm một người; mật khẩu dùng một lần chỉ hiện một lần."""
    password = None if tablet_only else people.make_password()
    with opened() as node:
        people.register_person(node, _acting(node, acting), _grant(**grant), login, name, password, is_temporary=True)
    click.echo(f"Đã thêm {login}." + (f" Mật khẩu dùng một lần: {password}" if password else ""))


@people_group.command("grant")
@click.argument("login")
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="Vai trò.")
@click.option("--area", required=True, help="Mã tỉnh, huyện, xã hoặc thôn.")
@click.option("--from", "first", type=DAY, default=None, help="Từ ngày.")
@click.option("--to", "last", type=DAY, default=None, help="Đến hết ngày.")
@click.option("--for", "absent", default="", help="Tên đăng nhập của người vắng mặt được làm thay.")
@ACTING
def grant_command(login: str, absent: str, acting: str, **grant: Any) -> None:
    """Cấp thêm vai trò, hoặc ủy quyền thay người vắng mặt (--for)."""
    with opened() as node:
        actor, other = _acting(node, acting), _find(node, login).actor_id
        if absent:
            people.delegate_role(node, actor, _find(node, absent).actor_id, other, _grant(**grant))
        else:
            people.give_role(node, actor, other, _grant(**grant))
    click.echo(f"Đã cấp quyền cho {login}.")


@people_group.command("revoke")
@click.argument("grant_id")
@ACTING
def revoke_command(grant_id: str, acting: str) -> None:
    """Thu một quyền theo mã (xem rasoat people show)."""
    with opened() as node:
        people.revoke_role(node, _acting(node, acting), grant_id)
    click.echo("Đã thu quyền.")


@people_group.command("reset-password")
@click.argument("login")
@ACTING
def reset_command(login: str, acting: str) -> None:
    """Đặt mật khẩu dùng một lần, mở khóa, kết thúc mọi phiên."""
    with opened() as node:
        password = people.reset_password(node, _acting(node, acting), _find(node, login).actor_id)
    click.echo(f"Mật khẩu dùng một lần của {login}: {password}")


@people_group.command("close")
@click.argument("login")
@click.option("--open", "is_active", is_flag=True, help="Mở lại tài khoản đã khóa.")
@ACTING
def close_command(login: str, acting: str, *, is_active: bool) -> None:
    """Khóa tài khoản và kết thúc mọi phiên; --open mở lại."""
    with opened() as node:
        people.set_active(node, _acting(node, acting), _find(node, login).actor_id, is_active=is_active)
    click.echo(f"Đã {'mở lại' if is_active else 'khóa'} tài khoản {login}.")


@people_group.command("reset-factor")
@click.argument("login")
@ACTING
def factor_command(login: str, acting: str) -> None:
    """Tắt xác thực hai bước của người mất điện thoại."""
    with opened() as node:
        people.remove_factor_of(node, _acting(node, acting), _find(node, login).actor_id)
    click.echo(f"Đã tắt xác thực hai bước của {login}.")


def say_grants(person: Person) -> str:
    """A person's roles in one line."""
    return "; ".join(f"{ROLE[one.role]}, {one.area_name}" for one in person.grants) or "chưa có quyền"


def _grant(role: str, area: str, first: dt.datetime | None, last: dt.datetime | None) -> GrantOf:
    days = (one.date().isoformat() if one else None for one in (first, last))
    return GrantOf(role, area, *days)


def _find(node: Node, login: str) -> Person:
    actor_id = node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == login)).scalar())
    person = node.read(lambda c: read_person(c, actor_id or "-", node.now(), node.today()))
    if person is None:
        raise Problem(
            "PEOP-006", 404, tell("Không có tài khoản “{login}”.", login=login), tell("Xem: rasoat people list")
        )
    return person


def _acting(node: Node, login: str) -> Actor:
    """Who acts at the console: the named account, else the first administrator."""
    actor_id = find_actor(node, login)
    grants = node.read(lambda c: people.read_grants(c, actor_id, node.today()))
    return Actor(actor_id, login or "Quản trị", grants)
