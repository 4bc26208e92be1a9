"""What the phones' edge hands to intake, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from server.telling import Told


class Assigned(NamedTuple):
    """A village given to an enumerator in a round; `change_count` moves whenever something on its lists changes.

    `is_part`: not the village, but households of it that were given by themselves.
    """

    round_id: str
    village_code: str
    assignment_id: str
    change_count: int
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """An authenticated tablet: whose it is, what its token allows, which villages are assigned in which rounds."""

    actor_id: str
    name: str
    token_sha256: str
    allows: str
    is_test: bool = False
    assignments: tuple[Assigned, ...] = ()  # in open rounds; where two have a village, the one that counts is last


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """An attachment on disk in the spool, under the name the form gives it."""

    name: str
    path: Path
    size: int


class Beside(NamedTuple):
    """A record that says more about a submission (why it was corrected, which paper it is); written with it."""

    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """One POST: the XML's exact bytes and the files that came with it.

    `beside`: records written in the same operation. `is_correction`: from a person who looks at what is shown now;
    refused, not kept as a conflict, where the version it edits is shown no more.
    """

    xml: bytes
    files: tuple[SpooledFile, ...] = ()
    device_id: str = ""
    user_agent: str = ""
    beside: tuple[Beside, ...] = ()
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the phone is told; `code` names why, `status` is the HTTP status."""

    status: int
    code: str
    message: Told
    instance_id: str
