"""Builds submissions of the demo's review form about the demo's households and hands them to intake."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server.domain.facts import HouseholdFacts, Value, facts_from_json
from server.forms.filled import EntityClaims, Filled, SubmissionMaker
from server.services import people
from server.services.ingest.receive import receive_submission
from server.services.ingest.types import Device, Receipt, SpooledFile, Upload
from server.services.node import Node
from server.store.tables import Base, Case, FormVersion, Household, Member
from sync.log import read_all
from sync.records import Draft, Record
from tests.builders.forms import read_erasers

VISIT: dict[str, Value] = {"visit_outcome": "completed", "notice_read": True, "income_vnd": 9_000_000}


class Sender:
    """An enrolled tablet. `case` numbers the enumerator's households in the order of their codes."""

    def __init__(self, node: Node, number: int = 0) -> None:
        self.node = node
        demo = json.loads((node.config.var / "demo.json").read_text())
        self.token = demo["enumerators"][number]["server_url"].rsplit("/", 1)[1]
        self.device: Device = people.authenticate_device(node, self.token)
        query = select(FormVersion.xml).where(FormVersion.is_current)
        self.maker = SubmissionMaker(node.read(lambda c: c.execute(query).scalar_one()))

    def households(self) -> list[Any]:
        """The enumerator's households with their cases."""
        villages = [one[1] for one in self.device.assignments]
        query = (
            select(Household.__table__, Case.case_id, Case.assignment_id)
            .outerjoin(Case, Case.household_id == Household.household_id)
            .where(Household.village_code.in_(villages))
            .order_by(Household.code)
        )
        return list(self.node.read(lambda c: c.execute(query).all()))

    def household(self, household_id: str) -> Any:
        """One household's row."""
        query = select(Household.__table__).where(Household.household_id == household_id)
        return self.node.read(lambda c: c.execute(query).first())

    def known_facts(self, household_id: str, **changes: Value | None) -> HouseholdFacts:
        """What the registry knows with the visit's answers, changed; None leaves an answer out."""
        members = self.rows(Member, household_id=household_id)
        row = self.household(household_id)
        facts = facts_from_json(
            {
                "household": row.facts,
                "members": [{**one.facts, "no": one.no, "person_id": one.person_id} for one in members],
            }
        )
        household = {**facts.household, **VISIT, **changes}
        return HouseholdFacts({k: v for k, v in household.items() if v is not None}, facts.members)

    def fill(self, number: int = 0, **changes: Any) -> Filled:
        """The n-th household visited and filled in, as a tablet that has just synced would send it."""
        row = self.households()[number]
        fields = {
            "start": "2016-10-02T09:00:00.000+07:00",
            "end": "2016-10-02T09:20:00.000+07:00",
            "loaded": row.household_id,
            "src": "h",
            "village": row.village_code,
            "area_kind": row.area_kind or "",
            "title": row.head_name,
            "case_id": row.case_id or "",
            "assignment_id": row.assignment_id or "",
            "rev": "-".join(one[:16] for one in row.heads),
            "n_known": str(row.member_count),
            "has_new": "no",
        }
        version = str(row.entity_version)
        entity = EntityClaims(base=version, trunk=version, branch=str(uuid.uuid4()), label=row.head_name)
        filled = Filled(new_id(), self.known_facts(row.household_id), fields, entity)
        return replace(filled, **changes)

    def fill_new(self, household_id: str | None = None, **changes: Any) -> Filled:
        """A household the enumerator found."""
        village = self.device.assignments[0][1]
        person: dict[str, Value] = {"state": "in", "full_name": "Lê Thị Mới", "relation": "head", "birth_year": 1980}
        household_id = household_id or str(uuid.uuid4())
        fields = {"loaded": household_id, "src": "n", "village": village, "title": "Lê Thị Mới – Ấp"}
        fields |= {"n_known": "0", "has_new": "yes"}
        entity = EntityClaims(create=True, update=False, label="Lê Thị Mới – Ấp")
        filled = Filled(new_id(), HouseholdFacts(dict(VISIT), ()), fields, entity, new_members=(person,))
        return replace(filled, **changes)

    def send(self, filled: Filled | bytes, *files: tuple[str, bytes], device: Device | None = None) -> Receipt:
        """POST it: the XML and (name, content) files."""
        xml = filled if isinstance(filled, bytes) else self.maker.make(filled)
        spooled = tuple(self._spool(name, content) for name, content in files)
        return receive_submission(
            self.node, device or self.device, Upload(xml, spooled, "collect:test", "Collect/test")
        )

    def _spool(self, name: str, content: bytes) -> SpooledFile:
        path: Path = self.node.blobs.spool / f"part-{uuid.uuid4().hex}"
        path.write_bytes(content)
        return SpooledFile(name, path, len(content))

    def rows(self, model: type[Base], **where: Any) -> list[Any]:
        """Rows of a table where columns equal values, in the order of its key."""
        table = model.__table__
        query = select(table).order_by(*table.primary_key.columns)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        return list(self.node.read(lambda c: c.execute(query).all()))

    def records(self, kind: str) -> list[Any]:
        """The log's records of a kind in arrival order."""
        found = self.node.read(lambda c: list(read_all(c)))
        return [one.record for one in found if one.record.envelope.kind == kind]

    def erase(self, *records: Record, subjects: tuple[str, ...] | None = None) -> str:
        """Two people decide that these records' payloads go; the digest of what they wrote."""
        actors = read_erasers(self.node)
        about = subjects if subjects is not None else tuple({s: None for one in records for s in one.envelope.subjects})
        payload = {"digests": [one.digest for one in records], "legal_basis": "thử", "actors": list(actors)}
        draft = Draft(records[0].envelope.area, "erased", about, actors[0], payload)
        (digest,) = self.node.write(lambda _c: [draft])
        return digest


def new_id() -> str:
    """An instanceID as Collect makes it."""
    return f"uuid:{uuid.uuid4()}"
