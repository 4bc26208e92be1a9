"""The narrow row of a case that tables count (`review_figure`), kept in step with the case it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.domain.figures import pack_classes
from server.standards.assessment import Assessment
from server.store.tables import Case, ReviewFigure, Round
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, MEMBER, Applying, parse_moment

if TYPE_CHECKING:
    from .scene import Scene

CASE = Case.__table__
FIGURE = ReviewFigure.__table__
ROUND = Round.__table__
MAJORITY = "kinh"
DEGREE = 100_000
_AT_ONCE = 5_000
_DERIVED = ("now", "outcome", "deprived", "b1", "actor_id", "began_at", "seconds", "lat_e5", "lon_e5")
_KNOWN_BEFORE = ("persons", "is_minority")
_EMPTY: dict[str, Any] = {**dict.fromkeys(_DERIVED), "now": "", "deprived": ""}


def _known_or_kept(name: str) -> Any:
    """A value that a form without an interview does not bring stays as it was."""
    return func.coalesce(bindparam(name, type_=FIGURE.c[name].type), FIGURE.c[name])


_OF_CASE = update(FIGURE).where(
    FIGURE.c.round_id == bindparam("b_round"),
    FIGURE.c.village_code == bindparam("b_village"),
    FIGURE.c.case_id == bindparam("b_case"),
)
_review = Prepared(
    _OF_CASE.values(
        {name: bindparam(name) for name in _DERIVED} | {name: _known_or_kept(name) for name in _KNOWN_BEFORE},
    )
)
_set_aside = Prepared(_OF_CASE.values(now="", deprived="", b1=None, outcome=None))
_recognise = Prepared(_OF_CASE.values(before=bindparam("before")))
_insert = Prepared(insert(FIGURE))
_HOUSEHOLDS = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_kind, HOUSEHOLD.c.member_count, HOUSEHOLD.c.recognised)
_MEMBERS = select(MEMBER.c.household_id, MEMBER.c.facts)
_household = Prepared(_HOUSEHOLDS.where(HOUSEHOLD.c.household_id == bindparam("id")))
_members = Prepared(_MEMBERS.where(MEMBER.c.household_id == bindparam("id")))
_open_cases = Prepared(
    select(CASE.c.case_id, CASE.c.village_code, ROUND.c.round_id, ROUND.c.standards)
    .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    .where(CASE.c.household_id == bindparam("id"), ROUND.c.state != "closed")
)


def open_figures(applying: Applying, round_row: Any, cases: Sequence[Mapping[str, Any]]) -> None:
    """The rows of new cases, from what the register knows of their households."""
    standards = _standards_of(round_row)
    for start in range(0, len(cases), _AT_ONCE):
        part = cases[start : start + _AT_ONCE]
        known = _read_known(applying, [one["household_id"] for one in part])
        rows = [{**_new_figure(one, known[one["household_id"]], standards), **_EMPTY} for one in part]
        _insert.run_many(applying.connection, rows)


def _new_figure(case: Mapping[str, Any], known: _Known, standards: Sequence[str]) -> dict[str, Any]:
    return {
        **{name: case[name] for name in ("case_id", "round_id", "household_id", "area_code", "village_code")},
        "area_kind": known.household.area_kind,
        "is_minority": _is_minority(known.members),
        "persons": known.household.member_count,
        "before": _pack_recognised(standards, known.household.recognised),
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


def status_changed(applying: Applying, household_id: str, recognised: Mapping[str, Any]) -> None:
    """What was recognised before was imported or corrected: rounds that are not closed count with it."""
    for one in _open_cases.all(applying.connection, {"id": household_id}):
        keys = {"b_round": one.round_id, "b_village": one.village_code, "b_case": one.case_id}
        _recognise.run(applying.connection, {**keys, "before": _pack_recognised(_standards_of(one), recognised)})


def forget_figures(applying: Applying, household_id: str) -> None:
    """Nothing of the household's forms and statuses is known any more; the cases are still to be done."""
    _each_case(applying, household_id, lambda one: _of_case(*one).values(before="", **_EMPTY))


def drop_figures(applying: Applying, household_id: str, *, only_unsent: bool = False) -> None:
    """The household and its cases are gone, or those of them no form was sent for."""
    where = (CASE.c.instance_id.is_(None),) if only_unsent else ()
    _each_case(applying, household_id, lambda one: delete(FIGURE).where(*_key(*one)), *where)


def _each_case(applying: Applying, household_id: str, make: Any, *where: Any) -> None:
    query = select(CASE.c.round_id, CASE.c.village_code, CASE.c.case_id).where(
        CASE.c.household_id == household_id, *where
    )
    for one in applying.connection.execute(query).all():
        applying.connection.execute(make(one))


def review_figure(scene: Scene) -> None:
    """The version that the case shows, as tables count it; a household found in the field gets its row here."""
    values = _review_values(scene)
    keys = {"b_round": scene.round.round_id, "b_village": scene.village_code, "b_case": scene.case_id}
    connection = scene.applying.connection
    if _review.run(connection, {**keys, **values}) == 0:
        case = {
            "case_id": scene.case_id,
            "round_id": scene.round.round_id,
            "household_id": scene.household_id,
            "area_code": scene.area_code,
            "village_code": scene.village_code,
        }
        open_figures(scene.applying, scene.round, [case])
        _review.run(connection, {**keys, **values})


def set_aside(scene: Scene) -> None:
    """Two forms stand beside each other: neither counts before a person chooses (R15); the case waits as before."""
    keys = {"b_round": scene.round.round_id, "b_village": scene.village_code, "b_case": scene.case_id}
    _set_aside.run(scene.applying.connection, keys)


def assessed_again(applying: Applying, case: Any, assessments: Sequence[Assessment]) -> None:
    """The classes of a case were made anew from the same answers."""
    where = _of_case(case.round_id, case.village_code, case.case_id)
    applying.connection.execute(where.values(**class_values(assessments)))


def answers_corrected(applying: Applying, shown: Any) -> None:
    """The answers of the version a case shows were corrected."""
    household, members = shown.facts["household"], shown.facts["members"]
    where = _of_case(shown.round_id, shown.village_code, shown.case_id)
    values = {"outcome": household.get("visit_outcome"), "is_minority": _is_minority(members)}
    applying.connection.execute(where.values({name: one for name, one in values.items() if one is not None}))


def class_values(assessments: Sequence[Assessment]) -> dict[str, Any]:
    """Letters, signs of indicators and points of a case's assessments, in the round's order."""
    outcomes = {one.standard: one.outcome for one in assessments}
    return {
        "now": pack_classes(list(outcomes), outcomes),
        "deprived": "|".join(one.signs for one in assessments),
        "b1": next((one.b1 for one in assessments if one.b1 is not None), None),
    }


def _review_values(scene: Scene) -> dict[str, Any]:
    answers, household = scene.answers, scene.facts.household
    began, ended = parse_moment(answers.start), parse_moment(answers.end)
    is_done = bool(scene.assessments)
    counted = [one.counted_members for one in scene.assessments if one.counted_members is not None]
    lat, lon = _place(household.get("house_point"))
    return {
        **class_values(scene.assessments),
        "outcome": household.get("visit_outcome"),
        "actor_id": scene.applying.record.envelope.actor,
        "began_at": began,
        "seconds": max(0, int((ended - began).total_seconds())) if began and ended else None,
        "lat_e5": lat,
        "lon_e5": lon,
        "persons": (counted[0] if counted else len(scene.facts.members)) if is_done else None,
        "is_minority": _is_minority(scene.facts.members) if is_done else None,
    }


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


def _pack_recognised(standards: Sequence[str], recognised: Mapping[str, Any]) -> str:
    return pack_classes(standards, {name: (one or {}).get("outcome") for name, one in recognised.items()})


def _standards_of(round_row: Any) -> list[str]:
    return [str(one["standard"]) for one in round_row.standards]


def _key(round_id: str, village_code: str, case_id: str) -> tuple[Any, ...]:
    return FIGURE.c.round_id == round_id, FIGURE.c.village_code == village_code, FIGURE.c.case_id == case_id


def _of_case(round_id: str, village_code: str, case_id: str) -> Any:
    return update(FIGURE).where(*_key(round_id, village_code, case_id))
