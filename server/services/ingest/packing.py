"""Submissions on their way to another process as plain tuples: without what only parsing needed (ADR 11).

Pickling our own frozen classes would cost as much as classing a household. Texts that many share, as names of facts,
are one in a pickle of many.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from server.domain.facts import HouseholdFacts
from server.domain.findings import Finding
from server.forms.read import Answers, EntityBlock
from server.standards.assessment import Assessment, Missing

from .reading import Arriving, Identity, Sent
from .work import Worked

_ANSWERS = ("form_id", "form_version", "instance_id", "deprecated_id", "start", "end", "hidden", "attachments",
            "kept_photos", "has_said")  # fmt: skip
_WORKED = ("assessed_kind", "is_assessed", "is_from_leaver", "is_apart", "facts_json")


def _all_but(kind: Any, *left_out: str) -> Any:
    return attrgetter(*(one.name for one in fields(kind) if one.name not in left_out))


_of_answers, _of_worked = attrgetter(*_ANSWERS), attrgetter(*_WORKED)
_of_assessment, _of_missing = _all_but(Assessment, "missing", "trace"), _all_but(Missing)
_of_finding, _of_entity = _all_but(Finding), _all_but(EntityBlock)
_of_sent, _of_identity = _all_but(Sent), _all_but(Identity)
_of_arriving = _all_but(Arriving, "sent", "identity", "worked")


def pack(many: Sequence[Arriving]) -> bytes:
    """Submissions as one pickle."""
    rows = [
        (_of_sent(one.sent), _of_identity(one.identity), _pack_worked(one.worked), *_of_arriving(one)) for one in many
    ]
    return pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> list[Arriving]:
    """What `pack` packed."""
    return [
        Arriving(Sent(*sent), Identity(*identity), _unpack_worked(worked), *more)
        for sent, identity, worked, *more in pickle.loads(data)
    ]


def _pack_worked(worked: Worked | None) -> Any:
    if worked is None:
        return None
    return (
        _of_worked(worked),
        _of_answers(worked.answers),
        [_of_entity(one) for one in worked.answers.entities],
        (worked.facts.household, worked.facts.members),
        [_of_finding(one) for one in worked.findings],
        None if worked.checked is None else [_of_finding(one) for one in worked.checked],
        [(_of_assessment(one), [_of_missing(gap) for gap in one.missing]) for one in worked.assessments],
    )


def _unpack_worked(row: Any) -> Worked | None:
    if row is None:
        return None
    flags, said, entities, facts, findings, checked, assessments = row
    answers = Answers(**dict(zip(_ANSWERS, said, strict=True)), entities=[EntityBlock(*one) for one in entities])
    return Worked(
        answers,
        HouseholdFacts(*facts),
        [Finding(*one) for one in findings],
        tuple(_unpack_assessment(*one) for one in assessments),
        checked=None if checked is None else [Finding(*one) for one in checked],
        **dict(zip(_WORKED, flags, strict=True)),
    )


def _unpack_assessment(row: tuple[Any, ...], gaps: list[tuple[str, str, str]]) -> Assessment:
    values = (*row, tuple(Missing(*one) for one in gaps), ())
    return Assessment(*values)


__all__ = ["pack", "unpack"]
