"""The lists of a form as a tablet would hold them for one household: for the form in the browser."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from server.errors import Problem
from server.services.ingest.types import Assigned
from server.store.tables import Case
from server.telling import tell

from . import _LISTS
from .files import to_csv
from .work import Work

_OF_NOBODY = ("villages",)  # a list of places, not of households


def list_for(connection: Connection, case_id: str, name: str) -> bytes:
    """The list for a case by its id; Problem LIST-005 where there is none."""
    case = connection.execute(select(Case.__table__).where(Case.case_id == case_id)).first()
    if case is None:
        raise Problem("LIST-005", 404, tell("Không có hồ sơ này."), tell("Tìm hộ theo tên hoặc mã hộ."))
    return case_list(connection, case, name)


def case_list(connection: Connection, case: Any, name: str) -> bytes:
    """A list as CSV with the rows of the case's household alone; Problem LIST-003 where no form has it."""
    if name not in _LISTS:
        raise Problem(
            "LIST-003",
            404,
            tell("Không có tệp “{name}.csv” cho biểu mẫu này.", name=name),
            tell("Xem lại tên danh sách."),
        )
    header, build = _LISTS[name]
    assigned = Assigned(case.round_id, case.village_code, case.assignment_id or "", 0)
    rows = build(connection, Work((assigned,), case.household_id))
    return to_csv([header(), *(row for row in rows if name in _OF_NOBODY or row[0] == case.household_id)])
