"""A tablet's lists as stored bytes: one gzip member each, rebuilt when the change token moves, the newest kept."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_BYTES = 64_000_000
_lock = threading.Lock()
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A CSV as one gzip member; `etag` changes whenever what this enumerator sees changes."""

    etag: str
    md5: str
    compressed: bytes
    row_count: int


def make_file(etag: str, rows: Sequence[Sequence[str]]) -> ListFile:
    """RFC 4180 with its header, compressed the same way every time."""
    text = to_csv(rows)
    digest = hashlib.md5(text, usedforsecurity=False).hexdigest()
    return ListFile(etag, digest, gzip.compress(text, 6, mtime=0), len(rows) - 1)


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8, commas, CRLF; quotes only where they are needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def keep(kept: dict[Key, ListFile], key: Key, file: ListFile) -> None:
    """Remember the newest file of a list; the ones kept longest go when they are too many bytes together."""
    with _lock:
        kept.pop(key, None)
        kept[key] = file
        total = sum(len(one.compressed) for one in kept.values())
        for oldest in list(kept):
            if total <= MOST_BYTES or oldest == key:
                break
            total -= len(kept.pop(oldest).compressed)
