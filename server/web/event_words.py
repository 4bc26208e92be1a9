"""Words of moves, splits, merges, people and papers, in one place for pages, notices and print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from server.domain.findings import Finding
from server.domain.masking import mask

from .catalogue import Words
from .findings import say_finding
from .formats import vi_date
from .words import OUTCOME_OF_VISIT

# What another household is to this one.
RELATIVES = Words(
    {
        "source": "Tách từ hộ",
        "split_off": "Đã tách ra thành hộ",
        "kept": "Đã nhập vào hộ",
        "merged_in": "Đã nhận hộ nhập vào",
        "duplicate_of": "Là hộ gốc của hộ trùng",
        "original_of": "Trùng với hộ gốc",
    }
)
HOUSEHOLD_STATES = Words(
    {
        "active": "đang ở",
        "moved": "đã chuyển đi",
        "merged": "đã nhập hộ khác",
        "died": "cả hộ đã mất",
        "removed": "đã ra khỏi sổ",
    }
)
LEAVING = Words(
    {
        "all_died": "Cả hộ đã mất",
        "moved_out": "Chuyển ra ngoài tỉnh",
        "not_found": "Không tìm thấy hộ",
        "destroyed": "Nhà không còn, không ai ở",
    }
)
JOINING = Words(
    {
        "born": "Mới sinh",
        "moved_in": "Chuyển đến ở",
        "returned": "Trở về",
        "found": "Ở đây từ trước, sổ còn thiếu",
    }
)
MEMBER_LEAVING = Words({"died": "Đã mất", "moved": "Chuyển đi khỏi hộ", "mistake": "Ghi nhầm, không phải người của hộ"})
MOVE_STATES = Words(
    {"open": "chờ nhận", "accepted": "đã nhận", "declined": "không nhận", "cancelled": "nơi đi đã hoàn tác"}
)
RULINGS = Words({"keep": "Giữ kết quả cũ, hộ ở lại trong sổ", "remove": "Ra khỏi sổ hộ"})
PAPERS = Words(
    {
        "cccd": "Căn cước 12 số",
        "cmnd": "Chứng minh nhân dân 9 số",
        "birth_certificate": "Giấy khai sinh",
        "insurance": "Mã số bảo hiểm",
        "none": "Chưa có giấy tờ",
    }
)
EVENT_TEXTS = {
    "household.split": "Tách hộ",
    "household.merged": "Nhận hộ nhập vào",
    "household.withdrawn": "Ra khỏi sổ hộ",
    "household.departed": "Chuyển đi xã khác",
    "household.restored": "Hoàn tác biến động",
    "transferred": "Xã nơi đến nhận hộ",
    "move.declined": "Xã nơi đến không nhận hộ",
    "member.joined": "Thêm người vào hộ",
    "member.left": "Người rời hộ",
    "person.identified": "Ghi số giấy tờ",
    "outcome.decided": "Quyết định về hộ chưa rà soát được",
}
EVENTS = Words(EVENT_TEXTS)
NO_FORM = Words({"none": "chưa có phiếu", "": "phiếu không ghi kết quả"})


def say_outcome(code: str) -> str:
    """How a visit ended, also where no form tells."""
    return NO_FORM.get(code) or OUTCOME_OF_VISIT.get(code, code)


def say_flag(flag: Finding) -> str:
    """A flag as a sentence, its day as people write it."""
    day = flag.values.get("on")
    return say_finding(replace(flag, values={**flag.values, "on": vi_date(day)}) if day else flag)


FILTERS: dict[str, Callable[..., str]] = {
    "relative_word": lambda code: RELATIVES.get(code, code),
    "household_word": lambda code: HOUSEHOLD_STATES.get(code, code),
    "leaving_word": lambda code: LEAVING.get(code, code),
    "joining_word": lambda code: JOINING.get(code, code),
    "member_leaving_word": lambda code: MEMBER_LEAVING.get(code, code),
    "move_word": lambda code: MOVE_STATES.get(code, code),
    "ruling_word": lambda code: RULINGS.get(code, code),
    "paper_kind_word": lambda code: PAPERS.get(code, code),
    "event_word": lambda code: EVENTS.get(code, code),
    "missed_word": say_outcome,
    "say_flag": say_flag,
    "masked": mask,
}
