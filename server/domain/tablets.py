"""What can be said of a tablet from what it sent: its version of Collect, and whether it may be wiped. Pure (R15)."""

from __future__ import annotations

import re
from dataclasses import dataclass

# From here on Collect keeps entity lists (spec 2024.1): below, a form opens without its households.
COLLECT_FLOOR = (2024, 3)
LONGEST_TOLD = 300  # of what a tablet says of itself
# NUL, which PostgreSQL keeps in no text, and halves of a letter, which are no text at all.
_NO_LETTER = re.compile("[\x00\ud800-\udfff]")
_COLLECT = re.compile(r"org\.odk\.collect\.android/v?(\d{4})\.(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person's tablets sent in the rounds that run. `declared` None: nobody said how many were visited."""

    declared: int | None
    received: int
    missing_files: int
    held: int

    @property
    def missing(self) -> int:
        """Households visited by her own word whose form is not here."""
        return max(0, (self.declared or 0) - self.received)


def read_collect_version(user_agent: str | None) -> tuple[int, ...] | None:
    """`org.odk.collect.android/v2026.3.3 …` -> (2026, 3, 3); None where it is another program or an unknown one."""
    found = _COLLECT.search(user_agent or "")
    return tuple(int(part) for part in found.groups() if part is not None) if found else None


def tidy_sent(text: str, longest: int = LONGEST_TOLD) -> str:
    """What a tablet says of itself, or calls a file, as every database keeps it: a form does not fail with a name."""
    return _NO_LETTER.sub("", text)[:longest]


def is_below_floor(version: tuple[int, ...] | None) -> bool:
    """True for a Collect that must be updated; what cannot be told is not accused."""
    return version is not None and version[:2] < COLLECT_FLOOR


def find_wipe_obstacles(sent: Sent) -> tuple[str, ...]:
    """Why a tablet may not be wiped yet; empty where everything its person visited is safe on the server.

    A server cannot see what lies on a tablet: only her own count of visits tells that nothing is left.
    """
    found = {
        "not_declared": sent.declared is None,
        "missing": sent.missing > 0,
        "missing_files": sent.missing_files > 0,
        "held": sent.held > 0,
    }
    return tuple(code for code, is_so in found.items() if is_so)
