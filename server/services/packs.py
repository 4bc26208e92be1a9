"""Packs of the province: a person enters what the paper says, another does the same unseen, what agrees is adopted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.errors import Problem
from server.services.node import Node
from server.standards.adoption import adopted_from_json, overlay
from server.standards.entry_lines import lines_of
from server.standards.register import Pack, needed_numbers
from server.store.tables import Account, PackAdoption, PackEntry
from server.telling import NOTHING, tell
from sync.records import Draft

from .pack_rules import Comparison, Reading, adopted_values, compare
from .projection.packs import UNSUPPORTED

ENTRY = PackEntry.__table__
ADOPTION = PackAdoption.__table__
ACCOUNT = Account.__table__


@dataclass(frozen=True, slots=True)
class EntryHead:
    """That somebody has entered numbers, without the numbers."""

    entry_id: str
    actor_id: str
    name: str
    entered_at: Any
    entry_count: int


@dataclass(frozen=True, slots=True)
class PackState:
    """Where the loading of a pack stands: the newest entry of each person, how they compare, what was adopted."""

    pack: Pack
    entries: tuple[EntryHead, ...]
    comparison: Comparison | None
    adoptions: tuple[Any, ...]


def enter_values(
    node: Node, actor_id: str, pack_id: str, document: Mapping[str, str], values: Mapping[str, Mapping[str, Any]]
) -> Comparison | None:
    """Record one person's reading {entry: {value, article}}; returns how it compares with another person's newest one.

    Problem where a value does not fit the pack, with the entry and the remedy.
    """
    pack = find_base(node, pack_id)
    if not values:
        raise Problem(
            "PACK-003",
            422,
            tell("{title}: chưa có số nào được ghi.", title=pack.title),
            tell("Ghi ít nhất một mục rồi nạp lại."),
        )
    filled = {name: str(document.get(name, "")).strip() for name in ("act", "from_on", "note")}
    given = {name: dict(one) for name, one in values.items()}
    overlay(pack, adopted_from_json({name: {**filled, **one} for name, one in given.items()}))
    entry_id = str(uuid.uuid4())
    payload = {
        "entry_id": entry_id,
        "pack_id": pack.id,
        "base_digest": pack.digest,
        "document": filled,
        "values": given,
    }
    node.write(lambda _c: [Draft("shared", "pack.entered", (entry_id,), actor_id, payload)])
    mine = Reading(entry_id, actor_id, filled, given)
    others = [one for one in node.read(lambda c: _newest_readings(c, pack)) if one.actor_id != actor_id]
    return compare(pack, mine, others[0]) if others else None


def adopt_pack(node: Node, actor_id: str, pack_id: str) -> str:
    """Adopt what the newest readings of two people have in common; the new pack's id.

    Problem where there are not two people, where they differ (the lines are named, not the values), or nothing is new.
    """
    pack = find_base(node, pack_id)

    def drafts(connection: Connection) -> list[Draft]:
        first, second = _two_readings(connection, pack)
        agreed = _check_agreed(pack, compare(pack, first, second))
        before = _newest_adoption(connection, pack)
        values = adopted_values(first, agreed, before.adopted if before is not None else {})
        adopted = overlay(pack, adopted_from_json(values))
        if before is not None and before.digest == adopted.digest:
            raise Problem(
                "PACK-007",
                409,
                tell("{title}: không có gì mới so với lần trước.", title=pack.title),
                tell("Dùng {id}.", id=adopted.id),
            )
        adoption_id = str(uuid.uuid4())
        payload = {
            "adoption_id": adoption_id,
            "pack_id": pack.id,
            "base_digest": pack.digest,
            "digest": adopted.digest,
            "values": values,
            "entries": [first.entry_id, second.entry_id],
            "after": before.adoption_id if before is not None else "",
        }
        return [Draft("shared", "pack.adopted", (adoption_id,), actor_id, payload)]

    node.write(drafts)
    newest = node.read(lambda c: _newest_adoption(c, pack))
    return str(newest.adopted_id)


def read_state(node: Node, connection: Connection, pack_id: str) -> PackState:
    """Where the loading of a pack stands."""
    pack = node.packs.find(pack_id)
    readings = _newest_readings(connection, pack)
    return PackState(
        pack=pack,
        entries=tuple(_heads(connection, pack)),
        comparison=compare(pack, readings[1], readings[0]) if len(readings) > 1 else None,
        adoptions=tuple(connection.execute(_adoptions(pack)).all()),
    )


def still_needed(pack: Pack) -> int:
    """How many entries are unknown or were not read in the act itself."""
    return len(needed_numbers(pack, next(iter(pack.rules)) if hasattr(pack, "rules") else ""))


def find_base(node: Node, pack_id: str) -> Pack:
    """The shipped pack numbers are loaded into; Problem where it is an adopted one or has no lines to fill in."""
    pack = node.packs.find(pack_id)
    if pack.base:
        raise Problem(
            "PACK-002",
            409,
            tell("{pack_id} đã là gói nạp.", pack_id=pack_id),
            tell("Nạp vào gói gốc {partition}.", partition=pack_id.partition("+")[0]),
        )
    if not lines_of(pack):
        raise Problem(
            "PACK-008",
            409,
            tell("{title}: chưa tìm được cả bảng, nên chưa có dòng nào để ghi.", title=pack.title),
            tell("Cần bản phần mềm có các dòng của bảng này."),
        )
    return pack


def _newest_readings(connection: Connection, pack: Pack) -> list[Reading]:
    """The newest reading of each person on this very base, newest first."""
    query = select(ENTRY).where(ENTRY.c.pack_id == pack.id, ENTRY.c.base_digest == pack.digest)
    rows = connection.execute(query.order_by(ENTRY.c.entered_at.desc(), ENTRY.c.entry_id)).all()
    newest: dict[str, Reading] = {}
    for row in rows:
        newest.setdefault(row.actor_id, Reading(row.entry_id, row.actor_id, row.document, row.given))
    return list(newest.values())


def _two_readings(connection: Connection, pack: Pack) -> tuple[Reading, Reading]:
    readings = _newest_readings(connection, pack)
    if len(readings) < 2:
        raise Problem(
            "PACK-004",
            409,
            tell("{title}: mới có {n} người nạp số.", title=pack.title, n=len(readings)),
            tell("Người thứ hai tự chép từ văn bản gốc rồi nạp, không xem số của người thứ nhất."),
        )
    return readings[1], readings[0]


def _check_agreed(pack: Pack, found: Comparison) -> tuple[str, ...]:
    if found.is_whole and found.agreed:
        return found.agreed
    if found.is_other_document:
        remedy = tell("Thống nhất số văn bản và ngày hiệu lực rồi nạp lại.")
        raise Problem(
            "PACK-005", 409, tell("{title}: hai người ghi văn bản hoặc ngày khác nhau.", title=pack.title), remedy
        )
    if not found.differing:
        remedy = tell("Người thứ hai nạp cùng các mục với người thứ nhất.")
        raise Problem("PACK-005", 409, tell("{title}: hai người không nạp chung mục nào.", title=pack.title), remedy)
    hint = tell(" Có vẻ hai cột nông thôn và thành thị bị đổi chỗ.") if found.looks_swapped else NOTHING
    raise Problem(
        "PACK-006",
        409,
        tell(
            "{title}: hai người ghi khác nhau ở {n} dòng: {differing}.{hint}",
            title=pack.title,
            n=len(found.differing),
            differing="; ".join(found.differing),
            hint=hint,
        ),
        tell("Mỗi người xem lại các dòng này trên văn bản gốc rồi nạp lại."),
    )


def _heads(connection: Connection, pack: Pack) -> list[EntryHead]:
    query = (
        select(ENTRY, ACCOUNT.c.name)
        .outerjoin(ACCOUNT, ACCOUNT.c.actor_id == ENTRY.c.actor_id)
        .where(ENTRY.c.pack_id == pack.id, ENTRY.c.base_digest == pack.digest)
        .order_by(ENTRY.c.entered_at.desc(), ENTRY.c.entry_id)
    )
    return [
        EntryHead(row.entry_id, row.actor_id, row.name or "", row.entered_at, len(row.given))
        for row in connection.execute(query)
    ]


def _adoptions(pack: Pack) -> Any:
    return select(ADOPTION).where(ADOPTION.c.pack_id == pack.id).order_by(ADOPTION.c.adopted_at.desc())


def _newest_adoption(connection: Connection, pack: Pack) -> Any:
    query = _adoptions(pack).where(ADOPTION.c.state != UNSUPPORTED, ADOPTION.c.base_digest == pack.digest)
    return connection.execute(query).first()


__all__ = ["EntryHead", "PackState", "adopt_pack", "enter_values", "find_base", "read_state", "still_needed"]
