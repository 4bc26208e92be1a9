"""A node to measure, and the requests tablets send it: every household has four members, every form is another."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.domain.facts import HouseholdFacts, Value, facts_from_json
from server.forms.filled import EntityClaims, Filled, SubmissionMaker
from server.services import registry
from server.services.node import Node
from server.services.people import authenticate_device
from server.store.tables import Assignment, Case, FormVersion, Household, Member, Village

COMMUNES, HOUSEHOLDS = 8, 220
MEMBERS = 4
BOUNDARY = "rasoat-bench-boundary"
PHOTO = "house.jpg"
VISIT: dict[str, Value] = {
    "visit_outcome": "completed",
    "notice_read": True,
    "interview_on": "2016-10-02",
    "respondent": "head",
    "interpreter": False,
    "has_water_heater": False,
    "has_microwave": False,
    "wishes": ("credit",),
    "confirmation": "witness",
    "witness_name": "Nguyễn Văn Chứng",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """Requests of one run, ready to send."""

    requests: list[bytes]
    instances: list[str]
    xml_bytes: int


def make_world(var: Path) -> None:
    """A demo node whose communes hold households of exactly `MEMBERS` members."""
    node = build_demo(Config(var=var), households=1, communes=COMMUNES)
    try:
        villages: dict[str, list[str]] = {}
        for code, area in node.read(lambda c: c.execute(select(Village.code, Village.area_code)).all()):
            villages.setdefault(area, []).append(code)
        for area, codes in villages.items():
            registry.register_households(node, "", area, [new_household(area, codes, n) for n in range(HOUSEHOLDS)])
    finally:
        node.close()


def new_household(area: str, villages: list[str], number: int) -> registry.NewHousehold:
    make = Generator(f"bench-{area}-{number}", YEAR - 1)
    while True:
        head, facts = make.household("rural" if number % 3 else "urban")
        if len(facts.members) == MEMBERS:
            break
    return registry.NewHousehold(
        household_id=make.new_id(),
        code=f"{area}-B{number:04d}",
        village_code=villages[number % len(villages)],
        head_name=head,
        facts=facts,
        recognised={},
        assessed={},
    )


def prepare(node: Node, count: int, photo_kb: int, skip: int = 0, tokens: Mapping[str, str] | None = None) -> Prepared:
    """Distinct submissions of households of `MEMBERS` members as an up-to-date tablet sends them.

    `tokens`: path prefix by actor id; the demo's own enumerators where it is None.
    """
    maker = SubmissionMaker(node.read(lambda c: c.execute(select(FormVersion.xml)).scalar_one()))
    tokens = tokens or token_paths(node)
    pick = random.Random(f"{count}-{photo_kb}-{skip}")
    requests: list[bytes] = []
    instances: list[str] = []
    size = 0
    for actor_id, filled in fill_forms(node, maker, tokens, (pick, count, skip)):
        photo = pick.randbytes(photo_kb * 1000) if photo_kb else b""
        xml = maker.make(filled)
        size += len(xml)
        instances.append(filled.instance_id)
        requests.append(post_request(tokens[actor_id], xml, {PHOTO: photo} if photo else {}))
    return Prepared(requests, instances, size // max(1, len(requests)))


def fill_forms(
    node: Node, maker: SubmissionMaker, actors: Iterable[str], runs: tuple[random.Random, int, int]
) -> Iterator[tuple[str, Filled]]:
    """Distinct households visited by `actors`, with the enumerator each is assigned to; `runs`: random, count, skip."""
    pick, count, skip = runs
    for row, members in _households(node, skip, count, actors):
        yield row.actor_id, maker.settle(_fill(pick, row, members))


def _fill(pick: random.Random, row: Any, members: list[Any]) -> Filled:
    known = facts_from_json(
        {
            "household": row.facts,
            "members": [{**one.facts, "no": one.no, "person_id": one.person_id} for one in members],
        }
    )
    answers: dict[str, Value] = {**VISIT, "income_vnd": pick.randrange(2, 30) * 500_000}
    answers |= {"electricity_kwh": pick.randrange(10, 300), "poultry_count": pick.randrange(0, 60)}
    people = tuple(_person(pick, one) for one in known.members)
    fields = {
        "start": "2016-10-02T09:00:00.000+07:00",
        "end": "2016-10-02T09:24:00.000+07:00",
        "deviceid": "collect:bench00000000000",
        "loaded": row.household_id,
        "src": "h",
        "village": row.village_code,
        "area_kind": row.area_kind or "",
        "title": row.head_name,
        "case_id": row.case_id,
        "assignment_id": row.assignment_id or "",
        "rev": "-".join(one[:16] for one in row.heads),
        "n_known": str(len(members)),
        "has_new": "no",
        "house_photo": PHOTO,  # named in every form; without bytes here it is one that comes with a later request
        "e_head": row.head_name,
        "e_village": row.village_code,
        "e_state": "sent",
    }
    version = str(row.entity_version)
    entity = EntityClaims(base=version, trunk=version, branch=str(uuid.uuid4()), label=row.head_name)
    return Filled(f"uuid:{uuid.uuid4()}", HouseholdFacts({**known.household, **answers}, people), fields, entity)


def _person(pick: random.Random, known: dict[str, Value]) -> dict[str, Value]:
    """What the visit asks of a person; most have papers, so that few forms carry a finding, as real ones do."""
    asked: dict[str, Value] = {"has_insurance": pick.random() < 0.8}
    if pick.random() < 0.95:
        asked |= {"id_type": "birth_certificate", "id_number": f"GKS-{pick.randrange(10**9):09d}"}
    if known.get("in_school"):
        asked["repeats_class"] = False
    return known | asked | ({"is_pregnant": False} if known.get("sex") == "female" else {})


def _households(node: Node, skip: int, count: int, actors: Iterable[str]) -> Iterator[tuple[Any, list[Any]]]:
    """Households of four with their case, in an order that spreads over communes; the same one at most once."""
    query = (
        select(Household.__table__, Case.case_id, Case.assignment_id, Assignment.actor_id)
        .join(Case, Case.household_id == Household.household_id)
        .join(Assignment, Assignment.assignment_id == Case.assignment_id)
        .where(Household.member_count == MEMBERS, Assignment.actor_id.in_(list(actors)))
        .order_by(Household.household_id)
    )
    with node.engines.read.connect() as connection:
        rows = connection.execute(query).all()
        people: dict[str, list[Any]] = {}
        for one in connection.execute(select(Member.__table__).order_by(Member.household_id, Member.no)):
            people.setdefault(one.household_id, []).append(one)
    chosen = rows[skip : skip + count]
    if len(chosen) < count:
        raise ValueError(f"{len(rows)} households are not enough for {count} submissions after {skip}")
    for row in chosen:
        yield row, people[row.household_id][:MEMBERS]


def post_request(path: str, xml: bytes, files: dict[str, bytes]) -> bytes:
    """A POST as Collect writes it."""
    parts = [_part("xml_submission_file", "submission.xml", "text/xml", xml)]
    parts += [_part(name, name, "image/jpeg", content) for name, content in files.items()]
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    head = (
        f"POST {path}/submission?deviceID=collect%3Abench00000000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "X-OpenRosa-Version: 1.0\r\nUser-Agent: org.odk.collect.android/v2026.3.3 bench\r\nConnection: Keep-Alive\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _part(name: str, filename: str, kind: str, content: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    return head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"


def token_paths(node: Node) -> dict[str, str]:
    """Path prefix of every enumerator's token, by actor id."""
    demo = json.loads((node.config.var / "demo.json").read_text())
    paths = [one["server_url"][one["server_url"].index("/v1/") :] for one in demo["enumerators"]]
    return {authenticate_device(node, path.rsplit("/", 1)[1]).actor_id: path for path in paths}
