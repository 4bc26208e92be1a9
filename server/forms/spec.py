"""What a round asks of its forms, and what building gives back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.standards.packs import RoundStandard
from server.standards.procedures import Procedure

from .languages import Language

REVIEW_FORM = "household_review"  # the one form whose answers change the register and the cases
SCREEN_FORM = "quick_screen"  # beside the review: it notes its own facts of a household, and moves no case
AVERAGE_FORM = "average_living_standard"  # beside it too: farm households of average living standard
RECHECK_FORM = "re_verification"  # a blind second look: compared with the first form, touches nothing
TRIAL = "trial"  # `notes.state` of a version that only test tablets list


class Purpose(StrEnum):
    """What the answers to a form version are for."""

    REVIEW = "review"
    SURVEY = "survey"
    TRIAL = "trial"
    BESIDE = "noted"
    RECHECK = "recheck"

    @property
    def is_apart(self) -> bool:
        """Kept and shown, never applied to register or case."""
        return self in (Purpose.SURVEY, Purpose.TRIAL)


def purpose_of(form_id: str, *, is_trial: bool) -> Purpose:
    """Only the shipped forms, once published, count."""
    if is_trial:
        return Purpose.TRIAL
    beside = dict.fromkeys((SCREEN_FORM, AVERAGE_FORM), Purpose.BESIDE)
    return ({REVIEW_FORM: Purpose.REVIEW, RECHECK_FORM: Purpose.RECHECK} | beside).get(form_id, Purpose.SURVEY)


@dataclass(frozen=True, slots=True)
class RoundSpec:
    """The part of a round a form depends on. `average`: a standard with that method, where the round asks for it.

    `languages`: those the forms speak beside Vietnamese and English.
    """

    code: str
    name: str
    is_training: bool
    reference_on: dt.date
    standards: tuple[RoundStandard, ...]
    shows_scores: bool
    procedure: Procedure | None = None
    average: RoundStandard | None = None
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltForm:
    """A compiled form: `xml` are the exact bytes to serve; `media` the manifest's files in order."""

    form_id: str
    form_version: str
    title: str
    xml: bytes
    xlsx: bytes
    media: tuple[dict[str, str], ...]
    notes: dict[str, Any]
