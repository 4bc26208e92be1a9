"""The register of administrative units: province 77 as of 2016-2020, with dated changes of name and area kind (R12)."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, district or commune-level unit; `area_kind` of communes only; `source` where it was read."""

    code: str
    name: str
    short_name: str
    level: str
    division_type: str
    parent_code: str | None
    area_kind: str | None
    source: str


@cache
def load_units() -> tuple[Unit, ...]:
    """The units after the changes of 2018, in the order of their codes."""
    with (DATA / "units_2016.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Unit(
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"],
                level=row["level"],
                division_type=row["division_type"],
                parent_code=row["parent_code"] or None,
                area_kind=row["area_kind"] or None,
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def units_on(day: str) -> tuple[Unit, ...]:
    """The units as they were on an ISO day: before a dated change, the earlier name and kind."""
    with (DATA / "changes_2018.csv").open(encoding="utf-8", newline="") as file:
        before = {row["code"]: row for row in csv.DictReader(file) if day < row["change_date"]}
    return tuple(
        replace(
            unit,
            name=before[unit.code]["name_before"],
            division_type=before[unit.code]["type_before"],
            area_kind=before[unit.code]["area_kind_before"] or None,
        )
        if unit.code in before
        else unit
        for unit in load_units()
    )
