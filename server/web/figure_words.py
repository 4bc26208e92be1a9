"""The words of the tables: columns, rows and units, one place for page, file and list."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.consolidation import CLASS, DEPRIVATION, MATRIX, MOVEMENT, NO, TIER, UNKNOWN, VISIT, YES

from .catalogue import Words
from .words import MOVEMENT as MOVEMENT_WORDS
from .words import OUTCOME_OF_VISIT

TABLES = Words(
    {
        CLASS: "Theo hạng",
        MOVEMENT: "Biến động",
        MATRIX: "Ma trận chuyển hạng",
        TIER: "Theo nhóm hộ",
        DEPRIVATION: "Nghèo đa chiều",
        VISIT: "Tiến độ",
    }
)
CLASSES = Words(
    {
        "poor": "Nghèo",
        "near_poor": "Cận nghèo",
        "not_poor": "Không nghèo",
        "undetermined": "Chưa xác định",
        "unscored": "Đã đến, không hỏi được",
        "waiting": "Chưa rà soát",
    }
)
BEFORE = Words({"poor": "Nghèo", "near_poor": "Cận nghèo", "unlisted": "Không có trong danh sách"})
TIER_WORDS = Words(
    {
        "none": "Không thuộc nhóm nào",
        "undetermined": "Chưa xác định",
        "unscored": "Đã đến, không hỏi được",
        "waiting": "Chưa rà soát",
    }
)
STILL_TO_VISIT = Words({"waiting": "còn phải đi"})
UNITS = Words({"households": "Hộ", "persons": "Khẩu"})
AREA_KINDS = Words({"": "tất cả", "rural": "nông thôn", "urban": "thành thị"})
MINORITY = Words(
    {"": "tất cả", YES: "chủ hộ là người dân tộc thiểu số", NO: "chủ hộ là người Kinh", UNKNOWN: "chưa rõ"}
)


def column_words(table: str, tiers: dict[str, str]) -> Mapping[str, str]:
    """The words of a table's columns; `tiers` those of the round's groups."""
    visits = {**OUTCOME_OF_VISIT, **STILL_TO_VISIT}
    return {MOVEMENT: MOVEMENT_WORDS, TIER: {**tiers, **TIER_WORDS}, VISIT: visits}.get(table, CLASSES)


def row_words(table: str, tiers: dict[str, str]) -> Mapping[str, str]:
    """The words of a matrix' rows."""
    return {MATRIX: BEFORE, TIER: {**tiers, **TIER_WORDS}}.get(table, {})
