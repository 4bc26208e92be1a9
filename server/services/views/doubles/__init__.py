"""Pairs that may be one, as pages show them: a list with filters, one pair side by side, those of a household.

Who may see both sides sees both. Who may see one is told that there is another and in which commune, nothing else.
"""

from __future__ import annotations

from .listing import (
    ABOVE,
    PAGE,
    STATES,
    DoubleFilter,
    DoublesPage,
    HalfRow,
    PairRow,
    Side,
    count_found,
    count_open,
    doubles_of,
    find_steps,
    read_counts,
    read_crowds,
    read_doubles,
    read_places,
)
from .pair import HalfPair, PairView, PersonLine, read_pair

__all__ = [
    "ABOVE", "PAGE", "STATES", "DoubleFilter", "DoublesPage", "HalfPair", "HalfRow", "PairRow", "PairView",
    "PersonLine", "Side", "count_found", "count_open", "doubles_of", "find_steps", "read_counts", "read_crowds",
    "read_doubles", "read_pair", "read_places",
]  # fmt: skip
