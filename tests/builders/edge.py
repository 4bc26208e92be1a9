"""A tablet's view of a served node for the acceptance checks of the OpenRosa protocol."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from lxml import etree
from sqlalchemy import Connection, select

from server.services.people import token_digest
from server.store.tables import DeviceToken, Household, Submission
from sync.log import read_subject
from sync.records import KINDS, Draft
from tests.builders.forms import read_admin, read_erasers
from tests.builders.serving import Running
from tests.builders.submissions import SubmissionMaker
from tests.clients.collect import HEADERS, Collect
from tests.clients.multipart import encode_multipart, write_parts

LIST = "{http://openrosa.org/xforms/xformsList}"


@dataclass(slots=True)
class Edge:
    """Plain HTTP to one enumerator's address, and what the node then holds."""

    running: Running
    folder: Path
    _tablets: dict[int, Collect] = field(default_factory=dict)

    @property
    def node(self) -> Any:
        """The node behind the address."""
        return self.running.node

    @property
    def url(self) -> str:
        """The first enumerator's address."""
        return self.running.server_url(0)

    def get(self, path: str, headers: dict[str, str] | None = None, *, number: int = 0) -> requests.Response:
        """GET `path` below the n-th enumerator's address, or an absolute URL."""
        url = path if path.startswith("http") else f"{self.running.server_url(number)}{path}"
        return requests.get(url, headers={**HEADERS, **(headers or {})}, timeout=60)

    def post(self, xml: bytes, files: dict[str, bytes] | None = None, *, number: int = 0) -> requests.Response:
        """POST a submission."""
        body, content_type = encode_multipart(write_parts(xml, (files or {}).items()))
        url = f"{self.running.server_url(number)}/submission"
        # A connection a request: hundreds kept open by a test would not be a tablet's doing.
        headers = {**HEADERS, "Content-Type": content_type, "Connection": "close"}
        return requests.post(url, data=body, headers=headers, timeout=60)

    def listed(self, number: int = 0) -> dict[str, dict[str, str]]:
        """The form list as dicts by form id."""
        root = etree.fromstring(self.get("/formList", number=number).content)
        found = [{etree.QName(c).localname: c.text or "" for c in one} for one in root.iter(f"{LIST}xform")]
        assert len({one["formID"] for one in found}) == len(found)
        return {one["formID"]: one for one in found}

    def tablet(self, number: int = 0, folder: str = "") -> Collect:
        """A synced tablet of the n-th enumerator; `folder` names a second one of the same person."""
        tablet = self.running.tablet(self.folder / f"tablet-{number}{folder}", number)
        tablet.sync()
        return tablet

    def first_tablet(self, number: int = 0) -> Collect:
        """The same synced tablet in one test."""
        if number not in self._tablets:
            self._tablets[number] = self.tablet(number)
        return self._tablets[number]

    def rows(self, number: int = 0) -> list[dict[str, str]]:
        """The household list as the n-th enumerator's tablet holds it."""
        return [{**one.values, "__version": str(one.version)} for one in self.first_tablet(number).entities.values()]

    def maker(self) -> SubmissionMaker:
        """Writes submissions of the listed review form."""
        return SubmissionMaker(self.first_tablet().form_path.read_bytes())

    def submission(self, instance_id: str) -> Any:
        """The stored submission's row, None where there is none."""
        query = select(Submission.__table__).where(Submission.instance_id == instance_id)
        return self.node.read(lambda c: c.execute(query).first())

    def household(self, household_id: str) -> Any:
        """The household's row."""
        query = select(Household.__table__).where(Household.household_id == household_id)
        return self.node.read(lambda c: c.execute(query).first())

    def village(self, number: int = 0) -> dict[str, str]:
        """A village of the n-th enumerator as villages.csv has it."""
        return self.first_tablet(number).read_media("villages.csv")[0]

    def instances(self) -> list[str]:
        """Every stored instance id."""
        return list(self.node.read(lambda c: c.execute(select(Submission.instance_id)).scalars()))

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        return len(self.node.read(lambda c: c.execute(select(table.__table__)).all()))

    def actor(self, number: int = 0) -> str:
        """The actor id of the n-th enumerator."""
        sha256 = token_digest(self.running.server_url(number).rsplit("/", 1)[-1])
        query = select(DeviceToken.actor_id).where(DeviceToken.token_sha256 == sha256)
        actor_id: str = self.node.read(lambda c: c.execute(query).scalar_one())
        return actor_id

    def remove(self, household_id: str) -> None:
        """Erase everything about a household that may be erased, so that it leaves the list for good."""

        def drafts(connection: Connection) -> list[Draft]:
            records = [one.record for one in read_subject(connection, household_id)]
            digests = [one.digest for one in records if KINDS[one.envelope.kind].is_erasable]
            payload = {"digests": digests, "legal_basis": "thử", "actors": list(read_erasers(self.node))}
            area = self.household(household_id).area_code
            return [Draft(area, "erased", (household_id,), read_admin(self.node), payload)]

        self.node.write(drafts)
