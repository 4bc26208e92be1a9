"""Prepared statements read and write exactly what Core does, and fail as Core fails, on both engines."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.store.engines import Engines, open_postgresql, open_sqlite
from server.store.migrate import upgrade
from server.store.tables import Case, Household, Submission
from sync.log.prepared import Prepared
from sync.log.tables import record
from tests.builders.postgres import new_database

HOUSEHOLD = Household.__table__
MOMENT = dt.datetime(2016, 10, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with contextlib.ExitStack() as stack:
        if request.param == "sqlite":
            opened = open_sqlite(tmp_path_factory.mktemp("prepared") / "a.db", b"k" * 32)
        else:
            url = stack.enter_context(new_database(request.getfixturevalue("postgres_socket"), "prepared"))
            opened = open_postgresql(url)
        stack.callback(opened.dispose)
        upgrade(opened.write)
        yield opened


@pytest.fixture
def connection(engines: Engines) -> Iterator[Connection]:
    """In a transaction that ends as if it had never been."""
    with engines.write.connect() as one:
        begun = one.begin()
        yield one
        begun.rollback()


def household(**changes: Any) -> dict[str, Any]:
    row = {
        "household_id": "h1",
        "code": "26506-0001",
        "area_code": "26506",
        "village_code": "26506-01",
        "head_name": "Nguyễn Thị Ánh “quoted” 'and' \\ %s ?",
        "sort_key": b"\x00\xff\x1c",
        "area_kind": None,
        "member_count": 4,
        "facts": {"floor_area_m2": "36.5", "list": ["a"], "none": None, "chữ": "Ẫ"},
        "recognised": {},
        "last_assessed": {},
        "exceptions": [],
        "heads": ["a" * 64],
        "state": "active",
        "has_conflict": True,
        "source_instance": None,
        "entity_version": 7,
        "updated_at": MOMENT,
    }
    return {**row, **changes}


def test_what_a_prepared_insert_writes_core_reads(connection: Connection) -> None:
    Prepared(insert(HOUSEHOLD)).run(connection, household())
    assert dict(connection.execute(select(HOUSEHOLD)).one()._mapping) == household()


def test_what_core_writes_a_prepared_select_reads_with_the_same_types(connection: Connection) -> None:
    connection.execute(insert(HOUSEHOLD), [household(), household(household_id="h2", has_conflict=False)])
    query = select(HOUSEHOLD).order_by(HOUSEHOLD.c.household_id)
    found = Prepared(query).all(connection, {})
    expected = connection.execute(query).all()
    assert [one._asdict() for one in found] == [dict(one._mapping) for one in expected]
    assert [type(value) for value in found[0]] == [type(value) for value in expected[0]]


def test_an_update_counts_its_rows_and_takes_bound_and_fixed_values(connection: Connection) -> None:
    Prepared(insert(HOUSEHOLD)).run_many(connection, [household(), household(household_id="h2")])
    change = Prepared(
        update(HOUSEHOLD)
        .where(HOUSEHOLD.c.household_id == bindparam("b_id"))
        .values(entity_version=HOUSEHOLD.c.entity_version + 1, state="moved", updated_at=bindparam("updated_at"))
    )
    later = MOMENT + dt.timedelta(microseconds=1)
    assert change.run(connection, {"b_id": "h1", "updated_at": later}) == 1
    assert change.run(connection, {"b_id": "none", "updated_at": later}) == 0
    rows = connection.execute(select(HOUSEHOLD).order_by(HOUSEHOLD.c.household_id)).all()
    assert [(one.entity_version, one.state, one.updated_at) for one in rows] == [
        (8, "moved", later),
        (7, "active", MOMENT),
    ]


def test_first_scalar_and_all_of_nothing(connection: Connection) -> None:
    query = Prepared(select(HOUSEHOLD.c.code).where(HOUSEHOLD.c.household_id == bindparam("id")))
    assert query.first(connection, {"id": "h1"}) is None
    assert query.scalar(connection, {"id": "h1"}) is None
    assert query.all(connection, {"id": "h1"}) == []
    assert query.first(connection, {}) is None


def test_a_missing_parameter_is_null(connection: Connection) -> None:
    values = {name: value for name, value in household().items() if value is not None}
    Prepared(insert(HOUSEHOLD)).run(connection, values)
    assert connection.execute(select(HOUSEHOLD.c.area_kind)).scalar_one() is None


def test_returning_gives_the_row_the_database_made(connection: Connection) -> None:
    names = [one.name for one in record.c if one.name != "position"]
    statement = Prepared(insert(record).values({name: bindparam(name) for name in names}).returning(record.c.position))
    values = {"digest": "d", "origin": "o", "area": "a", "sequence": 1, "kind": "k", "key": "", "payload_digest": "p"}
    values |= {"clock": 2**53, "envelope": b"{}", "signature": b"s", "received_us": 1}
    given = [statement.scalar(connection, one) for one in (values, {**values, "digest": "e", "sequence": 2})]
    assert given == list(connection.execute(select(record.c.position).order_by(record.c.sequence)).scalars())


def test_a_broken_rule_is_the_same_exception_as_from_core_and_names_no_values(connection: Connection) -> None:
    statement = Prepared(insert(HOUSEHOLD))
    statement.run(connection, household())
    with pytest.raises(IntegrityError) as caught, connection.begin_nested():
        statement.run(connection, household(head_name="somebody"))
    assert "somebody" not in str(caught.value)
    with pytest.raises(IntegrityError), connection.begin_nested():
        statement.run_many(connection, [household()])


def test_an_unknown_table_is_an_error_of_the_database_not_of_python(connection: Connection) -> None:
    from sqlalchemy import Column, MetaData, String, Table

    nowhere = Table("nowhere", MetaData(), Column("a", String))
    with pytest.raises(DBAPIError), connection.begin_nested():
        Prepared(select(nowhere)).all(connection, {})


def test_joins_with_equal_column_names_keep_each_value(connection: Connection) -> None:
    Prepared(insert(HOUSEHOLD)).run(connection, household())
    query = (
        select(HOUSEHOLD.c.household_id, Case.case_id.label("case_id"), Submission.state.label("submission_state"))
        .outerjoin(Case, Case.household_id == HOUSEHOLD.c.household_id)
        .outerjoin(Submission, Submission.instance_id == Case.instance_id)
        .where(HOUSEHOLD.c.state.in_([literal("active"), literal("moved")]))
    )
    row = Prepared(query).first(connection, {})
    assert (row.household_id, row.case_id, row.submission_state) == ("h1", None, None)
    Prepared(delete(HOUSEHOLD)).run(connection, {})
    assert Prepared(query).first(connection, {}) is None
