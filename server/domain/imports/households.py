"""A list of households: what each line says about a household, its status and its people. Nothing is guessed. Pure.

A list has a line for each household, or for each person: then what is written once for the household counts for the
lines below it (merged cells are empty below the first).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.domain.identifiers import Bearer, check_identifier
from server.telling import joined, tell

from .cells import Birth
from .fields import OUTCOMES
from .folding import fold
from .lines import WARN, Line
from .others import area_of_list
from .places import PlaceBook, village_key

NEW = "new"
TEST_NAMES = {"nguyen van a", "nguyen thi a", "nguyen van b", "nguyen thi b", "tran van b", "test", "abc", "thu"}
_MARKS = (("is_poor", "poor"), ("is_near_poor", "near_poor"), ("is_escaped", "not_poor"))
_LISTED = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole list: the standard, the decision lines without their own rest on, and what is decided.

    `area_code` where the sheet has no commune; `outcome` where it has no class. `villages` maps "commune|name" of
    villages not in the register to a village's code or `NEW`.
    """

    standard: str
    decision_no: str = ""
    decision_on: str = ""
    from_on: str = ""
    to_on: str = ""
    area_code: str = ""
    outcome: str = ""
    villages: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ListedHousehold:
    """A household of the list. `village` is a code, or `NEW|name` for one to be made."""

    row: int
    area_code: str
    village: str
    head_name: str
    old_code: str
    persons: int | None
    outcome: str
    status: dict[str, Any] | None
    assessed: dict[str, Any]
    members: list[dict[str, Any]]
    lines: list[Line]

    @property
    def is_blocked(self) -> bool:
        """Whether any of its lines stays outside: half a household is none."""
        return any(one.is_blocked for one in self.lines)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same household in another list of the same place: An and Ân are two people."""
        return self.area_code, self.village, self.head_name.casefold()

    @property
    def birth_year(self) -> int | None:
        """The head's year of birth."""
        return self.members[0].get("birth_year") if self.members else None


@dataclass(slots=True)
class Villages:
    """Villages the list names that the register lacks: "commune|key" -> the name first written."""

    unknown: dict[str, str] = field(default_factory=dict)


def read_households(
    lines: Iterable[Line], terms: Terms, places: PlaceBook, villages: Villages
) -> list[ListedHousehold]:
    """The households of the list in its order, faults noted on their lines."""
    found: list[ListedHousehold] = []
    before: dict[str, Any] = {}
    for line in lines:
        if _continues(line, before):
            line.values = {**{k: v for k, v in before.items() if k in _OF_HOUSEHOLD}, **line.values}
            found[-1].lines.append(line)
            found[-1].members.append(_member(line))
            continue
        found.append(_household(line, terms, places, villages))
        before = line.values
    for one in found:
        _finish_members(one)
    _check_twice(found)
    return found


_OF_HOUSEHOLD = {"district", "commune", "village", "old_code", "head_name", "persons", "outcome"}


def _continues(line: Line, before: Mapping[str, Any]) -> bool:
    """A further person of the household above: its own name, and no other household's code or head."""
    if not before or "person_name" not in line.values:
        return False
    same = [line.values.get(name) in (None, before.get(name)) for name in ("old_code", "head_name", "village")]
    return all(same) and line.values.get("relation") != "head"


def _household(line: Line, terms: Terms, places: PlaceBook, villages: Villages) -> ListedHousehold:
    values = line.values
    head = str(values.get("head_name") or (values.get("person_name") if values.get("relation") == "head" else "") or "")
    if not head and not line.is_told("head_name"):
        line.blame("head_name", tell("thiếu họ tên chủ hộ"), tell("Ghi họ tên chủ hộ."))
    if fold(head) in TEST_NAMES:
        line.blame("head_name", tell("có vẻ là dòng ghi thử"), tell("Xóa dòng này nếu không phải hộ thật."))
    area = _find_area(line, terms, places)
    village = _find_village(line, area, terms, places, villages) if area else ""
    outcome = _find_outcome(line, terms)
    status = _make_status(line, outcome, terms) if outcome else None
    return ListedHousehold(
        row=line.row,
        area_code=area,
        village=village,
        head_name=head,
        old_code=str(values.get("old_code", "")),
        persons=_persons(line),
        outcome=outcome,
        status=status,
        assessed=_assessed(line, outcome),
        members=[_member(line)],
        lines=[line],
    )


def _find_area(line: Line, terms: Terms, places: PlaceBook) -> str:
    text = str(line.values.get("commune", ""))
    if not text:
        return "" if line.is_told("commune") else area_of_list(line, terms.area_code, places)
    found = places.find_commune(text, str(line.values.get("district", "")))
    if found is None:
        line.blame(
            "commune",
            tell("không có xã này trong khu vực của bạn"),
            tell("Sửa tên xã như danh mục, hoặc thêm cột huyện."),
        )
        return ""
    if terms.area_code and found.code != terms.area_code:
        line.blame("commune", tell("không phải xã đã chọn cho danh sách"), tell("Bỏ chọn xã, hoặc tách tệp theo xã."))
        return ""
    return found.code


def _find_village(line: Line, area: str, terms: Terms, places: PlaceBook, villages: Villages) -> str:
    text = str(line.values.get("village", ""))
    if not text:
        if not line.is_told("village"):
            line.blame("village", tell("thiếu thôn, ấp"), tell("Ghi tên thôn, ấp, khu phố."))
        return ""
    code = places.find_village(area, text)
    if code is not None:
        return code
    key = f"{area}|{village_key(text)}"
    villages.unknown.setdefault(key, text)
    chosen = terms.villages.get(key, "")
    if chosen == NEW:
        return f"{NEW}|{villages.unknown[key]}"
    if places.has_village(area, chosen):
        return chosen
    told = tell("thôn đã chọn không thuộc xã của dòng này") if chosen else tell("chưa có thôn này trong danh mục")
    line.blame("village", told, tell("Chọn ở mục Thôn chưa có trong danh mục: tạo thôn mới, hoặc là thôn nào."))
    return ""


def _find_outcome(line: Line, terms: Terms) -> str:
    if any(line.is_told(name) for name in ("outcome", *(name for name, _outcome in _MARKS))):
        return ""  # a class that cannot be read is never supposed
    marked = [outcome for name, outcome in _MARKS if line.values.get(name)]
    named = str(line.values.get("outcome", ""))
    found = {*marked, *([named] if named else [])}
    if len(found) > 1:
        where = "outcome" if named else "is_poor"
        told = joined([OUTCOMES[one] for one in OUTCOMES if one in found])
        line.blame(
            where, tell("ghi hai kết quả: {told}", told=told), tell("Chỉ để một kết quả, theo quyết định công nhận.")
        )
        return ""
    if found:
        return found.pop()
    if terms.outcome:
        return terms.outcome
    line.blame("outcome", tell("thiếu kết quả"), tell("Ghi Nghèo, Cận nghèo hoặc Không nghèo."))
    return ""


def _make_status(line: Line, outcome: str, terms: Terms) -> dict[str, Any] | None:
    """By value with the decision it rests on (R1); without one there is no status.

    The list's own stands for an empty cell, never for one that cannot be read.
    """
    if line.is_told("decision_no") or line.is_told("decision_on"):
        return None
    number = str(line.values.get("decision_no") or terms.decision_no)
    day = line.values.get("decision_on")
    on = day.isoformat() if isinstance(day, dt.date) else terms.decision_on
    if not number or not on:
        if outcome in _LISTED:
            line.blame(
                "decision_no",
                tell("thiếu số hoặc ngày quyết định công nhận"),
                tell("Ghi quyết định cho cả danh sách hoặc ở cột riêng."),
            )
        return None
    status = {"outcome": outcome, "decision_no": number, "decision_on": on}
    return status | {name: value for name, value in (("from_on", terms.from_on), ("to_on", terms.to_on)) if value}


def _assessed(line: Line, outcome: str) -> dict[str, Any]:
    """Points a list prints; none or a number not above zero is told and left out, never read as 0 points."""
    found: dict[str, Any] = {}
    for name in ("b1", "b2"):
        value = line.values.get(name)
        if isinstance(value, int) and (value > 0 or (name == "b2" and value == 0)):
            found[name] = value
        elif value is not None:
            line.blame(name, tell("điểm không lớn hơn 0"), tell("Kiểm tra trên phiếu; để trống nếu không có."), WARN)
    day = line.values.get("reviewed_on")
    if found and isinstance(day, dt.date):
        found["reviewed_on"] = day.isoformat()
    return {"outcome": outcome, **found} if found and outcome else {}


def _persons(line: Line) -> int | None:
    count = line.values.get("persons")
    if isinstance(count, int) and not 1 <= count <= 40:
        line.blame("persons", tell("số nhân khẩu không hợp lý"), tell("Kiểm tra lại số nhân khẩu."), WARN)
        return None
    return count if isinstance(count, int) else None


def _member(line: Line) -> dict[str, Any]:
    values = line.values
    is_head = "person_name" not in values or values.get("relation") == "head"
    name = values.get("person_name") or values.get("head_name") or ""
    member: dict[str, Any] = {
        "state": "in",
        "full_name": name,
        "relation": "head" if is_head else values.get("relation"),
    }
    member |= {name: values.get(name) for name in ("sex", "ethnicity")}
    birth = values.get("birth")
    if isinstance(birth, Birth):
        member |= {"birth_year": birth.year, "birth_month": birth.month, "birth_day": birth.day}
    if "identifier" in values:
        kind, number = values["identifier"]
        for wrong in check_identifier(kind, number, Bearer(values.get("sex"), member.get("birth_year"))):
            line.blame("identifier", wrong, tell("Đối chiếu với giấy tờ; số vẫn được nhập để xem lại."), WARN)
        member |= {"id_type": kind, "id_number": number}
    return {name: value for name, value in member.items() if value not in (None, "")}


def _finish_members(one: ListedHousehold) -> None:
    if one.persons is not None and len(one.members) > 1 and one.persons != len(one.members):
        told = tell("ghi {persons} nhân khẩu nhưng có {n} người", persons=one.persons, n=len(one.members))
        one.lines[0].blame("persons", told, tell("Kiểm tra số người của hộ."), WARN)
    for number, member in enumerate(one.members, start=1):
        member["no"] = number


def _check_twice(found: list[ListedHousehold]) -> None:
    """The same household on two lines: the later stays outside; with another result both do."""
    seen: dict[tuple[Any, ...], ListedHousehold] = {}
    numbers: dict[str, ListedHousehold] = {}
    for one in found:
        if one.village and one.head_name:
            before = seen.setdefault((*one.key, one.birth_year), one)
            if before is not one:
                _blame_twice(before, one)
        for member in one.members:
            _blame_number(numbers, member.get("id_number"), one)


def _blame_twice(before: ListedHousehold, one: ListedHousehold) -> None:
    line = one.lines[0]
    if before.outcome == one.outcome:
        line.blame(
            "head_name",
            tell("trùng với dòng {row}", row=str(before.row)),
            tell("Xóa một dòng; nếu là hai hộ, thêm năm sinh chủ hộ."),
        )
        return
    told = tell("cùng hộ với dòng {row} nhưng khác kết quả", row="")
    line.blame("head_name", told.fill(row=str(before.row)), tell("Giữ dòng đúng với quyết định, xóa dòng kia."))
    before.lines[0].blame("head_name", told.fill(row=str(one.row)), tell("Giữ dòng đúng với quyết định, xóa dòng kia."))


def _blame_number(numbers: dict[str, ListedHousehold], number: Any, one: ListedHousehold) -> None:
    if not number:
        return
    before = numbers.setdefault(number, one)
    if before is not one:
        line = one.lines[0]
        line.blame(
            "identifier",
            tell("số giấy tờ trùng với dòng {row}", row=str(before.row)),
            tell("Đối chiếu giấy tờ của hai người."),
            WARN,
        )
