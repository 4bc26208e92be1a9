"""What may happen to a household between reviews, and why not: moves, splits, merges, deaths, people (R7, R9, R11).

Pure. Each `check_…` gives the first refusal that speaks or None; its words stand in
`server.services.household_events.words`. None of these gives or takes a status: only a decision does (R1, R11).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from .review import Refusal

PRESENT = ("in", "away_short", "away_long", "unregistered", "registered_elsewhere")
LEFT = ("moved", "split", "died", "mistake")
# Why a household leaves the register without another one taking it in.
LEAVING = ("all_died", "moved_out", "not_found", "destroyed")
JOINING = ("born", "moved_in", "returned", "found")
MEMBER_LEAVING = ("died", "moved", "mistake")
OPEN_FORM = ("received", "held", "contested", "returned")
# What may be taken back while nothing stands on it.
UNDOABLE = (
    *("household.withdrawn", "household.departed", "household.split", "household.merged"),
    *("member.left",),
)


@dataclass(frozen=True, slots=True)
class Registered:
    """A household as an event finds it.

    `present` are its people by person id; `form_state` the review state of a completed form that is not decided yet in
    a round that is not closed, empty where there is none; `heads` the digests of its latest records.
    """

    household_id: str
    area_code: str
    state: str = "active"
    version: int = 1
    present: frozenset[str] = frozenset()
    head_id: str | None = None
    has_conflict: bool = False
    form_state: str = ""
    has_open_move: bool = False
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Occasion:
    """When it happened and what the person had seen; days are ISO text, `seen_version` None: it is not about one."""

    happened_on: str
    today: str
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Who goes (`person_ids`), who is the new head, and who heads those who stay where the head goes."""

    person_ids: tuple[str, ...]
    head_id: str
    old_head_id: str = ""
    decision: tuple[str, str] = field(default=("", ""))


def check_split(one: Registered, split: Split, when: Occasion) -> Refusal | None:
    """A household gives some of its people to a new one; both must be left with somebody and a head."""
    going = set(split.person_ids)
    staying = one.present - going
    return _first(
        _check_here(one, when),
        lambda: Refusal("conflict") if one.has_conflict else None,
        lambda: Refusal("nobody") if not going else None,
        lambda: _check_known(going, one.present),
        lambda: Refusal("everybody") if not staying else None,
        lambda: Refusal("no_head") if split.head_id not in going else None,
        lambda: Refusal("no_old_head") if _needs_head(one, going) and split.old_head_id not in staying else None,
        lambda: _check_decision(split.decision, when),
    )


def check_merge(kept: Registered, gone: Registered, decision: tuple[str, str], when: Occasion) -> Refusal | None:
    """People of `gone` join `kept`; its own form must be decided first, so that nothing is left hanging."""
    return _first(
        lambda: Refusal("same") if kept.household_id == gone.household_id else None,
        _check_here(kept, when),
        _check_here(gone, Occasion(when.happened_on, when.today)),
        lambda: Refusal("elsewhere", {"area": gone.area_code}) if kept.area_code != gone.area_code else None,
        lambda: Refusal("conflict") if kept.has_conflict or gone.has_conflict else None,
        lambda: _check_form(gone),
        lambda: _check_decision(decision, when),
    )


def check_departure(one: Registered, to_area: str, communes: Collection[str], when: Occasion) -> Refusal | None:
    """A household leaves for another commune of the province, which must take it in."""
    return _first(
        _check_here(one, when),
        lambda: Refusal("same_area") if to_area == one.area_code else None,
        lambda: Refusal("no_commune", {"area": to_area}) if to_area not in communes else None,
        lambda: Refusal("conflict") if one.has_conflict else None,
        lambda: _check_form(one),
    )


def check_leaving(one: Registered, reason: str, when: Occasion) -> Refusal | None:
    """A whole household leaves the register: everybody died, it left the province, nobody finds it."""
    return _first(
        lambda: Refusal("no_reason") if reason not in LEAVING else None,
        _check_here(one, when),
        lambda: Refusal("conflict") if one.has_conflict else None,
        lambda: _check_form(one),
    )


def check_answer(one: Registered, to_area: str, area_code: str) -> Refusal | None:
    """The receiving commune takes the household in, or declines."""
    if not one.has_open_move:
        return Refusal("no_move")
    return Refusal("not_yours", {"area": to_area}) if to_area != area_code else None


def check_joining(one: Registered, how: str, name: str, when: Occasion) -> Refusal | None:
    """Somebody comes to live in the household or is born into it."""
    return _first(
        lambda: Refusal("no_way") if how not in JOINING else None,
        lambda: Refusal("no_name") if not name.strip() else None,
        _check_here(one, when),
        lambda: Refusal("conflict") if one.has_conflict else None,
    )


def check_member_leaving(
    one: Registered, person_ids: Iterable[str], state: str, new_head_id: str, when: Occasion
) -> Refusal | None:
    """Some people leave; a household without anybody leaves as a whole, by its own event."""
    going = set(person_ids)
    staying = one.present - going
    return _first(
        lambda: Refusal("no_way") if state not in MEMBER_LEAVING else None,
        _check_here(one, when),
        lambda: Refusal("conflict") if one.has_conflict else None,
        lambda: Refusal("nobody") if not going else None,
        lambda: _check_known(going, one.present),
        lambda: Refusal("last_person") if not staying else None,
        lambda: Refusal("no_old_head") if _needs_head(one, going) and new_head_id not in staying else None,
    )


def check_undo(kind: str, standing: Iterable[tuple[str, frozenset[str]]]) -> Refusal | None:
    """An event is taken back only while it is the newest word about every household it touched.

    `standing`: for each of them, the digest of its own record and the household's heads.
    """
    if kind not in UNDOABLE:
        return Refusal("not_undoable")
    return Refusal("stands_on") if any(digest not in heads for digest, heads in standing) else None


def _first(*guards: Callable[[], Refusal | None]) -> Refusal | None:
    return next((found for found in (guard() for guard in guards) if found is not None), None)


def _check_here(one: Registered, when: Occasion) -> Callable[[], Refusal | None]:
    def check() -> Refusal | None:
        if one.has_open_move:
            return Refusal("on_its_way")
        if one.state != "active":
            return Refusal("gone", {"state": one.state})
        if when.seen_version is not None and when.seen_version != one.version:
            return Refusal("stale", {"seen": when.seen_version, "now": one.version})
        return check_day(when)

    return check


def check_day(when: Occasion) -> Refusal | None:
    """A day there is, not after today."""
    try:
        day = dt.date.fromisoformat(when.happened_on).isoformat()
    except ValueError:
        return Refusal("no_day", {"day": when.happened_on})
    return Refusal("future", {"day": day}) if day > when.today else None


def _check_decision(decision: tuple[str, str], when: Occasion) -> Refusal | None:
    """A status is kept by a decision with number and day, or not at all."""
    number, day = decision
    if not number and not day:
        return None
    if not number or check_day(Occasion(day, when.today)) is not None:
        return Refusal("half_decision")
    return None


def _check_form(one: Registered) -> Refusal | None:
    return Refusal("open_form", {"state": one.form_state}) if one.form_state in OPEN_FORM else None


def _check_known(going: set[str], present: frozenset[str]) -> Refusal | None:
    return Refusal("strangers", {"count": len(going - present)}) if going - present else None


def _needs_head(one: Registered, going: set[str]) -> bool:
    return one.head_id is not None and one.head_id in going
