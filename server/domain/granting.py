"""Which roles may be given, over what and for how long: pure, told as a code with the value that is wrong (R20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .access import ROLES, Actor, GrantOf, is_in_force

ADMINISTRATOR = "administrator"
SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not: a code of the catalogue and the value that stands in the way."""

    code: str
    value: str = ""


def check_grant(giver: Actor, grant: GrantOf, level: str | None, today: str) -> Refused | None:
    """Why a grant over an area of this level cannot be given; `level` None: there is no such area.

    A district without communes is its own commune level: the caller says `commune` for it (R12).
    """
    role = ROLES.get(grant.role)
    if role is None:
        return Refused("unknown_role", grant.role)
    if level is None:
        return Refused("unknown_area", grant.area_code)
    if level not in role.levels:
        return Refused("wrong_level", level)
    if role.needs_end and grant.valid_to_on is None:
        return Refused("needs_end", grant.role)
    if grant.valid_to_on is not None and grant.valid_to_on < max(grant.valid_from_on or "", today):
        return Refused("ends_before", grant.valid_to_on)
    if grant.role == ADMINISTRATOR and not is_administrator(giver, today):
        return Refused("only_administrator", grant.role)
    return None


def check_delegation(grant: GrantOf, own: Sequence[GrantOf]) -> Refused | None:
    """Why work cannot be taken over: it needs both days, and the absent person must hold the role that long herself."""
    if grant.valid_from_on is None or grant.valid_to_on is None:
        return Refused("needs_days", grant.role)
    held = [one for one in own if (one.role, one.area_code) == (grant.role, grant.area_code)]
    if not held:
        return Refused("not_held", grant.role)
    if not any(is_in_force(one, grant.valid_from_on) and is_in_force(one, grant.valid_to_on) for one in held):
        return Refused("longer_than_held", grant.valid_to_on)
    return None


def is_administrator(actor: Actor, today: str) -> bool:
    """Whether the person administers the node: only such a one makes or touches another."""
    return any(one.role == ADMINISTRATOR and is_in_force(one, today) for one in actor.grants)


def check_password(password: str, login: str) -> Refused | None:
    """Why a password will not do: too short, or the login itself. No other rule: long and own is what counts."""
    if len(password) < SHORTEST_PASSWORD:
        return Refused("short_password", str(len(password)))
    if login.casefold() in password.casefold():
        return Refused("login_in_password")
    return None
