"""Refusals of events as Problems: a stable code, the value, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.domain.review import Refusal
from server.errors import Problem

STATES = {
    "moved": "đã chuyển đi",
    "merged": "đã nhập vào hộ khác",
    "died": "đã mất cả hộ",
    "removed": "đã ra khỏi sổ hộ",
}
FORM_STATES = {"received": "chờ duyệt", "held": "đang giữ lại", "contested": "hai người duyệt khác nhau"}
_Words = Callable[[Mapping[str, Any]], tuple[str, str]]


def _say(told: str, remedy: str) -> _Words:
    return lambda _values: (told, remedy)


def _open_form(values: Mapping[str, Any]) -> tuple[str, str]:
    state = FORM_STATES.get(values["state"], "đã trả lại máy tính bảng")
    return (
        f"Phiếu đã rà soát của hộ {state}, chưa quyết xong.",
        "Duyệt phiếu hoặc đánh dấu trùng trước, rồi ghi biến động.",
    )


# code -> (stable code, HTTP status, words)
_TABLE: dict[str, tuple[str, int, _Words]] = {
    "gone": (
        "EVT-001",
        409,
        lambda v: (f"Hộ {STATES.get(v['state'], v['state'])}, không ghi thêm biến động được.", "Tìm hộ đang ở."),
    ),
    "on_its_way": (
        "EVT-002",
        409,
        _say("Hộ đang chờ xã nơi đến nhận.", "Đợi xã nhận trả lời, hoặc hoàn tác việc chuyển đi."),
    ),
    "stale": (
        "EVT-003",
        409,
        lambda v: (f"Hộ đã đổi từ bản {v['seen']} sang bản {v['now']}.", "Tải lại trang, xem thay đổi rồi ghi."),
    ),
    "no_day": (
        "EVT-004",
        422,
        lambda v: (f"Ngày “{v['day']}” không đọc được.", "Ghi ngày xảy ra, gần đúng cũng được."),
    ),
    "future": ("EVT-005", 422, lambda v: (f"Ngày {v['day']} chưa đến.", "Ghi ngày đã xảy ra, không sau hôm nay.")),
    "conflict": (
        "EVT-006",
        409,
        _say("Hộ có hai phiếu hoặc hai bản khác nhau chưa được chọn.", "Mở hồ sơ, chọn phiếu được tính trước."),
    ),
    "open_form": ("EVT-007", 409, _open_form),
    "nobody": ("EVT-008", 422, _say("Chưa chọn người nào.", "Đánh dấu ít nhất một người.")),
    "strangers": (
        "EVT-009",
        422,
        lambda v: (f"{v['count']} người được chọn không còn ở trong hộ.", "Tải lại trang rồi chọn lại."),
    ),
    "everybody": (
        "EVT-010",
        422,
        _say("Không tách được cả hộ: phải có người ở lại.", "Nếu cả hộ đi, ghi chuyển đi."),
    ),
    "no_head": (
        "EVT-011",
        422,
        _say("Chưa chọn chủ hộ của hộ mới.", "Chọn một người trong những người tách ra."),
    ),
    "no_old_head": (
        "EVT-012",
        422,
        _say("Chủ hộ rời hộ mà chưa chọn chủ hộ mới cho người ở lại.", "Chọn một người ở lại làm chủ hộ."),
    ),
    "half_decision": (
        "EVT-013",
        422,
        _say("Quyết định phải có đủ số và ngày, ngày không sau hôm nay.", "Ghi cả hai, hoặc để trống cả hai."),
    ),
    "same": ("EVT-014", 422, _say("Một hộ không nhập vào chính nó.", "Chọn hộ khác.")),
    "elsewhere": (
        "EVT-015",
        409,
        lambda v: (f"Hộ kia ở xã {v['area']}, không nhập được.", "Ghi chuyển đến cùng xã trước."),
    ),
    "same_area": (
        "EVT-016",
        422,
        _say("Hộ đang ở chính xã này.", "Đổi thôn trong xã thì sửa thôn, không phải chuyển đi."),
    ),
    "no_commune": (
        "EVT-017",
        422,
        lambda v: (f"Tỉnh không có xã mã {v['area'] or '(trống)'}.", "Chọn xã trong danh sách, hoặc ghi đi tỉnh khác."),
    ),
    "no_reason": ("EVT-018", 422, _say("Chưa chọn vì sao hộ ra khỏi sổ.", "Chọn một lý do.")),
    "no_move": (
        "EVT-019",
        409,
        _say("Không còn việc chuyển nào của hộ này chờ nhận.", "Tải lại trang Chuyển hộ."),
    ),
    "not_yours": (
        "EVT-021",
        409,
        lambda v: (f"Hộ chuyển đến xã {v['area']}, không phải xã của bạn.", "Xã nơi đến trả lời."),
    ),
    "no_way": ("EVT-022", 422, _say("Chưa chọn lý do.", "Chọn một lý do trong danh sách.")),
    "no_name": ("EVT-023", 422, _say("Chưa ghi họ tên người vào hộ.", "Ghi họ tên; chưa đặt tên thì ghi “Con của …”.")),
    "last_person": (
        "EVT-024",
        422,
        _say("Sau việc này hộ không còn ai.", "Ghi cả hộ đã mất hoặc cả hộ chuyển đi ở mục Cả hộ."),
    ),
    "not_undoable": ("EVT-025", 409, _say("Việc này không hoàn tác được ở đây.", "Ghi một biến động mới.")),
    "stands_on": (
        "EVT-026",
        409,
        _say("Sau đó đã có bản ghi khác về hộ, không hoàn tác được.", "Ghi một biến động mới cho đúng."),
    ),
}


def to_problem(refusal: Refusal) -> Problem:
    """The refusal as a person reads it."""
    code, status, words = _TABLE[refusal.code]
    message, remedy = words(refusal.values)
    return Problem(code, status, message, remedy)
