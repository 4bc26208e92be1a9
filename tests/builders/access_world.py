"""A demo node in which every role stands in every relation to one commune, and a value for each name in a URL.

Give a new name in a URL its value in `World.values`: a thing that lies in the commune `World.area`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from server.domain.access import ROLES
from server.domain.duplicates.deciding import pair_id_of
from server.services import people
from server.services.imports import start_run
from server.services.people_sessions import start_session
from server.store.tables import (
    Area,
    DuplicateCandidate,
    ErasurePlan,
    FormVersion,
    Grant,
    Household,
    ImportRun,
    ProgramToken,
    Submission,
)
from tests.builders.forms import read_admin, read_round_id
from tests.builders.imports import write_sheet
from tests.integration.ingest.sender import Sender

if TYPE_CHECKING:
    from server.services.node import Node

PROVINCE = "77"
# How a grant stands to the commune a page is about.
# Where one name stands for different things in different URLs.
SPECIAL = {
    "web.form_sample": {"name": "households.csv"},
    "web.form_file": {"kind": "xlsx"},
    "web.figure_file": {"kind": "xlsx"},
    "unknown": {"rest": "v1/nothing"},
    "web.correct_case_list": {"name": "members.csv"},
    "web.paper_new_lists": {"name": "villages.csv"},
    "web.paper_sheets": {"form": "b", "part": "0"},
    **{f"web.paper_key{one}": {"form": "b"} for one in ("", "_form", "_start", "_send")},
}
RELATIONS = ("own", "other", "above", "province", "expired")


@dataclass(frozen=True, slots=True)
class World:
    """`sessions` and `tokens` (of the API) by (role, relation); `values` by the name of a URL's value."""

    area: str
    sessions: dict[tuple[str, str], str]
    values: dict[str, str]
    tokens: dict[tuple[str, str], str]

    def path_values(self, endpoint: str, names: set[str]) -> dict[str, str]:
        """What the URL of an endpoint is built with."""
        return {name: SPECIAL.get(endpoint, {}).get(name) or self.values[name] for name in names}


def build_world(node: Node) -> World:
    """Send a form with a file about the commune's first household, grant every role in every relation, sign in."""
    sender = Sender(node)
    sender.send(sender.fill(), ("audit.csv", b"event,node,start,end\n"))
    area = node.read(lambda c: c.execute(select(Household.area_code).order_by(Household.area_code)).scalars().first())
    other = node.read(
        lambda c: c.execute(select(Household.area_code).where(Household.area_code != area)).scalars().first()
    )
    above = node.read(lambda c: c.execute(select(Area.parent_code).where(Area.code == area)).scalar_one())
    assert area and other and above
    where = {"own": area, "other": other, "above": above, "province": PROVINCE, "expired": PROVINCE}
    giver = read_admin(node)
    people_by = {
        (role, relation): _person(node, giver, role, where[relation], is_over=relation == "expired")
        for role in ROLES
        for relation in RELATIONS
    }
    sessions = {one: start_session(node, actor_id) for one, actor_id in people_by.items()}
    tokens = {one: _give_token(node, actor_id) for one, actor_id in people_by.items()}
    watched = _person(node, giver, "enumerator", area, is_over=False)
    return World(area, sessions, {**_values(node, area, giver), "actor_id": watched}, tokens)


def _person(node: Node, giver: str, role: str, area: str, *, is_over: bool) -> str:
    actor_id = str(uuid.uuid4())
    days = {"valid_from_on": "2000-01-01", "valid_to_on": "2000-12-31"} if is_over else {}
    drafts = [
        people.register_account(actor_id, f"thu-{actor_id}", "Người thử", None, area),
        people.give_grant(giver, actor_id, role, area, **days),
    ]
    node.write(lambda _c: drafts)
    return actor_id


def _give_token(node: Node, actor_id: str) -> str:
    """A program's token for the person's only grant, whatever its role: the page gives some roles none."""
    text = f"rsp_{actor_id}"
    grant = node.read(lambda c: c.execute(select(Grant.grant_id).where(Grant.actor_id == actor_id)).scalar_one())
    about = {"token_id": str(uuid.uuid4()), "token_sha256": people.token_digest(text), "name": "thử"}
    row = {**about, "actor_id": actor_id, "grant_id": grant, "created_by": actor_id, "created_at": node.now()}
    node.writer.write(lambda unit: unit.connection.execute(insert(ProgramToken), {**row, "expires_on": "9999-12-31"}))
    return text


def _start_import(node: Node, area: str, giver: str) -> str:
    """An import that is over, so that no page which is opened takes it away from the next."""
    sheet = write_sheet(("Ấp", "Chủ hộ", "Kết quả"), ("Ấp 1", "Lê Thị Mẫu", "Nghèo"))
    import_id = start_run(node, giver, "households", area, ("mau.xlsx", sheet))
    done = update(ImportRun).where(ImportRun.import_id == import_id).values(state="applied")
    node.writer.write(lambda unit: unit.connection.execute(done))
    return import_id


def _propose_erasure(node: Node, giver: str) -> str:
    """A proposal to destroy nothing."""
    plan_id, now = str(uuid.uuid4()), node.now()
    texts = dict.fromkeys(("number", "decided_on", "legal_basis", "list_sha256", "note"), "")
    counts = dict.fromkeys(("total", "done", "size"), 0)
    about = {"plan_id": plan_id, "scope": "photos", "state": "proposed", "proposed_by": giver, "proposed_at": now}
    row = {**about, **texts, **counts, "is_compact": False}
    node.writer.write(lambda unit: unit.connection.execute(insert(ErasurePlan), row))
    return plan_id


def _add_pair(node: Node, area: str) -> str:
    """Two households of the commune that may be one."""
    query = select(Household.household_id).where(Household.area_code == area).order_by(Household.household_id)
    first, second = node.read(lambda c: c.execute(query.limit(2)).scalars().all())
    pair_id = pair_id_of("household", first, second)
    known = select(DuplicateCandidate.pair_id).where(DuplicateCandidate.pair_id == pair_id)
    if node.read(lambda c: c.execute(known).first()):
        return pair_id
    sides = {"first_id": first, "second_id": second, "first_area": area, "second_area": area}
    found = {"score": 80, "reasons": [], "codes": " ", "found_at": node.now(), "level": "household"}
    added = insert(DuplicateCandidate).values(pair_id=pair_id, **sides, **found)
    node.writer.write(lambda unit: unit.connection.execute(added))
    return pair_id


def _values(node: Node, area: str, giver: str) -> dict[str, str]:
    def first(query: Any) -> Any:
        return node.read(lambda c: c.execute(query).first())

    household = first(select(Household.household_id, Household.village_code).where(Household.area_code == area))
    submission = first(select(Submission.instance_id, Submission.case_id).where(Submission.area_code == area))
    enumerator = first(select(Grant.actor_id).where(Grant.role == "enumerator", Grant.area_code == area))
    form = first(select(FormVersion.form_id, FormVersion.form_version))
    return {
        "household_id": household.household_id,
        "village_code": household.village_code,
        "area_code": area,
        "enumerator_id": enumerator.actor_id,
        "instance_id": submission.instance_id,
        "case_id": submission.case_id,
        "pair_id": _add_pair(node, area),
        "import_id": _start_import(node, area, giver),
        "round_id": read_round_id(node),
        "plan_id": _propose_erasure(node, giver),
        "form_id": form.form_id,
        "version": form.form_version,
        "pack_id": "training_points",
        "standard": "training_points",
        "number": "0",
        "name": "audit.csv",
    }
