"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def to_microseconds(moment: dt.datetime) -> int:
    """Whole microseconds since 1970 UTC, exact: what is stored of a moment and signed of a clock."""
    return (moment - EPOCH) // _MICROSECOND


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant, kept as whole microseconds since 1970 UTC; always aware, sorted alike on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Aware datetime to microseconds; a naive one is a bug and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return to_microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Microseconds to an aware UTC datetime."""
        return None if value is None else EPOCH + dt.timedelta(microseconds=value)


class JsonBytes(TypeDecorator[Any]):
    """A JSON value as compact bytes with sorted keys: projections only, what is signed lies in the log."""

    impl = LargeBinary
    cache_ok = True

    # Without the wrapping SQLAlchemy adds for drivers that need it: both of ours take and give bytes as they are.
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], bytes | None]:  # noqa: ARG002
        """Any JSON value to bytes; None stays NULL."""
        return _to_json

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], Any]:  # noqa: ARG002
        """Bytes to the JSON value."""
        return _from_json


def _to_json(value: Any) -> bytes | None:
    return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _from_json(value: bytes | None) -> Any:
    return None if value is None else orjson.loads(value)
