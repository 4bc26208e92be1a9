"""What a payload must look like before anything is made of it. What this node writes itself has been checked before.

Another node's record may be authentic and still be malformed: written by a faulty program, or with ill will. SQLite
would store a text in a column of numbers, and a page would fail on it months later. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from server.domain.facts import Fact, load_facts
from sync.records import Record
from sync.records.kinds import KINDS
from sync.records.upcasting import upcast

LEAST, MOST = -(2**63), 2**63 - 1
PLACE_LENGTH = 80
_NULL = type(None)
_TEXT, _WHOLE, _YES_NO = (str, _NULL), (int, _NULL), (bool, _NULL)
_MAP, _LIST = (dict, _NULL), (list, _NULL)
# Fields that are not text, by name: a name means the same in every kind, but for `_OWN`.
_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("b1", "b2", "line_count", "percent", "persons", "return_no", "size", "visited_count"), _WHOLE),
    **dict.fromkeys(("is_active", "is_keyed_twice", "is_temporary", "shows_scores"), _YES_NO),
    **dict.fromkeys(("assessed", "counted", "counts", "document", "facts", "last", "notes", "published"), _MAP),
    **dict.fromkeys(("payload", "recognised", "values"), _MAP),
    **dict.fromkeys(("actors", "area_codes", "areas", "digests", "entries", "household_ids", "person_ids"), _LIST),
    **dict.fromkeys(("sees", "assessments", "cases", "changes", "comments", "files", "identifiers", "kept"), _LIST),
    "codes": _LIST,
    **dict.fromkeys(("members", "people", "stand_ins", "standards", "units", "villages"), _LIST),
    **dict.fromkeys(("decisive", "media", "rows", "scans"), _LIST),
    **dict.fromkeys(("procedure", "tiers"), _MAP),
}
_OWN: dict[tuple[str, str], tuple[type, ...]] = {
    ("submission.received", "xml"): (str, dict),
    **{(kind, "decision"): _MAP for kind in ("outcome.decided", "erased")},
    **{(kind, "decision"): (str, dict, _NULL) for kind in ("household.split", "household.merged")},
}
# Answers as they lie in JSON (`facts_to_json`): a decimal is text.
_ANSWERS: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "money": (int,),
    "decimal": (str, int),
    "codes": (list,),
}
_ANY_ANSWER = (bool, int, str, list)
# What the lists hold, where it is not anything.
_TEXTS = frozenset(
    {"actors", "area_codes", "areas", "codes", "decisive", "digests", "household_ids", "person_ids", "sees"}
)
_MAPS = frozenset({"assessments", "cases", "changes", "comments", "files", "identifiers", "kept", "media"})
_MAPS |= {"members", "people", "scans", "stand_ins", "standards", "units", "villages"}


class UnfitError(Exception):
    """A record that nothing can be made of: `reason` is kind, version or shape; `place` the field or the kind."""

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(f"{reason}: {place}")
        self.reason, self.place = reason, place[:PLACE_LENGTH]


def read_whole(record: Record) -> Any:
    """The record's payload in today's shape, None where it is erased; UnfitError where it is malformed or too new."""
    envelope = record.envelope
    kind = KINDS.get(envelope.kind)
    if kind is None:
        raise UnfitError("kind", envelope.kind)
    if not 1 <= envelope.kind_version <= kind.version:
        raise UnfitError("version", str(envelope.kind_version))
    if record.payload is None:
        return None
    try:
        said = orjson.loads(record.payload)
    except orjson.JSONDecodeError as error:
        raise UnfitError("shape", "-") from error
    payload = upcast(kind, envelope.kind_version, said) if isinstance(said, dict) else None
    if payload is None:
        raise UnfitError("shape", "-")
    _check_fields(kind.name, kind.fields, payload)
    return payload


def is_whole(record: Record) -> bool:
    """Whether something can be made of the record: for who reads it from the log beside others."""
    try:
        read_whole(record)
    except UnfitError:
        return False
    return True


def _check_fields(kind: str, fields: tuple[str, ...], payload: Mapping[str, Any]) -> None:
    for field in fields:
        name = field.rstrip("?")
        if name in payload:
            wanted = _OWN.get((kind, name)) or _TYPES.get(name, _TEXT)
            _check_value(name, payload[name], wanted)
        elif name == field:
            raise UnfitError("shape", name)
    if payload.get("facts") is not None:
        is_part = kind == "household.corrected"
        _check_facts({"household": payload["facts"], "members": []} if is_part else payload["facts"])


def _check_value(name: str, value: Any, wanted: tuple[type, ...]) -> None:
    is_fit = isinstance(value, wanted) and not (isinstance(value, bool) and wanted is _WHOLE)
    inside = str if name in _TEXTS else dict if name in _MAPS else object
    if not is_fit or (isinstance(value, list) and not all(isinstance(one, inside) for one in value)):
        raise UnfitError("shape", name)
    if any(_is_odd(one) for one in _walk(value)):
        raise UnfitError("shape", name)


def _check_facts(facts: Any) -> None:
    """Of a household as a whole: its own facts and its people, each with a number and an id."""
    household, members = facts.get("household"), facts.get("members")
    if not isinstance(household, dict) or not isinstance(members, list):
        raise UnfitError("shape", "facts")
    known = load_facts()
    _check_answers(household, known.household)
    for one in members:
        is_person = isinstance(one, dict) and type(one.get("no")) is int and isinstance(one.get("person_id"), str)
        if not is_person:
            raise UnfitError("shape", "facts.members")
        _check_answers(one, known.member)


def _check_answers(answers: Mapping[str, Any], known: Mapping[str, Fact]) -> None:
    for name, value in answers.items():
        fact = known.get(name)
        wanted = _ANSWERS.get(fact.type, (str,)) if fact is not None else _ANY_ANSWER
        if value is not None and type(value) not in wanted:
            raise UnfitError("shape", f"facts.{name}")


def _walk(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def _is_odd(value: Any) -> bool:
    """No database holds it: a number that is no whole one of 64 bits, a text with a null byte (PostgreSQL)."""
    if isinstance(value, str):
        return "\x00" in value
    return isinstance(value, float) or (type(value) is int and not LEAST <= value <= MOST)


__all__ = ["UnfitError", "is_whole", "read_whole"]
