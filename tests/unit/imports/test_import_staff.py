"""Lists of staff: every role in the words offices write, over the places the role may be granted over."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.access import ROLES
from server.domain.imports.fields import STAFF, fields_of
from server.domain.imports.headings import find_heading, propose_columns
from server.domain.imports.lines import Plan, Skipped, read_lines
from server.domain.imports.places import Commune, make_book
from server.domain.imports.staff import ListedPerson, read_staff
from server.web.words import ROLE

FIELDS = fields_of(STAFF)
HEADS = ("Họ và tên", "Chức vụ", "Huyện", "Xã", "Thôn phụ trách", "Đến ngày")
BOOK = make_book(
    [
        Commune("26680", "Xã Bình Ba", "Huyện Châu Đức", "750"),
        Commune("26506", "Phường 1", "Thành phố Vũng Tàu", "747"),
    ],
    [("26680-01", "26680", "Ấp 1"), ("26680-02", "26680", "Ấp 2")],
    "77",
)


def read(role: str, *places: Any, area: str = "") -> ListedPerson:
    """The person of a sheet with one line: role, then district, commune, villages, last day."""
    table = [HEADS, ("Lê Thị Mẫu", role, *places)]
    heading = find_heading(table, FIELDS)
    lines = read_lines(table, FIELDS, Plan(heading, propose_columns(heading, FIELDS)), Skipped())
    return read_staff(lines, area, BOOK)[0]


def told(one: ListedPerson) -> list[tuple[str, str]]:
    """(place, what) of what is wrong."""
    return [(fault.cell, fault.what) for fault in one.lines[0].faults]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_known_by_its_code_and_by_the_word_of_the_pages(role: str) -> None:
    word = dict(ROLE.items())[role]
    assert [FIELDS["role"].read(text) for text in (role, word, word.upper())] == [role] * 3


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("CTV", "enumerator"),
        ("Trưởng KP", "village_head"),
        ("Công chức VHXH", "commune_officer"),
        ("CT UBND xã", "commune_chair"),
        ("Cán bộ huyện", "supervisor"),
        ("Tổ công tác tỉnh", "province"),
        ("Sở", "department_reader"),
        ("UBMTTQ", "front_observer"),
        ("Thanh tra", "inspector"),
        ("Admin", "administrator"),
    ],
)
def test_offices_shorten_roles(text: str, role: str) -> None:
    assert FIELDS["role"].read(text) == role


def test_another_word_is_told_with_every_role_there_is() -> None:
    one = read("Bảo vệ", None, "Bình Ba")
    [fault] = one.lines[0].faults
    assert (fault.cell, fault.what) == ("B2", "không có trong danh mục")
    assert all(word in fault.remedy for word in ("Rà soát viên", "Trưởng thôn", "Thanh tra, kiểm toán", "Quản trị"))


@pytest.mark.parametrize(
    ("row", "granted"),
    [
        (("Rà soát viên", None, "Bình Ba", "Ấp 1"), ["26680"]),
        (("Trưởng thôn", None, "Bình Ba", "Ấp 1; Ấp 2"), ["26680-01", "26680-02"]),
        (("Giám sát", None, "Bình Ba"), ["750"]),
        (("Giám sát", "Châu Đức", None), ["750"]),
        (("Mặt trận", None, "Bình Ba"), ["26680"]),
        (("Mặt trận", "Vũng Tàu", None), ["747"]),
        (("Sở", None, "Toàn tỉnh"), ["77"]),
        (("Cấp tỉnh", None, None), ["77"]),
        (("Quản trị", None, None), ["77"]),
    ],
)
def test_a_role_is_granted_over_what_it_may_be_granted_over(row: tuple[Any, ...], granted: list[str]) -> None:
    one = read(*row)
    assert told(one) == []
    assert [grant.area_code for grant in one.grants] == granted


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("Trưởng thôn", None, "Bình Ba"), ("E2", "vai trò này giao theo thôn, chưa ghi thôn nào")),
        (("Sở", None, None), ("D2", "thiếu nơi")),
        (("Mặt trận", "Huyện Không Có", None), ("C2", "không có huyện này trong khu vực của bạn")),
        (("Chủ tịch", None, None), ("D2", "thiếu xã")),
        (("Thanh tra", "Châu Đức", None, None, "hết năm"), ("F2", "không phải là ngày")),
    ],
)
def test_what_is_missing_keeps_the_person_outside(row: tuple[Any, ...], fault: tuple[str, str]) -> None:
    one = read(*row)
    assert one.is_blocked
    assert fault in told(one)


def test_a_list_of_a_district_gives_roles_over_the_district() -> None:
    one = read("Giám sát", None, None, area="747")
    assert (told(one), [grant.area_code for grant in one.grants]) == ([], ["747"])


def test_the_last_day_goes_with_the_role() -> None:
    one = read("Thanh tra", "Châu Đức", None, None, "31/12/2026")
    assert [(grant.role, grant.area_code, grant.valid_to_on) for grant in one.grants] == [
        ("inspector", "750", "2026-12-31")
    ]
