"""Corrections of a form's answers: which count, and what the answers are with them. Pure.

A correction names fields as comments do: a fact, or `<place in the form>|<member fact>`; None takes an answer away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .review_fold import Word

PENDING, COUNTS, WITHDRAWN = "pending", "counts", "withdrawn"
# Whether a household is scored at all is as decisive as what it is scored by (R9).
ALWAYS_DECISIVE = frozenset({("household", "visit_outcome")})


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with what became of it; `confirmed_by` is the record of the second person."""

    word: Word
    state: str
    confirmed_by: Word | None = None


def judge_corrections(words: Sequence[Word]) -> list[Corrected]:
    """The corrections of a case in the order they were made, whatever order their records came in.

    One that changes decisive facts counts once another person has confirmed it; a withdrawn one never does.
    """
    here = sorted((one for one in words if one.payload is not None), key=lambda one: one.rank)
    withdrawn = {one.payload["withdraws"] for one in here if one.kind == "review.withdrawn"}
    confirmed = [one for one in here if one.kind == "review.confirmed"]
    return [_judge(one, confirmed, withdrawn) for one in here if one.kind == "review.corrected"]


def _judge(word: Word, confirmed: Iterable[Word], withdrawn: Iterable[str]) -> Corrected:
    correction_id = word.payload["correction_id"]
    second = next(
        (one for one in confirmed if one.payload["correction_id"] == correction_id and one.actor_id != word.actor_id),
        None,
    )
    if word.digest in withdrawn:
        return Corrected(word, WITHDRAWN, second)
    return Corrected(word, PENDING if word.payload["decisive"] and second is None else COUNTS, second)


def apply_changes(facts: Mapping[str, Any], corrections: Iterable[Corrected]) -> dict[str, Any]:
    """Answers as JSON with the changes of these corrections, one after the other."""
    household, members = dict(facts["household"]), [dict(one) for one in facts["members"]]
    for one in corrections:
        for change in one.word.payload["changes"]:
            place, is_member, name = change["f"].rpartition("|")
            if not is_member:
                _set(household, name, change["value"])
            elif int(place) <= len(members):
                _set(members[int(place) - 1], name, change["value"])
    return {"household": household, "members": members}


def find_decisive(fields: Iterable[str], needed: frozenset[tuple[str, str]]) -> list[str]:
    """Those of the fields that a class rests on; `needed` are (level, fact) of the round's standards."""
    decisive = needed | ALWAYS_DECISIVE
    return [one for one in fields if ("member" if "|" in one else "household", one.rpartition("|")[2]) in decisive]


def _set(answers: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        answers.pop(name, None)
    else:
        answers[name] = value
