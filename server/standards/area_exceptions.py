"""Decided exceptions to the kind of area (R12): items of the scoring table counted as in another area or region.

TT 14/2018 lets the provincial committee apply the rural points of land and livestock to a ward's household, and another
region's points for boats. The kind of area itself stays that of the register; only the named rows change. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from server.errors import Problem
from server.telling import tell

from .packs import AREA_KINDS, Item, RoundStandard, Row, Scoring


@dataclass(frozen=True, slots=True)
class AreaException:
    """By `decision` (its number and day), `rows` of an item count as in `area_kind` and `region`; no rows: all of them.

    Rows count from 1, as in `register.flatten`. `region` empty: the round's own.
    """

    item: str
    area_kind: str
    decision: str
    region: str = ""
    rows: tuple[int, ...] = ()


def with_exceptions(used: RoundStandard, exceptions: tuple[AreaException, ...]) -> RoundStandard:
    """The round's standard as one household's decision changes it; Problem RULE-046 where it cannot be applied.

    The same decision gives the same object, whose program is compiled once.
    """
    return _changed(used, exceptions) if exceptions else used


@lru_cache(256)
def _changed(used: RoundStandard, exceptions: tuple[AreaException, ...]) -> RoundStandard:
    if used.scoring is None or not used.items():
        raise Problem(
            "RULE-046", 409, tell("Chuẩn không phân loại theo điểm."), tell("Ngoại lệ chỉ dùng cho bảng điểm.")
        )
    scoring = used.scoring
    for one in exceptions:
        scoring = _apply(scoring, one, one.region or used.region)
    return replace(used, scoring=scoring)


def except_standards(
    standards: Sequence[RoundStandard], decided: Sequence[Mapping[str, Any]]
) -> tuple[RoundStandard, ...]:
    """The standards of a round under a household's decided exceptions; one that a round has no table for is left out.

    An exception names the shipped standard; what a province adopted on it counts as that.
    """
    by_base: dict[str, list[AreaException]] = {}
    for one in decided:
        rows = tuple(one.get("rows") or ())
        found = AreaException(one["item"], one["area_kind"], one["decision"], one.get("region") or "", rows)
        by_base.setdefault(one["standard"].partition("+")[0], []).append(found)
    return tuple(
        with_exceptions(used, tuple(by_base.get(used.standard.id.partition("+")[0], ()))) if used.items() else used
        for used in standards
    )


def _apply(scoring: Scoring, one: AreaException, region: str) -> Scoring:
    item = next((item for item in scoring.items if item.id == one.item), None)
    if item is None:
        known = ", ".join(item.id for item in scoring.items)
        raise Problem(
            "RULE-046",
            409,
            tell("{title} không có mục “{item}”.", title=scoring.title, item=one.item),
            tell("Có: {known}.", known=known),
        )
    _check(scoring, item, one, region)
    wanted = one.rows or range(1, len(item.rows) + 1)
    rows = tuple(
        _as_in(row, one.area_kind, region) if number in wanted else row for number, row in enumerate(item.rows, start=1)
    )
    changed = replace(item, rows=rows)
    return replace(scoring, items=tuple(changed if each is item else each for each in scoring.items))


def _check(scoring: Scoring, item: Item, one: AreaException, region: str) -> None:
    if not one.decision.strip():
        raise Problem(
            "RULE-046",
            409,
            tell("Ngoại lệ cho {label} chưa có quyết định.", label=item.label),
            tell("Ghi số và ngày quyết định."),
        )
    if one.area_kind not in AREA_KINDS or region not in (scoring.regions or {"": ""}):
        wrong = tell(
            "Ngoại lệ cho {label}: khu vực “{area_kind}”, vùng “{region}”.",
            label=item.label,
            area_kind=one.area_kind,
            region=region,
        )
        raise Problem(
            "RULE-046",
            409,
            wrong,
            tell(
                "Khu vực: {area_kinds}; vùng: {value}.",
                area_kinds=AREA_KINDS,
                value=", ".join(scoring.regions) or tell("trống"),
            ),
        )
    strange = [number for number in one.rows if not 1 <= number <= len(item.rows)]
    if strange:
        raise Problem(
            "RULE-046",
            409,
            tell("{label} không có dòng {strange}.", label=item.label, strange=strange),
            tell("Dòng từ 1 đến {n}.", n=len(item.rows)),
        )


def _as_in(row: Row, area_kind: str, region: str) -> Row:
    points = row.points[area_kind]
    value = points.get(region) if isinstance(points, dict) else points
    return replace(row, points=dict.fromkeys(AREA_KINDS, value))
