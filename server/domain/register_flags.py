"""What of moves, splits and merges asks for a second look, with its reason (R11). Pure; a flag decides nothing.

The numbers are data (`event_limits.yaml`). An age the precision of a birth cannot settle is unknown and told so (R8).
An official's relative is not among the flags: no fact, form or import says who is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.telling import Told, tell

from .check_years import distance_m
from .findings import NOTE, WARN, Finding
from .yaml_reading import read_yaml

SHIPPED = Path(__file__).with_name("event_limits.yaml")
NAMES = ("split_months", "same_place_m", "elderly_age", "closing_days")
FIELDS = {"value", "unit", "label", "source", "confidence"}
MOST = 10_000
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Limits:
    """Months since a split, metres between two houses, years of age, days before the round's last day."""

    split_months: int
    same_place_m: int
    elderly_age: int
    closing_days: int


@dataclass(frozen=True, slots=True)
class SplitSign:
    """A split of the household: the other one's code, the day, and both houses' points where they are known."""

    other_code: str
    happened_on: str
    own: Point | None = None
    other: Point | None = None


@dataclass(frozen=True, slots=True)
class MergeSign:
    """A merge into the household."""

    other_code: str
    happened_on: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a household. `births`: (year, month, day) of people present, None where not known.

    `closing_on` is the last day of the round; `elsewhere` (name, code of the other household) of people who are present
    in two households.
    """

    on: str
    splits: tuple[SplitSign, ...] = ()
    merges: tuple[MergeSign, ...] = ()
    births: tuple[tuple[int | None, int | None, int | None], ...] = ()
    closing_on: str | None = None
    elsewhere: tuple[tuple[str, str], ...] = ()


def read_limits(path: Path = SHIPPED) -> Limits:
    """The numbers of a file; Problem EVT-101 where one is missing or is no whole number with its source."""
    given = read_yaml(path).get("limits")
    if not isinstance(given, dict) or set(given) != set(NAMES):
        raise _wrong(path, tell("limits phải có đúng: {names}", names=", ".join(NAMES)))
    return Limits(**{name: _read(path, name, given[name]) for name in NAMES})


def find_flags(signs: Signs, limits: Limits) -> list[Finding]:
    """Flags in the order they should be looked at; `values` fill their words."""
    found = [Finding("person_twice", WARN, values={"name": name, "code": code}) for name, code in signs.elsewhere]
    for one in signs.splits:
        if one.happened_on >= months_before(signs.on, limits.split_months):
            found += _of_split(one, signs, limits)
    return [*found, *_of_merges(signs, limits)]


def months_before(day: str, months: int) -> str:
    """The day so many months earlier, as ISO text; the month's last day where it is shorter."""
    on = dt.date.fromisoformat(day)
    count = on.year * 12 + on.month - 1 - months
    first = dt.date(count // 12, count % 12 + 1, 1)
    after = dt.date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return first.replace(day=min(on.day, (after - first).days)).isoformat()


def all_elderly(births: Sequence[tuple[int | None, int | None, int | None]], on: str, age: int) -> bool | None:
    """Whether everybody is at least so old on a day; None where a birth's precision does not settle it."""
    day = dt.date.fromisoformat(on)
    told = [_is_of_age(one, day, age) for one in births]
    if not told or False in told:
        return False
    return None if None in told else True


def read_point(text: Any) -> Point | None:
    """A point `lat lon …` in degrees; None where it cannot be read."""
    parts = str(text or "").split()
    try:
        return (float(parts[0]), float(parts[1])) if len(parts) >= 2 else None
    except ValueError:
        return None


def _of_split(one: SplitSign, signs: Signs, limits: Limits) -> Iterator[Finding]:
    values = {"code": one.other_code, "on": one.happened_on, "months": limits.split_months}
    metres = distance_m(one.own, one.other) if one.own and one.other else None
    if metres is not None and metres <= limits.same_place_m:
        yield Finding("split_same_place", WARN, values={**values, "metres": round(metres)})
    elderly = all_elderly(signs.births, signs.on, limits.elderly_age)
    if elderly is not False:
        code = "split_elderly" if elderly else "split_elderly_unknown"
        yield Finding(code, WARN if elderly else NOTE, values={**values, "age": limits.elderly_age})
    if metres is None:
        yield Finding("split_no_place", NOTE, values=values)


def _of_merges(signs: Signs, limits: Limits) -> Iterator[Finding]:
    if signs.closing_on is None:
        return
    last = dt.date.fromisoformat(signs.closing_on)
    first = (last - dt.timedelta(days=limits.closing_days)).isoformat()
    for one in signs.merges:
        if first <= one.happened_on <= signs.closing_on:
            values = {"code": one.other_code, "on": one.happened_on, "days": limits.closing_days}
            yield Finding("merge_late", WARN, values=values)


def _is_of_age(birth: tuple[int | None, int | None, int | None], on: dt.date, age: int) -> bool | None:
    year, month, day = birth
    if year is None:
        return None
    earliest, latest = (month or 1, day or 1), (month or 12, day or 31)
    at_least = on.year - year - ((on.month, on.day) < latest)
    at_most = on.year - year - ((on.month, on.day) < earliest)
    if at_least >= age:
        return True
    return False if at_most < age else None


def _read(path: Path, name: str, given: Any) -> int:
    if not isinstance(given, dict) or set(given) != FIELDS or not given["source"]:
        raise _wrong(path, tell("{name} phải có đủ: {fields}", name=name, fields=", ".join(sorted(FIELDS))))
    value = given["value"]
    if type(value) is not int or not 0 < value <= MOST:
        raise _wrong(
            path, tell("{name}: value “{value}” phải là số nguyên từ 1 đến {most}", name=name, value=value, most=MOST)
        )
    return value


def _wrong(path: Path, what: Told) -> Problem:
    return Problem(
        "EVT-101",
        422,
        tell("{name}: {what}.", name=path.name, what=what),
        tell("Chép tệp mẫu server/domain/event_limits.yaml rồi sửa."),
    )
