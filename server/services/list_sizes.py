"""How heavy each enumerator's download will be in a round, before anybody downloads it."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.domain.uploads import TokenAnswer
from server.services import lists
from server.services.ingest.types import Assigned, Device
from server.services.node import Node
from server.store.tables import Account, Assignment, FormVersion, Village

# A slow mobile network: what a tablet gets in a second, and what each request waits for its first byte.
SLOW_BYTES_A_SECOND, SLOW_WAIT_SECONDS = 50_000, 0.4
# The form list, the form and its manifest come before the lists.
OTHER_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Download:
    """What one enumerator's first sync costs: `size` in bytes as sent (gzip), form included."""

    actor_id: str
    name: str
    village_count: int
    household_count: int
    row_count: int
    size: int

    @property
    def seconds(self) -> float:
        """On a slow mobile network."""
        return self.size / SLOW_BYTES_A_SECOND + SLOW_WAIT_SECONDS * (OTHER_REQUESTS + len(lists.LISTS))


def measure_downloads(node: Node, round_id: str, areas: Sequence[str] | None = None) -> list[Download]:
    """Every enumerator with work in the round, whatever its state, the heaviest first.

    `areas`: only who works in these communes, with all she has anywhere.
    """

    def read(connection: Connection) -> list[Download]:
        form_size = _size_of_forms(connection, round_id)
        found = [_measure(node, connection, device, form_size) for device in _devices(connection, round_id, areas)]
        return sorted(found, key=lambda one: (-one.size, one.name, one.actor_id))

    return node.read(read)


def _devices(connection: Connection, round_id: str, areas: Sequence[str] | None) -> list[Device]:
    """Each person as a tablet that sees the round's villages."""
    query = (
        select(Assignment.__table__, Account.name, Village.change_count)
        .join(Account, Account.actor_id == Assignment.actor_id)
        .join(Village, Village.code == Assignment.village_code)
        .where(Assignment.round_id == round_id, Assignment.ended_by.is_(None))
        .order_by(Village.sort_key, Village.code)
    )
    if areas is not None:
        here = select(Village.code).where(Village.area_code.in_(areas))
        own = select(Assignment.actor_id).where(Assignment.round_id == round_id, Assignment.village_code.in_(here))
        query = query.where(Assignment.actor_id.in_(own.where(Assignment.ended_by.is_(None))))
    given: dict[str, list[Assigned]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in connection.execute(query):
        names[row.actor_id] = row.name
        assigned = Assigned(row.round_id, row.village_code, row.assignment_id, row.change_count, row.is_part)
        given[row.actor_id].append(assigned)
    return [Device(one, names[one], "", TokenAnswer.FULL.value, False, tuple(given[one])) for one in given]


def _size_of_forms(connection: Connection, round_id: str) -> int:
    """Bytes of the round's forms as they are sent; none before it is published."""
    query = select(FormVersion.xml).where(FormVersion.round_id == round_id, FormVersion.is_current)
    return sum(len(gzip.compress(xml, 6)) for xml in connection.execute(query).scalars())


def _measure(node: Node, connection: Connection, device: Device, form_size: int) -> Download:
    files = lists.build_lists(node, connection, device)
    households = files[lists.LISTS.index("households")].row_count
    return Download(
        actor_id=device.actor_id,
        name=device.name,
        village_count=len({one.village_code for one in device.assignments}),
        household_count=households,
        row_count=sum(one.row_count for one in files),
        size=form_size + sum(len(one.compressed) for one in files),
    )
