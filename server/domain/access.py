"""Who may do what over which area: the one decision about access, pure. The tables are the documentation.

A role is granted over an area, which includes all below it, for a time. To add an action, name it in `ACTIONS` with
the roles that may; to add a page, give its route a row in `server/web/access_table.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """What a role may be granted over (`levels` of areas), and whether its grant must say when it ends (R20)."""

    levels: tuple[str, ...]
    needs_end: bool = False


_PLACES = ("province", "district", "commune")
ROLES: dict[str, Role] = {
    "enumerator": Role(("commune", "village")),
    "village_head": Role(("village",)),
    "commune_officer": Role(("commune",)),
    "commune_chair": Role(("commune",)),
    "supervisor": Role(_PLACES),
    "province": Role(("province",)),
    "department_reader": Role(_PLACES),
    "front_observer": Role(_PLACES),
    "inspector": Role(_PLACES, needs_end=True),
    "administrator": Role(("province",)),
}

EVERYBODY = frozenset(ROLES)
MANAGERS = frozenset({"province", "administrator"})
OFFICE = MANAGERS | {"supervisor", "commune_officer"}
CASE_READERS = OFFICE | {"commune_chair", "front_observer", "inspector"}

ACTIONS: dict[str, frozenset[str]] = {
    "view_cases": CASE_READERS,
    "review_cases": OFFICE,
    "comment_cases": OFFICE,
    "correct_in_browser": OFFICE,
    "record_events": OFFICE,
    "key_paper": OFFICE,
    "view_own_work": frozenset({"enumerator", "village_head"}),
    "view_people": MANAGERS | {"supervisor"},
    "view_identity": OFFICE | {"commune_chair", "inspector"},
    "serve_citizen": OFFICE | {"commune_chair"},
    "view_audit": frozenset({"administrator"}),
    "view_areas": EVERYBODY,
    "manage_areas": MANAGERS,
    "manage_villages": OFFICE,
    "view_figures": CASE_READERS | {"department_reader"},
    "add_observation": frozenset({"front_observer", "inspector"}),
    "view_law": EVERYBODY,
    "view_rounds": EVERYBODY,
    "draw_rechecks": MANAGERS | {"supervisor"},
    "enrol_device": OFFICE,
    "assign_work": OFFICE,
    "import_data": OFFICE,
    "sign_lists": OFFICE | {"commune_chair"},
    "manage_rounds": MANAGERS,
    "manage_people": MANAGERS,
    "manage_programs": MANAGERS,
    "decide_exceptions": MANAGERS,
    "load_packs": MANAGERS,
    "destroy_data": MANAGERS,
    "manage_node": frozenset({"administrator"}),
}


# What a route asks about, besides the name of a value of its address (`server/web/access_table.py`).
NOBODY, ANYBODY, SOMEWHERE, PROVINCE = "nobody", "anybody", "somewhere", "province"


@dataclass(frozen=True, slots=True)
class Route:
    """What a route asks of who opens it; `action` is empty where no right is asked."""

    over: str
    action: str = ""


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


def may_somewhere(actor: Actor, action: str, today: str) -> bool:
    """True when a grant in force allows `action` over some area; what is shown is that area's."""
    roles = ACTIONS.get(action, frozenset())
    return any(one.role in roles and is_in_force(one, today) for one in actor.grants)


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
