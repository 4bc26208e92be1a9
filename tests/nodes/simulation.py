"""Nodes in one process, each with a log of its own, and the exchange of streams between them. No network, no clock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from sync import log
from sync.records import (
    Authority,
    Draft,
    Frontier,
    NodeKey,
    Record,
    RecordedState,
    carries,
    fold_authority,
    missing,
    recorded_state,
)

PROVINCE, DISTRICT = "77", "748"
COMMUNE_A, COMMUNE_B = "26680", "26683"
PARENTS: dict[str, str | None] = {COMMUNE_A: DISTRICT, COMMUNE_B: DISTRICT, DISTRICT: PROVINCE, PROVINCE: None}
NOVEMBER = 1_478_000_000_000_000  # some moment of November 2016, in microseconds
SECOND = 1_000_000


def make_id(name: str) -> str:
    """An id that is the same in every run; real ones are random."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def memory_engine(original: Engine | None = None) -> Engine:
    """A log in memory, empty or a copy, with transactions of our own as the real store has them."""
    database = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: database, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    (original or _empty_log()).raw_connection().driver_connection.backup(database)  # type: ignore[union-attr]
    return engine


@cache
def _empty_log() -> Engine:
    database = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: database, poolclass=StaticPool)
    log.metadata.create_all(engine)
    return engine


@dataclass
class Node:
    """A node: its key, its log, and a clock that moves a second with every write."""

    name: str
    engine: Engine = field(default_factory=memory_engine)
    now_us: int = NOVEMBER
    accepted: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        private = uuid.uuid5(uuid.NAMESPACE_URL, self.name).bytes + uuid.uuid5(uuid.NAMESPACE_DNS, self.name).bytes
        self.key = NodeKey(make_id(self.name), private)

    @property
    def node_id(self) -> str:
        return self.key.node_id

    def copy(self) -> Node:
        """The same node with a log of its own: for tests that start from one world. Real nodes never do this."""
        return Node(self.name, memory_engine(self.engine), self.now_us, list(self.accepted))

    def write(self, kind: str, area: str, subjects: Sequence[str], actor: str, payload: Any, **more: Any) -> Record:
        """Append one record; `follows` and `knows` default to what this node has."""
        self.now_us += SECOND
        draft = Draft(area, kind, tuple(subjects), actor, payload, **more)
        with self.engine.begin() as connection:
            appended = log.append(connection, self.key, draft, self.now_us)
            if kind == "erased":
                log.apply_erasures(connection, PARENTS)
        if appended.is_new:
            self.accepted.append(appended.record)
        return appended.record

    def take(self, records: Iterable[Record]) -> log.Received:
        """Receive records in one transaction."""
        with self.engine.begin() as connection:
            return log.receive(connection, records, self.now_us, PARENTS)

    def read(self, query: Callable[[Connection], Any]) -> Any:
        """Run a read in a transaction of its own."""
        with self.engine.begin() as connection:
            return query(connection)

    def records(self, areas: Sequence[str] = ()) -> list[Record]:
        """Every record here, or those of some areas."""
        found = self.read(lambda c: list(log.read_areas(c, areas) if areas else log.read_all(c)))
        return [one.record for one in found]

    def heads(self) -> dict[tuple[str, str], int]:
        """Last sequence of every stream here."""
        heads: dict[tuple[str, str], int] = self.read(log.heads)
        return heads

    def frontier(self, area: str) -> Frontier:
        """The heads of one area's streams."""
        whole: Frontier = self.read(log.frontier)
        return Frontier({stream: head for stream, head in whole.heads.items() if stream[1] == area})

    def authority(self) -> Authority:
        """The first pass over what is here."""
        return fold_authority(self.read(lambda c: list(log.read_shared(c))), PARENTS)

    def state(self, *areas: str) -> RecordedState:
        """Recorded state of some areas, judged by the authority that is here."""
        return recorded_state(self.records(areas), self.authority())

    def faults(self) -> list[log.Fault]:
        """What `verify_all` finds."""
        faults: list[log.Fault] = self.read(log.verify_all)
        return faults


def found_province(actor: str) -> Node:
    """The province's node with its genesis and the founding grant of an administrator."""
    root = Node("province")
    genesis = {
        "node_id": root.node_id,
        "public_key": root.key.public.hex(),
        "province_code": PROVINCE,
        "areas": [PROVINCE],
    }
    root.write("node.founded", "shared", (root.node_id,), "", genesis)
    give_grant(root, actor, actor, "administrator", PROVINCE)
    return root


def give_grant(node: Node, giver: str, actor: str, role: str, area: str) -> str:
    """A role over an area; returns the grant's id."""
    grant_id = make_id(f"grant-{actor}-{role}-{area}-{node.name}")
    payload = {"grant_id": grant_id, "actor_id": actor, "role": role, "area_code": area}
    node.write("grant.given", "shared", (grant_id, actor), giver, payload)
    return grant_id


def enrol(parent: Node, name: str, areas: Sequence[str], actor: str) -> Node:
    """A node below `parent`, holding the genesis and what it needs to judge what it will carry."""
    child = Node(name, now_us=parent.now_us)
    payload = {"node_id": child.node_id, "public_key": child.key.public.hex(), "areas": list(areas)}
    parent.write("node.enrolled", "shared", (child.node_id,), actor, payload)
    adopt(child, parent)
    exchange(parent, child)
    return child


def adopt(child: Node, parent: Node) -> None:
    """Hand the genesis over."""
    genesis = next(one for one in parent.records() if one.envelope.kind == "node.founded")
    with child.engine.begin() as connection:
        log.adopt_genesis(connection, genesis, child.now_us)


def lacking(source: Node, target: Node) -> list[Record]:
    """What `target` carries and lacks, and `source` has, stream by stream."""
    ranges = missing(target.heads(), source.heads())
    if not ranges:
        return []
    authority = source.authority()
    wanted = [one for one in ranges if carries(authority, target.node_id, one.stream)]
    return [
        found.record
        for one in wanted
        for found in source.read(lambda c, one=one: list(log.read_stream(c, one.stream, one.after)))
    ]


def exchange(source: Node, target: Node) -> log.Received:
    """One direction: everything `target` carries and lacks."""
    records = lacking(source, target)
    received = target.take(records) if records else log.Received()
    target.now_us = max(target.now_us, source.now_us)
    assert received.refused == []
    return received


def settle(nodes: Sequence[Node]) -> None:
    """Exchange between all pairs until nobody lacks anything."""
    pairs = [(source, target) for source in nodes for target in nodes if source is not target]
    while any([exchange(source, target).stored for source, target in pairs]):
        pass
