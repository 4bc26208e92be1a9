"""A node to measure, and the requests tablets send it: every household has four members, every form is another."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.demo.visits import Visit, fill, read_households
from server.domain.facts import Value
from server.forms.filled import Filled, SubmissionMaker
from server.services import registry
from server.services.node import Node
from server.services.people import authenticate_device
from server.store.tables import FormVersion, Village

COMMUNES, HOUSEHOLDS = 8, 220
MEMBERS = 4
BOUNDARY = "rasoat-bench-boundary"
PHOTO = "house.jpg"
BEGAN = dt.datetime(2016, 10, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))
MINUTES = 24


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
    found = read_households(node, actors, MEMBERS)
    if len(found) < skip + count:
        raise ValueError(f"{len(found)} households are not enough for {count} submissions after {skip}")
    for row, members in found[skip : skip + count]:
        answers: dict[str, Value] = {"income_vnd": pick.randrange(2, 30) * 500_000}
        answers |= {"electricity_kwh": pick.randrange(10, 300), "poultry_count": pick.randrange(0, 60)}
        filled = fill(pick, row, members[:MEMBERS], Visit(BEGAN, MINUTES, answers))
        # named in every form; without bytes here it is one that comes with a later request
        filled = replace(filled, fields={**filled.fields, "house_photo": PHOTO})
        yield row.actor_id, maker.settle(filled)


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
