"""Lists of staff: who works in the review, in which role, over what, until when. Pure.

A role says what it is granted over (`access.ROLES`): the province, a commune, the villages of a village head; a role
of any place takes the commune, the district or the whole province, whichever the line names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from server.domain.access import ROLES, GrantOf
from server.telling import tell

from .folding import fold
from .lines import Line
from .others import find_area
from .places import PlaceBook

_APART = re.compile(r"[;,/\n]")
_WHOLE_PROVINCE = {"tinh", "toan tinh", "ca tinh", "cap tinh"}
_PROVINCE_ONLY, _VILLAGE_ONLY = ("province",), ("village",)


@dataclass(slots=True)
class ListedPerson:
    """Somebody who works in the review; `villages` are those given to her, `until` the last day of the role (ISO)."""

    area_code: str
    name: str
    role: str
    login: str
    villages: tuple[str, ...]
    until: str | None
    lines: list[Line]

    @property
    def is_blocked(self) -> bool:
        """Whether the line stays outside."""
        return any(one.is_blocked for one in self.lines)

    @property
    def grants(self) -> tuple[GrantOf, ...]:
        """The role over each place it is granted over."""
        places = self.villages if _levels_of(self.role) == _VILLAGE_ONLY else (self.area_code,)
        return tuple(GrantOf(self.role, place, None, self.until) for place in places)


def read_staff(lines: Iterable[Line], area_code: str, places: PlaceBook) -> list[ListedPerson]:
    """People with their roles; villages must be those of the commune."""
    return [_read_person(line, area_code, places) for line in lines]


def _read_person(line: Line, area_code: str, places: PlaceBook) -> ListedPerson:
    for name, told in (("name", tell("thiếu họ và tên")), ("role", tell("thiếu vai trò"))):
        if name not in line.values and not line.is_blocked:
            line.blame(name, told, tell("Ghi vào ô này."))
    role = str(line.values.get("role", ""))
    area = _place_of(line, role, area_code, places)
    villages = _villages_of(line, area, places)
    if _levels_of(role) == _VILLAGE_ONLY and not villages and not line.is_blocked:
        line.blame(
            "villages",
            tell("vai trò này giao theo thôn, chưa ghi thôn nào"),
            tell("Ghi tên thôn ở cột Thôn, ấp được giao."),
        )
    until = line.values.get("until")
    last = until.isoformat() if isinstance(until, dt.date) else None
    return ListedPerson(
        area_code=area,
        name=str(line.values.get("name", "")),
        role=role,
        login=fold(str(line.values.get("login", "")).partition("@")[0]).replace(" ", "."),
        villages=villages,
        until=last,
        lines=[line],
    )


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


def _levels_of(role: str) -> tuple[str, ...]:
    return ROLES[role].levels if role in ROLES else ()


def _place_of(line: Line, role: str, area_code: str, places: PlaceBook) -> str:
    """What the role is granted over, but for a village head's villages: they lie in the commune."""
    levels = _levels_of(role)
    if levels == _PROVINCE_ONLY:
        return places.province
    if "district" not in levels:
        return find_area(line, area_code, places)
    commune, district = (str(line.values.get(name, "")) for name in ("commune", "district"))
    if _WHOLE_PROVINCE & {fold(commune), fold(district)}:
        return places.province
    if not commune and not district and any(one.district_code == area_code for one in places.communes if area_code):
        return area_code
    if commune or (area_code and not district):
        found = find_area(line, area_code, places)
        return _district_above(found, places) if role == "supervisor" else found
    if not district:
        line.blame("commune", tell("thiếu nơi"), tell("Ghi tên huyện, tên xã hoặc Toàn tỉnh ở cột Huyện, Xã."))
        return ""
    code = places.find_district(district)
    if code is None:
        line.blame("district", tell("không có huyện này trong khu vực của bạn"), tell("Sửa tên huyện như danh mục."))
    return code or ""


def _district_above(area: str, places: PlaceBook) -> str:
    """A supervisor's area is the district of the commune named."""
    return next((one.district_code or area for one in places.communes if one.code == area), area)


def _villages_of(line: Line, area: str, places: PlaceBook) -> tuple[str, ...]:
    codes = []
    for text in filter(None, map(str.strip, _APART.split(str(line.values.get("villages", ""))))):
        code = places.find_village(area, text)
        if code is None:
            line.blame(
                "villages",
                tell("không có thôn “{text}” trong xã", text=text),
                tell("Nhập danh mục thôn trước, hoặc sửa tên."),
            )
        else:
            codes.append(code)
    return tuple(codes)
