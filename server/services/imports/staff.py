"""Staff come in: who may import whom (R15, R20), and accounts with their roles. Pages and console ask the same here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from server.domain.access import Actor, may
from server.domain.imports.fields import STAFF
from server.domain.imports.staff import ListedPerson, make_login
from server.errors import Problem
from server.services import people, rounds
from server.services.node import Node
from server.services.people_grants import check_may_give, home_of
from server.store.tables import Account
from server.telling import in_sentence, tell

from .staff_again import Again, drafts_again, find_again, own_id

ACCOUNT = Account.__table__
_FIELD_OF = {"PEOP-013": "until", "PEOP-014": "until", "PEOP-007": "role", "PEOP-015": "role"}


def check_may_import(node: Node, actor: Actor, kind: str, area_code: str) -> None:
    """Problem IMPT-019 where the person may not bring this kind of list into this area; staff need more (R15)."""
    actions = ("import_data", "manage_people") if kind == STAFF else ("import_data",)
    parents = node.read(people.read_parents)
    if not all(may(actor, action, area_code, parents, node.today()) for action in actions):
        told = tell("Bạn không nhập được dữ liệu này cho nơi đã chọn.")
        raise Problem("IMPT-019", 403, told, tell("Chọn nơi thuộc khu vực của bạn; tài khoản do cấp tỉnh nhập."))


def check_people(node: Node, run: Any, listed: Sequence[ListedPerson]) -> None:
    """Tell, at their cells, roles that who imports may not give, and logins that somebody else has."""

    def read(connection: Connection) -> None:
        grants = people.read_grants(connection, run.actor_id, node.today())
        giver = Actor(run.actor_id, _name_of(connection, run.actor_id), grants)
        taken = {row.login: row for row in connection.execute(select(ACCOUNT))}
        again = find_again(connection, run, listed)
        seen: set[str] = set()
        for one in listed:
            if not one.is_blocked:
                _check_person(node, connection, giver, one)
            row = taken.get(one.login)
            is_own = row is not None and row.actor_id == own_id(run, one)
            if one.login in seen or (row is not None and not is_own and one.lines[0].row not in again):
                _blame_login(one, row)
            seen |= {one.login} if one.login else set()

    node.read(read)


def _blame_login(one: ListedPerson, row: Any) -> None:
    if row is not None and not row.is_active:
        told = tell("tên đăng nhập “{login}” là của một tài khoản đã khóa ({name})", login=one.login, name=row.name)
        remedy = tell(
            "Đúng người này thì mở lại tài khoản ở trang Người dùng rồi bỏ dòng; người khác thì ghi tên khác."
        )
    else:
        told = tell("tên đăng nhập “{login}” đã có người dùng", login=one.login)
        remedy = tell("Ghi tên khác, hoặc để trống để máy đặt.")
    one.lines[0].blame("login", told, remedy)


def _name_of(connection: Connection, actor_id: str) -> str:
    return connection.execute(select(Account.name).where(Account.actor_id == actor_id)).scalar() or actor_id


def _check_person(node: Node, connection: Connection, giver: Actor, one: ListedPerson) -> None:
    for grant in one.grants:
        try:
            check_may_give(node, connection, giver, grant)
        except Problem as problem:
            one.lines[0].blame(_FIELD_OF.get(problem.code, "commune"), in_sentence(problem.message), problem.remedy)
            return


def apply_staff(node: Node, run: Any, items: Sequence[ListedPerson]) -> dict[str, Counter[str]]:
    """Accounts with their roles, and villages given in the open round. No passwords: each gets one by its own page."""
    taken = set(node.read(lambda c: c.execute(select(Account.login)).scalars().all()))
    again = node.read(lambda c: find_again(c, run, items))
    current = next((one for one in rounds.list_rounds(node) if one.state in ("draft", "open")), None)
    counts: dict[str, Counter[str]] = {}
    by_area = attrgetter("area_code")
    for area, found in groupby(sorted(items, key=by_area), key=by_area):
        counts[area] = Counter()
        given: list[tuple[str, str]] = []
        for one in found:
            here = again.get(one.lines[0].row)
            actor_id = _register(node, run, one, taken) if here is None else _open_again(node, run, one, here)
            counts[area]["staff" if actor_id else "passed_over"] += 1
            given += [(code, actor_id) for code in one.villages if actor_id and one.role == "enumerator"]
        if given and current is not None and area in current.area_codes:
            rounds.assign_villages(node, run.actor_id, current.round_id, area, given)
            counts[area]["villages"] += len(given)
    return counts


def _open_again(node: Node, run: Any, one: ListedPerson, again: Again) -> str:
    if not again.is_done:
        node.write(lambda connection: list(drafts_again(connection, run, one, again)))
    return again.actor_id


def _register(node: Node, run: Any, one: ListedPerson, taken: set[str]) -> str:
    """The person's actor id; empty where somebody else has taken the login since it was checked."""
    actor_id = own_id(run, one)
    if node.read(lambda c: c.execute(select(Account.actor_id).where(Account.actor_id == actor_id)).first()) is not None:
        return actor_id
    if one.login in taken:
        return ""
    login = one.login or make_login(one.name, taken)
    taken.add(login)
    home = node.read(lambda c: home_of(c, one.area_code))
    drafts = [
        people.register_account(actor_id, login, one.name, None, home, run.import_id),
        *(
            people.give_grant(run.actor_id, actor_id, grant.role, grant.area_code, valid_to_on=grant.valid_to_on)
            for grant in one.grants
        ),
    ]
    node.write(lambda _c: drafts)
    return actor_id
