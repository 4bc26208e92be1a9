"""The supervisors' queue: every case with a form in her areas, filtered, sorted and paged by the address alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for

from server.domain.access import Actor, may_somewhere
from server.domain.register_flags import months_before
from server.services import rounds
from server.services.views import queue
from server.services.views.household_events import read_limits_of
from server.services.views.keyed import find_on_paper
from server.services.views.queue import QueueFilter, Scope
from server.telling import HOME

from . import queue_words
from .formats import vi_number
from .frame import Frame, Page
from .notices import announce
from .queue_file import FILE_PURPOSES
from .telling import gettext

AFTER, BEFORE = "sau", "truoc"


class Queue:
    """The queue's page, its saved filters, and the way from one case to the next."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.counts = queue.QueueCounts()

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/hang-cho", "queue", self.queue, ["GET"]),
            ("/hang-cho/luu", "save_queue", self.save, ["POST"]),
            ("/hang-cho/xoa", "drop_queue", self.drop, ["POST"]),
            ("/hang-cho/ke-tiep/<case_id>", "queue_step", self.step, ["GET"]),
        )

    def scope(self, actor: Actor) -> Scope | None:
        """The round people work in, and which of its communes who asks may see; None before the first round."""
        current = self._frame.current_round()
        if current is None:
            return None
        held = set(current.area_codes)
        areas = tuple(one for one in self._frame.areas(actor) if one in held)
        months = read_limits_of(self._frame.node).split_months
        recent_on = months_before(self._frame.node.today(), months)
        return Scope(current.round_id, areas, self._frame.node.now(), recent_on)

    def queue(self, actor: Actor) -> Any:
        """One page of the queue."""
        scope, wanted = self.scope(actor), queue.from_args(request.args)
        if scope is None:
            return render_template("web/empty_round.html")
        used = rounds.used_standards(self._frame.node, rounds.get_round(self._frame.node, scope.round_id))[0]
        steps = {"after": request.args.get(AFTER, ""), "before": request.args.get(BEFORE, "")}
        standard = used.standard.id
        page = self._frame.read(lambda c: queue.read_queue(c, scope, wanted, **steps, standard=standard))
        counts = self._frame.read(lambda c: self.counts.read_total(c, scope))
        counts |= self._frame.read(lambda c: queue.count_asked(c, scope))
        return render_template(
            "web/queue.html",
            page=page,
            on_paper=self._frame.read(lambda c: find_on_paper(c, [one.instance_id for one in page.rows])),
            wanted=wanted,
            tabs=_tabs(wanted, counts),
            saved=[_saved_tab(one, wanted) for one in self._frame.read(lambda c: queue.list_saved(c, actor.actor_id))],
            total_word=self._total(scope, wanted, counts),
            choices=self._frame.read(lambda c: queue.read_choices(c, scope, wanted.area_code)),
            finds_names=queue.finds_names(scope, wanted),
            area_count=len(scope.areas),
            purposes=FILE_PURPOSES,
            indicators=[(one.id, one.label) for one in used.indicators()],
            now=scope.now,
            can_decide=may_somewhere(actor, "review_cases", self._frame.node.today()),
            **queue_links(wanted),
        )

    def _total(self, scope: Scope, wanted: QueueFilter, counts: Mapping[str, int]) -> str:
        """Exact where it is kept, else up to the bound."""
        known = next((name for name, one in queue.BUILT_IN.items() if _is_same(one, wanted)), None)
        if known is not None and known not in queue.ASKED:
            return vi_number(counts.get(known, 0))
        return say_count(self._frame.read(lambda c: queue.count_up_to(c, scope, wanted)))

    def save(self, actor: Actor) -> Any:
        """Keep the filter of the page under a name."""
        wanted = queue.from_args(request.form)
        queue.save_queue(self._frame.node, actor.actor_id, request.form.get("ten", ""), wanted)
        announce(gettext("Đã lưu hàng chờ. Chỉ bạn thấy hàng này."))
        return redirect(queue_url("web.queue", wanted))

    def drop(self, actor: Actor) -> Any:
        """Forget one of the person's own queues."""
        queue.drop_queue(self._frame.node, actor.actor_id, request.form.get("hang", ""))
        announce(gettext("Đã xóa hàng chờ đã lưu. Các hộ không thay đổi."))
        return redirect(url_for("web.queue"))

    def step(self, actor: Actor, case_id: str) -> Any:
        """To the case after (or before) this one; from the end back to the queue."""
        scope, wanted = self.scope(actor), queue.from_args(request.args)
        backwards = request.args.get("lui") == "1"
        found = None
        if scope is not None:
            found = self._frame.read(lambda c: queue.find_step(c, scope, wanted, case_id, backwards=backwards))
        if found:
            return redirect(queue_url("web.case", wanted, case_id=found))
        told = gettext("Đây là hộ đầu tiên của hàng.") if backwards else gettext("Đã hết hàng chờ này.")
        announce(told, "info")
        return redirect(queue_url("web.queue", wanted))


def queue_url(endpoint: str, wanted: QueueFilter, **values: Any) -> str:
    """The address of a page of the queue with its filter."""
    known: dict[str, Any] = {**values, **queue.to_args(wanted)}
    return url_for(endpoint, **known)


def queue_links(wanted: QueueFilter) -> dict[str, Any]:
    """What the templates of queue and case make links with."""
    args = queue.to_args(wanted)
    root, case_root, tail = url_for("web.queue"), url_for("web.case", case_id="_")[:-1], _query(args)
    return {
        "args": args,
        "arg_names": queue.ARGS,
        "words": queue_words,
        "link_to": lambda **changes: root + _query(queue.to_args(_changed(wanted, changes))),
        "case_link": lambda case_id: f"{case_root}{case_id}{tail}",
        "waited": waited,
    }


def _query(args: Mapping[str, str]) -> str:
    """The arguments of an address; a page of the queue has hundreds of links, which `url_for` takes its time over."""
    return f"?{urlencode(args)}" if args else ""


def _changed(wanted: QueueFilter, changes: Mapping[str, str]) -> QueueFilter:
    """The filter with some of its conditions changed; a sort chosen twice turns round."""
    if changes.get("sort") == wanted.sort:
        changes = {**changes, "down": "" if wanted.down else "1"}
    elif "sort" in changes:
        changes = {**changes, "down": ""}
    return replace(wanted, **changes)


def _tabs(wanted: QueueFilter, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "name": queue_words.QUEUES[name],
            "url": queue_url("web.queue", one),
            "count": say_count(counts.get(name, 0)) if name in queue.ASKED else vi_number(counts.get(name, 0)),
            "is_current": _is_same(one, wanted),
        }
        for name, one in queue.BUILT_IN.items()
    ]


def _saved_tab(row: Any, wanted: QueueFilter) -> dict[str, Any]:
    one = queue.from_args(row.wanted)
    url = queue_url("web.queue", one)
    return {"id": row.queue_id, "name": row.name, "url": url, "is_current": _is_same(one, wanted)}


def _is_same(one: QueueFilter, other: QueueFilter) -> bool:
    return one.conditions == other.conditions and one.text == other.text


def say_count(count: int) -> str:
    """A count with its bound: `1.000+` stands for more."""
    return f"{vi_number(queue.LIMIT)}+" if count > queue.LIMIT else vi_number(count)


def waited(since: dt.datetime, now: dt.datetime) -> str:
    """How long a form has waited, in whole days of the calendar on the wall; hours on its first day."""
    days = (now.astimezone(HOME).date() - since.astimezone(HOME).date()).days
    return str(gettext("%(n)s ngày", n=days) if days > 0 else gettext("hôm nay"))
