"""A Merkle root over the lines of a decision: a line missing or added later is seen, each line can be shown alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"rasoat/merkle/empty").hexdigest()


def merkle_root(digests: Sequence[str]) -> str:
    """Root of the lines' record digests in their order; leaves and inner nodes are hashed apart (RFC 6962, 2.1)."""
    if not digests:
        return EMPTY
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(one)).digest() for one in digests]
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()
