"""Identity numbers as they are shown to who did not ask for them with a purpose: the last four digits (R29)."""

from __future__ import annotations

IDENTITY_FACTS = frozenset({"id_number"})
SHOWN, DOTS = 4, "••••"


def mask(number: str) -> str:
    """`079088001234` -> `•••• 1234`; a number so short that four digits were all of it shows none."""
    return f"{DOTS} {number[-SHOWN:]}" if len(number) > 2 * SHOWN else DOTS
