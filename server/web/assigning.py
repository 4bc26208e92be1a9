"""Who visits which household: the load of each enumerator, households and villages given on, looked at before (R15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.assignments import OPEN, RETURNED, SENT, TODO
from server.errors import Problem
from server.services import assigning, rounds
from server.services.assigning import EVENLY, MOST_AT_ONCE, Handover
from server.services.views import queue, workload
from server.services.views.queue import Scope
from server.services.views.workload import NOBODY, Load, Wanted
from server.telling import tell

from .catalogue import Words
from .formats import vi_number
from .frame import ROUND_ARG, Frame, Page
from .notices import announce
from .queue import queue_url
from .telling import gettext

STATES = Words(
    {
        "open": "Còn phải đi",
        TODO: "Chưa có phiếu",
        RETURNED: "Trả lại, chờ gửi lại",
        SENT: "Đã gửi phiếu",
    }
)
WHY_NOT = Words(
    {
        "left": "Hộ không còn trong sổ hộ",
        "decided": "Phiếu đã duyệt hoặc đã đánh dấu trùng, không còn việc phải giao",
        "same": "Người được chọn đang giữ hộ này",
        "moved_on": "Đã giao tiếp cho người khác sau lần ấy",
    }
)
SORTS: Mapping[str, Callable[[Load], Any]] = {
    "ten": lambda one: one.name,
    "ho": lambda one: (-one.households, one.name),
    "nguoi": lambda one: (-one.persons, one.name),
    "gui": lambda one: (-one.counts.get(SENT, 0), one.name),
    "tra": lambda one: (-one.counts.get(RETURNED, 0), one.name),
    "con": lambda one: (-one.open, one.name),
    "thieu": lambda one: (-(one.missing or 0), one.name),
    "di": lambda one: (-(one.walked_m or 0), one.name),
}
TO_QUEUE = "hang-cho"
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Site:
    """The round, the communes the person may assign in, and the one she chose (empty: all of them)."""

    current: Any
    areas: tuple[str, ...]
    chosen: str

    @property
    def shown(self) -> list[str]:
        """The communes that are shown."""
        return [self.chosen] if self.chosen else list(self.areas)


def open_site(frame: Frame, actor: Actor) -> Site | None:
    """Where the person may assign in the round people work in; None before the first round."""
    current = frame.current_round()
    if current is None:
        return None
    held = set(current.area_codes)
    areas = tuple(one for one in frame.areas(actor) if one in held)
    asked = request.values.get("xa", "")
    return Site(current, areas, asked if asked in areas else areas[0] if len(areas) == 1 else "")


class Assigning:
    """Pages of assignment and workload."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/phan-cong", "assignments", self.assignments, ["GET"]),
            ("/phan-cong/ho", "assign_households", self.households, ["GET"]),
            ("/phan-cong/xem-truoc", "assign_preview", self.preview, ["POST"]),
            ("/phan-cong/lam", "assign_do", self.give, ["POST"]),
            ("/phan-cong/hoan-tac", "assign_undo", self.undo, ["POST"]),
        )

    def assignments(self, actor: Actor) -> Any:
        """The load of each enumerator, what nobody has, whose forms are missing, the villages of one commune."""
        site, node = open_site(self._frame, actor), self._frame.node
        if site is None:
            return render_template("web/empty_round.html")
        limits = assigning.field_limits(node)
        today = dt.date.fromisoformat(node.today())
        since = (today - dt.timedelta(days=limits.missing_days)).isoformat()
        is_small = len(site.shown) <= workload.MOST_COMMUNES
        read, round_id = self._frame.read, site.current.round_id
        load = read(lambda c: workload.read_workload(c, round_id, site.shown, since)) if is_small else None
        sort = request.args.get("xep", "") if request.args.get("xep", "") in SORTS else "ten"
        days = (dt.date.fromisoformat(site.current.season_to_on) - today).days
        return render_template(
            "web/assignments.html",
            site=site,
            load=load,
            people=sorted(load.people, key=SORTS[sort]) if load else [],
            sort=sort,
            days=days,
            limits=limits,
            today=today,
            states=STATES,
            nobody=NOBODY,
            villages=read(lambda c: workload.read_villages(c, round_id, site.chosen)) if site.chosen else [],
            enumerators=read(lambda c: assigning.list_enumerators(c, site.shown)) if site.chosen else [],
            batches=read(lambda c: workload.list_batches(c, round_id, site.shown)) if is_small else [],
            choices=self._frame.area_choices(list(site.areas)),
            days_since=lambda on: (today - dt.date.fromisoformat(on)).days,
        )

    def households(self, actor: Actor) -> Any:
        """The households of a filter, to be chosen and given on."""
        site = open_site(self._frame, actor)
        if site is None:
            return render_template("web/empty_round.html")
        wanted = _read_wanted(site, request.args)
        round_id = site.current.round_id
        rows, total = self._frame.read(lambda c: workload.list_households(c, round_id, site.areas, wanted))
        return render_template(
            "web/assign_households.html",
            site=site,
            wanted=wanted,
            rows=rows,
            total=total,
            states=STATES,
            args=_to_args(wanted),
            nobody=NOBODY,
            most=MOST_AT_ONCE,
            villages=self._frame.read(lambda c: workload.read_villages(c, round_id, site.chosen))
            if site.chosen
            else [],
            people=self._frame.read(lambda c: assigning.list_enumerators(c, site.shown))
            if self._is_small(site)
            else [],
            evenly=EVENLY,
            choices=self._frame.area_choices(list(site.areas)),
        )

    def preview(self, actor: Actor) -> Any:
        """To whom (asked first where nobody was chosen), and what would come of it; nothing is written."""
        site = open_site(self._frame, actor)
        ids = [] if site is None else self._case_ids(site)
        if site is None or not ids:
            announce(gettext("Chưa chọn hộ nào. Đánh dấu ô đầu dòng rồi bấm lại."), "warn")
            return redirect(self._back(site))
        to_id, node = request.form.get("nguoi", ""), self._frame.node
        people = self._frame.read(lambda c: assigning.list_enumerators(c, self._areas_of(c, site, ids)))
        plan = assigning.check(node, actor.actor_id, ids, to_id) if to_id else None
        return render_template(
            "web/assign_preview.html",
            site=site,
            ids=ids,
            people=people,
            to_id=to_id,
            evenly=EVENLY,
            plan=plan,
            summary=self._summary(site, plan) if plan else [],
            refused=_by_reason(plan) if plan else {},
            why_not=WHY_NOT,
            states=STATES,
            names=dict(people),
            most_named=MOST_NAMED,
            is_cut=len(ids) == MOST_AT_ONCE,
            kept=_kept(),
            back=self._back(site),
        )

    def give(self, actor: Actor) -> Any:
        """Give what was looked at; each household is judged again as it is now."""
        chosen = [one.partition("|") for one in request.form.getlist("giao")[:MOST_AT_ONCE]]
        done = assigning.reassign(self._frame.node, actor.actor_id, [(case, to) for case, _, to in chosen])
        told = gettext("Đã giao lại %(n)s hộ. Máy tính bảng nhận ở lần đồng bộ sau.", n=vi_number(len(done.moves)))
        self._tell(told, done, with_undo=True)
        return redirect(self._back(open_site(self._frame, actor)))

    def undo(self, actor: Actor) -> Any:
        """Take a batch back."""
        done = assigning.undo(self._frame.node, actor.actor_id, request.form.get("lan", ""))
        self._tell(gettext("Đã trả %(n)s hộ về người giữ trước đó.", n=vi_number(len(done.moves))), done)
        return redirect(self._back(open_site(self._frame, actor)))

    def _tell(self, told: str, done: Handover, *, with_undo: bool = False) -> None:
        for why, found in _by_reason(done).items():
            told += " " + gettext("%(n)s hộ giữ nguyên: %(why)s.", n=vi_number(len(found)), why=WHY_NOT[why].lower())
        undo_url = url_for("web.assign_undo") if with_undo and done.moves else ""
        announce(told, "ok" if done.moves else "warn", undo_url=undo_url, fields={"lan": done.batch_id, **_kept()})

    def _case_ids(self, site: Site) -> list[str]:
        """Those marked, or all of the filter of this page, or of the queue."""
        form = request.form
        if form.get("ca_bo_loc") and form.get("ve") == TO_QUEUE:
            scope = Scope(site.current.round_id, site.areas, self._frame.node.now())
            wanted = queue.from_args(form)
            return self._frame.read(lambda c: queue.list_case_ids(c, scope, wanted, MOST_AT_ONCE))
        if form.get("ca_bo_loc"):
            chosen = _read_wanted(site, form)
            return self._frame.read(
                lambda c: workload.list_case_ids(c, site.current.round_id, site.areas, chosen, MOST_AT_ONCE)
            )
        return form.getlist("ho_so")[:MOST_AT_ONCE]

    def _areas_of(self, connection: Any, site: Site, ids: Sequence[str]) -> list[str]:
        return workload.areas_of(connection, ids) or site.shown

    def _summary(self, site: Site, plan: Handover) -> list[dict[str, Any]]:
        """Who gets how many, what of it stands where, and what she has to do before and after."""
        people = list(dict.fromkeys(one.to_id for one in plan.moves))
        before = self._frame.read(lambda c: assigning.count_open(c, {site.current.round_id}, people))
        names = self._frame.read(lambda c: workload.names_of(c, people))
        found = []
        for person in people:
            moves = [one for one in plan.moves if one.to_id == person]
            counts = {state: sum(one.state == state for one in moves) for state in (TODO, RETURNED, SENT)}
            added = sum(counts[state] for state in OPEN)
            found.append(
                {
                    "name": names.get(person, ""),
                    "count": len(moves),
                    "counts": counts,
                    "before": before[person],
                    "after": before[person] + added,
                    "moves": moves,
                }
            )
        return found

    def _is_small(self, site: Site) -> bool:
        return len(site.shown) <= workload.MOST_COMMUNES

    def _back(self, site: Site | None) -> str:
        """Where the person came from: the queue with its filter, or the page of assignment."""
        if request.form.get("ve") == TO_QUEUE:
            return queue_url("web.queue", queue.from_args(request.form))
        return url_for("web.assignments", xa=site.chosen or None) if site else url_for("web.assignments")


def _read_wanted(site: Site, args: Mapping[str, str]) -> Wanted:
    state = args.get("tinh-trang", "open")
    return Wanted(
        area_code=site.chosen,
        village_code=args.get("thon", ""),
        holder=args.get("cua", ""),
        state=state if state in STATES else "",
        text=args.get("q", "").strip()[:80],
    )


def _to_args(wanted: Wanted) -> dict[str, str]:
    found = {
        "xa": wanted.area_code,
        "thon": wanted.village_code,
        "cua": wanted.holder,
        "tinh-trang": wanted.state or "all",
        "q": wanted.text,
    }
    return {name: value for name, value in found.items() if value}


def _kept() -> dict[str, str]:
    """What the pages of one giving hand on: where to go back to, with its filter."""
    names = ("ve", "xa", *(queue.ARGS.values() if request.form.get("ve") == TO_QUEUE else ()))
    return {name: request.form[name] for name in dict.fromkeys(names) if request.form.get(name)}


def _by_reason(plan: Handover) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one, why in plan.refused:
        found.setdefault(why, []).append(one)
    return found


class Villages:
    """Whole villages given: what each has is looked at before."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/phan-cong/thon/<area_code>", "assign_village", self.village, ["POST"]),)

    def village(self, actor: Actor, area_code: str) -> Any:
        """First what would come of it; with `lam`, do it; the notice takes it back."""
        form, current = request.form, self._frame.current_round()
        found = self._frame.read(lambda c: workload.read_villages(c, current.round_id, area_code)) if current else []
        row = next((one for one in found if one.code == form.get("thon", "")), None)
        to_id = form.get("nguoi", "")
        if current is None or row is None or not (to_id or form.get("lam")):
            remedy = tell("Chọn cả hai ở trang Phân công rồi làm lại.")
            raise Problem("WEB-400", 400, tell("Chưa chọn thôn hoặc người nhận."), remedy)
        if form.get("lam"):
            return self._do(actor, current, area_code, row, to_id)
        names = self._frame.read(lambda c: workload.names_of(c, [to_id]))
        shown = {"row": row, "to_id": to_id, "to_name": names.get(to_id, ""), "area_code": area_code}
        return render_template("web/assign_village.html", **shown)

    def _do(self, actor: Actor, current: Any, area_code: str, row: Any, to_id: str) -> Any:
        node = self._frame.node
        if to_id:
            rounds.assign_villages(node, actor.actor_id, current.round_id, area_code, [(row.code, to_id)])
            told = gettext("Đã giao %(village)s. Máy tính bảng nhận ở lần đồng bộ sau.", village=row.name)
        else:
            rounds.end_village(node, actor.actor_id, current.round_id, row.code)
            told = gettext("%(village)s không còn giao cho ai.", village=row.name)
        fields = {"thon": row.code, "nguoi": row.actor_id or "", "lam": "1"}
        address = url_for("web.assign_village", area_code=area_code, **{ROUND_ARG: current.code})
        undo_url = address if (row.actor_id or "") != to_id else ""
        announce(told, undo_url=undo_url, fields=fields)
        return redirect(url_for("web.assignments", xa=area_code))
