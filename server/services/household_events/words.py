"""Refusals of events as Problems: a stable code, the value, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.domain.review import Refusal
from server.errors import Problem
from server.telling import Told, tell

STATES = {
    "moved": tell("đã chuyển đi"),
    "merged": tell("đã nhập vào hộ khác"),
    "died": tell("đã mất cả hộ"),
    "removed": tell("đã ra khỏi sổ hộ"),
}
FORM_STATES = {
    "received": tell("chờ duyệt"),
    "held": tell("đang giữ lại"),
    "contested": tell("hai người duyệt khác nhau"),
}
_Words = Callable[[Mapping[str, Any]], tuple[Told, Told]]


def _say(told: Told, remedy: Told) -> _Words:
    return lambda _values: (told, remedy)


def _open_form(values: Mapping[str, Any]) -> tuple[Told, Told]:
    state = FORM_STATES.get(values["state"], tell("đã trả lại máy tính bảng"))
    return (
        tell("Phiếu đã rà soát của hộ {state}, chưa quyết xong.", state=state),
        tell("Duyệt phiếu hoặc đánh dấu trùng trước, rồi ghi biến động."),
    )


# code -> (stable code, HTTP status, words)
_TABLE: dict[str, tuple[str, int, _Words]] = {
    "gone": (
        "EVT-001",
        409,
        lambda v: (
            tell("Hộ {get}, không ghi thêm biến động được.", get=STATES.get(v["state"], v["state"])),
            tell("Tìm hộ đang ở."),
        ),
    ),
    "on_its_way": (
        "EVT-002",
        409,
        _say(tell("Hộ đang chờ xã nơi đến nhận."), tell("Đợi xã nhận trả lời, hoặc hoàn tác việc chuyển đi.")),
    ),
    "stale": (
        "EVT-003",
        409,
        lambda v: (
            tell("Hộ đã đổi từ bản {seen} sang bản {now}.", seen=v["seen"], now=v["now"]),
            tell("Tải lại trang, xem thay đổi rồi ghi."),
        ),
    ),
    "no_day": (
        "EVT-004",
        422,
        lambda v: (tell("Ngày “{day}” không đọc được.", day=v["day"]), tell("Ghi ngày xảy ra, gần đúng cũng được.")),
    ),
    "future": (
        "EVT-005",
        422,
        lambda v: (tell("Ngày {day} chưa đến.", day=v["day"]), tell("Ghi ngày đã xảy ra, không sau hôm nay.")),
    ),
    "conflict": (
        "EVT-006",
        409,
        _say(
            tell("Hộ có hai phiếu hoặc hai bản khác nhau chưa được chọn."),
            tell("Mở hồ sơ, chọn phiếu được tính trước."),
        ),
    ),
    "open_form": ("EVT-007", 409, _open_form),
    "nobody": ("EVT-008", 422, _say(tell("Chưa chọn người nào."), tell("Đánh dấu ít nhất một người."))),
    "strangers": (
        "EVT-009",
        422,
        lambda v: (
            tell("{count} người được chọn không còn ở trong hộ.", count=v["count"]),
            tell("Tải lại trang rồi chọn lại."),
        ),
    ),
    "everybody": (
        "EVT-010",
        422,
        _say(tell("Không tách được cả hộ: phải có người ở lại."), tell("Nếu cả hộ đi, ghi chuyển đi.")),
    ),
    "no_head": (
        "EVT-011",
        422,
        _say(tell("Chưa chọn chủ hộ của hộ mới."), tell("Chọn một người trong những người tách ra.")),
    ),
    "no_old_head": (
        "EVT-012",
        422,
        _say(tell("Chủ hộ rời hộ mà chưa chọn chủ hộ mới cho người ở lại."), tell("Chọn một người ở lại làm chủ hộ.")),
    ),
    "half_decision": (
        "EVT-013",
        422,
        _say(
            tell("Quyết định phải có đủ số và ngày, ngày không sau hôm nay."), tell("Ghi cả hai, hoặc để trống cả hai.")
        ),
    ),
    "same": ("EVT-014", 422, _say(tell("Một hộ không nhập vào chính nó."), tell("Chọn hộ khác."))),
    "elsewhere": (
        "EVT-015",
        409,
        lambda v: (tell("Hộ kia ở xã {area}, không nhập được.", area=v["area"]), tell("Ghi chuyển đến cùng xã trước.")),
    ),
    "same_area": (
        "EVT-016",
        422,
        _say(tell("Hộ đang ở chính xã này."), tell("Đổi thôn trong xã thì sửa thôn, không phải chuyển đi.")),
    ),
    "no_commune": (
        "EVT-017",
        422,
        lambda v: (
            tell("Tỉnh không có xã mã {value}.", value=v["area"] or tell("(trống)")),
            tell("Chọn xã trong danh sách, hoặc ghi đi tỉnh khác."),
        ),
    ),
    "no_reason": ("EVT-018", 422, _say(tell("Chưa chọn vì sao hộ ra khỏi sổ."), tell("Chọn một lý do."))),
    "no_move": (
        "EVT-019",
        409,
        _say(tell("Không còn việc chuyển nào của hộ này chờ nhận."), tell("Tải lại trang Chuyển hộ.")),
    ),
    "not_yours": (
        "EVT-021",
        409,
        lambda v: (
            tell("Hộ chuyển đến xã {area}, không phải xã của bạn.", area=v["area"]),
            tell("Xã nơi đến trả lời."),
        ),
    ),
    "no_way": ("EVT-022", 422, _say(tell("Chưa chọn lý do."), tell("Chọn một lý do trong danh sách."))),
    "no_name": (
        "EVT-023",
        422,
        _say(tell("Chưa ghi họ tên người vào hộ."), tell("Ghi họ tên; chưa đặt tên thì ghi “Con của …”.")),
    ),
    "last_person": (
        "EVT-024",
        422,
        _say(tell("Sau việc này hộ không còn ai."), tell("Ghi cả hộ đã mất hoặc cả hộ chuyển đi ở mục Cả hộ.")),
    ),
    "not_undoable": ("EVT-025", 409, _say(tell("Việc này không hoàn tác được ở đây."), tell("Ghi một biến động mới."))),
    "stands_on": (
        "EVT-026",
        409,
        _say(tell("Sau đó đã có bản ghi khác về hộ, không hoàn tác được."), tell("Ghi một biến động mới cho đúng.")),
    ),
}


def to_problem(refusal: Refusal) -> Problem:
    """The refusal as a person reads it."""
    code, status, words = _TABLE[refusal.code]
    message, remedy = words(refusal.values)
    return Problem(code, status, message, remedy)
