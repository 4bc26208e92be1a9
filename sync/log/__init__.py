"""The log: append, receive and read records on a connection whose transaction the caller owns. Nothing here commits."""

from .append import Appended, append
from .append_new import append_new
from .erasing import apply_erasures, erase
from .read import (
    Found,
    authority_heads,
    find_by_key,
    frontier,
    gaps,
    get_record,
    heads,
    last_position,
    list_kinds,
    read_all,
    read_areas,
    read_as_of,
    read_kinds,
    read_links,
    read_now,
    read_shared,
    read_stream,
    read_subject,
    subject_heads,
)
from .receiving import Received, adopt_genesis, receive
from .tables import metadata
from .verification import Fault, verify_all

__all__ = [
    "Appended",
    "Fault",
    "Found",
    "Received",
    "adopt_genesis",
    "append",
    "append_new",
    "apply_erasures",
    "authority_heads",
    "erase",
    "find_by_key",
    "frontier",
    "gaps",
    "get_record",
    "heads",
    "last_position",
    "list_kinds",
    "metadata",
    "read_all",
    "read_areas",
    "read_as_of",
    "read_kinds",
    "read_links",
    "read_now",
    "read_shared",
    "read_stream",
    "read_subject",
    "receive",
    "subject_heads",
    "verify_all",
]
