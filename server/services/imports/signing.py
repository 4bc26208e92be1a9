"""Sign-off: a commune, then the province, holds the register against the last published totals and signs (R28)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.imports.statuses import status_under
from server.domain.totals import MEASURES, OUTCOMES, Difference, compare_totals
from server.errors import Problem
from server.services.node import Node
from server.services.people_grants import find_level
from server.store.tables import Area, Household, ImportEffect, ListSigned, Member
from server.telling import tell
from sync.records import Draft

from .books import communes_in

HOUSEHOLD, MEMBER, EFFECT, SIGNED = Household.__table__, Member.__table__, ImportEffect.__table__, ListSigned.__table__
GONE = ("moved", "split", "died", "mistake")
Counted = dict[str, dict[str, int]]


def count_register(connection: Connection, areas: Sequence[str], standard: str) -> dict[str, Counted]:
    """Active households and their persons by commune and recognised class; persons as a list said, if more."""
    people = (
        select(MEMBER.c.household_id, func.count().label("present"))
        .where(MEMBER.c.state.not_in(GONE))
        .group_by(MEMBER.c.household_id)
        .subquery()
    )
    said = (
        select(EFFECT.c.household_id, func.max(EFFECT.c.persons).label("said"))
        .group_by(EFFECT.c.household_id)
        .subquery()
    )
    query = (
        select(HOUSEHOLD.c.area_code, HOUSEHOLD.c.recognised, people.c.present, said.c.said)
        .outerjoin(people, people.c.household_id == HOUSEHOLD.c.household_id)
        .outerjoin(said, said.c.household_id == HOUSEHOLD.c.household_id)
        .where(HOUSEHOLD.c.area_code.in_(list(areas)), HOUSEHOLD.c.state == "active")
    )
    found = {area: {outcome: dict.fromkeys(MEASURES, 0) for outcome in OUTCOMES} for area in areas}
    for row in connection.execute(query):
        outcome = status_under(row.recognised or {}, standard).get("outcome")
        if outcome in OUTCOMES:
            found[row.area_code][outcome]["households"] += 1
            found[row.area_code][outcome]["persons"] += max(row.present or 0, row.said or 0)
    return found


def sum_counts(counts: Mapping[str, Counted]) -> Counted:
    """Over communes."""
    return {
        outcome: {measure: sum(one[outcome][measure] for one in counts.values()) for measure in MEASURES}
        for outcome in OUTCOMES
    }


def sign_list(node: Node, actor_id: str, area_code: str, said: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Record that the register was held against the published totals of a commune or of the whole province.

    `said`: {standard, status_on, published {outcome: {households, persons?}}, source, note}. A difference needs words
    that explain it; the province signs when every commune with listed households has. Returns what differs.
    """
    if not str(said.get("source", "")).strip():
        told = tell("Chưa ghi văn bản công bố số liệu.")
        raise Problem("IMPT-014", 422, told, tell("Ghi số và ngày của báo cáo, quyết định."))
    published: dict[str, dict[str, int]] = {name: dict(one) for name, one in said["published"].items() if one}
    if not published:
        told = tell("Chưa ghi số đã công bố.")
        raise Problem("IMPT-015", 422, told, tell("Ghi số hộ nghèo, hộ cận nghèo theo văn bản."))
    found: list[tuple[Difference, ...]] = []

    def drafts(connection: Connection) -> list[Draft]:
        level = find_level(connection, area_code)
        areas = communes_in(connection, area_code)
        counts = count_register(connection, areas, said["standard"])
        if level != "commune":
            _check_communes(connection, counts, said["standard"])
        counted = sum_counts(counts)
        differences = compare_totals(published, counted)
        found.append(differences)
        _check_told(differences, said)
        payload = {
            "area_code": area_code,
            "level": "commune" if level == "commune" else "province",
            "standard": said["standard"],
            "status_on": said["status_on"],
            "published": published,
            "counted": counted,
            "source": str(said["source"]).strip(),
            "note": str(said.get("note", "")).strip(),
        }
        return [Draft(area_code, "list.signed", (), actor_id, payload)]

    node.write(drafts)
    return found[-1]


def _check_told(differences: Sequence[Difference], said: Mapping[str, Any]) -> None:
    if differences and not str(said.get("note", "")).strip():
        told = tell("Sổ và số công bố lệch ở {n} chỗ, chưa có lời giải thích.", n=len(differences))
        remedy = tell("Ghi vì sao lệch (hộ nào, đã chuyển đi đâu), hoặc nhập nốt các hộ còn thiếu.")
        raise Problem("IMPT-016", 422, told, remedy)


def newest_signings(connection: Connection, areas: Sequence[str], standard: str) -> dict[str, Any]:
    """The newest signing of each area under a standard."""
    query = select(SIGNED).where(SIGNED.c.area_code.in_(list(areas)), SIGNED.c.standard == standard)
    return {row.area_code: row for row in connection.execute(query.order_by(SIGNED.c.signed_at))}


def _check_communes(connection: Connection, counts: Mapping[str, Counted], standard: str) -> None:
    """The province signs last."""
    signed = newest_signings(connection, list(counts), standard)
    names = dict(connection.execute(select(Area.code, Area.name).where(Area.code.in_(list(counts)))).all())
    listed = [area for area, one in counts.items() if any(one[name]["households"] for name in OUTCOMES)]
    open_ones = [names[area] for area in listed if area not in signed or signed[area].counted != counts[area]]
    if open_ones:
        told = ", ".join(open_ones[:8]) + (" …" if len(open_ones) > 8 else "")
        raise Problem(
            "IMPT-017",
            409,
            tell("{n} xã chưa ký, hoặc sổ đã đổi từ lúc ký: {told}.", n=len(open_ones), told=told),
            tell("Xã ký xong tỉnh mới ký."),
        )
