"""The narrow row of a case that tables count (`review_figure`), kept in step with the case it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from server.domain.figures import CELLS, pack_classes, say_alike, signs_kind
from server.domain.history import LookBack
from server.domain.quality import metres_apart
from server.standards.assessment import Assessment
from server.store.tables import Case, FigureCount, ReviewFigure, Round
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, MEMBER, Applying, parse_moment
from .look_back import look_back_of, pack_recognised

if TYPE_CHECKING:
    from .scene import Scene

CASE = Case.__table__
FIGURE = ReviewFigure.__table__
COUNT = FigureCount.__table__
ROUND = Round.__table__
MAJORITY = "kinh"
DEGREE = 100_000
_AT_ONCE = 5_000
_DERIVED = ("now", "outcome", "deprived", "b1", "actor_id", "began_at", "seconds", "lat_e5", "lon_e5")
_KNOWN_BEFORE = ("persons", "is_minority", "moved_m")
_WRITTEN = (*_DERIVED, *_KNOWN_BEFORE, "before", "area_kind")
_EMPTY: dict[str, Any] = {**dict.fromkeys(_DERIVED), "now": "", "deprived": "", "moved_m": None}
_of_case = (
    FIGURE.c.round_id == bindparam("b_round"),
    FIGURE.c.village_code == bindparam("b_village"),
    FIGURE.c.case_id == bindparam("b_case"),
)
_read = Prepared(select(FIGURE).where(*_of_case))
_write = Prepared(update(FIGURE).where(*_of_case).values({name: bindparam(name) for name in _WRITTEN}))
_delete = Prepared(delete(FIGURE).where(*_of_case))
_insert = Prepared(insert(FIGURE))
_is_alike = (
    COUNT.c.round_id == bindparam("b_round"),
    COUNT.c.village_code == bindparam("b_village"),
    COUNT.c.kind == bindparam("b_kind"),
    COUNT.c.alike == bindparam("b_alike"),
)
_add = Prepared(
    update(COUNT)
    .where(*_is_alike)
    .values(households=COUNT.c.households + bindparam("more"), persons=COUNT.c.persons + bindparam("people"))
)
_begin = Prepared(insert(COUNT))
_end = Prepared(delete(COUNT).where(*_is_alike, COUNT.c.households == 0))
_HOUSEHOLDS = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_kind, HOUSEHOLD.c.member_count, HOUSEHOLD.c.recognised)
_MEMBERS = select(MEMBER.c.household_id, MEMBER.c.facts)
_household = Prepared(_HOUSEHOLDS.where(HOUSEHOLD.c.household_id == bindparam("id")))
_members = Prepared(_MEMBERS.where(MEMBER.c.household_id == bindparam("id")))
_cases = Prepared(
    select(CASE.c.round_id, CASE.c.village_code, CASE.c.case_id, CASE.c.instance_id).where(
        CASE.c.household_id == bindparam("id")
    )
)
_open_cases = Prepared(
    select(CASE.c.case_id, CASE.c.village_code, ROUND.c.round_id, ROUND.c.reference_on)
    .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    .where(CASE.c.household_id == bindparam("id"), ROUND.c.state != "closed")
)


def open_figures(applying: Applying, round_row: Any, cases: Sequence[Mapping[str, Any]]) -> None:
    """The rows of new cases, from what the register knows of their households."""
    looks = look_back_of(applying.node, applying.connection, round_row.round_id)
    for start in range(0, len(cases), _AT_ONCE):
        part = cases[start : start + _AT_ONCE]
        known = _read_known(applying, [one["household_id"] for one in part])
        rows = [{**_new_figure(one, known[one["household_id"]], looks), **_EMPTY} for one in part]
        _insert.run_many(applying.connection, rows)
        _count_rows(applying, rows)


def _new_figure(case: Mapping[str, Any], known: _Known, looks: tuple[LookBack, ...]) -> dict[str, Any]:
    return {
        **{name: case[name] for name in ("case_id", "round_id", "household_id", "area_code", "village_code")},
        "area_kind": known.household.area_kind,
        "is_minority": _is_minority(known.members),
        "persons": known.household.member_count,
        "before": pack_recognised(looks, known.household.recognised),
    }


@dataclass(slots=True)
class _Known:
    """What the register has of a household."""

    household: Any
    members: list[Any]


def _read_known(applying: Applying, ids: Sequence[str]) -> dict[str, _Known]:
    """One household by prepared statements, as an import brings them; many by a list of names."""
    connection = applying.connection
    if len(ids) == 1:
        households = _household.all(connection, {"id": ids[0]})
        members = _members.all(connection, {"id": ids[0]})
    else:
        households = list(connection.execute(_HOUSEHOLDS.where(HOUSEHOLD.c.household_id.in_(ids))))
        members = list(connection.execute(_MEMBERS.where(MEMBER.c.household_id.in_(ids))))
    found = {one.household_id: _Known(one, []) for one in households}
    for one in members:
        found[one.household_id].members.append(one.facts)
    return found


def _count_rows(applying: Applying, rows: Iterable[Mapping[str, Any]]) -> None:
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    for row in rows:
        for kind, alike in list_alike(row):
            found = counts.setdefault((row["round_id"], row["village_code"], kind, alike), [0, 0])
            found[0] += 1
            found[1] += row["persons"]
    for key, (households, persons) in counts.items():
        _count(applying, key, households, persons)


def list_alike(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the row is counted under: its cell, and once it is scored the signs of its indicators."""
    of_all = (row["area_kind"], row["is_minority"])
    yield CELLS, say_alike(*of_all, row["before"], row["now"], row["outcome"] or "")
    if row["now"]:
        for place, signs in enumerate(row["deprived"].split("|")):
            yield signs_kind(place), say_alike(*of_all, signs)


def _count(applying: Applying, key: tuple[str, str, str, str], households: int, persons: int) -> None:
    round_id, village, kind, alike = key
    keys = {"b_round": round_id, "b_village": village, "b_kind": kind, "b_alike": alike}
    if _add.run(applying.connection, {**keys, "more": households, "people": persons}) == 0:
        own = {"round_id": round_id, "village_code": village, "kind": kind, "alike": alike}
        _begin.run(applying.connection, {**own, "households": households, "persons": persons})
    elif households < 0:
        # A rebuild never counts what was left: neither may this.
        _end.run(applying.connection, keys)


def _change(applying: Applying, key: _Key, values: Mapping[str, Any], *, is_forgotten: bool = False) -> bool:
    """Write values into a row and move it in the counts; False where there is no such row."""
    keys = key.bound()
    old = _read.first(applying.connection, keys)
    if old is None:
        return False
    before = old._asdict()
    # A form without an interview does not bring who lives there: that stays as it was.
    kept = () if is_forgotten else _KNOWN_BEFORE
    after = {**before, **{name: one for name, one in values.items() if name not in kept or one is not None}}
    _write.run(applying.connection, {**keys, **{name: after[name] for name in _WRITTEN}})
    _move(applying, before, after)
    return True


def _move(applying: Applying, before: Mapping[str, Any], after: Mapping[str, Any] | None) -> None:
    old, new = dict(list_alike(before)), dict(list_alike(after)) if after is not None else {}
    for kind in {**old, **new}:
        is_same = after is not None and old.get(kind) == new.get(kind) and before["persons"] == after["persons"]
        if is_same:
            continue
        own = (before["round_id"], before["village_code"], kind)
        if kind in old:
            _count(applying, (*own, old[kind]), -1, -before["persons"])
        if kind in new and after is not None:
            _count(applying, (*own, new[kind]), 1, after["persons"])


@dataclass(frozen=True, slots=True)
class _Key:
    """Which case's row."""

    round_id: str
    village_code: str
    case_id: str

    def bound(self) -> dict[str, str]:
        """As the statements name them."""
        return {"b_round": self.round_id, "b_village": self.village_code, "b_case": self.case_id}


def status_changed(applying: Applying, household_id: str, recognised: Mapping[str, Any]) -> None:
    """What was recognised before was imported or corrected: rounds that are not closed count with it."""
    for one in _open_cases.all(applying.connection, {"id": household_id}):
        packed = pack_recognised(look_back_of(applying.node, applying.connection, one.round_id), recognised)
        _change(applying, _Key(one.round_id, one.village_code, one.case_id), {"before": packed})


def forget_figures(applying: Applying, household_id: str) -> None:
    """Nothing of the household's forms and statuses is known any more; the cases are still to be done."""
    for key in _keys_of(applying, household_id):
        before = pack_recognised(look_back_of(applying.node, applying.connection, key.round_id), {})
        _change(applying, key, {"before": before, **_EMPTY}, is_forgotten=True)


def people_counted(applying: Applying, household_id: str, count: int) -> None:
    """People came or left: cases without a form count with what the register says now."""
    for key in _keys_of(applying, household_id, only_unsent=True):
        _change(applying, key, {"persons": count})


def kind_changed(applying: Applying, household_id: str, kind: str, day: str) -> None:
    """The commune is of another kind from a day on: rounds not closed whose reference day is later count with it."""
    for one in _open_cases.all(applying.connection, {"id": household_id}):
        if one.reference_on >= day:
            _change(applying, _Key(one.round_id, one.village_code, one.case_id), {"area_kind": kind})


def set_figure(applying: Applying, case: Any, values: Mapping[str, Any]) -> None:
    """Write values into the row of a case as they are, unknown ones too: what an erasure leaves (R29).

    Where a household left the register its case seems unsent without its form, and has lost its row.
    """
    key = _Key(case.round_id, case.village_code, case.case_id)
    if not _change(applying, key, values, is_forgotten=True) and {"persons", "before"} <= values.keys():
        place = {"household_id": case.household_id, "area_code": case.area_code}
        row = {**asdict(key), **place, **dict.fromkeys(_WRITTEN), **_EMPTY, **values}
        _insert.run(applying.connection, row)
        _count_rows(applying, [row])


def drop_figures(
    applying: Applying, household_id: str, *, only_unsent: bool = False, of_case: str | None = None
) -> None:
    """The household and its cases are gone, or those of them no form was sent for, or one of them."""
    for key in _keys_of(applying, household_id, only_unsent=only_unsent):
        if of_case is not None and key.case_id != of_case:
            continue
        old = _read.first(applying.connection, key.bound())
        if old is not None:
            _delete.run(applying.connection, key.bound())
            _move(applying, old._asdict(), None)


def _keys_of(applying: Applying, household_id: str, *, only_unsent: bool = False) -> list[_Key]:
    """Of the household's cases, or of those no form was sent for."""
    rows = _cases.all(applying.connection, {"id": household_id})
    return [_Key(*one[:3]) for one in rows if one.instance_id is None or not only_unsent]


def review_figure(scene: Scene) -> None:
    """The version that the case shows, as tables count it; a household found in the field gets its row here."""
    key = _Key(scene.round.round_id, scene.village_code, str(scene.case_id))
    values = _review_values(scene)
    if _change(scene.applying, key, values):
        return
    place = {"household_id": scene.household_id, "area_code": scene.area_code}
    open_figures(scene.applying, scene.round, [{**asdict(key), **place}])
    _change(scene.applying, key, values)


def set_aside(scene: Scene) -> None:
    """Two forms stand beside each other: neither counts before a person chooses (R15); the case waits as before."""
    key = _Key(scene.round.round_id, scene.village_code, str(scene.case_id))
    _change(scene.applying, key, {"now": "", "deprived": "", "b1": None, "outcome": None})


def assessed_again(applying: Applying, case: Any, assessments: Sequence[Assessment]) -> None:
    """The classes of a case were made anew from the same answers."""
    _change(applying, _Key(case.round_id, case.village_code, case.case_id), class_values(assessments))


def answers_corrected(applying: Applying, shown: Any) -> None:
    """The answers of the version a case shows were corrected."""
    household = shown.facts["household"]
    lat, lon = _place(household.get("house_point"))
    values = {"is_minority": _is_minority(shown.facts["members"]), "lat_e5": lat, "lon_e5": lon}
    outcome = {"outcome": household["visit_outcome"]} if household.get("visit_outcome") else {}
    _change(applying, _Key(shown.round_id, shown.village_code, shown.case_id), {**values, **outcome})


def class_values(assessments: Sequence[Assessment]) -> dict[str, Any]:
    """Letters, signs of indicators, points and people counted of a case's assessments, in the round's order."""
    outcomes = {one.standard: one.outcome for one in assessments}
    counted = (one.counted_members for one in assessments)
    return {
        "persons": next((one for one in counted if one is not None), None),
        "now": pack_classes(list(outcomes), outcomes),
        "deprived": "|".join(one.signs for one in assessments),
        "b1": next((one.b1 for one in assessments if one.b1 is not None), None),
    }


def _review_values(scene: Scene) -> dict[str, Any]:
    answers, household = scene.answers, scene.facts.household
    began, ended = parse_moment(answers.start), parse_moment(answers.end)
    is_done = bool(scene.assessments)
    classes = class_values(scene.assessments)
    lat, lon = _place(household.get("house_point"))
    return {
        **classes,
        "outcome": household.get("visit_outcome"),
        "actor_id": scene.applying.record.envelope.actor,
        "began_at": began,
        "seconds": max(0, int((ended - began).total_seconds())) if began and ended else None,
        "lat_e5": lat,
        "lon_e5": lon,
        "moved_m": _moved(scene),
        "persons": classes["persons"] or (len(scene.facts.members) if is_done else None),
        "is_minority": _is_minority(scene.facts.members) if is_done else None,
    }


def _moved(scene: Scene) -> int | None:
    """Metres from the point the register had; only of the first form, as a later one is compared with that."""
    row = scene.household
    if row is None or row.current_id is not None:
        return None
    before, now = _place(row.facts.get("house_point")), _place(scene.facts.household.get("house_point"))
    if None in before or None in now:
        return None
    degrees = [(one[0] / DEGREE, one[1] / DEGREE) for one in (before, now)]  # type: ignore[operator]
    return round(metres_apart(*degrees))


def _is_minority(members: Iterable[Mapping[str, Any]]) -> bool | None:
    heads = (one.get("ethnicity") for one in members if one.get("relation") == "head")
    known = next((one for one in heads if one), None)
    return None if known is None else known != MAJORITY


def _place(point: Any) -> tuple[int | None, int | None]:
    """A point `lat lon …` in degrees × 100,000 (a metre); nothing where it cannot be read or lies nowhere."""
    parts = str(point or "").split()
    try:
        lat, lon = float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return None, None
    is_somewhere = -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0)
    return (round(lat * DEGREE), round(lon * DEGREE)) if is_somewhere else (None, None)
