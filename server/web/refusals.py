"""What a person is told who may not open a page: what is not hers, and whose task it is."""

from __future__ import annotations

from server.errors import Problem
from server.telling import Told, tell

_OFFICE = tell("Việc này của cấp tỉnh hoặc người quản trị.")
_BY_ACTION: dict[str, tuple[str, Told, Told]] = {
    "load_packs": ("PACK-015", tell("Bạn không nạp được số liệu của văn bản."), _OFFICE),
    "manage_rounds": ("FORM-026", tell("Bạn không được xem và công bố biểu mẫu."), _OFFICE),
    "decide_exceptions": (
        "REG-007",
        tell("Bạn không ghi được ngoại lệ khu vực của hộ."),
        tell("Việc này của Ban chỉ đạo tỉnh."),
    ),
    "review_cases": (
        "REV-021",
        tell("Bạn không duyệt, trả lại hồ sơ được."),
        tell("Việc này của cán bộ xã và giám sát."),
    ),
    "view_identity": (
        "AUD-002",
        tell("Bạn không xem được số giấy tờ đầy đủ."),
        tell("Nhờ cán bộ xã, giám sát hoặc cấp tỉnh."),
    ),
    "view_audit": ("AUD-003", tell("Bạn không xem được nhật ký xem dữ liệu."), tell("Việc này của người quản trị.")),
    "manage_areas": ("AREA-012", tell("Bạn không đổi được địa bàn."), _OFFICE),
    "view_people": ("PEOP-026", tell("Bạn không xem được danh sách người dùng."), _OFFICE),
    "manage_people": ("PEOP-010", tell("Bạn không được cấp hay thu quyền."), _OFFICE),
}
_GENERAL = (
    "WEB-403",
    tell("Vai trò của bạn không mở được trang này."),
    tell("Nếu đây là việc của bạn, nhờ quản trị cấp quyền."),
)
_PLACES: dict[str, tuple[Told, Told]] = {
    "household_id": (tell("Không có hộ này trong khu vực của bạn."), tell("Tìm hộ theo tên chủ hộ hoặc mã hộ.")),
    "instance_id": (tell("Không có phiếu này trong khu vực của bạn."), tell("Xem lại đường dẫn, hoặc tìm hộ theo mã.")),
    "actor_id": (tell("Không có người này trong khu vực của bạn."), tell("Tìm lại trên trang Người dùng.")),
    "pair_id": (tell("Không có cặp nghi trùng này trong khu vực của bạn."), tell("Tìm lại trên trang Nghi trùng.")),
    "case_id": (tell("Không có hồ sơ này trong khu vực của bạn."), tell("Xem lại đường dẫn, hoặc tìm hộ theo mã.")),
}


def refusal(action: str) -> Problem:
    """For a page whose action the person's roles do not include."""
    code, told, remedy = _BY_ACTION.get(action, _GENERAL)
    return Problem(code, 403, told, remedy)


def elsewhere(place: str) -> Problem:
    """For what lies outside the person's areas, or nowhere: the two are told alike."""
    told, remedy = _PLACES.get(place, (tell("Không có trang này trong khu vực của bạn."), tell("Xem lại đường dẫn.")))
    return Problem("WEB-404", 404, told, remedy)
