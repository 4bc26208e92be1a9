"""`bench ingest`: distinct submissions over real HTTP, validated, classified and on disk when 201 is sent."""

from __future__ import annotations

import json
import os
import platform
import random
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.domain.facts import HouseholdFacts, Value, facts_from_json
from server.services import registry
from server.services.node import Node, open_node
from server.store.tables import AssessmentRow, Assignment, Case, FormVersion, Household, Member, Submission, Village

from .load import Load, run_load
from .process import start_server
from .submissions import EntityClaims, Filled, SubmissionMaker

CONCURRENCIES = (1, 8, 32)
PHOTOS_KB = (0, 200)
COMMUNES, HOUSEHOLDS = 8, 220
MEMBERS = 4
BOUNDARY = "rasoat-bench-boundary"
COUNTS = {1: 250, 8: 600, 32: 1500}
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
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to serve: `name` as the report calls it, settings of the environment, arguments of the command."""

    name: str
    environ: dict[str, str]


EMBEDDED = Layout("embedded", {})
SPLIT = Layout("front and writer", {"RASOAT_FRONTS": "1"})
LAYOUTS = (EMBEDDED, SPLIT)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Requests of one run, ready to send."""

    requests: list[bytes]
    instances: list[str]
    xml_bytes: int


def bench_ingest(
    *,
    layouts: Sequence[Layout] = LAYOUTS,
    concurrencies: Sequence[int] = CONCURRENCIES,
    photos_kb: Sequence[int] = PHOTOS_KB,
    scale: float = 1.0,
    say: Say = lambda _text: None,
) -> dict[str, Any]:
    """Run every combination; `runs` holds one entry each. `scale` shortens the runs for a quick look."""
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        world, var = Path(folder) / "world", Path(folder) / "var"
        say(f"dựng nút thử: {COMMUNES} xã, {COMMUNES * HOUSEHOLDS} hộ")
        make_world(world)
        for layout in layouts:
            for photo_kb in photos_kb:
                for concurrency in concurrencies:
                    count = max(concurrency * 2, int(COUNTS[concurrency] * scale * (0.5 if photo_kb else 1)))
                    # Every run begins on the same database: an earlier run must not make a later one slower.
                    shutil.rmtree(var, ignore_errors=True)
                    shutil.copytree(world, var)
                    run = _run(var, layout, concurrency, photo_kb, count)
                    say(json.dumps(run))
                    runs.append(run)
    return {"machine": _machine(), "members": MEMBERS, "standards": 2, "runs": runs}


def make_world(var: Path) -> None:
    """A demo node whose communes hold households of exactly `MEMBERS` members."""
    node = build_demo(Config(var=var), households=1, communes=COMMUNES)
    try:
        villages: dict[str, list[str]] = {}
        for code, area in node.read(lambda c: c.execute(select(Village.code, Village.area_code)).all()):
            villages.setdefault(area, []).append(code)
        for area, codes in villages.items():
            registry.register_households(node, "", area, [_new_household(area, codes, n) for n in range(HOUSEHOLDS)])
    finally:
        node.close()


def _new_household(area: str, villages: list[str], number: int) -> registry.NewHousehold:
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


def _run(var: Path, layout: Layout, concurrency: int, photo_kb: int, count: int) -> dict[str, Any]:
    prepared = _with_node(var, lambda node: prepare(node, count, photo_kb))
    warm = max(concurrency * 2, 50)
    warming = _with_node(var, lambda node: prepare(node, warm, 0, skip=count))
    with start_server({"RASOAT_VAR": str(var), **layout.environ}) as server:
        run_load(server.host, server.port, warming.requests, concurrency)
        before = server.cpu_seconds()
        load = run_load(server.host, server.port, prepared.requests, concurrency)
        cpu = server.cpu_seconds() - before
        rss = server.rss_mb()
    _check(var, load, prepared)
    setting = (layout.name, concurrency, photo_kb)
    return _report(setting, load, (cpu, rss, server.start_seconds), prepared.xml_bytes)


def _report(
    setting: tuple[str, int, int], load: Load, cost: tuple[float, float, float], xml_bytes: int
) -> dict[str, Any]:
    """One entry of `runs`; `cost` is CPU seconds, resident MB and seconds to start."""
    layout, concurrency, photo_kb = setting
    cpu, rss, start = cost
    count = len(load.statuses)
    return {
        "layout": layout,
        "concurrency": concurrency,
        "photo_kb": photo_kb,
        "count": count,
        "per_second": round(count / load.seconds, 1),
        "p50_ms": round(load.percentile(0.50), 1),
        "p95_ms": round(load.percentile(0.95), 1),
        "p99_ms": round(load.percentile(0.99), 1),
        "cpu_ms_per_submission": round(cpu * 1000 / count, 2),
        "rss_mb": round(rss, 1),
        "xml_bytes": xml_bytes,
        "start_seconds": round(start, 2),
    }


def _check(var: Path, load: Load, prepared: Prepared) -> None:
    """A fast answer that is not true is no answer: every 201 must be there, current and classified."""
    if set(load.statuses) != {201}:
        raise RuntimeError(f"answers {sorted(set(load.statuses))}: {load.first_failure}")

    def read(node: Node) -> tuple[set[str], dict[str, int]]:
        with node.engines.read.connect() as connection:
            states = select(Submission.instance_id).where(Submission.state == "current")
            current = set(connection.execute(states).scalars())
            assessed: dict[str, int] = {}
            for one in connection.execute(select(AssessmentRow.instance_id)).scalars():
                assessed[one] = assessed.get(one, 0) + 1
        return current, assessed

    current, assessed = _with_node(var, read)
    lacking = [one for one in prepared.instances if one not in current or assessed.get(one) != 2]
    if lacking:
        raise RuntimeError(f"{len(lacking)} of {len(prepared.instances)} submissions are not there or not classified")


def prepare(node: Node, count: int, photo_kb: int, skip: int = 0) -> Prepared:
    """Distinct submissions of households of `MEMBERS` members as an up-to-date tablet sends them."""
    maker = SubmissionMaker(node.read(lambda c: c.execute(select(FormVersion.xml)).scalar_one()))
    tokens = _tokens(node)
    pick = random.Random(f"{count}-{photo_kb}-{skip}")
    requests: list[bytes] = []
    instances: list[str] = []
    size = 0
    for row, members in _households(node, skip, count):
        filled = maker.settle(_fill(pick, row, members))
        photo = pick.randbytes(photo_kb * 1000) if photo_kb else b""
        filled = filled if not photo else _with_photo(filled)
        xml = maker.make(filled)
        size += len(xml)
        instances.append(filled.instance_id)
        requests.append(post_request(tokens[row.actor_id], xml, {"house.jpg": photo} if photo else {}))
    return Prepared(requests, instances, size // max(1, len(requests)))


def _with_photo(filled: Filled) -> Filled:
    return replace(filled, fields={**filled.fields, "house_photo": "house.jpg"})


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


def _households(node: Node, skip: int, count: int) -> Iterator[tuple[Any, list[Any]]]:
    """Households of four with their case, in an order that spreads over communes; the same one at most once."""
    query = (
        select(Household.__table__, Case.case_id, Case.assignment_id, Assignment.actor_id)
        .join(Case, Case.household_id == Household.household_id)
        .join(Assignment, Assignment.assignment_id == Case.assignment_id)
        .where(Household.member_count == MEMBERS)
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


def _tokens(node: Node) -> dict[str, str]:
    """Path prefix of every enumerator's token, by actor id."""
    from server.services.people import authenticate_device

    demo = json.loads((node.config.var / "demo.json").read_text())
    paths = [one["server_url"][one["server_url"].index("/v1/") :] for one in demo["enumerators"]]
    return {authenticate_device(node, path.rsplit("/", 1)[1]).actor_id: path for path in paths}


def _with_node(var: Path, use: Callable[[Node], Any]) -> Any:
    node = open_node(Config(var=var))
    try:
        return use(node)
    finally:
        node.close()


def _machine() -> dict[str, Any]:

    return {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
