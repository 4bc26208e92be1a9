"""Assignment on a drawn map, and what each tablet will have to download before a round is published."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from server.domain.access import Actor
from server.papers.field_drawing import LARGEST, SMALLEST, lay_out
from server.services import assigning, rounds
from server.services.list_sizes import SLOW_BYTES_A_SECOND, measure_downloads
from server.services.views import work_map, workload
from server.services.views.work_map import WorkMap as Map

from .assigning import open_site
from .frame import Frame, Page

# A mark is told by its number; colour and shape only repeat it.
COLOURS, SHAPES = 6, 4
PLANNED = ("draft", "open", "closing")


class WorkMap:
    """The page of the map."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/phan-cong/ban-do", "work_map", self.work_map, ["GET"]),)

    def work_map(self, actor: Actor) -> Any:
        """Where each enumerator's households lie, one commune at a time."""
        site = open_site(self._frame, actor)
        if site is None:
            return render_template("web/empty_round.html")
        area = site.chosen or next(iter(site.areas), "")
        round_id = site.current.round_id
        load = self._frame.read(lambda c: workload.read_workload(c, round_id, [area], "", with_ways=False))
        found = self._frame.read(lambda c: work_map.read_work_map(c, round_id, [area]))
        numbers = {one.actor_id: number for number, one in enumerate(load.people, start=1)}
        choices = self._frame.area_choices(list(site.areas))
        shown = {"people": load.people, "nobody": load.nobody, "numbers": numbers, "mark": _mark_of}
        shown |= {"choices": choices, "area": area, "area_name": dict(choices).get(area, area), "map": found}
        return render_template("web/work_map.html", drawing=_draw(found, numbers), **shown)


def _mark_of(number: int) -> dict[str, int]:
    """Colour and shape of the n-th person; 0 is nobody."""
    return {"colour": (number - 1) % COLOURS if number else 0, "shape": (number - 1) // COLOURS % SHAPES}


def _draw(found: Map, numbers: dict[str, int]) -> dict[str, Any] | None:
    if found.frame is None:
        return None
    layout = lay_out(*found.frame)
    most = max(one.count for one in found.spots)
    marks = []
    for one in sorted(found.spots, key=lambda spot: -spot.count):
        x, y = layout.at(one.lon, one.lat)
        radius = SMALLEST + (LARGEST - SMALLEST) * (one.count / most) ** 0.5 if most > 1 else SMALLEST
        number = numbers.get(one.actor_id, 0)
        marks.append({"spot": one, "x": x, "y": y, "r": round(radius, 1), "number": number, **_mark_of(number)})
    return {"height": layout.height, "scale": layout.scale(), "marks": marks}


class ListSizes:
    """What each tablet will have to download."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/phan-cong/tai-ve", "list_sizes", self.list_sizes, ["GET"]),)

    def list_sizes(self, actor: Actor) -> Any:
        """Rows, bytes and seconds on a slow network of each enumerator of one commune, against the budget."""
        node = self._frame.node
        planned = [one for one in rounds.list_rounds(node) if one.state in PLANNED]
        current = next((one for one in planned if one.code == request.args.get("dot")), None)
        current = current or self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        held = set(current.area_codes)
        areas = [one for one in self._frame.areas(actor) if one in held]
        asked = request.args.get("xa", "")
        area = asked if asked in areas else next(iter(areas), "")
        limits = assigning.field_limits(node)
        rows = measure_downloads(node, current.round_id, [area]) if area else []
        heavy = [one for one in rows if one.seconds > limits.list_seconds]
        full = [one for one in rows if one.household_count > limits.list_households]
        choices = self._frame.area_choices(areas)
        shown = {"rows": rows, "heavy": heavy, "full": full, "limits": limits, "rounds": planned, "current": current}
        shown |= {"choices": choices, "area": area, "area_name": dict(choices).get(area, area)}
        return render_template("web/list_sizes.html", speed=SLOW_BYTES_A_SECOND // 1000, **shown)
