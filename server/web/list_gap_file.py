"""The households held against published totals as a table for a spreadsheet."""

from __future__ import annotations

from server.papers.table_files import TableFile, Value
from server.services.views.imports import Checked
from server.services.views.list_gaps import GapRow, Gaps

from . import formats
from .catalogue import Words
from .event_words import HOUSEHOLD_STATES
from .telling import gettext
from .words import OUTCOME

GAP_SIGNS = Words(
    {
        "gone": "đã rời sổ",
        "changed": "đổi kết quả sau ngày đó",
        "moved": "khác danh sách trước",
        "new": "không có trong danh sách trước",
        "persons": "số khẩu khác danh sách",
    }
)


def make_table(one: Checked, title: str, day: str, gaps: Gaps) -> TableFile:
    """All households that are or were in one of the classes, those the register counts marked."""
    notes = [
        (gettext("Nơi"), one.name),
        (gettext("Chuẩn"), title),
        (gettext("Số công bố tính đến ngày"), formats.vi_date(day) if day else gettext("danh sách mới nhất")),
    ]
    if one.signing is not None:
        notes.append((gettext("Văn bản công bố"), one.signing.source))
    for gap in one.differences:
        unit = gettext("hộ") if gap.measure == "households" else gettext("khẩu")
        notes.append((f"{OUTCOME[gap.outcome]}, {unit}", f"{gap.counted} − {gap.published} = {gap.gap}"))
    header = [
        *(gettext("Mã hộ"), gettext("Chủ hộ"), gettext("Nơi ở"), gettext("Sổ đang tính"), gettext("Ngày đó")),
        *(gettext("Danh sách trước"), gettext("Khẩu trong sổ"), gettext("Khẩu theo danh sách"), gettext("Dấu hiệu")),
    ]
    return TableFile(gettext("Đối chiếu từng hộ"), notes, header, [_row(row) for row in gaps.rows])


def _row(one: GapRow) -> list[Value]:
    now = _outcome(one.classes.now) if one.state == "active" else HOUSEHOLD_STATES[one.state]
    signs = "; ".join(GAP_SIGNS[sign] for sign in one.signs)
    then, before = _outcome(one.classes.on_day), _outcome(one.classes.before)
    return [one.code, one.head_name, one.place, now, then, before, one.persons, one.said, signs]


def _outcome(code: str | None) -> str | None:
    return OUTCOME.get(code, code) if code is not None else None


FILTERS = {"gap_word": lambda code: GAP_SIGNS.get(code, code)}
