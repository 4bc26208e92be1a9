"""From rows and boards to what the schemas say: no more than that leaves the node."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from server.domain.consolidation import CLASS
from server.services.denominators import Base
from server.services.views.board import Board, Row
from server.services.views.changes import Gone
from server.services.views.figures import UNITS
from server.services.views.place_tree import Place

# Shares that the pages print too.
RATED = ("poor", "near_poor")
BASIS = "assessed"


def say_round(row: Any) -> dict[str, Any]:
    """A round."""
    names = ("round_id", "code", "name", "kind", "state", "season_from_on", "season_to_on", "reference_on")
    return {name: getattr(row, name) for name in names} | {"standards": [one["standard"] for one in row.standards]}


def say_case(row: Any) -> dict[str, Any]:
    """A case: ids, codes, states, classes."""
    names = ("case_id", "round_id", "household_id", "household_code", "area_code", "village_code")
    return {name: getattr(row, name) for name in names} | {
        "removed": False,
        "state": row.review_state,
        "visit_outcome": row.outcome,
        "received_at": _moment(row.received_at),
        "assessed": [_assessed({"standard": name, **one}) for name, one in sorted((row.classes or {}).items())],
    }


def say_gone(gone: Gone) -> dict[str, Any]:
    """A case that is not there any more: its ids."""
    known = {"case_id": gone.case_id, "round_id": gone.round_id, "household_id": gone.household_id, "removed": True}
    nothing = ("household_code", "area_code", "village_code", "state", "visit_outcome", "received_at")
    return {**dict.fromkeys(nothing), **known, "assessed": []}


def say_detail(row: Any, *, with_household: bool) -> dict[str, Any]:
    """One case, with the approval by value, what was recognised, and the household where that was asked for."""
    approval = None
    if row.approved_at is not None:
        assessed = [_assessed(one) for one in row.assessments or ()]
        approval = {"approved_at": _moment(row.approved_at), "assessed": assessed}
    household = {"head_name": row.head_name, "member_count": row.member_count}
    is_known = with_household and row.head_name is not None
    return {
        **say_case(row),
        "approval": approval,
        "recognised": [_recognised(name, one) for name, one in sorted((row.recognised or {}).items()) if one],
        "household": household if is_known else None,
    }


def say_figures(round_id: str, table: str, board: Board) -> dict[str, Any]:
    """A table with its basis, its frontier and what its rates are taken of."""
    return {
        "round_id": round_id,
        "basis": BASIS,
        "table": table,
        "standard": board.used.standard.id,
        "place": _place(board.place),
        "as_of": board.token,
        "columns": list(board.columns),
        "rows": [_row(board, one) for one in board.rows],
        "total": _row(board, board.total),
    }


def _row(board: Board, row: Row) -> dict[str, Any]:
    reason = _why_no_rates(board, row)
    base = row.base
    rated = RATED if board.question.table == CLASS else ()
    return {
        "place": _place(row.place) if row.place is not None else None,
        "before": row.code if row.place is None and row is not board.total else None,
        **{unit: {name: row.numbers[unit].get(name, 0) for name in board.columns} for unit in UNITS},
        "rates": {f"{name}_{unit}": _rate(row, name, unit) if not reason else None for name in rated for unit in UNITS},
        "denominator": {
            "households": base.households if base is not None else None,
            "persons": base.persons if base is not None else None,
            "counted_on": base.counted_on if base is not None else None,
            "is_confirmed": base.is_confirmed if base is not None else None,
            "missing_areas": list(base.missing) if base is not None else [],
            "reason": reason or None,
        },
    }


def _why_no_rates(board: Board, row: Row) -> str:
    if board.question.table != CLASS or (row.place is not None and row.place.level == "village"):
        return "not_for_this_row"
    if row.base is None:
        return "not_entered"
    return "areas_missing" if row.base.missing else ""


def _rate(row: Row, name: str, unit: str) -> float | None:
    base: Base | None = row.base
    whole = 0 if base is None else base.persons if unit == "persons" else base.households
    return round(row.numbers[unit].get(name, 0) / whole, 6) if whole else None


def _assessed(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one.get(name) for name in ("standard", "outcome", "reason", "b1", "b2")}


def _recognised(standard: str, one: Mapping[str, Any]) -> dict[str, Any]:
    return {"standard": standard} | {
        name: one.get(name) for name in ("outcome", "decision_no", "decision_on", "from_on")
    }


def _place(place: Place) -> dict[str, str]:
    return {"code": place.code, "name": place.name, "level": place.level}


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
