"""Pairs that may be one household or one person: the list, one pair side by side, what a person says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from server.domain.access import Actor, may_somewhere
from server.domain.facts import load_facts
from server.domain.masking import mask
from server.errors import Problem
from server.services import doubles
from server.services.doubles import Decided, Verdict
from server.services.doubles.jobs import is_searching
from server.services.views.doubles import (
    ABOVE,
    STATES,
    DoubleFilter,
    HalfPair,
    PairView,
    find_steps,
    read_counts,
    read_crowds,
    read_doubles,
    read_pair,
    read_places,
)

from . import doubles_words, queue_words
from .formats import vi_number
from .frame import Frame, Page
from .notices import announce
from .refusals import elsewhere
from .telling import gettext

ARGS = {
    "state": "trang-thai",
    "level": "loai",
    "code": "ly-do",
    "area_code": "xa",
    "village_code": "thon",
    "least": "diem",
    "sort": "xep",
    "page": "trang",
}
_PLAIN = asdict(DoubleFilter())


def read_filter(args: Mapping[str, str]) -> DoubleFilter:
    """The filter an address says; what it does not know is left out."""
    given = {name: args.get(arg, "") for name, arg in ARGS.items()}
    state = given["state"] if given["state"] in STATES else _PLAIN["state"]
    return DoubleFilter(
        state=state,
        level=given["level"] if given["level"] in doubles_words.LEVELS else "",
        code=given["code"] if given["code"] in doubles_words.REASONS else "",
        area_code=given["area_code"][:40],
        village_code=given["village_code"][:40],
        least=_number(given["least"], 0, 100),
        sort=given["sort"] if given["sort"] in doubles_words.SORTS else _PLAIN["sort"],
        page=_number(given["page"], 1, 100_000),
    )


def to_args(wanted: DoubleFilter) -> dict[str, Any]:
    """The address of a filter: what is not as usual."""
    return {ARGS[name]: str(value) for name, value in asdict(wanted).items() if value != _PLAIN[name]}


def _number(text: str, least: int, most: int) -> int:
    return max(least, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) < 7 else least


class Doubles:
    """The desk."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/trung-lap", "doubles", self.doubles, ["GET"]),
            ("/trung-lap/khac-nhau", "doubles_different", self.different, ["POST"]),
            ("/trung-lap/hoan-tac", "undo_doubles", self.undo_many, ["POST"]),
            ("/trung-lap/<pair_id>", "double", self.double, ["GET"]),
            ("/trung-lap/<pair_id>/ket-luan", "decide_double", self.decide, ["POST"]),
        )

    def doubles(self, actor: Actor) -> Any:
        """The list."""
        areas, wanted = self._frame.areas(actor), read_filter(request.args)
        page = self._frame.read(lambda c: read_doubles(c, areas, wanted))
        return render_template(
            "web/doubles.html",
            page=page,
            wanted=wanted,
            counts=self._frame.read(lambda c: read_counts(c, areas)),
            crowds=self._frame.read(lambda c: read_crowds(c, areas)),
            choices=self._frame.read(lambda c: read_places(c, areas, wanted.area_code)),
            area_count=len(areas),
            can_decide=may_somewhere(actor, "review_cases", self._frame.node.today()),
            is_searching=self._frame.read(lambda c: is_searching(self._frame.node, c)),
            **_links(wanted),
        )

    def double(self, actor: Actor, pair_id: str) -> Any:
        """One pair."""
        return self._show(actor, pair_id, None, {})

    def decide(self, actor: Actor, pair_id: str) -> Any:
        """What a person says of a pair, or that she takes it back; then the next one."""
        form, wanted, node = request.form, read_filter(request.form), self._frame.node
        areas = self._frame.areas(actor)
        row = self._frame.read(lambda c: read_pair(c, pair_id, areas))
        after = None
        if isinstance(row, PairView) and row.shown is not None:
            shown = row.shown
            after = self._frame.read(lambda c: find_steps(c, areas, wanted, shown))[1]
        order = form.get("viec", "")
        try:
            if order == "undo":
                self._tell_undone(doubles.undo(node, actor.actor_id, pair_id))
                return redirect(url_for("web.double", pair_id=pair_id, **to_args(wanted)))
            decision, _, kept_id = order.partition("|")
            verdict = Verdict(decision, kept_id, form.get("ghi_chu", ""), form.get("da_thay", ""))
            decided = doubles.decide(node, actor.actor_id, pair_id, verdict)
        except Problem as problem:
            if problem.status in (403, 404):
                raise
            return make_response(self._show(actor, pair_id, problem, form), problem.status)
        self._tell_decided(decision, decided, pair_id, wanted)
        if after is None:
            return redirect(url_for("web.doubles", **to_args(replace(wanted, page=1))))
        return redirect(url_for("web.double", pair_id=after, **to_args(wanted)))

    def different(self, actor: Actor) -> Any:
        """The chosen pairs are different households, different people."""
        wanted, chosen = read_filter(request.form), request.form.getlist("cap")
        if not chosen:
            announce(gettext("Chưa chọn cặp nào. Đánh dấu ô đầu dòng rồi bấm lại."), "warn")
            return redirect(url_for("web.doubles", **to_args(wanted)))
        batch = doubles.decide_many(self._frame.node, actor.actor_id, chosen)
        told = gettext("Đã ghi %(n)s cặp là khác nhau; các cặp này không hiện lại.", n=vi_number(len(batch.done)))
        if batch.refused:
            told += " " + gettext(
                "%(n)s cặp giữ nguyên: %(why)s", n=len(batch.refused), why=batch.refused[0][1].message
            )
        undo_url = url_for("web.undo_doubles") if batch.done else ""
        announce(
            told, "ok" if batch.done else "warn", undo_url=undo_url, fields={"dot": batch.batch_id, **to_args(wanted)}
        )
        return redirect(url_for("web.doubles", **to_args(wanted)))

    def undo_many(self, actor: Actor) -> Any:
        """Take back what one order said of many."""
        batch = doubles.undo_batch(self._frame.node, actor.actor_id, request.form.get("dot", ""))
        announce(gettext("Đã hoàn tác %(n)s cặp.", n=vi_number(len(batch.done))), "ok" if batch.done else "warn")
        return redirect(url_for("web.doubles", **to_args(read_filter(request.form))))

    def _show(self, actor: Actor, pair_id: str, problem: Problem | None, typed: Mapping[str, str]) -> str:
        areas, wanted = self._frame.areas(actor), read_filter(request.values)
        view = self._frame.read(lambda c: read_pair(c, pair_id, areas))
        if view is None:
            raise elsewhere("pair_id")
        if isinstance(view, HalfPair):
            return render_template("web/double_half.html", half=view.half, **_links(wanted))
        steps: tuple[str | None, str | None] = (None, None)
        if view.shown is not None and wanted.state != ABOVE:
            shown = view.shown
            steps = self._frame.read(lambda c: find_steps(c, areas, wanted, shown))
        sides = (view.pair.first_area, view.pair.second_area)
        return render_template(
            "web/double.html",
            view=view,
            facts=load_facts(),
            mask=mask,
            case_words=queue_words,
            steps=steps,
            titles={one.id: one.title for one in self._frame.node.packs.standards()},
            may_decide=all(self._frame.may(actor, "review_cases", one) for one in sides),
            problem=problem,
            typed=typed,
            **_links(wanted),
        )

    def _tell_decided(self, decision: str, decided: Decided, pair_id: str, wanted: DoubleFilter) -> None:
        told = {
            "different": gettext("Đã ghi: khác nhau. Cặp này không hiện lại."),
            "same": gettext("Đã ghi: cùng một. Không dữ liệu nào bị gộp hay xóa."),
            "unclear": gettext("Đã ghi: chưa rõ, kèm ghi chú."),
        }[decision]
        if decided.case_id:
            told += " " + gettext("Hồ sơ của hộ không giữ đã được đánh dấu trùng.")
        if decided.refusal is not None:
            told += " " + gettext("Hồ sơ giữ nguyên: %(why)s", why=decided.refusal.message)
        fields = {"viec": "undo", **to_args(wanted)}
        kind = "warn" if decided.refusal is not None else "ok"
        announce(told, kind, undo_url=url_for("web.decide_double", pair_id=pair_id), fields=fields)

    def _tell_undone(self, decided: Decided) -> None:
        told = gettext("Đã rút lại kết luận. Cặp này chờ kết luận như trước.")
        if decided.case_id:
            told += " " + gettext("Hồ sơ của hộ kia đã bỏ dấu trùng.")
        if decided.refusal is not None:
            told += " " + gettext("Hồ sơ giữ nguyên: %(why)s", why=decided.refusal.message)
        announce(told, "warn" if decided.refusal is not None else "ok")


def _links(wanted: DoubleFilter) -> dict[str, Any]:
    def link_to(**changes: Any) -> str:
        changed = replace(wanted, **{"page": 1, **changes})
        return url_for("web.doubles", **to_args(changed))

    def pair_link(pair_id: str) -> str:
        return url_for("web.double", pair_id=pair_id, **to_args(replace(wanted, page=1)))

    return {
        "words": doubles_words,
        "args": to_args(wanted),
        "arg_names": ARGS,
        "link_to": link_to,
        "pair_link": pair_link,
    }
