"""What a person is told who may not open a page: what is not hers, and whose task it is."""

from __future__ import annotations

from server.errors import Problem

_OFFICE = "Việc này của cấp tỉnh hoặc người quản trị."
_BY_ACTION: dict[str, tuple[str, str, str]] = {
    "load_packs": ("PACK-015", "Bạn không nạp được số liệu của văn bản.", _OFFICE),
    "manage_rounds": ("FORM-026", "Bạn không được xem và công bố biểu mẫu.", _OFFICE),
    "decide_exceptions": ("REG-007", "Bạn không ghi được ngoại lệ khu vực của hộ.", "Việc này của Ban chỉ đạo tỉnh."),
    "review_cases": ("REV-021", "Bạn không duyệt, trả lại hồ sơ được.", "Việc này của cán bộ xã và giám sát."),
    "view_identity": ("AUD-002", "Bạn không xem được số giấy tờ đầy đủ.", "Nhờ cán bộ xã, giám sát hoặc cấp tỉnh."),
    "view_audit": ("AUD-003", "Bạn không xem được nhật ký xem dữ liệu.", "Việc này của người quản trị."),
    "manage_areas": ("AREA-012", "Bạn không đổi được địa bàn.", _OFFICE),
    "view_people": ("PEOP-026", "Bạn không xem được danh sách người dùng.", _OFFICE),
    "manage_people": ("PEOP-010", "Bạn không được cấp hay thu quyền.", _OFFICE),
}
_GENERAL = (
    "WEB-403",
    "Vai trò của bạn không mở được trang này.",
    "Nếu đây là việc của bạn, nhờ quản trị cấp quyền.",
)
_PLACES: dict[str, tuple[str, str]] = {
    "household_id": ("Không có hộ này trong khu vực của bạn.", "Tìm hộ theo tên chủ hộ hoặc mã hộ."),
    "instance_id": ("Không có phiếu này trong khu vực của bạn.", "Xem lại đường dẫn, hoặc tìm hộ theo mã."),
    "actor_id": ("Không có người này trong khu vực của bạn.", "Tìm lại trên trang Người dùng."),
    "pair_id": ("Không có cặp nghi trùng này trong khu vực của bạn.", "Tìm lại trên trang Nghi trùng."),
    "case_id": ("Không có hồ sơ này trong khu vực của bạn.", "Xem lại đường dẫn, hoặc tìm hộ theo mã."),
}


def refusal(action: str) -> Problem:
    """For a page whose action the person's roles do not include."""
    code, told, remedy = _BY_ACTION.get(action, _GENERAL)
    return Problem(code, 403, told, remedy)


def elsewhere(place: str) -> Problem:
    """For what lies outside the person's areas, or nowhere: the two are told alike."""
    told, remedy = _PLACES.get(place, ("Không có trang này trong khu vực của bạn.", "Xem lại đường dẫn."))
    return Problem("WEB-404", 404, told, remedy)
