"""An import from a file to the register, step by step, as the pages and jobs do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from server.services import imports
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.views.imports import all_faults
from server.store.tables import Village
from tests.builders.forms import read_admin

if TYPE_CHECKING:
    from server.services.node import Node

AREA = "26506"
TERMS = {
    "standard": "training_points",
    "decision_no": "12/QĐ-TH",
    "decision_on": "2015-12-20",
    "from_on": "2016-01-01",
    "to_on": "2016-12-31",
    "area_code": AREA,
}


def check(
    node: Node, data: bytes, kind: str = "households", terms: dict[str, str] | None = None, actor: str = ""
) -> Any:
    """Take a file in with the columns as proposed and run the dry run; the import."""
    import_id = imports.start_run(node, actor or read_admin(node), kind, AREA, ("danh-sach.xlsx", data))
    run = imports.get_run(node, import_id)
    imports.plan_run(node, import_id, {"columns": run.plan["columns"], "terms": TERMS if terms is None else terms})
    run_due_jobs(node, HANDLERS)
    return imports.get_run(node, import_id)


def bring_in(
    node: Node, data: bytes, kind: str = "households", terms: dict[str, str] | None = None, actor: str = ""
) -> Any:
    """The same, then apply what is ready."""
    run = check(node, data, kind, terms, actor)
    imports.start_apply(node, run.import_id)
    run_due_jobs(node, HANDLERS)
    return imports.get_run(node, run.import_id)


def faults_of(node: Node, run: Any) -> list[Any]:
    """What the last dry run found wrong."""
    return list(node.read(lambda c: all_faults(c, run.import_id)))


def village_names(node: Node) -> list[str]:
    """Villages of the commune."""
    query = select(Village.name).where(Village.area_code == AREA).order_by(Village.code)
    return list(node.read(lambda c: c.execute(query).scalars().all()))


def write_sheet(*rows: tuple[Any, ...]) -> bytes:
    """A plain sheet."""
    import io

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet("DS")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()
