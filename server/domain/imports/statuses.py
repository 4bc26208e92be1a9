"""A recognised status that a list brings beside those a household has: the newest counts, older ones are kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Status = Mapping[str, Any]


def add_status(recognised: Mapping[str, Status], standard: str, status: Status) -> dict[str, Any]:
    """The statuses with one more: lists may come in any order of years (R28). The same decision twice is one."""
    known = recognised.get(standard)
    all_of_it = [dict(status)]
    if known is not None:
        all_of_it += [_bare(known), *map(dict, known.get("past", ()))]
    single = {(one.get("from_on"), one.get("decision_no"), one.get("decision_on")): one for one in reversed(all_of_it)}
    newest, *past = sorted(single.values(), key=_since, reverse=True)
    return {**recognised, standard: {**newest, **({"past": past} if past else {})}}


def classes_ever(recognised: Mapping[str, Status], standard: str, before: str = "9999") -> tuple[str, ...]:
    """The classes a household was recognised in under a standard before an ISO day, newest first."""
    known = recognised.get(standard)
    if known is None:
        return ()
    found = [_bare(known), *map(dict, known.get("past", ()))]
    return tuple(str(one["outcome"]) for one in found if _since(one) < before)


def classes_since(recognised: Mapping[str, Status], standard: str, from_on: str) -> tuple[str, ...]:
    """The classes a household was recognised in under a standard on or after an ISO day, newest first."""
    known = recognised.get(standard)
    if known is None:
        return ()
    found = [_bare(known), *map(dict, known.get("past", ()))]
    return tuple(str(one["outcome"]) for one in found if _since(one) >= from_on)


def _bare(status: Status) -> dict[str, Any]:
    return {name: value for name, value in status.items() if name != "past"}


def _since(status: Mapping[str, Any]) -> str:
    return str(status.get("from_on") or status.get("decision_on") or "")
