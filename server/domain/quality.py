"""Signals that an enumerator's forms deserve a second look (R30). Pure: they prove nothing, and say how sure they are.

Nothing is said of fewer than `LEAST_FORMS` forms; shares come with Wilson's interval (95 %). The thresholds are
proposals for people to look at forms; none of them is law.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

LEAST_FORMS = 10
NEAR_POINTS = 5  # this many points on either side of a line are near it
FAST_SHARE = 0.5  # faster than half of what her peers take
FAR_METRES, FAR_TIMES = 1_000, 5  # from the middle of the village, and against how far its households lie
VARIES = 0.1  # a question varies among peers where each answer has at least this share
Z95 = 1.959963984540054
METRES_PER_DEGREE = 111_320.0

FAST, NEAR, UNDER, SAME, PHOTOS, DAY, MOMENT, FAR, FINDINGS, RETURNED = (
    *("fast", "near", "under", "same", "photos", "day", "moment"),
    *("far", "findings", "returned"),
)
SIGNALS = (FAST, NEAR, UNDER, SAME, PHOTOS, DAY, MOMENT, FAR, FINDINGS, RETURNED)


@dataclass(frozen=True, slots=True)
class Form:
    """A completed form. `distance`: points above (+) or below the nearest line; `answers` what was seen of the house.

    `yes_no`: answers that are one of two; `is_photo_shared`: a photo of it is also in another household's form;
    `is_photo_of_…` as `quality_photos` has it.
    """

    case_id: str
    actor_id: str
    village_code: str
    began_at: dt.datetime | None
    seconds: int | None
    point: tuple[float, float] | None
    distance: int | None
    answers: tuple[tuple[str, str], ...]
    yes_no: Mapping[str, bool]
    is_photo_shared: bool = False
    is_photo_of_other_day: bool = False
    is_photo_of_same_moment: bool = False
    has_findings: bool = False
    is_returned: bool = False
    moved_m: int | None = None  # metres from last year's point


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` with its interval; none of nothing."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval at 95 %."""
        return wilson(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Card:
    """What one person's forms look like. `cases` by signal: the forms a number counts. None: too few forms to say."""

    actor_id: str
    forms: int
    cases: Mapping[str, tuple[str, ...]]
    per_day: float | None
    busiest: int
    minutes: tuple[float, float, float] | None  # quartiles
    against_peers: float | None  # her median over that of the others
    spread_m: float | None
    under: Share
    unvarying: tuple[str, ...] = field(default=())

    @property
    def is_enough(self) -> bool:
        """Whether there are forms enough to say anything."""
        return self.forms >= LEAST_FORMS


@dataclass(frozen=True, slots=True)
class Pace:
    """Median seconds on a section of the form, hers and her peers'; None where there are too few interviews."""

    section: str
    own: float | None
    peers: float | None


def compare_paces(own: Sequence[Mapping[str, int]], peers: Sequence[Mapping[str, int]]) -> list[Pace]:
    """Sections in the order they are met, from seconds by section of each interview."""
    sections = dict.fromkeys(name for one in (*own, *peers) for name in one)
    return [Pace(name, _usual(own, name), _usual(peers, name)) for name in sections]


def _usual(interviews: Sequence[Mapping[str, int]], section: str) -> float | None:
    taken = [one[section] for one in interviews if section in one]
    return float(median(taken)) if len(taken) >= LEAST_FORMS else None


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's score interval for a share, 95 %."""
    share, square = part / whole, Z95 * Z95
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z95 * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def heap(distances: Iterable[int]) -> Share:
    """Of the forms near a line, those at or just under it: about half, unless points were made to fit."""
    near = [one for one in distances if is_near(one)]
    return Share(sum(one <= 0 for one in near), len(near))


def is_near(distance: int) -> bool:
    """As many values under the line (itself included) as over it."""
    return -NEAR_POINTS < distance <= NEAR_POINTS


def score_cards(forms: Sequence[Form]) -> list[Card]:
    """One card a person, from all forms of a place: the others are her peers."""
    by_actor: dict[str, list[Form]] = {}
    for one in forms:
        by_actor.setdefault(one.actor_id, []).append(one)
    far = find_far(forms)
    return [_card(actor, own, forms, far) for actor, own in by_actor.items()]


def _card(actor_id: str, own: Sequence[Form], everybody: Sequence[Form], far: frozenset[str]) -> Card:
    peers = [one for one in everybody if one.actor_id != actor_id]
    usual = _median_seconds(peers)
    taken = sorted(one.seconds for one in own if one.seconds)
    days = Counter(one.began_at.date() for one in own if one.began_at is not None)
    distances = [one.distance for one in own if one.distance is not None]
    is_known = len(own) >= LEAST_FORMS
    return Card(
        actor_id=actor_id,
        forms=len(own),
        cases=_signals(own, usual, far),
        per_day=len(own) / len(days) if is_known and days else None,
        busiest=max(days.values(), default=0),
        minutes=_quartiles(taken) if is_known and taken else None,
        against_peers=median(taken) / usual if is_known and taken and usual else None,
        spread_m=_spread([one.point for one in own if one.point is not None]) if is_known else None,
        under=heap(distances),
        unvarying=find_unvarying(own, peers) if is_known else (),
    )


def _signals(own: Sequence[Form], usual: float | None, far: frozenset[str]) -> dict[str, tuple[str, ...]]:
    same = Counter(one.answers for one in own if one.answers)
    tests: dict[str, Callable[[Form], bool]] = {
        FAST: lambda one: bool(usual and one.seconds and one.seconds < usual * FAST_SHARE),
        NEAR: lambda one: one.distance is not None and is_near(one.distance),
        UNDER: lambda one: one.distance is not None and is_near(one.distance) and one.distance <= 0,
        SAME: lambda one: same[one.answers] > 1,
        PHOTOS: lambda one: one.is_photo_shared,
        DAY: lambda one: one.is_photo_of_other_day,
        MOMENT: lambda one: one.is_photo_of_same_moment,
        FAR: lambda one: one.case_id in far or (one.moved_m or 0) > FAR_METRES,
        FINDINGS: lambda one: one.has_findings,
        RETURNED: lambda one: one.is_returned,
    }
    return {name: tuple(one.case_id for one in own if holds(one)) for name, holds in tests.items()}


def _median_seconds(forms: Iterable[Form]) -> float | None:
    """Of peers: None where they are too few to be a measure."""
    taken = [one.seconds for one in forms if one.seconds]
    return float(median(taken)) if len(taken) >= LEAST_FORMS else None


def _quartiles(seconds: Sequence[int]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile in minutes; the middle value stands in neither half."""
    half = len(seconds) // 2
    low, high = seconds[:half] or seconds, seconds[-half:] if half else seconds
    return float(median(low)) / 60, float(median(seconds)) / 60, float(median(high)) / 60


def find_far(forms: Sequence[Form]) -> frozenset[str]:
    """Cases whose point lies far from the middle of their village: a kilometre, and five times its usual distance."""
    found: list[str] = []
    by_village: dict[str, list[Form]] = {}
    for one in forms:
        if one.point is not None:
            by_village.setdefault(one.village_code, []).append(one)
    for own in by_village.values():
        if len(own) < LEAST_FORMS:
            continue
        centre = _middle([one.point for one in own if one.point is not None])
        apart = {one.case_id: metres_apart(centre, one.point) for one in own if one.point is not None}
        limit = max(FAR_METRES, FAR_TIMES * median(apart.values()))
        found += [case_id for case_id, metres in apart.items() if metres > limit]
    return frozenset(found)


def find_unvarying(own: Sequence[Form], peers: Sequence[Form]) -> tuple[str, ...]:
    """Questions she always answered alike, though among her peers both answers are found."""
    names = dict.fromkeys(name for one in own for name in one.yes_no)
    return tuple(name for name in names if _is_alike(own, name) and _does_vary(peers, name))


def _is_alike(forms: Sequence[Form], name: str) -> bool:
    told = [one.yes_no[name] for one in forms if name in one.yes_no]
    return len(told) >= LEAST_FORMS and len(set(told)) == 1


def _does_vary(forms: Sequence[Form], name: str) -> bool:
    told = [one.yes_no[name] for one in forms if name in one.yes_no]
    return len(told) >= LEAST_FORMS and VARIES <= sum(told) / len(told) <= 1 - VARIES


def _spread(points: Sequence[tuple[float, float]]) -> float | None:
    """The median distance in metres of points from their middle."""
    if not points:
        return None
    centre = _middle(points)
    return float(median(metres_apart(centre, one) for one in points))


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return float(median(one[0] for one in points)), float(median(one[1] for one in points))


def metres_apart(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Between two (latitude, longitude) in degrees, flat: true enough within a province."""
    north = (first[0] - second[0]) * METRES_PER_DEGREE
    east = (first[1] - second[1]) * METRES_PER_DEGREE * math.cos(math.radians((first[0] + second[0]) / 2))
    return math.hypot(north, east)
