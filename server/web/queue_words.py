"""Words of the queue: its queues, movements and filters, in one place for page, notices and print."""

from __future__ import annotations

from dataclasses import dataclass

from server.services.views.queue import NEAR_POINTS, OVERDUE_DAYS

from .catalogue import Words
from .words import MOVEMENT

QUEUES = Words(
    {
        "to_review": "Tất cả chờ duyệt",
        "near": f"Sát vạch ±{NEAR_POINTS}",
        "new": "Mới phát sinh",
        "blocked": "Có lỗi chặn",
        "overdue": f"Chờ quá {OVERDUE_DAYS} ngày",
        "again": "Đã sửa, chờ xem lại",
        "returned": "Đã trả lại",
        "held": "Đang giữ",
        "crossing": "Mâu thuẫn",
        "lineage": "Tách, nhập hộ",
    }
)
MOVEMENT_GROUPS = Words(
    {
        "new": "Mới phát sinh",
        "back": "Tái nghèo, tái cận nghèo",
        "unsettled": "Chưa xác định mới hay tái",
        "worse": "Cận nghèo thành nghèo",
        "escaped": "Thoát nghèo, thoát cận nghèo",
        "stayed": "Giữ nguyên",
        "unlisted": "Ngoài danh sách cả hai năm",
        "other": "Tăng, giảm khác",
        "undetermined": "Chưa xác định",
    }
)
SEVERITIES = Words({"note": "Lưu ý trở lên", "warn": "Cần xem trở lên", "block": "Chặn"})
STATES = Words(
    {
        "received": "Chờ duyệt",
        "returned": "Đã trả lại",
        "held": "Đang giữ",
        "approved": "Đã duyệt",
        "duplicate": "Trùng hộ",
        "contested": "Hai người quyết khác nhau",
        "all": "Mọi trạng thái",
    }
)
SORTS = Words(
    {
        "wait": "chờ lâu nhất",
        "severity": "phát hiện nặng nhất",
        "distance": "gần vạch nhất",
        "movement": "biến động",
        "place": "xã, thôn",
        "sender": "rà soát viên",
        "name": "tên chủ hộ",
    }
)
MARKS = Words(
    {
        "near": f"Sát vạch ±{NEAR_POINTS} điểm",
        "overdue": f"Chờ quá {OVERDUE_DAYS} ngày",
        "again": "Đã sửa, gửi lại",
        "crossing": "Có mâu thuẫn",
        "lineage": "Có tách hoặc nhập hộ gần đây",
    }
)
FILTERS = {"movement_word": lambda code: MOVEMENT.get(code or "", "–")}


@dataclass(frozen=True, slots=True)
class Bulk:
    """Words of an order on many. `needs_note`: it says why."""

    words: Words
    needs_note: bool

    @property
    def verb(self) -> str:
        """On the button."""
        return self.words["verb"]

    @property
    def will(self) -> str:
        """In the preview."""
        return self.words["will"]

    @property
    def done(self) -> str:
        """When it is done."""
        return self.words["done"]


def _bulk(verb: str, will: str, done: str, *, needs_note: bool) -> Bulk:
    return Bulk(Words({"verb": verb, "will": will, "done": done}), needs_note)


BULK = {
    "approve": _bulk("Duyệt", "sẽ được duyệt", "Đã duyệt", needs_note=False),
    "return": _bulk("Trả lại", "sẽ trả lại máy tính bảng", "Đã trả lại", needs_note=True),
    "hold": _bulk("Giữ lại", "sẽ giữ lại", "Đã giữ lại", needs_note=True),
}
