"""What every table shares: the base class, names of constraints, and the column types of ids, digests and codes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Boolean, LargeBinary, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase

from .types import JsonBytes, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Id = String(36)
Digest = String(64)
Code = String(40)
Word = String(32)


class Base(DeclarativeBase):
    """Base of every projection and edge-state table."""

    metadata = MetaData(naming_convention=NAMING)
    if TYPE_CHECKING:
        __table__: ClassVar[Table]
    type_annotation_map = {
        dt.datetime: UtcDateTime(),
        dict[str, Any]: JsonBytes(),
        list[Any]: JsonBytes(),
        bytes: LargeBinary(),
        bool: Boolean(create_constraint=False),
    }
