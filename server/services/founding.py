"""Found a node for real work: keys, the register of places, and its first administrator, who gives all other roles."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from server.areas.units import units_on
from server.config import Config
from server.errors import Problem
from server.services import people, registry
from server.services.node import Node, create_node
from server.telling import tell
from sync.records import Draft

PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Founding:
    """What the person who founds a node decides: which province, which register of places, who administers it."""

    province_code: str
    register_on: str
    login: str
    name: str


def found_node(config: Config, founding: Founding, passphrase: str | None) -> tuple[Node, str]:
    """The open node and the administrator's first password, which is shown once and stored only as a hash."""
    units = units_on(founding.register_on)
    if founding.province_code not in {one.code for one in units if one.level == "province"}:
        raise Problem(
            "NODE-006",
            404,
            tell("Chưa có danh mục hành chính của tỉnh mã {province_code}.", province_code=founding.province_code),
            tell(
                "Tỉnh có sẵn: {known}.", known=[f"{one.code} ({one.name})" for one in units if one.level == "province"]
            ),
        )
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    node = create_node(
        config, province_code=founding.province_code, areas=[founding.province_code], passphrase=passphrase
    )
    registry.load_areas(node, units)
    actor_id = str(uuid.uuid4())
    once = {"actor_id": actor_id, "is_temporary": True}
    drafts = [
        people.register_account(
            actor_id, founding.login, founding.name, people.hash_password(password), founding.province_code
        ),
        Draft(founding.province_code, "account.changed", (actor_id,), actor_id, once),
        people.give_grant(actor_id, actor_id, "administrator", founding.province_code),
    ]
    node.write(lambda _connection: drafts)
    return node, password
