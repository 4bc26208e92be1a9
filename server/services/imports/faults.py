"""Faults of a file as they are kept: by their words and values, to be told in the language of whoever reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from server.domain.imports.lines import Fault
from server.telling import Told, from_json, to_json


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A fault for a page, a sheet or a terminal."""

    row: int
    column: int | None
    value: str
    what: Told
    remedy: Told
    severity: str


def fault_row(import_id: str, position: int, one: Fault) -> dict[str, Any]:
    """The row of a fault."""
    plain = {name: getattr(one, name) for name in ("row", "column", "value", "severity")}
    told = {name: json.dumps(to_json(getattr(one, name)), ensure_ascii=False) for name in ("what", "remedy")}
    return {"import_id": import_id, "position": position, **plain, **told}


def read_fault(row: Any) -> ShownFault:
    """A fault out of its row."""
    return ShownFault(row.row, row.column, row.value, read_told(row.what), read_told(row.remedy), row.severity)


def read_told(kept: Any) -> Told:
    """A text as it was kept; one of an earlier release is as it was written then."""
    is_json = isinstance(kept, str) and kept.startswith('{"as":')
    told = from_json(json.loads(kept) if is_json else kept)
    return told if isinstance(told, Told) else Told(str(told))
