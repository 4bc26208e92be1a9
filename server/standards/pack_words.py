"""The words of the shipped packs that a person reads in her own language: the catalogue holds their English. Pure.

They cannot stand in the packs: a pack's digest is of its whole file, rounds keep it, and a shipped pack never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from server.telling import Kept

from .packs import PackStore


def words_of_packs(store: PackStore) -> set[str]:
    """Every label, wording and note of the packs of a store that brings no English of its own."""
    packs = (*store.standards(), *store.scorings(), *store.all_tiers(), *store.procedures())
    return {one for pack in packs for one in _words(pack)}


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Kept):
        yield value.words
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


__all__ = ["words_of_packs"]
