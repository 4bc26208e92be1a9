"""What a person asks the queue for, as the address of the page holds it, and the queues everybody has. Pure.

An address is a person's own text: what it names that does not exist is left out, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

NEAR_POINTS = 5
OVERDUE_DAYS = 3
ALL, RECEIVED = "all", "received"
STATES = (RECEIVED, "returned", "held", "approved", "duplicate", "contested", ALL)
SEVERITIES = {"note": 1, "warn": 2, "block": 3}
MOVEMENT_GROUPS: Mapping[str, tuple[str, ...]] = {
    "new": ("new_poor", "new_near_poor"),
    "back": ("fell_back_poor", "fell_back_near_poor"),
    "unsettled": ("unsettled_poor", "unsettled_near_poor"),
    "worse": ("near_poor_to_poor",),
    "escaped": ("poor_to_near_poor", "poor_to_above", "near_poor_to_above"),
    "stayed": ("stayed_poor", "stayed_near_poor"),
    "unlisted": ("not_listed",),
    "other": ("other_increase", "other_decrease"),
    "undetermined": ("undetermined",),
}
SORTS = ("wait", "severity", "distance", "movement", "place", "sender", "name")
DEFAULT_SORT = "wait"
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Empty means all of it. `severity`: at least so bad. `is_down`: the other way round than a sort's own order.

    `near`, `overdue`, `again`, `crossing`, `lineage` are "1" or empty: near the line, waiting long, sent again, in
    conflict, split or merged of late.
    """

    state: str = RECEIVED
    area_code: str = ""
    village_code: str = ""
    sender_id: str = ""
    form_id: str = ""
    movement: str = ""
    severity: str = ""
    near: str = ""
    overdue: str = ""
    again: str = ""
    crossing: str = ""
    lineage: str = ""
    text: str = ""
    sort: str = DEFAULT_SORT
    down: str = ""

    def without(self, name: str) -> QueueFilter:
        """The same without one of its conditions."""
        return replace(self, **{name: _DEFAULTS[name]})

    @property
    def conditions(self) -> dict[str, str]:
        """What narrows the queue, by name; neither text nor order."""
        apart = ("text", "sort", "down")
        return {name: value for name, value in _values(self).items() if name not in apart and value != _DEFAULTS[name]}


_DEFAULTS = {one.name: str(one.default) for one in fields(QueueFilter)}
# Field of the filter -> its name in an address.
ARGS = {
    "state": "trang-thai",
    "area_code": "xa",
    "village_code": "thon",
    "sender_id": "nguoi",
    "form_id": "phieu",
    "movement": "bien-dong",
    "severity": "phat-hien",
    "near": "sat-vach",
    "overdue": "qua-han",
    "again": "gui-lai",
    "crossing": "mau-thuan",
    "lineage": "tach-nhap",
    "text": "q",
    "sort": "xep",
    "down": "nguoc",
}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "state": STATES,
    "movement": tuple(MOVEMENT_GROUPS),
    "severity": tuple(SEVERITIES),
    "sort": SORTS,
    **dict.fromkeys(("near", "overdue", "again", "crossing", "lineage", "down"), ("1",)),
}
BUILT_IN: Mapping[str, QueueFilter] = {
    "to_review": QueueFilter(),
    "near": QueueFilter(near="1"),
    "new": QueueFilter(movement="new"),
    "blocked": QueueFilter(severity="block"),
    "overdue": QueueFilter(overdue="1"),
    "again": QueueFilter(again="1"),
    "returned": QueueFilter(state="returned"),
    "held": QueueFilter(state="held"),
    "crossing": QueueFilter(state=ALL, crossing="1"),
    "lineage": QueueFilter(state=ALL, lineage="1"),
}


def from_args(args: Mapping[str, str]) -> QueueFilter:
    """The filter of an address."""
    found: dict[str, str] = {}
    for name, arg in ARGS.items():
        value = args.get(arg, "").strip()[:LONGEST_TEXT]
        if value and (name not in _KNOWN or value in _KNOWN[name]):
            found[name] = value
    return QueueFilter(**found)


def to_args(wanted: QueueFilter) -> dict[str, str]:
    """The address of a filter: only what differs from the plain queue."""
    return {ARGS[name]: value for name, value in _values(wanted).items() if value != _DEFAULTS[name]}


def _values(wanted: QueueFilter) -> dict[str, str]:
    return {name: getattr(wanted, name) for name in _DEFAULTS}
