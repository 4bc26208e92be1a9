"""Form fields cover the tables (R13): every column names where it comes from, and what cannot be had is named."""

from __future__ import annotations

import datetime as dt

from server.domain.facts import load_facts
from server.domain.needs import load_needs
from server.forms.build import build_household_review
from server.forms.spec import RoundSpec
from server.standards.packs import PackStore

REPORTS = [f"báo cáo {number}" for number in range(1, 16)]
CLAUSES = [f"III.{number}" for number in range(2, 12)]
# Asked only where a standard of the round needs it, so a table may be without it.
ON_DEMAND = {"member.fits_school_level"}


def test_all_15_reports_and_every_list_of_the_plan_are_covered() -> None:
    assert list(dict.fromkeys(one.where for one in load_needs())) == REPORTS + CLAUSES


def test_every_answer_a_table_needs_is_asked_by_the_review_form() -> None:
    packs = PackStore()
    used = packs.round_standard({"standard": "training_points", "scoring": "training_b1", "method": "points"})
    form = build_household_review(RoundSpec("R", "Thử", True, dt.date(2018, 9, 1), (used,), True))
    asked = {f"household.{name}" for name in load_facts().household if f'rasoat:fact="{name}"'.encode() in form.xml}
    asked |= {f"member.{name}" for name in load_facts().member if f'rasoat:fact="{name}"'.encode() in form.xml}
    needed = {source for one in load_needs() for source in one.sources if source.startswith(("household.", "member."))}
    assert needed - asked == ON_DEMAND


def test_what_only_an_import_or_the_province_can_supply_says_so() -> None:
    for one in load_needs():
        only_imported = all(source.startswith("import.") and source != "import.denominators" for source in one.sources)
        assert bool(one.unknown) or not only_imported, one


def test_what_cannot_be_computed_yet_is_named() -> None:
    named = [f"{one.where}: {one.what}" for one in load_needs() if one.unknown]
    assert named == [
        "báo cáo 1: hộ nông lâm ngư có mức sống trung bình",
        "báo cáo 11: dinh dưỡng",
        "báo cáo 12: hộ nghèo theo nhóm dân tộc",
        "III.3: dự án đã tham gia",
        "III.5: không đủ khả năng thanh toán",
        "III.6: đúng độ tuổi theo từng cấp",
        "III.7: đã được hỗ trợ theo chương trình trước",
        "III.8: vụ việc đã trợ giúp",
        "III.9: người làm công tác giảm nghèo và số hộ mỗi người",
        "III.11: xã xác nhận từng dòng danh sách đề nghị vay",
    ]
