"""The log: append and read records on a connection that the caller owns. Nothing here commits."""

from .append import Appended, append
from .read import (
    authority_heads,
    find_by_key,
    get_record,
    heads,
    read_all,
    read_stream,
    read_subject,
    subject_heads,
)
from .tables import metadata

__all__ = [
    "Appended",
    "append",
    "authority_heads",
    "find_by_key",
    "get_record",
    "heads",
    "metadata",
    "read_all",
    "read_stream",
    "read_subject",
    "subject_heads",
]
