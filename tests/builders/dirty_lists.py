"""Lists of households as provinces really hand them in, with generated names and every failure that was seen.

Seen in a provincial export: a quarter to a third of the lines twice, codes that start again in every village, B1 and
dates empty or unusable, the sex of heads missing, a second heading, a test line; letters of old fonts, numbers of
papers that a spreadsheet has rounded, merged titles, totals, hidden lines.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from server.demo.people import Generator
from server.domain.imports.encodings import Encoding, encode

HEADS = (
    "STT", "Thôn, ấp", "Mã hộ", "Họ và tên chủ hộ", "Giới tính", "Năm sinh", "Số CMND/CCCD", "Số nhân khẩu",
    "Phiếu B1", "Ngày rà soát", "Hộ nghèo", "Hộ cận nghèo",
)  # fmt: skip
VILLAGES, NAMES, SEX, IDS, B1, DAYS = 1, 3, 4, 6, 8, 9


@dataclass
class Dirty:
    """The workbook, and what is true of it."""

    xlsx: bytes
    households: int  # different ones that can come in as they are
    poor: int
    near_poor: int
    persons: int
    twice: int  # lines that repeat another
    unreadable: dict[str, tuple[int, int]] = field(default_factory=dict)  # what -> (row, column) from 1, from 0


def make_dirty_list(villages: list[str], households: int = 5_000, seed: str = "dirty") -> Dirty:
    """A list of `households` over `villages`; names in TCVN3, the rest in Unicode."""
    pick, make = random.Random(seed), Generator(seed, 2015)
    rows: list[list[Any]] = []
    found = Dirty(b"", 0, 0, 0, 0, 0)
    seen: set[tuple[str, str, Any]] = set()
    numbers = dict.fromkeys(villages, 0)
    while found.households < households:
        village = villages[found.households % len(villages)]
        head, facts = make.household("rural")
        key = (village, head, facts.members[0]["birth_year"])
        if key in seen:
            continue
        seen.add(key)
        numbers[village] += 1
        rows.append(_line(pick, (village, numbers[village], head), facts.members[0], len(facts.members)))
        found.households += 1
        is_poor = rows[-1][10] is not None
        found.poor, found.near_poor = found.poor + is_poor, found.near_poor + (not is_poor)
        found.persons += len(facts.members)
        if pick.random() < 0.06:
            rows.append(list(rows[-1]))
            found.twice += 1
    _spoil(rows, found, villages[0])
    found.xlsx = _write(rows, found)
    return found


def _line(pick: random.Random, who: tuple[str, int, str], head: Any, persons: int) -> list[Any]:
    village, number, name = who
    is_poor = pick.random() < 0.6
    born = head["birth_year"]
    birth = born if "birth_day" not in head else f"{head['birth_day']}/{head['birth_month']}/{born}"
    sex = None if pick.random() < 0.1 else "Nam" if head["sex"] == "male" else "Nữ"
    return [
        0, village.upper() if pick.random() < 0.1 else village, number, encode(name, Encoding.TCVN3), sex,
        birth, _papers(pick, head), persons, None if pick.random() < 0.66 else pick.randrange(40, 140),
        None if pick.random() < 0.6 else pick.choice(("15/11/2015", 42323, "2015-11-15", "không rõ")),
        "x" if is_poor else None, None if is_poor else "X",
    ]  # fmt: skip


def _papers(pick: random.Random, head: Any) -> Any:
    """Papers that no person has: the series 999 is given to nobody."""
    kind = pick.random()
    if kind < 0.4:
        return None
    if kind < 0.8:
        return f"999{pick.randrange(10**6):06d}"
    mark = 0 if head["sex"] == "male" else 1
    cccd = f"099{mark}{head['birth_year'] % 100:02d}{pick.randrange(10**6):06d}"
    return cccd if kind < 0.95 else int(cccd) if kind < 0.98 else "9.90E+10"


def _spoil(rows: list[list[Any]], found: Dirty, village: str) -> None:
    """A test line, two heads that cannot be read, a line with both classes, a village nobody knows."""
    rows.insert(5, [0, village, 999, "NguyÔn V¨n A", "Nam", 1980, None, 4, None, None, "x", None])
    rows.insert(9, [0, village, 7001, None, "Nữ", 1971, None, 3, None, None, "x", None])
    rows.insert(
        12, [0, village, 7002, encode("Lê Thị Đỗ Quyên", Encoding.TCVN3), "Nữ", 1966, None, 2, None, None, "x", "x"]
    )
    rows.insert(
        20, [0, "Ấp Chưa Có Tên", 1, encode("Trần Văn Lặng", Encoding.TCVN3), "Nam", 1955, None, 1, 66, None, "x", None]
    )
    rows.insert(30, list(HEADS))


def _write(rows: list[list[Any]], found: Dirty) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    book.add_worksheet("Bìa").write(0, 0, "Danh sách nộp kèm báo cáo")
    sheet = book.add_worksheet("DS hộ")
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO")
    sheet.merge_range(1, 0, 1, len(HEADS) - 1, "Kèm theo Quyết định công nhận")
    for column, head in enumerate(HEADS):
        if column < 10:
            sheet.merge_range(3, column, 4, column, head)
        else:
            sheet.write(4, column, head)
    sheet.merge_range(3, 10, 3, 11, "Kết quả")
    for column in range(len(HEADS)):
        sheet.write(5, column, f"({column + 1})")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(6 + number, column, number + 1 if column == 0 and value == 0 else value)
        if row[3] is None and row[2] == 7001:
            found.unreadable["head"] = (7 + number, NAMES)
        if row[2] == 7002:
            found.unreadable["both"] = (7 + number, 11)
        if row[2] == 999:
            found.unreadable["test"] = (7 + number, NAMES)
    last = 6 + len(rows)
    sheet.write(last, 0, "Tổng cộng")
    sheet.write(last, 7, found.persons)
    sheet.write(last + 2, 8, "Người lập biểu")
    sheet.set_row(50, None, None, {"hidden": True})
    book.close()
    return out.getvalue()
