"""What runs again in the middle of an import makes no household twice and leaves none out."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from server.services import imports
from server.services.imports import applying
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import Household
from server.store.writer import Unit
from tests.builders.imports import TERMS, bring_in, check, village_names, write_sheet

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")
LATER = {**TERMS, "decision_no": "20/QĐ-TH", "decision_on": "2016-12-20", "from_on": "2017-01-01"}


def count(node: Node, head: str) -> int:
    """Households with this head."""
    query = select(func.count()).select_from(Household.__table__).where(Household.head_name == head)
    return int(node.read(lambda c: c.execute(query).scalar_one()))


def test_a_batch_that_runs_again_because_its_neighbour_failed_makes_no_household_twice(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = village_names(node)[0]
    bring_in(node, write_sheet(HEADS, (village, 1, "Thử Thị Lại", 1960, "Nghèo")))
    run = check(node, write_sheet(HEADS, (village, 1, "Thử Thị Lại", 1960, "Cận nghèo")), terms=LATER)
    imports.start_apply(node, run.import_id)

    def fail(_unit: Unit) -> None:
        raise ValueError("a neighbour in the same batch")

    def write(operation: Any) -> Any:
        return node.writer.submit_all([operation, fail])[0].result()

    monkeypatch.setattr(node.writer, "write", write)
    HANDLERS["import_apply"](node, {"import_id": run.import_id})
    assert count(node, "Thử Thị Lại") == 1


def test_a_job_that_ended_between_two_lines_that_look_alike_brings_both_in(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = village_names(node)[0]
    rows = [(village, 1, "Ngã Thị Giữa", 1960, "Nghèo"), (village, 2, "Ngã Thị Giữa", None, "Nghèo")]
    run = check(node, write_sheet(HEADS, *rows))
    assert run.counts["ready"] == 2
    imports.start_apply(node, run.import_id)
    write, left = node.writer.write, iter((True,))

    def write_once(operation: Any) -> Any:
        if not next(left, False):
            raise InterruptedError("the process ended")
        return write(operation)

    with monkeypatch.context() as patched:
        patched.setattr(applying, "BATCH", 1)
        patched.setattr(node.writer, "write", write_once)
        with pytest.raises(InterruptedError):
            HANDLERS["import_apply"](node, {"import_id": run.import_id})
    assert count(node, "Ngã Thị Giữa") == 1
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, run.import_id).state == "applied"
    assert count(node, "Ngã Thị Giữa") == 2
