"""Lists of villages and of numbers of households and persons: what each line says. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.telling import tell

from .lines import WARN, Line
from .places import Commune, PlaceBook, village_key


@dataclass(slots=True)
class ListedVillage:
    """A village to register; `is_known` where the register has it already."""

    area_code: str
    name: str
    is_known: bool
    lines: list[Line]

    @property
    def is_blocked(self) -> bool:
        """Whether the line stays outside."""
        return any(one.is_blocked for one in self.lines)


@dataclass(slots=True)
class ListedTotals:
    """All households and persons of a commune: (group, households, persons)."""

    area_code: str
    area_kind: str
    entries: tuple[tuple[str, int, int], ...]
    lines: list[Line]

    @property
    def is_blocked(self) -> bool:
        """Whether the line stays outside."""
        return any(one.is_blocked for one in self.lines)


def read_villages(lines: Iterable[Line], area_code: str, places: PlaceBook) -> list[ListedVillage]:
    """Villages in the list's order; one that is there already is told and left alone."""
    found: list[ListedVillage] = []
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        area = find_area(line, area_code, places)
        name = str(line.values.get("name", ""))
        if not name and not line.is_told("name"):
            line.blame("name", tell("thiếu tên thôn"), tell("Ghi tên thôn, ấp, khu phố."))
        key = (area, village_key(name))
        is_known = places.find_village(area, name) is not None
        if is_known:
            line.blame("name", tell("thôn đã có trong danh mục"), tell("Không cần làm gì."), WARN)
        if name and key in seen:
            line.blame("name", tell("trùng với dòng {row}", row=str(seen[key])), tell("Xóa một dòng."))
        seen.setdefault(key, line.row)
        found.append(ListedVillage(area, name, is_known, [line]))
    return found


def read_totals(lines: Iterable[Line], area_code: str, places: PlaceBook) -> list[ListedTotals]:
    """Numbers of communes; a line with a number that cannot be read stays outside as a whole."""
    found: list[ListedTotals] = []
    for line in lines:
        area = find_area(line, area_code, places)
        values = line.values
        entries = []
        for group, prefix in (("all", ""), ("minority", "minority_")):
            households, persons = values.get(f"{prefix}households"), values.get(f"{prefix}persons")
            if isinstance(households, int) and isinstance(persons, int):
                if persons < households:
                    told = tell("{persons} khẩu ít hơn {households} hộ", persons=persons, households=households)
                    line.blame(f"{prefix}persons", told, tell("Xem hai cột có bị đổi chỗ."))
                entries.append((group, households, persons))
            elif (households is not None or persons is not None) and not line.is_blocked:
                line.blame(
                    f"{prefix}persons", tell("thiếu số hộ hoặc số khẩu"), tell("Ghi cả hai số, hoặc để trống cả hai.")
                )
        if not entries and not line.is_blocked:
            line.blame("households", tell("thiếu số hộ và số khẩu"), tell("Ghi cả hai số."))
        found.append(ListedTotals(area, str(values.get("area_kind", "")), tuple(entries), [line]))
    return found


def find_area(line: Line, area_code: str, places: PlaceBook) -> str:
    """The commune a line names, else the one of the whole file; none is told."""
    text = str(line.values.get("commune", ""))
    if not text:
        return "" if line.is_told("commune") else area_of_list(line, area_code, places)
    found: Commune | None = places.find_commune(text, str(line.values.get("district", "")))
    if found is None:
        line.blame(
            "commune",
            tell("không có xã này trong khu vực của bạn"),
            tell("Sửa tên xã như danh mục, hoặc thêm cột huyện."),
        )
    return found.code if found is not None else ""


def area_of_list(line: Line, area_code: str, places: PlaceBook) -> str:
    """The commune chosen for the whole list; none, or one beyond the area of the import, is told."""
    if not area_code:
        line.blame("commune", tell("thiếu xã"), tell("Ghi tên xã, hoặc chọn một xã cho cả danh sách."))
        return ""
    if not places.has_commune(area_code):
        what = tell("xã chọn cho cả danh sách không thuộc khu vực của lần nhập")
        line.blame("commune", what, tell("Chọn lại xã ở bước chọn cột."))
        return ""
    return area_code
