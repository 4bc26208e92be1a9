"""Migrations make the very tables the models describe, and never without a copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text

from server.errors import Problem
from server.store.engines import Engines, open_sqlite
from server.store.migrate import alembic_config, copy_database, known_revisions, upgrade
from server.store.tables import Base, DenominatorEntry, ErasurePlan
from server.store.types import EPOCH
from sync.log.tables import metadata as log_metadata
from sync.log.tables import payload as payloads
from sync.log.tables import record as records

KEY = bytes(range(32))
TOTALS = {"area_code": "26506", "counted_on": "2015-12-31", "source": "Niên giám"}
GROUP = {"group": "all", "area_kind": "urban"}


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, [Base.metadata, log_metadata]))  # type: ignore[arg-type]


def test_the_schema_equals_the_migrations(engines: Engines) -> None:
    upgrade(engines.write)
    with engines.read.connect() as connection:
        assert differences(connection) == []


def test_the_comparison_notices_a_missing_column(engines: Engines) -> None:
    upgrade(engines.write)
    with engines.write.begin() as connection:
        connection.execute(text("ALTER TABLE job DROP COLUMN error"))
    with engines.read.connect() as connection:
        assert len(differences(connection)) == 1


def test_the_names_of_the_scripts_begin_with_their_revisions() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert known_revisions() == sorted(one.revision for one in script.walk_revisions())
    assert known_revisions()[-1] == script.get_current_head()


def test_what_imports_brought_before_0034_is_told_by_the_log(engines: Engines) -> None:
    upgrade(engines.write, target="0033")
    said = (
        ("villages.registered", {"villages": [{"code": "26506-09", "name": "Ấp Chín"}], "import_id": "i" * 36}),
        ("denominators.entered", {**TOTALS, "entries": [{**GROUP, "households": 9, "persons": 30}]}),
        ("denominators.entered", {**TOTALS, "entries": [{**GROUP, "households": 10, "persons": 40}]}),
    )
    with engines.write.begin() as connection:
        columns, values = "code, area_code, name, sort_key, change_count", "'26506-09', '26506', '', :key, 0"
        connection.execute(text(f"INSERT INTO village ({columns}) VALUES ({values})"), {"key": b""})
        for number, (kind, body) in enumerate(said, 1):
            digest = str(number) * 64
            row = {"digest": digest, "origin": "o", "area": "26506", "sequence": number, "kind": kind, "key": ""}
            row |= {"payload_digest": "", "clock": 0, "signature": b"", "received_us": number * 1_000_000}
            connection.execute(records.insert(), {**row, "envelope": json.dumps({"actor": "a" * 36}).encode()})
            connection.execute(payloads.insert(), {"digest": digest, "salt": b"", "body": json.dumps(body).encode()})
    upgrade(engines.write)
    entry = DenominatorEntry
    with engines.read.connect() as connection:
        assert connection.execute(text("SELECT import_id FROM village")).scalars().all() == ["i" * 36]
        query = select(entry.households, entry.number, entry.actor_id, entry.entered_at).order_by(entry.number)
        first, second = connection.execute(query).all()
    assert (first.households, first.number, second.households, second.number) == (9, 1, 10, 2)
    assert (first.actor_id, second.entered_at.second) == ("a" * 36, 3)


def test_what_may_name_forms_of_another_round_is_not_destroyed_after_0035(engines: Engines) -> None:
    upgrade(engines.write, target="0034")
    plans = ErasurePlan.__table__
    fixed = {"scope": "forms", "number": "n", "decided_on": "2017-03-01", "legal_basis": "l", "list_sha256": ""}
    fixed |= {"total": 1, "done": 0, "size": 1, "note": "", "proposed_by": "a", "proposed_at": EPOCH}
    with engines.write.begin() as connection:
        for plan_id, round_id, state in (("1", "r", "proposed"), ("2", "r", "running"), ("3", None, "proposed")):
            row = {"plan_id": plan_id, "round_id": round_id, "state": state}
            connection.execute(plans.insert(), {**fixed, **row})
    upgrade(engines.write)
    with engines.read.connect() as connection:
        rows = connection.execute(select(plans).order_by(plans.c.plan_id)).all()
    assert [one.state for one in rows] == ["refused", "stopped", "proposed"]
    assert [bool(one.note) for one in rows] == [True, True, False]


def test_upgrading_twice_changes_nothing(engines: Engines) -> None:
    upgrade(engines.write)
    assert upgrade(engines.write) is None


def test_a_database_of_a_newer_release_is_refused_unchanged(engines: Engines) -> None:
    upgrade(engines.write)
    with engines.write.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Problem, match="9999"):
        upgrade(engines.write)


def test_an_embedded_file_is_copied_before_an_upgrade_and_the_copy_opens(tmp_path: Path) -> None:
    path = tmp_path / "rasoat.db"
    engines = open_sqlite(path, KEY)
    with engines.write.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        connection.execute(text("CREATE TABLE precious (body TEXT)"))
        connection.execute(text("INSERT INTO precious VALUES ('kept')"))
    copy = copy_database(engines.write, path, "0001")
    engines.dispose()
    opened = open_sqlite(copy, KEY)
    with opened.read.connect() as connection:
        assert connection.execute(text("SELECT body FROM precious")).scalars().all() == ["kept"]
    opened.dispose()


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    engines = open_sqlite(tmp_path / "rasoat.db", KEY)
    assert upgrade(engines.write, tmp_path / "rasoat.db") is None
    engines.dispose()
    assert [path.name for path in tmp_path.glob("*.copy")] == []
