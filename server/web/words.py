"""The words for codes: one place, so that a class or a state reads the same on every page and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.standards.entry_words import UNIT_WORDS

from .catalogue import Words

OUTCOME = Words(
    {
        "poor": "Nghèo",
        "near_poor": "Cận nghèo",
        "not_poor": "Không nghèo",
        "undetermined": "Chưa xác định",
    }
)
SEVERITY = Words({"block": "chặn", "warn": "cần xem", "note": "lưu ý"})
REASON = Words(
    {
        "income": "theo thu nhập",
        "deprivation": "theo mức độ thiếu hụt",
        "above_line": "trên chuẩn cận nghèo",
        "below_line": "dưới chuẩn cận nghèo",
        "missing": "thiếu dữ liệu",
    }
)
MOVEMENT = Words(
    {
        "stayed_poor": "Vẫn nghèo",
        "stayed_near_poor": "Vẫn cận nghèo",
        "poor_to_near_poor": "Nghèo thành cận nghèo",
        "poor_to_above": "Nghèo vượt chuẩn cận nghèo",
        "near_poor_to_above": "Cận nghèo vượt chuẩn",
        "near_poor_to_poor": "Cận nghèo thành nghèo",
        "fell_back_poor": "Tái nghèo",
        "fell_back_near_poor": "Tái cận nghèo",
        "new_poor": "Phát sinh nghèo",
        "new_near_poor": "Phát sinh cận nghèo",
        "unsettled_poor": "Nghèo, chưa xác định mới hay tái",
        "unsettled_near_poor": "Cận nghèo, chưa xác định mới hay tái",
        "other_increase": "Tăng khác",
        "other_decrease": "Giảm khác",
        "not_listed": "Không thuộc danh sách",
        "undetermined": "Chưa xác định",
        "unscored": "Đã đến, không hỏi được",
        "waiting": "Chưa rà soát",
    }
)
SUBMISSION_STATE = Words(
    {
        "current": "bản hiện hành",
        "superseded": "đã có bản mới hơn",
        "noted": "đã ghi nhận",
        "held": "chờ bản trước",
        "conflict": "mâu thuẫn, giữ cả hai",
        "quarantined": "cách ly",
        "pending": "đang chờ xử lý",
        "trial": "phiếu thử, không tính",
        "survey": "phiếu khảo sát",
        "recheck": "phiếu phúc tra",
        "unplaced": "chưa xếp được vào xã",
        "erased": "đã xóa theo quyết định",
    }
)
REVIEW_STATE = Words(
    {
        "none": "chưa nhận phiếu",
        "received": "đã nhận",
        "returned": "đã trả lại",
        "held": "giữ lại",
        "approved": "đã duyệt",
    }
)
ROLE = Words(
    {
        "enumerator": "Rà soát viên",
        "village_head": "Trưởng thôn",
        "commune_officer": "Cán bộ xã",
        "commune_chair": "Chủ tịch xã",
        "supervisor": "Giám sát khu vực",
        "province": "Cấp tỉnh",
        "department_reader": "Sở, ngành xem",
        "front_observer": "Mặt trận giám sát",
        "inspector": "Thanh tra, kiểm toán",
        "administrator": "Quản trị",
    }
)
TABLET_STATE = Words(
    {
        "none": "chưa ghi danh",
        "active": "đang dùng",
        "drain": "đã đổi máy, còn gửi phiếu cũ",
        "leaver": "người đã nghỉ",
        "revoked": "đã khóa",
    }
)
WIPE_OBSTACLE = Words(
    {
        "not_declared": "chưa ghi số hộ đã thăm",
        "missing": "còn hộ đã thăm chưa thấy phiếu",
        "missing_files": "còn ảnh chưa về",
        "held": "còn phiếu chờ bản trước",
    }
)
CHECK = Words(
    {
        "disk": "Ổ đĩa",
        "clock": "Đồng hồ",
        "keys": "Khóa",
        "versions": "Phiên bản",
        "writing": "Ghi dữ liệu",
        "jobs": "Việc chạy nền",
        "forms": "Phiếu",
        "records": "Bản ghi",
        "backup": "Sao lưu",
        "address": "Địa chỉ",
        "integrity": "Toàn vẹn",
    }
)
ACCOUNT_STATE = Words(
    {
        "active": "dùng được",
        "temporary": "chờ đổi mật khẩu",
        "locked": "tạm khóa vì sai mật khẩu",
        "tablet": "chỉ dùng máy tính bảng",
        "closed": "đã khóa",
    }
)
ACCESS_KIND = Words({"identity": "Xem số giấy tờ", "export": "Tải tệp", "citizen": "In cho gia đình"})
PURPOSE = Words(
    {
        "review": "rà soát hộ",
        "duplicates": "đối chiếu hộ, người trùng",
        "citizen_request": "theo yêu cầu của gia đình",
        "correction": "sửa phiếu",
        "inspection": "thanh tra, kiểm toán",
        "report": "tổng hợp, báo cáo",
        "other": "việc khác (ghi rõ)",
    }
)
AREA_KIND = Words({"rural": "nông thôn", "urban": "thành thị"})
# Kinds of units, by the word their register has for them.
DIVISION = Words(
    {one: one for one in ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")}
)
ATTRIBUTE = Words(
    {
        "specially_difficult": "đặc biệt khó khăn",
        "coast": "ven biển",
        "island": "hải đảo",
        "new_rural": "đạt chuẩn nông thôn mới",
    }
)
ROUND_STATE = Words({"draft": "đang soạn", "open": "đang mở", "closing": "đang đóng", "closed": "đã đóng"})
PACK_KIND = Words({"standard": "Chuẩn", "scoring": "Bảng điểm", "tiers": "Nhóm hộ", "procedure": "Quy trình"})
CONFIDENCE = Words(
    {
        "exact": "đã đối chiếu",
        "secondary": "theo văn bản khác, chưa đối chiếu",
        "draft": "theo dự thảo, chưa đối chiếu",
        "recalled": "chưa đối chiếu",
    }
)
# Where the second keying of a form from paper stands.
PAPER_CHECK = Words(
    {
        "none": "nhập một lần",
        "waiting": "chờ nhập lần hai",
        "agreed": "hai lần nhập giống nhau",
        "differs": "hai lần nhập khác nhau, chờ đối chiếu",
        "first": "đã đối chiếu: lần một đúng",
        "correct": "đã đối chiếu: phải sửa",
    }
)
OUTCOME_OF_VISIT = Words(
    {
        "completed": "đã rà soát",
        "absent": "vắng nhà",
        "refused": "từ chối",
        "moved": "đã chuyển đi",
        "all_died": "cả hộ đã mất",
        "merged": "đã nhập hộ khác",
        "not_found": "không tìm thấy",
        "duplicate": "trùng hộ",
        "destroyed": "nhà không còn",
    }
)


def word_filter(words: Mapping[str, str]) -> Callable[[str], str]:
    """A Jinja filter for one table of words: an unknown code is shown as it is, never hidden."""
    return lambda code: words.get(code, code)


FILTERS: dict[str, Callable[..., str]] = {
    "outcome_word": lambda code: OUTCOME.get(code, OUTCOME["undetermined"] if code is None else code),
    "severity_word": word_filter(SEVERITY),
    "reason_word": word_filter(REASON),
    "submission_word": word_filter(SUBMISSION_STATE),
    "review_word": word_filter(REVIEW_STATE),
    "role_word": word_filter(ROLE),
    "tablet_word": word_filter(TABLET_STATE),
    "wipe_word": word_filter(WIPE_OBSTACLE),
    "check_word": word_filter(CHECK),
    "access_word": word_filter(ACCESS_KIND),
    "purpose_word": word_filter(PURPOSE),
    "kind_word": word_filter(AREA_KIND),
    "division_word": word_filter(DIVISION),
    "attribute_word": word_filter(ATTRIBUTE),
    "account_word": word_filter(ACCOUNT_STATE),
    "round_word": word_filter(ROUND_STATE),
    "pack_word": word_filter(PACK_KIND),
    "confidence_word": word_filter(CONFIDENCE),
    "unit_word": word_filter(Words(UNIT_WORDS)),
    "visit_word": word_filter(OUTCOME_OF_VISIT),
    "paper_word": word_filter(PAPER_CHECK),
}
