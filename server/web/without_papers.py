"""The list of people without papers: a page to work through, a file for the office that makes the papers (R8)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request, url_for

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.errors import Problem
from server.papers.table_files import XLSX_TYPE, TableFile, Value, write_xlsx
from server.services.views.without_papers import (
    SORTS,
    PaperlessFilter,
    PaperlessRow,
    read_all_without_papers,
    read_without_papers,
)
from server.telling import tell

from . import formats, words
from .addresses import LONGEST_TEXT, page_number
from .frame import Frame, Page
from .queue_file import FILE_PURPOSES
from .refusals import elsewhere
from .telling import gettext, said_table

NAME = "chua-co-giay-to.xlsx"


class WithoutPapers:
    """One commune at a time: who may see several chooses."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/chua-co-giay-to", "without_papers", self.page, ["GET"]),
            ("/chua-co-giay-to/tep", "without_papers_file", self.file, ["GET"]),
        )

    def page(self, actor: Actor) -> Any:
        """One page of the list."""
        areas, wanted = self._wanted(actor)
        return render_template(
            "web/without_papers.html",
            page=self._frame.read(lambda c: read_without_papers(c, wanted)),
            wanted=wanted,
            areas=areas,
            facts=load_facts(),
            purposes=FILE_PURPOSES,
            address=lambda **more: f"{url_for('web.without_papers')}?{urlencode({**_args(wanted), **more})}",
            may_record=self._frame.may(actor, "record_events", wanted.area_code),
        )

    def file(self, actor: Actor) -> Any:
        """The list as a spreadsheet, no numbers in it; `web.privacy.watch` writes down who took it and why."""
        purpose = request.args.get("muc_dich", "")
        if purpose not in FILE_PURPOSES:
            told = tell("Chưa nói tải tệp để làm gì.")
            raise Problem("REG-008", 422, told, tell("Về trang Người chưa có giấy tờ, bấm Tải XLSX và chọn mục đích."))
        areas, wanted = self._wanted(actor)
        rows = self._frame.read(lambda c: read_all_without_papers(c, wanted))
        notes = [
            (gettext("Xã"), dict(areas)[wanted.area_code]),
            (gettext("Tải để"), str(words.PURPOSE[purpose])),
            (gettext("Người tải"), actor.name),
            (gettext("Lúc"), formats.vi_moment(self._frame.node.now())),
        ]
        header = [
            *(gettext("Họ tên"), gettext("Giới tính"), gettext("Năm sinh"), gettext("Quan hệ với chủ hộ")),
            *(gettext("Chủ hộ"), gettext("Mã hộ"), gettext("Thôn, ấp")),
        ]
        table = TableFile(gettext("Người chưa có giấy tờ"), notes, header, [_row(one) for one in rows])
        headers = {"Content-Disposition": f'attachment; filename="{NAME}"', "Cache-Control": "no-store"}
        return Response(write_xlsx(said_table(table)), content_type=XLSX_TYPE, headers=headers)

    def _wanted(self, actor: Actor) -> tuple[list[tuple[str, str]], PaperlessFilter]:
        """The communes this person may see and the filter asked for, the first one of the round where none is named."""
        areas, args = self._frame.area_choices(self._frame.areas(actor)), request.args
        current = self._frame.current_round()
        held = current.area_codes if current is not None else ()
        first = sorted((code for code, _name in areas), key=lambda code: code not in held)
        code = args.get("xa", "") or next(iter(first), "")
        if code not in dict(areas):
            raise elsewhere("area_code")
        sort = args.get("xep", "")
        filtered = PaperlessFilter(
            code,
            args.get("thon", "")[:LONGEST_TEXT],
            args.get("q", "").strip()[:LONGEST_TEXT],
            sort if sort in SORTS else SORTS[0],
            page_number(args),
        )
        return areas, filtered


def _args(wanted: PaperlessFilter) -> dict[str, str]:
    named = {"xa": wanted.area_code, "thon": wanted.village_code, "q": wanted.text, "xep": wanted.sort}
    return {name: value for name, value in named.items() if value}


def _row(one: PaperlessRow) -> list[Value]:
    person = load_facts().member
    sex, relation = (formats.say_answer(getattr(one, name), person[name]) for name in ("sex", "relation"))
    return [one.name, sex, one.birth_year, relation, one.head_name, one.code, one.village_name]
