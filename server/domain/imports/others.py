"""Lists of villages, of staff and of numbers of households and persons: what each line says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .folding import fold
from .lines import WARN, Line
from .places import Commune, PlaceBook, village_key

_APART = re.compile(r"[;,/\n]")


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
class ListedPerson:
    """Somebody who works in the review, with a role over an area and the villages given to her."""

    area_code: str
    name: str
    role: str
    login: str
    villages: tuple[str, ...]
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
        area = _area_of(line, area_code, places)
        name = str(line.values.get("name", ""))
        if not name:
            line.blame("name", "thiếu tên thôn", "Ghi tên thôn, ấp, khu phố.")
        key = (area, village_key(name))
        is_known = places.find_village(area, name) is not None
        if is_known:
            line.blame("name", "thôn đã có trong danh mục", "Không cần làm gì.", WARN)
        if name and key in seen:
            line.blame("name", f"trùng với dòng {seen[key]}", "Xóa một dòng.")
        seen.setdefault(key, line.row)
        found.append(ListedVillage(area, name, is_known, [line]))
    return found


def read_staff(lines: Iterable[Line], area_code: str, places: PlaceBook) -> list[ListedPerson]:
    """People with their roles; villages must be those of the commune."""
    found: list[ListedPerson] = []
    for line in lines:
        area = _area_of(line, area_code, places)
        for name, told in (("name", "thiếu họ và tên"), ("role", "thiếu vai trò")):
            if name not in line.values and not line.is_blocked:
                line.blame(name, told, "Ghi vào ô này.")
        found.append(
            ListedPerson(
                area_code=area,
                name=str(line.values.get("name", "")),
                role=str(line.values.get("role", "")),
                login=fold(str(line.values.get("login", "")).partition("@")[0]).replace(" ", "."),
                villages=_villages_of(line, area, places),
                lines=[line],
            )
        )
    return found


def read_totals(lines: Iterable[Line], area_code: str, places: PlaceBook) -> list[ListedTotals]:
    """Numbers of communes; a line with a number that cannot be read stays outside as a whole."""
    found: list[ListedTotals] = []
    for line in lines:
        area = _area_of(line, area_code, places)
        values = line.values
        entries = []
        for group, prefix in (("all", ""), ("minority", "minority_")):
            households, persons = values.get(f"{prefix}households"), values.get(f"{prefix}persons")
            if isinstance(households, int) and isinstance(persons, int):
                if persons < households:
                    told = f"{persons} khẩu ít hơn {households} hộ"
                    line.blame(f"{prefix}persons", told, "Xem hai cột có bị đổi chỗ.")
                entries.append((group, households, persons))
            elif households is not None or persons is not None:
                line.blame(f"{prefix}persons", "thiếu số hộ hoặc số khẩu", "Ghi cả hai số, hoặc để trống cả hai.")
        if not entries and not line.is_blocked:
            line.blame("households", "thiếu số hộ và số khẩu", "Ghi cả hai số.")
        found.append(ListedTotals(area, str(values.get("area_kind", "")), tuple(entries), [line]))
    return found


def make_login(name: str, taken: set[str]) -> str:
    """A login of a name as offices make them: given name and initials, a number where that is taken."""
    words = fold(name).split() or ["can-bo"]
    base = words[-1] + "".join(word[0] for word in words[:-1])
    login, number = base, 1
    while login in taken:
        number += 1
        login = f"{base}{number}"
    taken.add(login)
    return login


def _area_of(line: Line, area_code: str, places: PlaceBook) -> str:
    text = str(line.values.get("commune", ""))
    if not text:
        if not area_code:
            line.blame("commune", "thiếu xã", "Ghi tên xã, hoặc chọn một xã cho cả tệp.")
        return area_code
    found: Commune | None = places.find_commune(text, str(line.values.get("district", "")))
    if found is None:
        line.blame("commune", "không có xã này trong khu vực của bạn", "Sửa tên xã như danh mục, hoặc thêm cột huyện.")
    return found.code if found is not None else ""


def _villages_of(line: Line, area: str, places: PlaceBook) -> tuple[str, ...]:
    codes = []
    for text in filter(None, map(str.strip, _APART.split(str(line.values.get("villages", ""))))):
        code = places.find_village(area, text)
        if code is None:
            line.blame("villages", f"không có thôn “{text}” trong xã", "Nhập danh mục thôn trước, hoặc sửa tên.")
        else:
            codes.append(code)
    return tuple(codes)
