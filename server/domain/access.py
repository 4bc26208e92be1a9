"""Who may do what over which area: the one decision about access, pure. The table is the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ACTIONS: dict[str, frozenset[str]] = {
    "view_cases": frozenset({"commune_officer", "supervisor", "province", "administrator"}),
    "view_start": frozenset({"commune_officer", "supervisor", "province", "administrator"}),
    "enrol_device": frozenset({"commune_officer", "supervisor", "province", "administrator"}),
    "manage_rounds": frozenset({"province", "administrator"}),
    "manage_people": frozenset({"province", "administrator"}),
    "decide_exceptions": frozenset({"province", "administrator"}),
    "load_packs": frozenset({"province", "administrator"}),
}


@dataclass(frozen=True, slots=True)
class GrantOf:
    """A role over an area (and all below it), with validity as ISO days; None is open."""

    role: str
    area_code: str
    valid_from_on: str | None = None
    valid_to_on: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the grants that count."""

    actor_id: str
    name: str
    grants: tuple[GrantOf, ...]


def may(actor: Actor, action: str, area_code: str, parents: Mapping[str, str | None], today: str) -> bool:
    """True when a grant in force allows `action` over `area_code`; `parents` maps each area to the one above it."""
    roles = ACTIONS.get(action, frozenset())
    above = set(_chain(area_code, parents))
    return any(one.role in roles and one.area_code in above and is_in_force(one, today) for one in actor.grants)


def is_in_force(grant: GrantOf, today: str) -> bool:
    """Whether an ISO day lies in the grant's validity."""
    return (grant.valid_from_on or "") <= today <= (grant.valid_to_on or "9999")


def _chain(code: str, parents: Mapping[str, str | None]) -> list[str]:
    chain: list[str] = []
    current: str | None = code
    while current is not None and current not in chain:
        chain.append(current)
        current = parents.get(current)
    return chain
