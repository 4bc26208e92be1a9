"""Refusals of review actions as a person reads them: the value, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.domain.facts import load_facts
from server.domain.review import Refusal
from server.errors import Problem

STATES = {
    "none": "chưa có phiếu",
    "received": "chờ duyệt",
    "returned": "đã trả lại",
    "held": "đang để lại xem xét",
    "approved": "đã duyệt",
    "duplicate": "đã đánh dấu trùng",
    "contested": "hai người duyệt khác nhau",
}
ACTIONS = {
    "approve": "duyệt",
    "return": "trả lại",
    "comment": "góp ý",
    "hold": "để lại xem xét",
    "correct": "sửa",
    "confirm": "xác nhận việc sửa",
    "resolve": "chọn phiếu",
    "duplicate": "đánh dấu trùng",
    "undo": "rút lại quyết định",
}
_Words = Callable[[Mapping[str, Any]], tuple[str, str]]


def _wrong_state(values: Mapping[str, Any]) -> tuple[str, str]:
    told = f"Không {ACTIONS[values['action']]} được: hồ sơ {STATES[values['state']]}."
    remedy = "Rút lại quyết định trước rồi làm tiếp." if values["state"] in ("approved", "returned") else ""
    return told, remedy or "Mở hồ sơ để xem bước tiếp theo."


def _facts(values: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys(label_of(fact) for fact in values["facts"]))


# code -> (stable code, HTTP status, words)
_TABLE: dict[str, tuple[str, int, _Words]] = {
    "stale": (
        "REV-001",
        409,
        lambda _v: ("Phiếu đã có bản mới hơn bản đang xem.", "Tải lại hồ sơ, xem bản mới rồi quyết định."),
    ),
    "wrong_state": ("REV-002", 409, _wrong_state),
    "conflict": (
        "REV-003",
        409,
        lambda v: (f"Hộ có {v['count']} phiếu chưa được chọn.", "Chọn phiếu được tính và ghi lý do trước."),
    ),
    "pending": (
        "REV-004",
        409,
        lambda v: (f"Có sửa chưa được xác nhận: {_facts(v)}.", "Người thứ hai xác nhận, hoặc rút lại việc sửa."),
    ),
    "unchecked": (
        "REV-028",
        409,
        lambda _v: (
            "Phiếu giấy của hộ phải nhập hai lần mà chưa nhập lại hoặc chưa đối chiếu xong.",
            "Người khác nhập lần hai, rồi đối chiếu ở trang Phiếu giấy.",
        ),
    ),
    "blocking": (
        "REV-005",
        409,
        lambda v: (f"Phiếu còn {len(v['codes'])} lỗi phải xử lý trước khi duyệt.", "Trả lại cho cán bộ, hoặc sửa."),
    ),
    "undetermined": (
        "REV-006",
        409,
        lambda v: (
            f"Chưa đủ thông tin để xếp loại theo {', '.join(v['standards'])}.",
            "Trả lại để hỏi thêm; phiếu cho biết còn thiếu câu nào.",
        ),
    ),
    "no_reason": ("REV-007", 422, lambda v: (f"Chưa ghi lý do để {ACTIONS[v['action']]}.", "Ghi lý do rồi làm lại.")),
    "no_comment": ("REV-008", 422, lambda _v: ("Chưa có góp ý nào.", "Ghi ít nhất một góp ý cho câu hoặc cả phiếu.")),
    "no_change": (
        "REV-009",
        422,
        lambda _v: ("Chưa có mục nào được sửa.", "Sửa ít nhất một mục khác giá trị đang có."),
    ),
    "no_conflict": ("REV-010", 409, lambda _v: ("Hộ chỉ có một phiếu được tính.", "Không cần chọn phiếu.")),
    "not_a_version": (
        "REV-011",
        409,
        lambda _v: ("Phiếu được chọn không phải của hồ sơ này.", "Tải lại hồ sơ rồi chọn một phiếu trong danh sách."),
    ),
    "no_correction": (
        "REV-012",
        409,
        lambda _v: ("Không còn việc sửa nào chờ xác nhận với mã này.", "Tải lại hồ sơ."),
    ),
    "same_person": (
        "REV-013",
        409,
        lambda v: (f"Người sửa không tự xác nhận được: {_facts(v)}.", "Nhờ một người khác có quyền duyệt xác nhận."),
    ),
    "nothing_to_undo": ("REV-014", 409, lambda _v: ("Không có quyết định nào để rút lại.", "Tải lại hồ sơ.")),
    "choose_again": ("REV-015", 409, lambda _v: ("Việc chọn phiếu không rút lại được.", "Chọn lại phiếu khác.")),
    "correct_back": (
        "REV-016",
        409,
        lambda _v: ("Việc sửa đã được tính, không rút lại được.", "Sửa lại về giá trị cũ và ghi lý do."),
    ),
    "recognised": (
        "REV-017",
        409,
        lambda v: (
            f"Quyết định {v['decision']} đã công nhận kết quả của hồ sơ này.",
            "Chỉ thay đổi bằng một quyết định mới; có thể ghi góp ý.",
        ),
    ),
    "no_outcome": (
        "REV-019",
        409,
        lambda _v: ("Phiếu không ghi kết quả lần đến nhà.", "Trả lại để cán bộ ghi: đã rà soát xong, vắng, từ chối …"),
    ),
    "overtaken": (
        "REV-018",
        409,
        lambda _v: ("Sau đó đã có quyết định khác.", "Mở hồ sơ và rút lại quyết định mới nhất nếu cần."),
    ),
}


def to_problem(refusal: Refusal) -> Problem:
    """The refusal as a person reads it."""
    code, status, words = _TABLE[refusal.code]
    message, remedy = words(refusal.values)
    return Problem(code, status, message, remedy)


def label_of(f: str) -> str:
    """A question as people know it: the fact's label, for a member with her place in the form."""
    no, is_member, name = f.rpartition("|")
    fact = load_facts().get("member" if is_member else "household", name)
    label = fact.vi if fact is not None else name
    return f"{label} (người thứ {no})" if is_member else label
