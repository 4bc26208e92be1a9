"""Another node of the province in a test: its records are signed and chained, whatever they say."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from server.services.node import Node
from server.store.tables import Account, Case, Household, Member, Round, Village
from server.store.types import to_microseconds
from sync.records import Draft, NodeKey, Record
from sync.records.envelope import StreamHead, digest_payload, seal
from sync.records.kinds import KINDS, SHARED
from tests.builders.forms import plain_form, read_admin

SALT = bytes(16)


def new_id() -> str:
    """A random id."""
    return str(uuid.uuid4())


@dataclass
class Stranger:
    """A node enrolled in the province, with its own key and streams."""

    node: Node
    key: NodeKey = field(default_factory=lambda: NodeKey(new_id(), uuid.uuid4().bytes * 2))
    heads: dict[str, StreamHead] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.admin = read_admin(self.node)
        payload = {"node_id": self.key.node_id, "public_key": self.key.public.hex(), "areas": ["77"]}
        enrolled = Draft(SHARED, "node.enrolled", (self.key.node_id,), self.admin, payload)
        self.node.write(lambda _c: [enrolled])

    def write(self, kind: str, area: str, subjects: tuple[str, ...], payload: Any, **more: Any) -> Record:
        """The next record of a stream; `body` gives other bytes than the payload's, `version` another one, `as_kind`
        the name of a kind that this program need not know."""
        as_kind, version = more.pop("as_kind", kind), more.pop("version", KINDS[kind].version)
        head = self.heads.get(area, StreamHead())
        actor, knows = more.pop("actor", self.admin), more.pop("knows", ())
        draft = Draft(area, kind, subjects, actor, payload, {}, knows, **more)
        made = seal(draft, head, self.key, to_microseconds(self.node.now()), SALT)
        if (as_kind, version) != (kind, made.envelope.kind_version):
            made = self._sign(replace(made.envelope, kind=as_kind, kind_version=version), made.payload)
        self.heads[area] = StreamHead(made.envelope.sequence, made.digest, made.envelope.clock)
        return made

    def _sign(self, envelope: Any, body: bytes | None) -> Record:
        import hashlib

        envelope = replace(envelope, payload_digest=digest_payload(SALT, body or b""))
        data = envelope.to_bytes()
        return Record(envelope, data, hashlib.sha256(data).hexdigest(), self.key.sign(data), body, SALT)

    def observe(self, area: str) -> Record:
        """A record in order, about nothing that another one touches."""
        one = new_id()
        return self.write("observation.added", area, (one,), {"observation_id": one, "text": "đã xem"})


@dataclass
class Things:
    """What is there in a demo node for records to be about."""

    node: Node

    def __post_init__(self) -> None:
        def first(table: Any, **where: Any) -> Any:
            query = select(table).filter_by(**where).limit(1)
            return self.node.read(lambda c: c.execute(query).first())

        self.household = first(Household.__table__)
        self.case = first(Case.__table__, household_id=self.household.household_id)
        self.village = first(Village.__table__, code=self.household.village_code)
        self.round = first(Round.__table__)
        self.person = first(Member.__table__, household_id=self.household.household_id)
        self.account = first(Account.__table__, login="tinh")
        self.area = str(self.household.area_code)

    def subjects(self, kind: str, payload: dict[str, Any]) -> tuple[str, ...]:
        """What a record of this kind is about."""
        names = ("household_id", "case_id", "pair_id", "observation_id", "grant_id", "actor_id", "node_id", "round_id")
        found = [payload[one] for one in names if isinstance(payload.get(one), str)]
        if kind in ("submission.received", "correction.explained") or not found:
            found = [self.household.household_id]
        return tuple(dict.fromkeys(found))

    def payload(self, kind: str) -> dict[str, Any]:
        """A payload of this kind that a node of this release might write."""
        names = [one.rstrip("?") for one in KINDS[kind].fields]
        own = {**self._fields(), **self._own(kind)}
        return {name: own[name] for name in names if name in own}

    def _fields(self) -> dict[str, Any]:
        known = {
            "household_id": self.household.household_id,
            "case_id": self.case.case_id,
            "person_id": self.person.person_id,
            "person_ids": [self.person.person_id],
            "village_code": self.village.code,
            "round_id": self.round.round_id,
            "area_code": self.area,
            "area_codes": [self.area],
            "areas": [self.area],
            "to_area": "26508",
            "from_area": "26508",
            "household_ids": [self.household.household_id],
            "actor_id": self.account.actor_id,
            "actors": [self.account.actor_id],
            "enumerator_id": self.account.actor_id,
            "node_id": new_id(),
            "other_id": new_id(),
            "of_household": new_id(),
            "standards": self.round.standards,
            "standard": self.round.standards[0]["standard"],
        }
        ids = ("adoption_id", "assignment_id", "attribute_id", "batch_id", "change_id", "correction_id", "decision_id")
        ids += ("entry_id", "exception_id", "grant_id", "import_id", "observation_id", "pair_id", "sample_id")
        days = ("counted_on", "decided_on", "declared_on", "from_on", "happened_on", "in_force_on", "interviewed_on")
        days += (
            "withdrawn_on",
            "reference_on",
            "season_from_on",
            "season_to_on",
            "status_on",
            "valid_from_on",
            "start",
        )
        words = ("act", "attribute", "base_digest", "code", "digest", "form_version", "head_name", "item", "kind")
        words += ("legal_basis", "login", "name", "number", "public_key", "reason", "source", "text", "title", "what")
        empty_lists = (
            "assessments",
            "codes",
            "comments",
            "digests",
            "entries",
            "files",
            "kept",
            "media",
            "people",
            "scans",
            "sees",
        )
        numbers = ("line_count", "percent", "persons", "return_no", "size", "visited_count")
        return {
            **{name: new_id() for name in ids},
            **dict.fromkeys(days, "2016-11-20"),
            **{name: f"{name} {uuid.uuid4().hex[:8]}" for name in words},
            **{name: [] for name in empty_lists},
            **dict.fromkeys(numbers, 5),
            **{name: {} for name in ("counts", "document", "last", "notes", "values", "recognised", "assessed")},
            **{"instance_id": f"uuid:{new_id()}", "deprecated_id": None, "form_id": "phieu-b", "state": "open"},
            **{
                "level": "household",
                "decision": "same",
                "sha256": "0" * 64,
                "merkle_root": "0" * 64,
                "role": "supervisor",
            },
            **{"shows_scores": False, "is_keyed_twice": False, "password_hash": None, "province_code": "77"},
            **{"status_from_on": None, "status_to_on": None, "to_on": None, "outcome": "poor", "how": "birth"},
            **{
                "pack_id": "training_points",
                "takes_back": "1",
                "decisive": [],
                "withdraws": "0" * 64,
                "ruling": "keep",
            },
            **known,
        }

    def _own(self, kind: str) -> dict[str, Any]:
        """Where a name alone does not say it."""
        member = {"no": 1, "person_id": new_id(), "full_name": "Người Thử", "relation": "head"}
        facts = {"household": {"village": self.village.code}, "members": [member]}
        decision = {"number": "1/QĐ", "decided_on": "2016-11-20"}
        village = {"code": new_id()[:8], "name": "Thôn Thử"}
        totals = {"poor": {"households": 1, "persons": 3}}
        entry = {"group": "all", "area_kind": "rural", "households": 10, "persons": 40}
        xml = (
            f'<data xmlns="http://example.invalid" id="phieu-b"><meta><instanceID>{new_id()}</instanceID></meta></data>'
        )
        own: dict[str, dict[str, Any]] = {
            "areas.changed": {"units": [{"code": self.area, "before": {}, "after": {}, "successor_code": None}]},
            "villages.changed": {
                "villages": [
                    {"code": self.village.code, "before": {}, "after": {"name": "Thôn"}, "successor_code": None}
                ]
            },
            "villages.registered": {"villages": [village]},
            "denominators.entered": {"entries": [entry]},
            "recheck.drawn": {"cases": [], "seed": "một"},
            "household.registered": {"household_id": new_id(), "facts": facts, "code": f"T-{new_id()[:8]}"},
            "transferred": {"household_id": new_id(), "facts": facts, "code": f"T-{new_id()[:8]}"},
            "household.listed": {"old_code": "HN-0715"},
            "household.corrected": {"facts": {}, "members": [{"no": 1}]},
            "household.withdrawn": {"household_id": new_id(), "reason": "left"},
            "household.departed": {"household_id": new_id()},
            "household.merged": {"members": [member]},
            "member.joined": {"members": [member]},
            "member.left": {"state": "moved"},
            "household.restored": {"what": "member.left"},
            "person.identified": {"identifiers": [{"kind": "cccd", "number": "077000000123"}]},
            "outcome.decided": {"decision": decision},
            "exception.decided": {"decision": "1/QĐ", "item": "b1_1", "area_kind": "rural"},
            "household.split": {"decision": None},
            "list.signed": {"level": "commune", "published": totals, "counted": totals},
            "review.corrected": {"changes": []},
            "form.published": {"xml": base64.b64encode(plain_form("la")).decode(), "xlsx": "", "form_id": new_id()},
            "submission.received": {"xml": xml},
            "paper.keyed_again": {"xml": xml},
            "erased": {"decision": decision},
            "redacted": {"of": "0" * 64, "payload": {}},
        }
        return own.get(kind, {})
