"""The filtered queue as a file for a spreadsheet: with a purpose, and written down who took it (R29)."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from server.domain.access import Actor
from server.errors import Problem
from server.papers.table_files import XLSX_TYPE, TableFile, Value, write_xlsx
from server.services import rounds
from server.services.views import queue
from server.services.views.queue import QueueFilter, QueueRow, Scope
from server.telling import tell

from . import formats, queue_words, words
from .frame import Frame, Page
from .telling import gettext, said_table

FILE_PURPOSES = ("review", "inspection", "report", "other")
MOST_ROWS = 5_000
NAME = "hang-cho.xlsx"


class QueueFile:
    """One file; the page it comes from is `Queue`."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/hang-cho/tep", "queue_file", self.file, ["GET"]),)

    def file(self, actor: Actor) -> Any:
        """The rows of the filter in its order; `web.privacy.watch` writes down who took it and why."""
        current = self._frame.current_round()
        purpose = request.args.get("muc_dich", "")
        if current is None or purpose not in FILE_PURPOSES:
            told = tell("Chưa nói tải tệp để làm gì.") if current is not None else tell("Chưa có đợt nào.")
            raise Problem("QUE-001", 422, told, tell("Về Hàng chờ, bấm Tải XLSX và chọn mục đích."))
        node, held = self._frame.node, set(current.area_codes)
        areas = tuple(one for one in self._frame.areas(actor) if one in held)
        scope, wanted = Scope(current.round_id, areas, node.now()), queue.from_args(request.args)
        used = rounds.used_standards(node, current)[0]
        rows = self._frame.read(lambda c: queue.read_rows(c, scope, wanted, MOST_ROWS, used.standard.id))
        notes = [
            (gettext("Đợt"), current.name),
            (gettext("Bộ lọc"), self._say_filter(wanted)),
            (gettext("Chuẩn"), used.standard.title),
            (gettext("Tải để"), str(words.PURPOSE[purpose])),
            (gettext("Người tải"), actor.name),
            (gettext("Lúc"), formats.vi_moment(scope.now)),
        ]
        if len(rows) == MOST_ROWS:
            notes.append(
                (gettext("Lưu ý"), gettext("Chỉ có %(n)s hộ đầu; lọc hẹp hơn để tải phần còn lại.", n=MOST_ROWS))
            )
        table = TableFile(gettext("Hàng chờ duyệt"), notes, _header(), [_row(one) for one in rows])
        headers = {"Content-Disposition": f'attachment; filename="{NAME}"', "Cache-Control": "no-store"}
        return Response(write_xlsx(said_table(table)), content_type=XLSX_TYPE, headers=headers)

    def _say_filter(self, wanted: QueueFilter) -> str:
        named = {
            "state": queue_words.STATES,
            "movement": queue_words.MOVEMENT_GROUPS,
            "severity": queue_words.SEVERITIES,
        }
        told = []
        for name, value in wanted.conditions.items():
            if name in queue_words.MARKS:
                told.append(str(queue_words.MARKS[name]))
            else:
                told.append(str(named[name][value]) if name in named else value)
        return "; ".join(told) or str(queue_words.QUEUES["to_review"])


def _header() -> list[str]:
    return [
        *(gettext("Chủ hộ"), gettext("Mã hộ"), gettext("Xã"), gettext("Thôn, ấp"), gettext("Rà soát viên")),
        *(gettext("Năm trước"), gettext("Năm nay"), gettext("Biến động"), gettext("B1 cách vạch"), "B2"),
        *(gettext("Chặn"), gettext("Cần xem"), gettext("Lưu ý"), gettext("Trạng thái"), gettext("Nhận lúc")),
        gettext("Lần gửi"),
    ]


def _row(one: QueueRow) -> list[Value]:
    outcome = words.FILTERS["outcome_word"]
    return [
        *(one.head_name, one.household_code, one.area_name, one.village_name, one.sender or ""),
        *(str(outcome(one.before)) if one.before else None, str(outcome(one.after)) if one.after else None),
        words.MOVEMENT.get(one.movement or ""),
        *(one.distance, one.b2),
        *(one.findings.get(name, 0) for name in ("block", "warn", "note")),
        str(queue_words.STATES.get(one.review_state, one.review_state)),
        formats.vi_moment(one.received_at),
        one.version_no,
    ]
