"""Words that entries of packs share: units, kinds of area, rules. Pure."""

from __future__ import annotations

from server.telling import Told, joined, tell

from .packs import Rule
from .tiers import Tier

AREA_WORDS = {"rural": tell("Nông thôn"), "urban": tell("Thành thị")}
UNIT_WORDS = {
    "points": "điểm",
    "VND/person/month": "đồng/người/tháng",
    "m2/person": "m²/người",
    "indicators": "chỉ số",
    "members": "người",
    "years": "tuổi",
    "year": "năm",
    "percent": "%",
    "order": "thứ tự",
    "text": "chữ",
    "month-day": "tháng-ngày",
    "day of month": "ngày trong tháng",
    "working days": "ngày làm việc",
    "copies": "bản",
    "months": "tháng",
}
RULE_WORDS = {
    "poor": tell("hộ nghèo"),
    "near_poor": tell("hộ cận nghèo"),
    "not_poor": tell("không nghèo"),
    "average": tell("có mức sống trung bình"),
    "not_average": tell("không thuộc mức sống trung bình"),
    "income": tell("theo thu nhập"),
    "deprivation": tell("theo mức độ thiếu hụt"),
    "above_line": tell("trên chuẩn"),
    "not_farm": tell("không làm nông, lâm, ngư, diêm nghiệp"),
    "below_band": tell("thu nhập từ mức dưới trở xuống"),
    "above_band": tell("thu nhập trên mức trên"),
}


def class_of(tier: Tier) -> Told:
    """The class under a standard that makes a group of the reports."""
    return joined((tier.standard, RULE_WORDS[tier.outcome]), ": ")


def rule_name(rule: Rule) -> Told:
    """A rule by the class and the reason it gives."""
    return joined((RULE_WORDS[rule.outcome], RULE_WORDS[rule.reason]))
