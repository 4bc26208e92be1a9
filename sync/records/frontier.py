"""What a node holds, as arithmetic on stream heads: gaps, what another lacks, and the as-of token of a table. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from .canonical import canonical_json

Stream = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Missing:
    """Records of a stream that one side has and the other lacks: sequences `after` + 1 to `upto`."""

    stream: Stream
    after: int
    upto: int


def missing(ours: Mapping[Stream, int], theirs: Mapping[Stream, int]) -> list[Missing]:
    """What we lack of what they have, by stream; a stream is carried whole or not at all."""
    return [
        Missing(stream, ours.get(stream, 0), upto)
        for stream, upto in sorted(theirs.items())
        if upto > ours.get(stream, 0)
    ]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The head (sequence, digest) of every stream at a moment: "as known on 30 November"."""

    heads: Mapping[Stream, tuple[int, str]]

    def token(self) -> str:
        """The as-of token printed on every table: the same on every node that knew the same."""
        rows = [[origin, area, sequence, digest] for (origin, area), (sequence, digest) in sorted(self.heads.items())]
        return hashlib.sha256(canonical_json(rows)).hexdigest()

    def holds(self, stream: Stream, sequence: int) -> bool:
        """Whether a record was known at this frontier."""
        return sequence <= self.heads.get(stream, (0, ""))[0]
