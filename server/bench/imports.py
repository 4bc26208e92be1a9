"""`bench import`: a province's list of poor households from the file to the register, and back out again."""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import func, select

from server.config import Config
from server.demo.build import PROVINCE, YEAR, build_demo
from server.demo.people import Generator
from server.services import imports
from server.services.imports import undoing
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import Account, Household, Village

from .machine import describe_machine

COMMUNES = 8
HEADS = ("Mã xã", "Thôn, ấp", "Họ và tên chủ hộ", "Giới tính", "Năm sinh", "Số nhân khẩu", "Hộ nghèo", "Hộ cận nghèo")
TERMS = {
    "standard": "training_points",
    "decision_no": "1/QĐ-TH",
    "decision_on": f"{YEAR - 1}-12-20",
    "from_on": f"{YEAR}-01-01",
    "to_on": f"{YEAR}-12-31",
}
Say = Callable[[str], None]


def bench_import(rows: int = 50_000, database_url: str = "", say: Say = lambda _text: None) -> dict[str, Any]:
    """Seconds of the dry run, of bringing in, and of taking back `rows` households of `COMMUNES` communes.

    On a node of its own: the embedded database, or an empty PostgreSQL at `database_url`.
    """
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        say("dựng nút thử")
        node = build_demo(Config(Path(folder) / "var", database_url), households=1, communes=COMMUNES)
        try:
            return {
                "machine": describe_machine(),
                "database": node.engines.write.dialect.name,
                "rows": rows,
                **_measure(node, rows, say),
            }
        finally:
            node.close()


def _measure(node: Node, rows: int, say: Say) -> dict[str, Any]:
    sheet = _write(node, rows)
    admin = node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == "admin")).scalar_one())
    import_id = imports.start_run(node, admin, "households", PROVINCE, ("danh-sach.xlsx", sheet))
    plan = imports.get_run(node, import_id).plan
    imports.plan_run(node, import_id, {"columns": plan["columns"], "terms": TERMS})
    steps: dict[str, Callable[[], object]] = {
        "check": lambda: None,
        "apply": lambda: imports.start_apply(node, import_id),
        "undo": lambda: undoing.start_undo(node, admin, import_id),
    }
    times: dict[str, float] = {}
    for name, ask in steps.items():
        say(name)
        ask()
        started = time.perf_counter()
        run_due_jobs(node, HANDLERS)
        times[f"{name}_seconds"] = round(time.perf_counter() - started, 2)
        _expect(node, import_id, rows, name)
    return {"file_bytes": len(sheet), **times, "in_seconds": round(times["check_seconds"] + times["apply_seconds"], 2)}


def _expect(node: Node, import_id: str, rows: int, step: str) -> None:
    """RuntimeError where the step did not do what it is timed for."""
    run = imports.get_run(node, import_id)
    query = select(func.count()).where(Household.state == "active")
    here = node.read(lambda c: c.execute(query).scalar_one()) - COMMUNES
    done = {"check": ("checked", 0), "apply": ("applied", rows), "undo": ("undone", 0)}[step]
    if (run.state, here) != done or run.counts["ready"] != rows:
        raise RuntimeError(f"{step}: {run.state}, {here} households here, {run.counts}")


def _write(node: Node, rows: int) -> bytes:
    """An official list: commune, village, head, class; every household once."""
    places = node.read(lambda c: c.execute(select(Village.area_code, Village.name).order_by(Village.code)).all())
    pick, make = random.Random("bench-import"), Generator("bench-import", YEAR - 1)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("DS hộ")
    sheet.write_row(0, 0, HEADS)
    for number in range(rows):
        place = places[number % len(places)]
        sex = pick.choice(("male", "female"))
        # The number makes every head another person: what is timed is households, not doubles.
        name = f"{make.person_name(sex)} {_word(number // len(places))}"
        is_poor = pick.random() < 0.6
        line = (place.area_code, place.name, name, "Nam" if sex == "male" else "Nữ", pick.randrange(1940, 1995))
        sheet.write_row(number + 1, 0, (*line, pick.randrange(1, 8), *(("x", "") if is_poor else ("", "x"))))
    book.close()
    return out.getvalue()


def _word(number: int) -> str:
    """A number as a word of letters: names have no digits."""
    letters = ""
    while True:
        letters, number = chr(ord("a") + number % 26) + letters, number // 26
        if not number:
            return letters.capitalize()
