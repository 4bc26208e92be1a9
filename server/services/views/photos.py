"""What the photos of forms say of themselves, for the case's page and the quality signals (R30)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from server.domain.quality_photos import Interview, Photo, find_same_moment, is_other_day
from server.store.tables import Attachment, Case, FormCorrection, PaperEntry, PhotoExif, ReviewFigure, Submission

from .figures import MOST_NAMED

PHOTO_ENDINGS = ("jpg", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class PhotoNote:
    """When and with what a photo was taken, and whether that was on another day than the interview."""

    taken_at: dt.datetime | None
    camera: str
    is_other_day: bool


@dataclass(frozen=True, slots=True)
class PhotoSignals:
    """Cases of a place with a photo that another household's form has too, of another day, of the same moment."""

    shared: frozenset[str]
    other_day: frozenset[str]
    same_moment: frozenset[str]


def read_photo_notes(connection: Connection, case_id: str | None, attachments: Iterable[Any]) -> dict[str, PhotoNote]:
    """What is known of a form's photos, by SHA-256; what says nothing is not in it."""
    named = [one.sha256 for one in attachments if one.sha256]
    rows = connection.execute(select(PhotoExif.__table__).where(PhotoExif.sha256.in_(named))).all() if named else []
    interviews = _read_interviews(connection, [case_id]).get(case_id, []) if rows and case_id else []
    return {
        row.sha256: PhotoNote(
            row.taken_at, row.camera, row.taken_at is not None and is_other_day(row.taken_at, interviews)
        )
        for row in rows
    }


def find_photo_signals(connection: Connection, of_place: Sequence[Any]) -> PhotoSignals:
    """From the photos of every form a place has now; `of_place` are conditions on the round's rows."""
    endings = or_(*(Attachment.name.iendswith(f".{one}", autoescape=True) for one in PHOTO_ENDINGS))
    query = (
        select(Case.case_id, ReviewFigure.actor_id, Attachment.sha256, PhotoExif.taken_at, PhotoExif.camera)
        .select_from(ReviewFigure)
        .join(Case, Case.case_id == ReviewFigure.case_id)
        .join(Attachment, Attachment.instance_id == Case.instance_id)
        .outerjoin(PhotoExif, PhotoExif.sha256 == Attachment.sha256)
        .where(*of_place, Attachment.sha256.is_not(None), endings)
    )
    by_bytes: dict[str, set[str]] = {}
    dated: list[Photo] = []
    for row in connection.execute(query):
        by_bytes.setdefault(row.sha256, set()).add(row.case_id)
        if row.taken_at is not None:
            dated.append(Photo(**row._mapping))
    interviews = _read_interviews(connection, list({one.case_id for one in dated}))
    return PhotoSignals(
        shared=frozenset(one for cases in by_bytes.values() if len(cases) > 1 for one in cases),
        other_day=frozenset(
            one.case_id for one in dated if is_other_day(one.taken_at, interviews.get(one.case_id, []))
        ),
        same_moment=find_same_moment(dated),
    )


def _read_interviews(connection: Connection, cases: Sequence[str]) -> dict[str, list[Interview]]:
    """When each case was asked, by its versions; keying a paper or correcting a form at a desk is no interview."""
    found: dict[str, list[Interview]] = {}
    for start in range(0, len(cases), MOST_NAMED):
        query = (
            select(Submission.case_id, Submission.started_at, Submission.ended_at)
            .outerjoin(PaperEntry, PaperEntry.instance_id == Submission.instance_id)
            .outerjoin(FormCorrection, FormCorrection.instance_id == Submission.instance_id)
            .where(Submission.case_id.in_(cases[start : start + MOST_NAMED]))
            .where(PaperEntry.instance_id.is_(None), FormCorrection.instance_id.is_(None))
        )
        for row in connection.execute(query):
            found.setdefault(row.case_id, []).append((row.started_at, row.ended_at))
    return found
