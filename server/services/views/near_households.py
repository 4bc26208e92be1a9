"""Households of the same village that may be the same one twice: a name nearly alike, and what else agrees (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.store.tables import Household, Member
from server.telling import tell

ALIKE = 92
MOST = 3
MOST_LOOKED_AT = 20  # people of so many households are compared: the likest names first


@dataclass(frozen=True, slots=True)
class Near:
    """A household with the words for why it may be the same; the more of them the likelier."""

    household_id: str
    code: str
    head_name: str
    reasons: tuple[str, ...]


def find_near(connection: Connection, household: Any) -> tuple[Near, ...]:
    """At most three, the likeliest first; a name alone is no reason, names repeat in every village."""
    query = select(Household.household_id, Household.code, Household.head_name).where(
        Household.area_code == household.area_code,
        Household.village_code == household.village_code,
        Household.household_id != household.household_id,
        Household.state == "active",
    )
    rows = connection.execute(query).all()
    names = [row.head_name.casefold() for row in rows]
    own_name = household.head_name.casefold()
    from rapidfuzz import fuzz, process  # read in by who compares, not at start

    hits = process.extract(own_name, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_LOOKED_AT)
    alike = [rows[number] for _name, _score, number in hits]
    if not alike:
        return ()
    ids = [household.household_id, *(row.household_id for row in alike)]
    people = _read_people(connection, ids)
    own = people.get(household.household_id, [])
    found = [Near(*row, _reasons(own, people.get(row.household_id, []))) for row in alike]
    likely = sorted((one for one in found if one.reasons), key=lambda one: (-len(one.reasons), one.code))
    return tuple(likely[:MOST])


def _read_people(connection: Connection, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    query = select(Member.household_id, Member.facts).where(Member.household_id.in_(ids), Member.state == "in")
    for household_id, facts in connection.execute(query.order_by(Member.household_id, Member.no)):
        found.setdefault(household_id, []).append(facts)
    return found


def _reasons(own: list[dict[str, Any]], other: list[dict[str, Any]]) -> tuple[str, ...]:
    reasons = []
    if _papers(own) & _papers(other):
        reasons.append(tell("cùng số giấy tờ của một người"))
    if _births(own[:1]) & _births(other[:1]):
        reasons.append(tell("chủ hộ cùng năm sinh"))
    shared = len(_people(own) & _people(other))
    if shared:
        reasons.append(tell("{shared} người cùng tên, cùng năm sinh", shared=shared))
    return (tell("tên chủ hộ gần giống"), *reasons) if reasons else ()


def _papers(people: list[dict[str, Any]]) -> set[str]:
    return {one["id_number"] for one in people if one.get("id_number")}


def _births(people: list[dict[str, Any]]) -> set[int]:
    return {one["birth_year"] for one in people if one.get("birth_year")}


def _people(people: list[dict[str, Any]]) -> set[tuple[str, int]]:
    named = ((one.get("full_name"), one.get("birth_year")) for one in people)
    return {(str(name).casefold(), year) for name, year in named if name and year}
