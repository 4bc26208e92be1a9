"""What a person has seen of an import, so that what comes in is what was checked and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

_NAMES = ("import_id", "sha256", "sheet", "plan", "terms", "fixes", "counts")


def mark_of(run: Any) -> str:
    """A digest of the file, how it is read, and what the check of that moment found."""
    seen = {name: getattr(run, name) for name in _NAMES} | {"changed_at": run.changed_at.isoformat()}
    return hashlib.sha256(json.dumps(seen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digest_of(ready: Iterable[Any]) -> str:
    """A digest of what would come in: the lines that are ready, with the values read from them.

    The villages an import makes itself change nothing in it: a job that runs again reads the same.
    """
    digest = hashlib.sha256()
    for item in ready:
        for line in item.lines:
            said = (item.area_code, line.row, sorted(line.values.items()))
            digest.update(repr(said).encode())
    return digest.hexdigest()
