"""`rasoat upgrade`: the tables brought to this release, tried first where nothing can be lost.

SQLite: on a copy of the file, which must open and lose no row. PostgreSQL: in a transaction that is rolled back. Only
then for good.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from server.config import Config
from server.errors import Problem
from server.services.keys import Keys
from server.services.node import DATABASE
from server.store.engines import open_postgresql, open_sqlite, sqlite_connector
from server.store.migrate import current_revision, known_revisions, run_migrations, upgrade
from server.telling import tell

CACHE_KIB = 4_096
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which revision to which; the same where there was nothing to do. `copy` is what was there before."""

    before: str
    after: str
    seconds: float = 0.0
    copy: Path | None = None


def upgrade_node(config: Config, keys: Keys) -> Upgraded:
    """Upgrade the node's tables after a trial; nobody may be serving it. Problem STORE-006 where the trial failed."""
    engines = (
        open_sqlite(config.var / DATABASE, keys.database)
        if config.is_embedded
        else open_postgresql(config.database_url, pool_size=1)
    )
    try:
        before, newest = current_revision(engines.write), known_revisions()[-1]
        if before is None:
            raise Problem("STORE-007", 404, tell("Chưa có dữ liệu nào để nâng cấp."), tell("Tạo nút: rasoat init."))
        if before == newest:
            return Upgraded(before, newest)
        started = time.monotonic()
        if before in known_revisions():
            _try(config, keys, engines.write)
        copy = upgrade(engines.write, config.var / DATABASE if config.is_embedded else None)
        return Upgraded(before, newest, time.monotonic() - started, copy)
    finally:
        engines.dispose()


def _try(config: Config, keys: Keys, engine: Engine) -> None:
    try:
        if config.is_embedded:
            with _copied(config, keys) as copy:
                _try_in_transaction(copy)
        else:
            _try_in_transaction(engine)
    except Problem:
        raise
    except Exception as error:
        told = tell("Chạy thử nâng cấp bị lỗi ({error}), dữ liệu chưa bị thay đổi.", error=type(error).__name__)
        raise Problem("STORE-006", 500, told, tell("Cài lại bản phần mềm cũ để chạy tiếp; báo lỗi này.")) from error


def _try_in_transaction(engine: Engine) -> None:
    """Upgrade, compare, roll back: PostgreSQL and SQLite both undo changes of tables."""
    with engine.connect() as connection, connection.begin() as transaction:
        before = _count_rows(connection)
        run_migrations(connection, known_revisions()[-1])
        after = _count_rows(connection)
        transaction.rollback()
    lost = {name: count for name, count in before.items() if name in after and after[name] < count}
    if lost:
        told = tell("Nâng cấp thử làm mất dòng ở bảng {lost}; dữ liệu chưa bị thay đổi.", lost=", ".join(sorted(lost)))
        raise Problem("STORE-006", 500, told, tell("Cài lại bản phần mềm cũ để chạy tiếp; báo lỗi này."))


def _count_rows(connection: Connection) -> Counts:
    names = [one for one in inspect(connection).get_table_names() if one != "alembic_version"]
    return {one: int(connection.execute(text(f'SELECT count(*) FROM "{one}"')).scalar_one()) for one in names}


@contextmanager
def _copied(config: Config, keys: Keys) -> Iterator[Engine]:
    """A copy of the embedded file (still encrypted), gone afterwards."""
    path = config.var / f"{DATABASE}.trial-{os.urandom(4).hex()}"
    try:
        source = sqlite_connector(config.var / DATABASE, keys.database, CACHE_KIB)()
        target = sqlite_connector(path, keys.database, CACHE_KIB)()
        source.backup(target)
        target.close()
        source.close()
        engines = open_sqlite(path, keys.database)
        try:
            yield engines.write
        finally:
            engines.dispose()
    finally:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
