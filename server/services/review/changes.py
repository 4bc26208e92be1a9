"""What changed between two versions of a form, field by field; people are matched by their id, not by their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.facts import Fact, load_facts
from server.services.projection.households import new_person_id
from server.store.tables import Submission

from .history import find_returned

SUBMISSION = Submission.__table__
_OWN = frozenset({"no", "person_id"})


@dataclass(frozen=True, slots=True)
class FactChange:
    """One answer before and now, as stored JSON values; None where there is none."""

    fact: Fact
    before: Any
    now: Any


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person who came, went, or whose answers differ. `place` is hers in the newer form, if any."""

    person_id: str
    name: str
    place: int | None
    is_new: bool
    is_gone: bool
    changes: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """The difference of two versions; empty where they say the same."""

    household: tuple[FactChange, ...]
    people: tuple[PersonChange, ...]

    @property
    def count(self) -> int:
        """How many answers differ; somebody who came or went is one."""
        return len(self.household) + sum(max(1, len(one.changes)) for one in self.people)


@dataclass(frozen=True, slots=True)
class Version:
    """The answers of one instance: facts as JSON, people in the order of the form."""

    instance_id: str
    facts: Mapping[str, Any]

    def people(self) -> dict[str, tuple[int, Mapping[str, Any]]]:
        """(place, answers) by person id; who had none in the form has the one the register gave her."""
        found: dict[str, tuple[int, Mapping[str, Any]]] = {}
        for place, one in enumerate(self.facts["members"], start=1):
            made = new_person_id(self.instance_id, place)
            person_id = one.get("person_id") or made
            found[made if person_id in found else person_id] = (place, one)
        return found


def read_changes(connection: Connection, instance_id: str, earlier_id: str | None = None) -> VersionChanges | None:
    """The changes from `earlier_id`, by default the version this one answers; None where either is not here."""
    before = _read_version(connection, earlier_id or find_returned(connection, instance_id))
    now = _read_version(connection, instance_id)
    return None if before is None or now is None else compare_versions(before, now)


def compare_versions(before: Version, now: Version) -> VersionChanges:
    """Every answer that differs, in the order of the dictionary; people in the order of the newer form."""
    facts = load_facts()
    household = tuple(_differing(facts.household, before.facts["household"], now.facts["household"]))
    old, new = before.people(), now.people()
    people = [_compare_person(one, old.get(one), new.get(one)) for one in {**new, **old}]
    return VersionChanges(household, tuple(one for one in people if one.changes or one.is_new or one.is_gone))


def _compare_person(
    person_id: str, old: tuple[int, Mapping[str, Any]] | None, new: tuple[int, Mapping[str, Any]] | None
) -> PersonChange:
    before, now = (old[1] if old else {}), (new[1] if new else {})
    name = str(now.get("full_name") or before.get("full_name") or "")
    changes = tuple(_differing(load_facts().member, before, now)) if old and new else ()
    return PersonChange(person_id, name, new[0] if new else None, old is None, new is None, changes)


def _differing(pool: Mapping[str, Fact], before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FactChange]:
    for name, fact in pool.items():
        if name not in _OWN and before.get(name) != now.get(name):
            yield FactChange(fact, before.get(name), now.get(name))


def _read_version(connection: Connection, instance_id: str | None) -> Version | None:
    query = select(SUBMISSION.c.facts).where(SUBMISSION.c.instance_id == instance_id)
    facts = connection.execute(query).scalar() if instance_id else None
    return None if facts is None else Version(instance_id or "", facts)
