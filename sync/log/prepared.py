"""Statements on the hot path: written in SQLAlchemy Core, compiled once per dialect, run on the driver's cursor.

Core's own execution costs nine times the driver's (measured in `docs/adr/0009-prepared-statements.md`). Types are
converted by the same processors Core uses, so a row read here equals the row Core reads; failures become the same
SQLAlchemy exceptions. Only plain statements: no expanding IN, no Python-side column defaults.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

Processor = Callable[[Any], Any]
Params = Mapping[str, Any]


class Prepared:
    """One Core statement; missing parameters are NULL."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def first(self, connection: Connection, params: Params) -> Any:
        """The first row as a named tuple, or None."""
        compiled = self._for(connection.dialect)
        cursor = self._execute(connection, compiled, params)
        row = cursor.fetchone()
        cursor.close()
        return None if row is None else compiled.to_row(row)

    def all(self, connection: Connection, params: Params) -> list[Any]:
        """Every row as a named tuple."""
        compiled = self._for(connection.dialect)
        cursor = self._execute(connection, compiled, params)
        rows = [compiled.to_row(row) for row in cursor.fetchall()]
        cursor.close()
        return rows

    def scalar(self, connection: Connection, params: Params) -> Any:
        """The first column of the first row, or None."""
        row = self.first(connection, params)
        return None if row is None else row[0]

    def run(self, connection: Connection, params: Params) -> int:
        """Execute; returns the number of rows it touched."""
        cursor = self._execute(connection, self._for(connection.dialect), params)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def run_many(self, connection: Connection, many: Sequence[Params]) -> None:
        """Execute once per parameter set, in one call of the driver."""
        if len(many) < 2:
            # A driver that sends many as one makes more of a single one than of a plain statement.
            for params in many:
                self.run(connection, params)
            return
        compiled = self._for(connection.dialect)
        cursor = _cursor(connection)
        try:
            cursor.executemany(compiled.sql, [compiled.bind(params) for params in many])
        except compiled.dbapi_error as error:
            raise _to_sqlalchemy(connection, compiled.sql, compiled.dbapi_error, error) from error
        finally:
            cursor.close()

    def _execute(self, connection: Connection, compiled: _Compiled, params: Params) -> Any:
        cursor = _cursor(connection)
        try:
            cursor.execute(compiled.sql, compiled.bind(params))
        except compiled.dbapi_error as error:
            cursor.close()
            raise _to_sqlalchemy(connection, compiled.sql, compiled.dbapi_error, error) from error
        return cursor

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled


class _Compiled:
    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.dbapi_error: type[Exception] = dialect.dbapi.Error  # type: ignore[union-attr]
        self._literals = {name: one.value for name, one in compiled.binds.items() if not one.required}
        self._names: tuple[str, ...] = tuple(compiled.positiontup) if compiled.positional else tuple(compiled.binds)
        self._is_positional = compiled.positional
        processors = {name: _bind_processor(one.type, dialect) for name, one in compiled.binds.items()}
        pairs = ((index, processors[name]) for index, name in enumerate(self._names))
        self._converted = [(index, process) for index, process in pairs if process is not None]
        self.to_row: Callable[[Any], Any] = tuple
        returned = _returned_columns(statement)
        if returned:
            names = [name for name, _ in returned]
            self.to_row = _row_maker(names, [_result_processor(type_, dialect) for _, type_ in returned])

    def bind(self, params: Params) -> Any:
        """Values in the statement's order (or by name), converted where their type needs it."""
        if self._literals:
            params = {**self._literals, **params}
        values = list(map(params.get, self._names))
        for index, process in self._converted:
            if values[index] is not None:
                values[index] = process(values[index])
        return values if self._is_positional else dict(zip(self._names, values, strict=True))


def _returned_columns(statement: Any) -> list[tuple[str, TypeEngine[Any]]]:
    if isinstance(statement, Select):
        return [(one.key or f"column_{n}", one.type) for n, one in enumerate(statement.selected_columns)]
    return [(one.key, one.type) for one in statement._returning]


def _row_maker(names: list[str], processors: list[Processor | None]) -> Callable[[Any], Any]:
    """Row tuples to named tuples, converting only the columns that need it."""
    kind = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    make = kind._make
    wanted = [(n, process) for n, process in enumerate(processors) if process is not None]
    if not wanted:
        return make

    def convert(row: Any) -> Any:
        values = list(row)
        for n, process in wanted:
            if values[n] is not None:
                values[n] = process(values[n])
        return make(values)

    return convert


def _bind_processor(type_: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _result_processor(type_: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def execute_plain(connection: Connection, sql: str) -> None:
    """Run a statement without parameters or rows on the driver."""
    cursor = _cursor(connection)
    try:
        cursor.execute(sql)
    except connection.dialect.dbapi.Error as error:  # type: ignore[union-attr]
        raise _to_sqlalchemy(connection, sql, connection.dialect.dbapi.Error, error) from error  # type: ignore[union-attr]
    finally:
        cursor.close()


def _cursor(connection: Connection) -> Any:
    return connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]


def _to_sqlalchemy(connection: Connection, sql: str, kind: type[Exception], error: Exception) -> BaseException:
    """The exception Core would raise, so that callers know a full disk or a lost connection when they see one."""
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, connection.connection.driver_connection, None)  # type: ignore[arg-type]
    if is_lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        kind,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )


__all__ = ["Prepared", "execute_plain"]
