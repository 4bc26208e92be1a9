"""A recognised status that a list brings beside those a household has: the newest counts, older ones are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def status_under(recognised: Mapping[str, Status], standard: str) -> Status:
    """The newest status under a standard with older ones as `past`; empty where there is none.

    What a province adopted on a standard (`id+digest`) is that standard: a list of an earlier year names the one, the
    round of this year the other, and a household that was poor before must not look new.
    """
    same = [one for name, one in recognised.items() if one and base_of(name) == base_of(standard)]
    if len(same) < 2:
        return same[0] if same else {}
    merged: dict[str, Any] = {}
    for one in same:
        for each in (_bare(one), *one.get("past", ())):
            merged = add_status(merged, standard, each)
    return dict(merged[standard])


def outcomes_under(recognised: Mapping[str, Status], standards: Iterable[str]) -> dict[str, str]:
    """The recognised class under each of these standards that has one."""
    found = {one: status_under(recognised, one).get("outcome") for one in standards}
    return {standard: outcome for standard, outcome in found.items() if outcome}


def base_of(standard: str) -> str:
    """The shipped standard that a province's own rests on; a shipped one itself."""
    return standard.partition("+")[0]


def classes_ever(recognised: Mapping[str, Status], standard: str, before: str = "9999") -> tuple[str, ...]:
    """The classes a household was recognised in under a standard before an ISO day, newest first."""
    known = status_under(recognised, standard)
    if not known:
        return ()
    found = [_bare(known), *map(dict, known.get("past", ()))]
    return tuple(str(one["outcome"]) for one in found if _since(one) < before)


def classes_since(recognised: Mapping[str, Status], standard: str, from_on: str) -> tuple[str, ...]:
    """The classes a household was recognised in under a standard on or after an ISO day, newest first."""
    known = status_under(recognised, standard)
    if not known:
        return ()
    found = [_bare(known), *map(dict, known.get("past", ()))]
    return tuple(str(one["outcome"]) for one in found if _since(one) >= from_on)


def _bare(status: Status) -> dict[str, Any]:
    return {name: value for name, value in status.items() if name != "past"}


def _since(status: Mapping[str, Any]) -> str:
    return str(status.get("from_on") or status.get("decision_on") or "")
