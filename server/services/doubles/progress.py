"""How far the search for doubles has come along the log, and which households changed since."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from server.store.column_sealing import Sealer
from server.store.tables import DuplicateCandidate, DuplicateCrowd, DuplicateKey, DuplicateSeen, Household, NodeSetting
from sync.log import last_position, read_kinds

SETTING = NodeSetting.__table__
HOUSEHOLD = Household.__table__
NAME = "doubles"
AT_ONCE = 400  # records; a batch is then a tenth of a second of work
# Raised when keys or points are made another way: every household is then looked at again.
VERSION = 1
# Records that change who lives in a household, where, or whether it is there.
KINDS = (
    "household.registered",
    "household.corrected",
    "household.withdrawn",
    "household.departed",
    "household.split",
    "household.merged",
    "household.restored",
    "move.declined",
    "member.joined",
    "member.left",
    "transferred",
    "submission.received",
    "person.identified",
    "review.corrected",
    "review.confirmed",
    "review.withdrawn",
    "conflict.resolved",
    "villages.changed",
    "erased",
)


@dataclass(frozen=True, slots=True)
class Place:
    """The last record of this node's arrival order that was looked at; keys under another secret are worth nothing."""

    position: int
    sealer: Sealer
    is_new: bool = False

    @property
    def stamp(self) -> str:
        """What keys were made with."""
        return f"{VERSION}:{self.sealer.mark('doubles'):x}"


@dataclass(frozen=True, slots=True)
class Changed:
    """Households to look at, the place they bring the search to, and the end of the log."""

    households: tuple[str, ...]
    position: int
    last: int


def read_place(connection: Connection, sealer: Sealer) -> Place:
    """Where the search stands; at the beginning where it never ran, or ran with other keys."""
    found = connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar()
    kept = (found or {}).get("value") or {}
    place = Place(int(kept.get("position", 0)), sealer)
    return place if kept.get("stamp") == place.stamp else Place(0, sealer, is_new=True)


def write_place(connection: Connection, place: Place) -> None:
    """Note how far it came; the first note of a search with other keys takes the old ones away."""
    if read_place(connection, place.sealer).is_new and place.position == 0:
        _forget_found(connection)
    value = {"value": {"position": place.position, "stamp": place.stamp}}
    connection.execute(delete(SETTING).where(SETTING.c.name == NAME))
    connection.execute(insert(SETTING), {"name": NAME, "value": value})


def forget_search(connection: Connection) -> None:
    """The next search begins anew: it takes away what the last one made; what people decided stays."""
    connection.execute(delete(SETTING).where(SETTING.c.name == NAME))


def _forget_found(connection: Connection) -> None:
    for model in (DuplicateCandidate, DuplicateKey, DuplicateSeen, DuplicateCrowd):
        connection.execute(delete(model.__table__))


def find_changed(connection: Connection, place: Place) -> Changed:
    """The households that the next records are about, no more than a batch."""
    last = last_position(connection)
    if place.is_new:
        return Changed((), 0, last)
    found = read_kinds(connection, KINDS, place.position, AT_ONCE)
    subjects = {one for each in found for one in each.record.envelope.subjects}
    areas = {each.record.envelope.area for each in found if each.record.envelope.kind == "villages.changed"}
    ids: set[str] = set()
    ordered = sorted(subjects)
    for at in range(0, len(ordered), AT_ONCE):
        chunk = ordered[at : at + AT_ONCE]
        ids.update(
            connection.execute(select(HOUSEHOLD.c.household_id).where(HOUSEHOLD.c.household_id.in_(chunk))).scalars()
        )
    if areas:
        ids.update(
            connection.execute(select(HOUSEHOLD.c.household_id).where(HOUSEHOLD.c.area_code.in_(areas))).scalars()
        )
    position = found[-1].position if len(found) == AT_ONCE else last
    return Changed(tuple(sorted(ids)), position, last)
