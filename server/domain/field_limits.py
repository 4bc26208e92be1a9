"""Numbers of field work as data: days before a missing form is told, what a tablet should hold at most (R15)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.telling import Told, tell

from .yaml_reading import read_yaml

FILE = "field_limits.yaml"
SHIPPED = Path(__file__).with_name(FILE)
NAMES = ("missing_days", "list_households", "list_seconds")
FIELDS = {"value", "unit", "label", "source", "confidence"}
MOST = 100_000


@dataclass(frozen=True, slots=True)
class FieldLimits:
    """Days since a declared visit whose form is not here; households, and seconds of a first download, of a tablet."""

    missing_days: int
    list_households: int
    list_seconds: int


def read_field_limits(path: Path = SHIPPED) -> FieldLimits:
    """The limits of a file; Problem ASG-001 where it is not one."""
    data = read_yaml(path)
    given = data.get("limits") if isinstance(data, dict) else None
    if not isinstance(given, dict) or set(given) != set(NAMES):
        raise _wrong(path, tell("phải có đúng các số: {names}", names=", ".join(NAMES)))
    return FieldLimits(**{name: _read(path, name, given[name]) for name in NAMES})


def _read(path: Path, name: str, given: Any) -> int:
    if not isinstance(given, dict) or set(given) != FIELDS or not given["source"]:
        raise _wrong(path, tell("{name} phải có đủ: {fields}", name=name, fields=", ".join(sorted(FIELDS))))
    value = given["value"]
    if type(value) is not int or not 0 < value <= MOST:
        told = tell("{name}: value “{value}” phải là số nguyên từ 1 đến {most}", name=name, value=str(value), most=MOST)
        raise _wrong(path, told)
    return value


def _wrong(path: Path, what: Told) -> Problem:
    remedy = tell("Chép tệp mẫu server/domain/field_limits.yaml rồi sửa.")
    return Problem("ASG-001", 422, tell("{file}: {what}.", file=path.name, what=what), remedy)
