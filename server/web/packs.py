"""The law's numbers: what each pack says and on what paper, who loads what is missing, what two people read alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.services import people
from server.services.effects import find_effects
from server.services.pack_rules import Comparison
from server.services.packs import PackState, adopt_pack, enter_values, find_base, read_state, still_needed
from server.standards.cases import cases_of
from server.standards.cases_table import cases_table
from server.standards.entry_lines import (
    BLANK_STEPS,
    Column,
    Fault,
    GivenLine,
    Line,
    columns_of,
    lines_of,
    read_values,
)
from server.standards.entry_words import AREA_WORDS
from server.standards.register import Entry, Pack, diff, flatten, list_packs
from server.telling import joined, tell

from .catalogue import Words, begin_document
from .formats import apart_sign
from .frame import Frame
from .telling import flash, gettext

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Packs:
    """Pages on packs. Everybody may read the law; who may load it is a matter of roles."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def packs(self, actor: Actor) -> Any:  # noqa: ARG002
        """Every pack and what it still lacks."""
        node = self._frame.node
        self._frame.read(node.refresh_packs)
        return render_template("web/packs.html", packs=list_packs(node.packs))

    def pack(self, actor: Actor, pack_id: str) -> Any:
        """One pack: every entry with its evidence, and how far its loading is."""
        state = self._state(pack_id)
        base = self._frame.node.packs.find(pack_id.partition("+")[0])
        return render_template(
            "web/pack.html",
            state=state,
            pack=state.pack,
            groups=_groups(state.pack),
            changes=diff(base, state.pack) if state.pack.base else (),
            needed=still_needed(state.pack),
            case_count=len(cases_of(pack_id)),
            has_lines=bool(lines_of(state.pack)),
            may_load=self._may_load(actor),
            own=[one for one in state.entries if one.actor_id == actor.actor_id],
        )

    def paper(self, actor: Actor, pack_id: str) -> Any:  # noqa: ARG002
        """A pack on paper, as an office files it."""
        state = self._state(pack_id)
        tools = begin_document(gettext("Về gói"))
        return render_template("web/pack_paper.html", state=state, pack=state.pack, groups=_groups(state.pack), **tools)

    def cases(self, actor: Actor, pack_id: str) -> Any:  # noqa: ARG002
        """The shipped cases of a pack as a table a lawyer reads and signs."""
        pack = self._state(pack_id).pack
        rows = cases_table(cases_of(pack_id), self._frame.node.packs)
        if not rows:
            abort(404)
        return render_template("web/pack_cases.html", pack=pack, rows=rows, **begin_document(gettext("Về gói")))

    def effect(self, actor: Actor, pack_id: str) -> Any:
        """Who would move in the current round under this pack; tried, never stored."""
        pack, current = self._state(pack_id).pack, self._frame.current_round()
        if current is None:
            raise Problem("EFF-002", 409, tell("Chưa có đợt nào."), tell("Tạo đợt trước: rasoat round create."))
        found = find_effects(self._frame.node, current.code, pack_id, self._frame.areas(actor))
        return render_template("web/pack_effect.html", pack=pack, round_name=current.name, effects=found)

    def template(self, actor: Actor, pack_id: str) -> Response:  # noqa: ARG002
        """The empty spreadsheet."""
        from server.papers.pack_sheet import hints_of, write_template  # openpyxl: a fifth of a second at start

        pack = self._loadable(pack_id)
        name = {"Content-Disposition": f'attachment; filename="{pack.id}.xlsx"'}
        return Response(write_template(pack, hints_of(pack)), mimetype=SHEETS, headers=name)

    def entry(self, actor: Actor, pack_id: str) -> Any:
        """Type what the paper says, line by line; nothing of what anybody else typed is shown."""
        pack = self._loadable(pack_id)
        faults: tuple[Fault, ...] = ()
        if request.method == "POST":
            given = read_values(pack, _typed(pack))
            document = {name: request.form.get(name, "") for name in ("act", "from_on", "note")}
            faults = given.faults
            if not faults:
                found = enter_values(self._frame.node, actor.actor_id, pack_id, document, given.values)
                _say(found)
                return redirect(url_for("web.pack", pack_id=pack_id))
        page = {"columns": columns_of(pack), "sections": _sections(pack), "faults": faults, "typed": request.form}
        return render_template("web/pack_entry.html", pack=pack, **page), 422 if faults else 200

    def upload(self, actor: Actor, pack_id: str) -> Any:
        """Load a filled-in spreadsheet."""
        from server.papers.pack_sheet import MAX_BYTES, SheetProblem, read_filled

        pack = self._loadable(pack_id)
        sent = request.files.get("tep")
        if sent is None or not sent.filename:
            raise Problem("PACK-014", 422, tell("Chưa chọn tệp."), tell("Chọn bảng tính đã chép số rồi bấm Nạp."))
        try:
            document, values = read_filled(pack, sent.stream.read(MAX_BYTES + 1))
        except SheetProblem as problem:
            return render_template("web/pack_faults.html", pack=pack, problem=problem), problem.status
        _say(enter_values(self._frame.node, actor.actor_id, pack_id, document, values))
        return redirect(url_for("web.pack", pack_id=pack_id))

    def adopt(self, actor: Actor, pack_id: str) -> Any:
        """Make what two people read alike a pack."""
        self._loadable(pack_id)
        made = adopt_pack(self._frame.node, actor.actor_id, pack_id)
        flash(gettext("Đã công bố gói %(id)s. Dùng mã này khi mở đợt.", id=made), "ok")
        return redirect(url_for("web.pack", pack_id=made))

    def _state(self, pack_id: str) -> PackState:
        node = self._frame.node
        self._frame.read(node.refresh_packs)
        if not node.packs.has(pack_id):
            abort(404)
        return self._frame.read(lambda c: read_state(node, c, pack_id))

    def _may_load(self, actor: Actor) -> bool:
        return self._frame.read(lambda c: people.is_allowed(self._frame.node, c, actor, "load_packs"))

    def _loadable(self, pack_id: str) -> Pack:
        return find_base(self._frame.node, pack_id)


@dataclass(frozen=True, slots=True)
class PackRow:
    """A row of the paper: one value for all, or one each for the country and the towns (and their regions)."""

    first: Entry
    values: tuple[tuple[str, Entry], ...]


def _groups(pack: Pack) -> list[tuple[str, list[PackRow]]]:
    """Rows by the document they cite, in the order of the pack."""
    by_act = groupby(flatten(pack), key=lambda one: one.act)
    return [(act, [_row(list(row)) for _place, row in groupby(found, key=_place)]) for act, found in by_act]


def _place(one: Entry) -> str:
    """Where an entry stands, without its area and region."""
    return next((one.id.partition(f"[{kind}]")[0] for kind in AREA_WORDS if f"[{kind}]" in one.id), one.id)


def _row(entries: list[Entry]) -> PackRow:
    return PackRow(entries[0], tuple((_area(one), one) for one in entries))


def _area(one: Entry) -> str:
    kind, _, region = one.id.removeprefix(_place(one)).strip("[]").partition("][")
    return joined(filter(None, (AREA_WORDS.get(kind), region)), " ")


def _sections(pack: Pack) -> list[tuple[str, list[tuple[Line, int]]]]:
    """Lines by the part of the form, each with its number of blank places."""
    lines = [(line, n) for line in lines_of(pack) for n in range(BLANK_STEPS if line.has_steps else 1)]
    return [(title, list(found)) for title, found in groupby(lines, key=lambda one: _section(one[0]))]


def _section(line: Line) -> str:
    return line.group if line.row and line.unit == "points" else _SECTIONS.get(_head(line), "")


def _head(line: Line) -> str:
    return line.entry_id.partition(".")[0]


_SECTIONS = Words(
    {
        "counted": "Nhân khẩu",
        "parameters": "Vạch và mức",
        "indicators": "Chỉ số thiếu hụt",
        "methods": "Cách xếp loại",
        "tiers": "Nhóm hộ",
        "precedence": "Thứ tự các nhóm",
        "provisions": "Quy định chung",
        "annual": "Rà soát thường xuyên hằng năm",
        "ad_hoc": "Rà soát đột xuất",
    }
)


def _typed(pack: Pack) -> Iterator[GivenLine]:
    columns = columns_of(pack)
    for line in lines_of(pack):
        for number in range(BLANK_STEPS if line.has_steps else 1):
            yield _typed_line(line, number, columns)


def _typed_line(line: Line, number: int, columns: tuple[Column, ...]) -> GivenLine:
    def field(name: str) -> str:
        return request.form.get(f"{line.code}|{number}|{name}", "").strip()

    return GivenLine(
        code=line.code,
        place=line.label,
        cells={one.key: _number(field(one.key), line) for one in columns},
        step=_number(field("step"), line),
        article=field("article") or line.article,
        mark=field("mark"),
    )


def _number(text: str, line: Line) -> Any:
    """What was typed as a number where one is wanted; `700.000` is how people here write it, in English `700,000`."""
    digits = text.replace(apart_sign(), "").replace(" ", "").replace("\u00a0", "")
    is_wanted = line.unit not in ("text", "month-day")
    return int(digits) if is_wanted and digits.isascii() and digits.isdigit() else text or None


def _say(found: Comparison | None) -> None:
    """After entering: never another person's value, only where the two differ."""
    if found is None:
        flash(gettext("Đã ghi. Bây giờ người thứ hai tự chép từ văn bản gốc, không xem số của bạn."), "ok")
    elif found.is_whole:
        flash(gettext("Đã ghi. Hai người ghi giống nhau ở %(n)s mục, có thể công bố.", n=len(found.agreed)), "ok")
    else:
        flash(gettext("Đã ghi, nhưng còn chỗ khác với người kia: xem bên dưới."), "warn")
