"""What the phones' edge hands to intake, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Device:
    """An authenticated tablet: whose it is, what its token allows, which villages are assigned in which rounds."""

    actor_id: str
    name: str
    token_sha256: str
    allows: str
    assignments: tuple[tuple[str, str, str], ...] = ()  # (round_id, village_code, assignment_id)


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """An attachment on disk in the spool, under the name the form gives it."""

    name: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """One POST: the XML's exact bytes and the files that came with it."""

    xml: bytes
    files: tuple[SpooledFile, ...] = ()
    device_id: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the phone is told; `code` names why, `status` is the HTTP status."""

    status: int
    code: str
    message: str
    instance_id: str
