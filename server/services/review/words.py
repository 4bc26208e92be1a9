"""Refusals of review actions as a person reads them: the value, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.domain.facts import load_facts
from server.domain.review import Refusal
from server.errors import Problem
from server.telling import Told, in_both, joined, tell

STATES = {
    "none": tell("chưa có phiếu"),
    "received": tell("chờ duyệt"),
    "returned": tell("đã trả lại"),
    "held": tell("đang để lại xem xét"),
    "approved": tell("đã duyệt"),
    "duplicate": tell("đã đánh dấu trùng"),
    "contested": tell("hai người duyệt khác nhau"),
}
ACTIONS = {
    "approve": tell("duyệt"),
    "return": tell("trả lại"),
    "comment": tell("góp ý"),
    "hold": tell("để lại xem xét"),
    "correct": tell("sửa"),
    "confirm": tell("xác nhận việc sửa"),
    "resolve": tell("chọn phiếu"),
    "duplicate": tell("đánh dấu trùng"),
    "undo": tell("rút lại quyết định"),
}
_Words = Callable[[Mapping[str, Any]], tuple[Told, Told]]


def _wrong_state(values: Mapping[str, Any]) -> tuple[Told, Told]:
    told = tell(
        "Không {actions} được: hồ sơ {states}.", actions=ACTIONS[values["action"]], states=STATES[values["state"]]
    )
    if values["state"] in ("approved", "returned"):
        return told, tell("Rút lại quyết định trước rồi làm tiếp.")
    return told, tell("Mở hồ sơ để xem bước tiếp theo.")


def _facts(values: Mapping[str, Any]) -> Told:
    return joined(dict.fromkeys(label_of(fact) for fact in values["facts"]))


# code -> (stable code, HTTP status, words)
_TABLE: dict[str, tuple[str, int, _Words]] = {
    "stale": (
        "REV-001",
        409,
        lambda _v: (tell("Phiếu đã có bản mới hơn bản đang xem."), tell("Tải lại hồ sơ, xem bản mới rồi quyết định.")),
    ),
    "wrong_state": ("REV-002", 409, _wrong_state),
    "conflict": (
        "REV-003",
        409,
        lambda v: (
            tell("Hộ có {count} phiếu chưa được chọn.", count=v["count"]),
            tell("Chọn phiếu được tính và ghi lý do trước."),
        ),
    ),
    "pending": (
        "REV-004",
        409,
        lambda v: (
            tell("Có sửa chưa được xác nhận: {facts}.", facts=_facts(v)),
            tell("Người thứ hai xác nhận, hoặc rút lại việc sửa."),
        ),
    ),
    "unchecked": (
        "REV-028",
        409,
        lambda _v: (
            tell("Phiếu giấy của hộ phải nhập hai lần mà chưa nhập lại hoặc chưa đối chiếu xong."),
            tell("Người khác nhập lần hai, rồi đối chiếu ở trang Phiếu giấy."),
        ),
    ),
    "blocking": (
        "REV-005",
        409,
        lambda v: (
            tell("Phiếu còn {n} lỗi phải xử lý trước khi duyệt.", n=len(v["codes"])),
            tell("Trả lại cho cán bộ, hoặc sửa."),
        ),
    ),
    "undetermined": (
        "REV-006",
        409,
        lambda v: (
            tell("Chưa đủ thông tin để xếp loại theo {standards}.", standards=", ".join(v["standards"])),
            tell("Trả lại để hỏi thêm; phiếu cho biết còn thiếu câu nào."),
        ),
    ),
    "no_reason": (
        "REV-007",
        422,
        lambda v: (
            tell("Chưa ghi lý do của việc {actions}.", actions=ACTIONS[v["action"]]),
            tell("Ghi lý do rồi làm lại."),
        ),
    ),
    "no_comment": (
        "REV-008",
        422,
        lambda _v: (tell("Chưa có góp ý nào."), tell("Ghi ít nhất một góp ý cho câu hoặc cả phiếu.")),
    ),
    "no_change": (
        "REV-009",
        422,
        lambda _v: (tell("Chưa có mục nào được sửa."), tell("Sửa ít nhất một mục khác giá trị đang có.")),
    ),
    "no_conflict": ("REV-010", 409, lambda _v: (tell("Hộ chỉ có một phiếu được tính."), tell("Không cần chọn phiếu."))),
    "not_a_version": (
        "REV-011",
        409,
        lambda _v: (
            tell("Phiếu được chọn không phải của hồ sơ này."),
            tell("Tải lại hồ sơ rồi chọn một phiếu trong danh sách."),
        ),
    ),
    "no_correction": (
        "REV-012",
        409,
        lambda _v: (tell("Không còn việc sửa nào chờ xác nhận với mã này."), tell("Tải lại hồ sơ.")),
    ),
    "same_person": (
        "REV-013",
        409,
        lambda v: (
            tell("Người sửa không tự xác nhận được: {facts}.", facts=_facts(v)),
            tell("Nhờ một người khác có quyền duyệt xác nhận."),
        ),
    ),
    "nothing_to_undo": (
        "REV-014",
        409,
        lambda _v: (tell("Không có quyết định nào để rút lại."), tell("Tải lại hồ sơ.")),
    ),
    "choose_again": (
        "REV-015",
        409,
        lambda _v: (tell("Việc chọn phiếu không rút lại được."), tell("Chọn lại phiếu khác.")),
    ),
    "correct_back": (
        "REV-016",
        409,
        lambda _v: (tell("Việc sửa đã được tính, không rút lại được."), tell("Sửa lại về giá trị cũ và ghi lý do.")),
    ),
    "recognised": (
        "REV-017",
        409,
        lambda v: (
            tell("Quyết định {decision} đã công nhận kết quả của hồ sơ này.", decision=v["decision"]),
            tell("Chỉ thay đổi bằng một quyết định mới; có thể ghi góp ý."),
        ),
    ),
    "no_outcome": (
        "REV-019",
        409,
        lambda _v: (
            tell("Phiếu không ghi kết quả lần đến nhà."),
            tell("Trả lại để cán bộ ghi: đã rà soát xong, vắng, từ chối …"),
        ),
    ),
    "overtaken": (
        "REV-018",
        409,
        lambda _v: (tell("Sau đó đã có quyết định khác."), tell("Mở hồ sơ và rút lại quyết định mới nhất nếu cần.")),
    ),
}


def to_problem(refusal: Refusal) -> Problem:
    """The refusal as a person reads it."""
    code, status, words = _TABLE[refusal.code]
    message, remedy = words(refusal.values)
    return Problem(code, status, message, remedy)


def label_of(f: str) -> Told:
    """A question as people know it: the fact's label, for a member with her place in the form."""
    no, is_member, name = f.rpartition("|")
    fact = load_facts().get("member" if is_member else "household", name)
    label = in_both(fact.vi, fact.en) if fact is not None else Told(name)
    return tell("{label} (người thứ {no})", label=label, no=no) if is_member else label
