"""People and their roles: accounts and grants as records, who may do what where (R15); tablets and sessions beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from server.areas.communes import list_communes
from server.domain.access import Actor, may
from server.services.node import Node
from server.store.tables import Area

from .people_accounts import (
    change_password,
    drop_factor,
    make_password,
    register_account,
    register_person,
    remove_factor_of,
    reset_password,
    set_active,
    unlock_account,
)
from .people_devices import (
    Enrolment,
    TokenState,
    authenticate_device,
    authenticate_sender,
    enrol_device,
    find_known_sender,
    qr_svg,
    qr_text,
    reissue_device,
    set_token_state,
    token_digest,
)
from .people_factors import confirm_factor, needs_factor, start_factor, verify_second
from .people_grants import delegate_role, give_grant, give_role, read_parents, revoke_role
from .people_sessions import (
    LOCK_MINUTES,
    MOST_FAILURES,
    SESSION_HOURS,
    Opening,
    Session,
    end_session,
    hash_password,
    note_session,
    read_actor,
    read_grants,
    read_session,
    sign_in,
    sign_out,
    start_session,
)


def area_names(connection: Connection, codes: Sequence[str]) -> list[str]:
    """Names of areas, in register order."""
    query = select(Area.name).where(Area.code.in_(codes)).order_by(Area.sort_key)
    return list(connection.execute(query).scalars())


def named_areas(connection: Connection, codes: Sequence[str]) -> list[tuple[str, str]]:
    """(code, name) of areas, in register order."""
    query = select(Area.code, Area.name).where(Area.code.in_(codes)).order_by(Area.sort_key, Area.code)
    return [(code, name) for code, name in connection.execute(query)]


def communes_for(connection: Connection, actor: Actor, action: str, today: str) -> list[str]:
    """Codes of the communes over which the actor may do `action`, in register order, ended ones too."""
    rows = connection.execute(select(Area.code, Area.level, Area.parent_code).order_by(Area.sort_key)).all()
    parents = {row.code: row.parent_code for row in rows}
    return [one.code for one in list_communes(rows) if may(actor, action, one.code, parents, today)]


def areas_for(connection: Connection, actor: Actor, action: str, today: str) -> list[Any]:
    """Every area (code, name, level) over which the actor may do `action`: the province first, then as registers go."""
    parents = read_parents(connection)
    rows = connection.execute(select(Area.code, Area.name, Area.level).order_by(Area.sort_key)).all()
    found = [row for row in rows if may(actor, action, row.code, parents, today)]
    return sorted(found, key=lambda row: ("province", "district", "commune").index(row.level))


def is_allowed(node: Node, connection: Connection, actor: Actor, action: str) -> bool:
    """Whether the actor may do `action` over the whole province, today."""
    province, today = str(node.settings["province_code"]), node.today()
    return may(actor, action, province, read_parents(connection), today)


__all__ = [
    "LOCK_MINUTES", "MOST_FAILURES", "SESSION_HOURS", "Enrolment", "Opening", "Session", "TokenState",
    "area_names", "areas_for", "authenticate_device", "authenticate_sender", "change_password", "communes_for",
    "confirm_factor", "delegate_role", "drop_factor", "end_session", "enrol_device", "find_known_sender",
    "give_grant", "give_role", "hash_password", "is_allowed", "make_password", "named_areas", "needs_factor",
    "note_session", "qr_svg", "qr_text", "read_actor", "read_grants", "read_parents", "read_session",
    "register_account", "register_person", "reissue_device", "remove_factor_of", "reset_password",
    "revoke_role", "set_active", "set_token_state", "sign_in", "sign_out", "start_factor", "start_session",
    "token_digest", "unlock_account", "verify_second",
]  # fmt: skip
