"""Pairs that may be one: a search that proposes them, people who decide. Nothing is merged, nothing is lost (R8, R11).

`searching.search` looks at the households that changed; `deciding` records what a person says and marks the case of
the household that goes. What a search needs is loaded by who searches: a process that only answers never has it.
"""

from __future__ import annotations

from .deciding import Batch, Decided, Verdict, decide, decide_many, find_decision, find_pair, seen_of, undo, undo_batch

__all__ = [
    "Batch", "Decided", "Verdict", "decide", "decide_many", "find_decision", "find_pair", "seen_of", "undo",
    "undo_batch",
]  # fmt: skip
