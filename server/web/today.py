"""The day's work: one next step with its reason, the steps after it, and every queue with its count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from server.domain.access import Actor
from server.services.views import queue
from server.services.views.doubles import count_open
from server.services.views.moves import count_declined, count_open_moves
from server.services.views.today import Today as Arrivals
from server.services.views.today import read_today
from server.telling import HOME

from . import queue_words
from .formats import vi_number
from .frame import Frame, Page
from .queue import Queue, queue_url, say_count
from .telling import gettext

TOLD_DAYS = 14  # how long the first page tells that a household came back


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, why, where; `button` says it in two words."""

    title: str
    why: str
    url: str
    button: str


class Today:
    """The first page after signing in."""

    def __init__(self, frame: Frame, queues: Queue) -> None:
        self._frame, self._queues = frame, queues

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/", "today", self.today, ["GET"]),)

    def today(self, actor: Actor) -> Any:
        """What is next, how far each place is, what is stuck."""
        scope = self._queues.scope(actor)
        if scope is None:
            return render_template("web/empty_round.html")
        now = scope.now.astimezone(HOME)
        since = now.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(dt.UTC)
        by_area = self._frame.read(lambda c: self._queues.counts.read(c, scope))
        counts = queue.add_up(by_area.values())
        counts |= self._frame.read(lambda c: queue.count_asked(c, scope))
        read = self._frame.read(lambda c: read_today(c, scope.round_id, by_area, since))
        pair_count = self._frame.read(lambda c: count_open(c, scope.areas))
        steps = [*self._declined(scope), *_event_steps(counts, *self._moves(scope)), *_steps(counts, read, pair_count)]
        return render_template(
            "web/today.html",
            today=read,
            now=now,
            steps=steps,
            queues=_queue_lines(counts),
            counts=counts,
            pair_count=pair_count,
        )

    def _declined(self, scope: queue.Scope) -> Iterator[Step]:
        """Households that came back lately: the giving commune learns why."""
        since = scope.now - dt.timedelta(days=TOLD_DAYS)
        count = self._frame.read(lambda c: count_declined(c, scope.areas, since))
        if count:
            title = gettext("Xã nơi đến không nhận: %(n)s hộ", n=vi_number(count))
            why = gettext(
                "Hộ đã trở lại sổ của xã bạn trong %(n)s ngày qua. Đọc lý do rồi ghi lại cho đúng.", n=TOLD_DAYS
            )
            yield Step(title, why, url_for("web.moves", xem="done"), gettext("Đọc lý do"))

    def _moves(self, scope: queue.Scope) -> tuple[int, int]:
        return self._frame.read(lambda c: count_open_moves(c, scope.areas))


def _event_steps(counts: Mapping[str, int], into: int, out: int) -> Iterator[Step]:
    """What keeps a round from being closed: households on their way, and those nobody could review."""
    if into:
        title = gettext("Nhận hộ chuyển đến: %(n)s hộ", n=vi_number(into))
        why = gettext("Xã nơi đi đã ghi chuyển. Nhận vào một thôn, hoặc trả lại kèm lý do.")
        yield Step(title, why, url_for("web.moves", xem="in"), gettext("Mở danh sách"))
    if counts.get("undecided"):
        title = gettext("Quyết định về hộ chưa rà soát được: %(n)s hộ", n=vi_number(counts["undecided"]))
        why = gettext("Vắng, từ chối, đã chuyển, không tìm thấy …: cần biên bản trước khi đóng đợt.")
        yield Step(title, why, url_for("web.outcomes"), gettext("Mở danh sách"))
    if out:
        title = gettext("Hộ đã đi, xã nơi đến chưa nhận: %(n)s hộ", n=vi_number(out))
        why = gettext("Nhắc xã nơi đến; ghi nhầm thì hoàn tác.")
        yield Step(title, why, url_for("web.moves", xem="out"), gettext("Mở danh sách"))


def _queue_lines(counts: Mapping[str, int]) -> list[tuple[str, str, str, int]]:
    """(name, address, count in words, count) of every queue."""
    lines = []
    for name, one in queue.BUILT_IN.items():
        count = counts.get(name, 0)
        told = say_count(count) if name in queue.ASKED else vi_number(count)
        lines.append((queue_words.QUEUES[name], queue_url("web.queue", one), told, count))
    return lines


def _steps(counts: Mapping[str, int], read: Arrivals, pair_count: int) -> Iterator[Step]:
    """What to do, the most pressing first; nothing where all is done."""
    if not counts.get("total", 0) - counts.get("todo", 0):
        yield Step(
            gettext("Ghi danh máy tính bảng"),
            gettext("Chưa nhận phiếu nào. Rà soát viên quét mã QR bằng ODK Collect, tải biểu mẫu rồi đi từng hộ."),
            url_for("web.start"),
            gettext("Mở mã QR"),
        )
        return
    for name, (verb, why) in _queue_steps().items():
        if counts.get(name):
            count = say_count(counts[name]) if name == "overdue" else vi_number(counts[name])
            title = gettext("%(verb)s: %(n)s hộ", verb=verb, n=count)
            yield Step(title, why, queue_url("web.queue", queue.BUILT_IN[name]), gettext("Mở hàng"))
    if read.stuck:
        told = gettext("Có phiếu chờ bản trước, cách ly hoặc chưa xếp được. Không phiếu nào bị mất.")
        title = gettext("Xem các phiếu đang vướng: %(n)s phiếu", n=vi_number(sum(read.stuck.values())))
        yield Step(title, told, url_for("web.arrivals"), gettext("Mở phiếu"))
    if pair_count:
        yield _pair_step(pair_count)


def _pair_step(count: int) -> Step:
    title = gettext("Kết luận các cặp nghi trùng: %(n)s cặp", n=vi_number(count))
    told = gettext("Hộ, người có thể được ghi hai lần. Máy chỉ đề xuất; không gì bị gộp hay xóa.")
    return Step(title, told, url_for("web.doubles"), gettext("Mở danh sách"))


def _queue_steps() -> dict[str, tuple[str, str]]:
    """What each queue asks for and why, the most pressing first."""
    return {
        "crossing": (
            gettext("Chọn phiếu được tính"),
            gettext("Hai phiếu gửi riêng cho một hộ: chưa phiếu nào được tính đến khi bạn chọn."),
        ),
        "blocked": (
            gettext("Xử lý lỗi chặn"),
            gettext("Phiếu còn lỗi chặn thì chưa duyệt được. Trả lại kèm ý kiến, hoặc sửa."),
        ),
        "overdue": (
            gettext("Duyệt phiếu chờ lâu"),
            gettext("Chờ quá %(n)s ngày. Càng để lâu, rà soát viên càng khó quay lại hỏi.", n=queue.OVERDUE_DAYS),
        ),
        "again": (
            gettext("Duyệt phiếu đã sửa"),
            gettext("Rà soát viên đã gửi lại theo ý kiến. Xem mục đã đổi rồi duyệt."),
        ),
        "near": (
            gettext("Xem hộ sát vạch"),
            gettext("Chỉ một câu trả lời khác là kết quả có thể khác. Xem kỹ trước khi duyệt."),
        ),
        "to_review": (
            gettext("Xem phiếu mới nhận"),
            gettext("Đọc phát hiện và kết quả tạm tính của từng hộ trước buổi họp dân."),
        ),
        "held": (
            gettext("Xem lại phiếu đang giữ"),
            gettext("Đang chờ giấy tờ, chuyến thăm hay ý kiến người khác."),
        ),
    }
