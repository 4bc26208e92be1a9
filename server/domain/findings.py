"""A finding: something a reviewer should see about a submission. Never a rejection."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BLOCK, WARN, NOTE = "block", "warn", "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the text in `findings.yaml`; `values` fill it; `member` counts from 1 in the form's order."""

    code: str
    severity: str
    fact: str | None = None
    member: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
