"""A node: configuration, engines, writer, media, keys, packs and compiled forms, opened once and passed around."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from server.config import Config
from server.errors import Problem
from server.forms.read import CompiledForm, FactReader, compile_form
from server.standards.packs import PackStore, RoundStandard
from server.store.blobs import BlobStore
from server.store.column_sealing import Sealer
from server.store.engines import Engines, open_postgresql, open_sqlite
from server.store.locks import FileLock
from server.store.migrate import upgrade
from server.store.tables import FormVersion, NodeSetting
from server.store.types import to_microseconds
from server.store.writer import Unit, Writer
from server.telling import tell
from sync.log import append
from sync.records import Draft, NodeKey
from sync.records.authority import day_of

from .keys import Keys, load_keys, make_keys, save_keys
from .projection import Applying, apply
from .projection.packs import with_adopted
from .round_rules import check_digests

T = TypeVar("T")
DATABASE = "rasoat.db"
DEMO_FILE = "demo.json"


def utc_now() -> dt.datetime:
    """The clock of a running node; tests pass their own."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Node:
    """Everything a use case needs. `now` is called once per use case."""

    config: Config
    engines: Engines
    writer: Writer
    blobs: BlobStore
    key: NodeKey
    sealer: Sealer
    packs: PackStore
    facts: FactReader
    settings: dict[str, Any]
    # One thread computes at a time: threads that fight for the interpreter cost more CPU than threads that queue.
    computing: contextlib.AbstractContextManager[Any] = field(default_factory=threading.Lock)
    now: Callable[[], dt.datetime] = utc_now
    handing: Any = None  # in a front: how submissions reach the writer process (`ingest.handing`)
    rules: dict[str, Any] = field(default_factory=dict)  # by round id; a round never changes its standards
    look_backs: dict[str, Any] = field(default_factory=dict)  # by round id; nor its procedure
    rounds_of: dict[tuple[str, str], Any] = field(default_factory=dict)  # by form version, which never changes either
    ready: dict[tuple[str, str], Any] = field(default_factory=dict)  # what intake needs of a form version
    tokens: dict[str, Any] = field(default_factory=dict)  # tablets as they were a moment ago, by digest of the token
    figures: dict[tuple[str, str], Any] = field(default_factory=dict)  # what tables count, by round and village
    list_files: dict[tuple[str, str, str], Any] = field(default_factory=dict)  # tablets' lists as last built
    holdings: dict[tuple[str, str], str] = field(default_factory=dict)  # what tablets were seen to have
    _forms: dict[tuple[str, str], CompiledForm] = field(default_factory=dict)

    def today(self) -> str:
        """The day in Viet Nam as ISO text: grants, rounds and places are valid by days there."""
        return day_of(to_microseconds(self.now()))

    @property
    def is_demo(self) -> bool:
        """A node of generated people, whose accounts anybody at its address may use."""
        return (self.config.var / DEMO_FILE).exists()

    def read(self, query: Callable[[Connection], T]) -> T:
        """Run a read on a connection of its own."""
        with self.engines.read.connect() as connection, connection.begin():
            return query(connection)

    def write(self, drafts: Callable[[Connection], list[Draft]]) -> list[str]:
        """Append the drafts a use case makes (reading first) and project them; returns the record digests."""

        def operation(unit: Unit) -> list[str]:
            return [self.record(unit, draft) for draft in drafts(unit.connection)]

        return self.writer.write(operation)

    def record(self, unit: Unit, draft: Draft, worked: Any = None) -> str:
        """Append one draft and project it inside the caller's operation."""
        now = self.now()
        appended = append(unit.connection, self.key, draft, to_microseconds(now))
        if appended.is_new:
            apply(Applying(unit.connection, self, appended.record, draft.payload, now, worked))
        return appended.record.digest

    def form(self, connection: Connection, form_id: str, version: str) -> CompiledForm | None:
        """The compiled form version, or None where this node has never had it."""
        key = (form_id, version)
        if key not in self._forms:
            query = select(FormVersion.xml).where(FormVersion.form_id == form_id, FormVersion.form_version == version)
            xml = connection.execute(query).scalar()
            if xml is None:
                return None
            self._forms[key] = compile_form(xml)
        return self._forms[key]

    def round_standard(self, connection: Connection, entry: Mapping[str, Any]) -> RoundStandard:
        """A round's entry with its data; Problem RULE-047 where that is not what the round was opened with.

        Another process of this node may have adopted a pack since: then it is read again.
        """
        named = {entry["standard"], entry.get("scoring") or ""}
        if any("+" in name and not self.packs.has(name) for name in named):
            self.refresh_packs(connection)
        used = self.packs.round_standard(dict(entry))
        check_digests(used, entry)
        return used

    def refresh_packs(self, connection: Connection) -> None:
        """Read the adopted packs again: another process of this node may have written some."""
        self.packs = with_adopted(connection, self.packs)

    def close(self) -> None:
        """Finish writing and close every connection."""
        self.writer.stop()
        self.engines.dispose()


def create_node(config: Config, *, province_code: str, areas: list[str], passphrase: str | None = None) -> Node:
    """Found a node: keys, database, and its first record, which roots every grant (`records.md`, authority)."""
    if (config.var / "node.key").exists():
        raise Problem(
            "NODE-004",
            409,
            tell("Thư mục dữ liệu đã có một máy chủ."),
            tell("Dùng thư mục khác, hoặc chạy rasoat serve."),
        )
    keys = make_keys()
    config.var.mkdir(parents=True, exist_ok=True)
    # Photos and parts of uploads lie here: for the node's own user only.
    config.var.chmod(0o700)
    save_keys(config.var, keys, passphrase)
    settings = {"node_id": str(uuid.uuid4()), "province_code": province_code, "areas": areas}
    node = open_with_keys(config, keys, settings)

    def found(unit: Unit) -> None:
        values = [{"name": name, "value": {"value": value}} for name, value in settings.items()]
        unit.connection.execute(NodeSetting.__table__.insert(), values)
        payload = {
            "node_id": settings["node_id"],
            "public_key": node.key.public.hex(),
            "province_code": province_code,
            "areas": areas,
        }
        node.record(unit, Draft("shared", "node.founded", (str(settings["node_id"]),), "", payload))

    node.writer.write(found)
    return node


def open_node(config: Config, passphrase: str | None = None) -> Node:
    """Open the node in `config.var`, upgrading its tables first."""
    keys = load_keys(config.var, passphrase or os.environ.get("RASOAT_PASSPHRASE"))
    return open_with_keys(config, keys)


def open_with_keys(config: Config, keys: Keys, settings: dict[str, Any] | None = None) -> Node:
    """Open what lies in `config.var` with keys at hand; `settings` are given where its tables are still empty."""
    engines = (
        open_sqlite(config.var / DATABASE, keys.database)
        if config.is_embedded
        else open_postgresql(config.database_url)
    )
    lock = FileLock(config.var / "writing.lock") if config.is_embedded else None
    # Two processes may start at once: the second finds the tables upgraded.
    with lock.hold() if lock is not None else contextlib.nullcontext():
        upgrade(engines.write, config.var / DATABASE if config.is_embedded else None)
    if settings is None:
        with engines.read.connect() as connection:
            rows = connection.execute(select(NodeSetting.name, NodeSetting.value)).all()
        settings = {name: value["value"] for name, value in rows}
        if "node_id" not in settings:
            raise Problem(
                "NODE-008",
                500,
                tell("Lần tạo nút trong {name} bị ngắt giữa chừng, chưa có dữ liệu nào.", name=config.var.name),
                tell("Xóa thư mục này rồi chạy lại lệnh tạo."),
            )
    with engines.read.connect() as connection:
        packs = with_adopted(connection, PackStore())
    computing = threading.Lock()
    return Node(
        config=config,
        engines=engines,
        # A writer that waits for PostgreSQL's answers leaves the interpreter to others anyway.
        writer=Writer(engines.write, lock=lock, computing=computing if config.is_embedded else None).start(),
        computing=computing,
        blobs=BlobStore(config.var, keys.media),
        key=NodeKey(settings["node_id"], keys.signing),
        sealer=Sealer(keys.media),
        packs=packs,
        facts=FactReader(),
        settings=settings,
    )
