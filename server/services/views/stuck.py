"""Records that are in the log and in no table: which, whose, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.store.tables import StuckRecord
from server.telling import Told, tell

STUCK = StuckRecord.__table__
MOST_ROWS = 200
# reason: (what it means, what to do)
TOLD: dict[str, tuple[Told, Told]] = {
    "kind": (
        tell("Loại bản ghi máy này chưa biết: phần mềm bản mới hơn đã ghi."),
        tell("Nâng phần mềm (rasoat upgrade); máy chủ tự thử lại."),
    ),
    "version": (
        tell("Ghi theo bản mới hơn của loại này."),
        tell("Nâng phần mềm (rasoat upgrade); máy chủ tự thử lại."),
    ),
    "shape": (
        tell("Thiếu mục, hoặc mục có giá trị sai kiểu."),
        tell("Báo máy đã ghi và người hỗ trợ, kèm mã bản ghi; không xóa gì."),
    ),
    "error": (
        tell("Nhắc tới điều máy này chưa có (thôn, hộ, đợt), hoặc phần mềm bị lỗi."),
        tell("Chờ nhận tiếp dữ liệu; nếu vẫn còn: dừng máy chủ, chạy rasoat rebuild, rồi báo người hỗ trợ."),
    ),
}


@dataclass(frozen=True, slots=True)
class StuckList:
    """`counts` by reason over all of them; `rows` the newest of the reason asked for."""

    counts: dict[str, int]
    rows: tuple[Any, ...]

    @property
    def total(self) -> int:
        """How many there are, whatever the reason."""
        return sum(self.counts.values())


def count_stuck(connection: Connection) -> int:
    """How many records no table shows."""
    return connection.execute(select(func.count()).select_from(STUCK)).scalar_one()


def read_stuck(connection: Connection, reason: str = "") -> StuckList:
    """The newest of them, all or of one reason."""
    counts = select(STUCK.c.reason, func.count()).group_by(STUCK.c.reason).order_by(STUCK.c.reason)
    query = select(STUCK).order_by(STUCK.c.position.desc()).limit(MOST_ROWS)
    query = query.where(STUCK.c.reason == reason) if reason else query
    found = {name: count for name, count in connection.execute(counts)}
    return StuckList(found, tuple(connection.execute(query).all()))
