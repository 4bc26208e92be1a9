"""What people decided about a pair, folded: the words no other has seen; two that differ are a conflict. Pure.

A pair may lie in two communes and is written down in both; links of records never leave an area, so each word names
those its author had seen (`sees`).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

_SPACE = uuid.UUID("6a2f1e0c-8f3b-5d55-9a35-4f2f8a3c7d11")
SAME, DIFFERENT, UNCLEAR, WITHDRAWN, CONTESTED = "same", "different", "unclear", "withdrawn", "contested"
DECISIONS = (SAME, DIFFERENT, UNCLEAR)


def pair_id_of(kind: str, one: str, other: str) -> str:
    """The id of a pair of households, or of people: every node computes the same one."""
    return str(uuid.uuid5(_SPACE, "|".join((kind, *sorted((one, other))))))


@dataclass(frozen=True, slots=True)
class Word:
    """One decision as its record says it; `rank` is its place in fold order."""

    digest: str
    decision: str
    kept_id: str
    sees: frozenset[str]
    rank: tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is a decision, `contested`, or empty where nothing is decided; `shown` is the last word."""

    state: str
    shown: Word | None
    newest: tuple[Word, ...]


def fold_words(words: Sequence[Word]) -> Standing:
    """The standing of a pair, the same in whatever order its words arrived."""
    seen = {digest for one in words for digest in one.sees}
    newest = sorted((one for one in words if one.digest not in seen), key=lambda one: one.rank)
    if not newest:
        return Standing("", None, ())
    shown = newest[-1]
    if len({(one.decision, one.kept_id) for one in newest}) > 1:
        return Standing(CONTESTED, shown, tuple(newest))
    return Standing("" if shown.decision == WITHDRAWN else shown.decision, shown, tuple(newest))
