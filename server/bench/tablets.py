"""`bench tablets`: a day of a province. Each syncs, sends forms with a photo, syncs at night, finds nothing new."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from server.config import Config
from server.demo.build import build_demo
from server.services import people, registry, rounds
from server.services.lists import LISTS
from server.services.node import Node, open_node
from server.services.verification import verify_node
from server.store.tables import Account, Area, Attachment, Submission

from .load import Load, run_load
from .machine import describe_machine
from .process import Server, start_server
from .world import new_household, prepare

FORMS_EACH, HOUSEHOLDS_EACH = 3, 6
FEWEST_COMMUNES, MOST_COMMUNES, TABLETS_A_COMMUNE = 2, 80, 12
CONCURRENCY = 200
FORM = "household_review"
PATHS = (
    "formList",
    f"forms/{FORM}.xml",
    f"forms/{FORM}/manifest",
    *(f"forms/{FORM}/attachments/{name}.csv" for name in LISTS),
)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Phase:
    """A part of the day: its requests, and the statuses that are no error in it."""

    name: str
    requests: Sequence[bytes]
    allowed: frozenset[int]


def bench_tablets(
    *, tablets: int = 1_000, photo_kb: int = 50, fronts: int = 0, say: Say = lambda _text: None
) -> dict[str, Any]:
    """Play the day; RuntimeError where any tablet gets an answer it should not."""
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        var = Path(folder) / "var"
        say(f"dựng nút thử: {tablets} máy, {tablets * HOUSEHOLDS_EACH} hộ")
        tokens, posts, instances = _make_world(var, tablets, photo_kb)
        with start_server({"RASOAT_VAR": str(var), "RASOAT_FRONTS": str(fronts)}) as server:
            phases = _play(server, tokens, posts, say)
            rss = server.rss_mb()
        _check(var, instances)
    total = sum(one["cpu_ms_per_tablet"] for one in phases)
    return {
        "machine": describe_machine(),
        "tablets": tablets,
        "forms_each": FORMS_EACH,
        "photo_kb": photo_kb,
        "fronts": fronts,
        "errors": 0,
        "cpu_ms_per_tablet": round(total, 1),
        "rss_mb": round(rss, 1),
        "loadavg": round(os.getloadavg()[0], 2),
        "phases": phases,
    }


def _play(server: Server, tokens: Sequence[str], posts: Sequence[bytes], say: Say) -> list[dict[str, Any]]:
    asked = [(token, path) for path in PATHS for token in tokens]
    fresh, new_or_same = [_get(token, path) for token, path in asked], frozenset((200, 304))
    told: list[dict[str, Any]] = []

    def play(phase: _Phase) -> Load:
        before = server.cpu_seconds()
        load = run_load(server.host, server.port, phase.requests, CONCURRENCY)
        told.append(_report(phase, load, server.cpu_seconds() - before, len(tokens)))
        say(json.dumps(told[-1]))
        return load

    def again(load: Load) -> list[bytes]:
        return [_get(token, path, load.etags[number]) for number, (token, path) in enumerate(asked)]

    morning = play(_Phase("first sync", fresh, frozenset((200,))))
    play(_Phase("forms with a photo", posts, frozenset((201,))))
    evening = play(_Phase("evening sync", again(morning), new_or_same))
    play(_Phase("second morning", again(evening), frozenset((304,))))
    return told


def _report(phase: _Phase, load: Load, cpu: float, tablets: int) -> dict[str, Any]:
    found = Counter(load.statuses)
    if not set(found) <= phase.allowed:
        raise RuntimeError(f"{phase.name}: answers {dict(found)}: {load.first_failure}")
    return {
        "phase": phase.name,
        "requests": len(load.statuses),
        "statuses": {str(status): count for status, count in sorted(found.items())},
        "per_second": round(len(load.statuses) / load.seconds, 1),
        "p50_ms": round(load.percentile(0.50), 1),
        "p99_ms": round(load.percentile(0.99), 1),
        "cpu_ms_per_tablet": round(cpu * 1000 / tablets, 2),
    }


def _get(token: str, path: str, etag: str = "") -> bytes:
    known = f"If-None-Match: {etag}\r\n" if etag else ""
    return (
        f"GET {token}/{path}?deviceID=collect%3Abench00000000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "X-OpenRosa-Version: 1.0\r\nUser-Agent: org.odk.collect.android/v2026.3.3 bench\r\n"
        f"Accept-Encoding: gzip\r\nConnection: Keep-Alive\r\n{known}\r\n"
    ).encode()


def _make_world(var: Path, tablets: int, photo_kb: int) -> tuple[list[str], list[bytes], list[str]]:
    """A demo node with one more enumerator a village, `HOUSEHOLDS_EACH` households each; paths of tokens, requests."""
    count = min(MOST_COMMUNES, max(FEWEST_COMMUNES, tablets // TABLETS_A_COMMUNE))
    node = build_demo(Config(var=var), households=1, communes=count)
    try:
        root = node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == "admin")).scalar_one())
        round_id = rounds.list_rounds(node)[0].round_id
        codes = rounds.list_rounds(node)[0].area_codes
        tokens: dict[str, str] = {}
        for number, code in enumerate(codes):
            tokens |= _fill(node, (root, round_id, code), range(number, tablets, len(codes)))
        made = prepare(node, tablets * FORMS_EACH, photo_kb, tokens=tokens)
    finally:
        node.close()
    return list(tokens.values()), made.requests, made.instances


def _fill(node: Node, place: tuple[str, str, str], numbers: range) -> dict[str, str]:
    """A village and an enumerator for each number in a commune; path of the token by actor id."""
    root, round_id, code = place
    villages = {number: f"{code}-t{number:05d}" for number in numbers}
    registry.register_villages(node, root, code, [(one, f"ấp {one}") for one in villages.values()])
    areas = node.read(lambda c: c.execute(select(func.count()).select_from(Area)).scalar_one())
    actors = {number: f"00000000-0000-4000-8000-{number + areas:012d}" for number in numbers}
    drafts = [
        draft
        for number, actor in actors.items()
        for draft in (
            people.register_account(actor, f"rsv-t{number}", f"Rà soát viên {number}", None, code),
            people.give_grant(root, actor, "enumerator", code),
        )
    ]
    node.write(lambda _c: drafts)
    rounds.assign_villages(node, root, round_id, code, [(villages[n], actors[n]) for n in numbers])
    for number in numbers:
        made = [new_household(code, [villages[number]], number * 1000 + n) for n in range(HOUSEHOLDS_EACH)]
        registry.register_households(node, root, code, made)
    urls = {actor: people.enrol_device(node, actor).server_url for actor in actors.values()}
    return {actor: url[url.index("/v1/") :] for actor, url in urls.items()}


def _check(var: Path, instances: Sequence[str]) -> None:
    """An answer that is not true is no answer: every form is there, whole, and everything verifies."""
    node = open_node(Config(var=var))
    try:
        current = set(
            node.read(
                lambda c: c.execute(select(Submission.instance_id).where(Submission.state == "current")).scalars().all()
            )
        )
        photos = node.read(
            lambda c: c.execute(
                select(func.count()).select_from(Attachment).where(Attachment.sha256.is_not(None))
            ).scalar_one()
        )
        faults = verify_node(node, lambda _done, _all: None).faults
    finally:
        node.close()
    lacking = set(instances) - current
    if lacking or photos < len(instances) or faults:
        raise RuntimeError(f"{len(lacking)} forms lack, {photos} photos, faults {faults[:3]}")
