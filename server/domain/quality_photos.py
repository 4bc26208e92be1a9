"""What the photos of forms say against each other and against the interview (R30). Pure; a reason to look, no proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DAY_APART = dt.timedelta(days=1)
Interview = tuple[dt.datetime | None, dt.datetime | None]  # began and ended, by the tablet's clock


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a case that says when it was taken; `camera` is empty where it does not say with what."""

    case_id: str
    actor_id: str
    sha256: str
    taken_at: dt.datetime
    camera: str


def is_other_day(taken_at: dt.datetime, interviews: Sequence[Interview]) -> bool:
    """Whether a photo was taken more than a day before or after each interview whose time is known; False of none.

    A form sent again keeps photos of the interview before it, so every interview of the case counts.
    """
    known = [(began, ended or began) for began, ended in interviews if began is not None]
    return bool(known) and all(
        taken_at < began - DAY_APART or taken_at > max(began, ended) + DAY_APART for began, ended in known
    )


def find_same_moment(photos: Iterable[Photo]) -> frozenset[str]:
    """Cases with a photo that its enumerator took in the same second, with the same camera, for another case too.

    Of one person only: tablets of one model, bought together, meet in a second by chance. The very same bytes are told
    apart as a shared photo.
    """
    by_moment: dict[tuple[str, dt.datetime, str], list[Photo]] = {}
    for one in photos:
        by_moment.setdefault((one.actor_id, one.taken_at, one.camera), []).append(one)
    return frozenset(
        one.case_id
        for alike in by_moment.values()
        for one in alike
        if any(other.case_id != one.case_id and other.sha256 != one.sha256 for other in alike)
    )
