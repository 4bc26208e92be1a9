"""An import on its way: the file taken in, the plan corrected, cells typed over, checking and applying asked for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from server.domain.imports.encodings import Encoding
from server.domain.imports.fields import KIND_WORDS, fields_of
from server.domain.imports.folding import fold
from server.domain.imports.households import NEW
from server.errors import Problem
from server.papers.sheet_reading import hidden_sheets, list_sheets, read_sheet
from server.services.node import Node
from server.store import jobs
from server.store.tables import ImportColumn, ImportFault, ImportRun
from server.store.writer import Unit
from server.telling import joined, tell

from .plans import missing_terms, propose_plan
from .seen import mark_of
from .terms import check_terms

RUN, FAULT, COLUMN = ImportRun.__table__, ImportFault.__table__, ImportColumn.__table__
STATES = {
    "mapping": tell("chọn cột"),
    "checking": tell("đang kiểm tra"),
    "checked": tell("đã kiểm tra, chưa nhập"),
    "applying": tell("đang nhập"),
    "applied": tell("đã nhập"),
    "undoing": tell("đang lấy lại"),
    "undone": tell("đã lấy lại"),
}
OPEN_STATES = ("mapping", "checked")
CHANGED = "is_changed"  # in the counts of a check that was needed because the register had changed
# A sheet has at most 1,048,576 rows.
LONGEST_ROW = 7


def start_run(node: Node, actor_id: str, kind: str, area_code: str, file: tuple[str, bytes]) -> str:
    """Take a file in, nothing else: the new import's id. Its columns are proposed for a person to correct."""
    if kind not in KIND_WORDS:
        raise Problem(
            "IMPT-005",
            404,
            tell("Không có loại tệp “{kind}”.", kind=kind),
            tell("Chọn: {values}.", values=list(KIND_WORDS.values())),
        )
    name, data = file
    sheet = _best_sheet(node, kind, data)
    now, import_id = node.now(), str(uuid.uuid4())
    values = {
        "import_id": import_id,
        "kind": kind,
        "area_code": area_code,
        "actor_id": actor_id,
        "file_name": name[:200],
        "sha256": node.blobs.put(data),
        "sheet": sheet,
        "state": "mapping",
        "plan": _propose(node, kind, data, sheet),
        "terms": {},
        "fixes": {},
        "counts": {},
        "done": 0,
        "total": 0,
        "created_at": now,
        "changed_at": now,
    }
    node.writer.write(lambda unit: unit.connection.execute(insert(RUN), values))
    return import_id


def get_run(node: Node, import_id: str) -> Any:
    """The import; Problem IMPT-006 where there is none."""
    row = node.read(lambda c: c.execute(select(RUN).where(RUN.c.import_id == import_id)).first())
    if row is None:
        raise Problem("IMPT-006", 404, tell("Không có lần nhập này."), tell("Mở lại trang Nhập dữ liệu."))
    return row


def list_runs(connection: Connection, areas: Mapping[str, Any] | set[str], most: int = 200) -> list[Any]:
    """Imports of these areas, newest first."""
    query = select(RUN).where(RUN.c.area_code.in_(list(areas))).order_by(RUN.c.created_at.desc()).limit(most)
    return list(connection.execute(query).all())


def replace_file(node: Node, import_id: str, file: tuple[str, bytes]) -> None:
    """Another file (or sheet) in place of the one taken in: a corrected one keeps the columns a person chose."""
    run = _open_run(node, import_id)
    name, data = file
    sheet = run.sheet if run.sheet in list_sheets(data) else _best_sheet(node, run.kind, data)
    plan = _propose(node, run.kind, data, sheet)
    if plan["heads"] == run.plan["heads"]:
        plan["columns"] = run.plan["columns"]
    sha256 = node.blobs.put(data)
    values: dict[str, Any] = {"file_name": name[:200], "sha256": sha256, "sheet": sheet, "plan": plan}
    change_run(node, run, state="mapping", fixes={}, counts={}, **values)


def plan_run(node: Node, import_id: str, choice: Mapping[str, Any]) -> None:
    """What a person says of the file: {sheet, columns, encodings, terms, skips_hidden}; then the dry run is asked for.

    The columns are remembered for the next file with the same headings.
    """
    run = _open_run(node, import_id)
    sheet = choice.get("sheet") or run.sheet
    if sheet != run.sheet:
        plan = _propose(node, run.kind, node.blobs.get(run.sha256), sheet)
        change_run(node, run, sheet=sheet, plan=plan, fixes={}, counts={}, state="mapping")
        return
    plan = _planned(node, run, choice)
    try:
        terms = {**run.terms, **check_terms(node, run, choice["terms"])}
    except Problem:
        change_run(node, run, plan=plan, state="mapping")  # the columns are not chosen twice
        raise
    lacking = missing_terms(run.kind, plan, terms)
    if lacking:
        change_run(node, run, plan=plan, terms=terms, state="mapping")
        raise Problem(
            "IMPT-007",
            422,
            tell("Còn thiếu: {lacking}.", lacking=joined(lacking, "; ")),
            tell("Chọn cột hoặc điền ở trên rồi kiểm tra lại."),
        )
    change_run(node, run, also=_remember(run, plan), plan=plan, terms=terms, **_checking())


def fix_cells(node: Node, import_id: str, fixes: Mapping[str, str]) -> None:
    """Texts typed over cells, as {"row:column": text}; the file itself stays. The dry run is asked for again."""
    run = _open_run(node, import_id)
    change_run(node, run, fixes={**run.fixes, **fixes}, **_checking())


def choose_villages(node: Node, import_id: str, villages: Mapping[str, str]) -> None:
    """What a person says of villages the register lacks: made new, or which of that commune it is. Checked again."""
    run = _open_run(node, import_id)
    asked = {one["key"]: one for one in run.counts.get("villages", ())}
    for key, code in villages.items():
        one = asked.get(key)
        if one is None or code not in {NEW, *(code for code, _name in one["choices"])}:
            name = one["name"] if one is not None else key.rpartition("|")[2]
            told = tell("Thôn chọn cho “{name}” không thuộc xã của các dòng đó.", name=name)
            raise Problem("IMPT-041", 422, told, tell("Tải lại trang, chọn một thôn có trong danh sách của xã."))
    terms = {**run.terms, "villages": {**run.terms.get("villages", {}), **villages}}
    change_run(node, run, terms=terms, **_checking())


def reopen_run(node: Node, import_id: str) -> None:
    """Back to choosing columns; what was typed over cells stays."""
    change_run(node, _open_run(node, import_id), state="mapping")


def start_apply(node: Node, import_id: str, actor_id: str = "", *, seen: str | None = None) -> None:
    """Ask for what is ready to come in; the rest stays in the list of faults.

    `seen`: the mark (`seen.mark_of`) of what the person looked at; anything checked since is not what she agreed to.
    `actor_id`: who brings it in, where that is not who took the file in: records name this person, and what the
    person may not do stays outside.
    """
    run = get_run(node, import_id)
    if run.state != "checked" or not run.counts.get("ready"):
        told = tell(
            "Lần nhập đang ở bước “{states}”, có {get} dòng nhập được.",
            states=STATES[run.state],
            get=run.counts.get("ready", 0),
        )
        raise Problem("IMPT-008", 409, told, tell("Kiểm tra lại, sửa lỗi rồi nhập."))
    if seen is not None and seen != mark_of(run):
        told = tell("Tệp, cách đọc hoặc kết quả kiểm tra đã đổi từ lúc bạn xem; chưa nhập gì.")
        raise Problem("IMPT-045", 409, told, tell("Mở lại lần nhập, xem kết quả kiểm tra mới rồi bấm Nhập."))
    change_run(node, run, state="applying", done=0, total=run.counts["ready"], actor_id=actor_id or run.actor_id)


def check_again(node: Node, run: Any) -> None:
    """What is about to come in is no longer what was checked: it is checked anew, for a person to look at again."""
    change_run(node, run, counts={CHANGED: True}, **_checking())


def remove_run(node: Node, import_id: str) -> None:
    """Drop an import that was never applied, with what was found in it."""
    run = _open_run(node, import_id)

    def operation(unit: Unit) -> None:
        for table in (FAULT, RUN):
            unit.connection.execute(delete(table).where(table.c.import_id == run.import_id))

    node.writer.write(operation)


def remembered_columns(connection: Connection, kind: str) -> dict[str, str]:
    """Folded heading -> field, as people chose before on this node."""
    rows = connection.execute(select(COLUMN.c.head, COLUMN.c.field).where(COLUMN.c.kind == kind))
    return {row.head: row.field for row in rows}


def _best_sheet(node: Node, kind: str, data: bytes) -> str:
    """The sheet with most columns known: the first may be a cover. A hidden one only where there is no other."""
    remembered = node.read(lambda c: remembered_columns(c, kind))
    scored = []
    names, hidden = list_sheets(data), hidden_sheets(data)
    for name in [one for one in names if one not in hidden or hidden >= set(names)][:10]:
        plan = propose_plan(kind, read_sheet(data, name), remembered)
        scored.append((len(plan["columns"]), name))
    return max(scored, key=lambda pair: pair[0])[1]


def _propose(node: Node, kind: str, data: bytes, sheet: str) -> dict[str, Any]:
    remembered = node.read(lambda c: remembered_columns(c, kind))
    plan = propose_plan(kind, read_sheet(data, sheet), remembered)
    return {**plan, "sheets": list_sheets(data), "hidden_sheets": sorted(hidden_sheets(data))}


def _planned(node: Node, run: Any, choice: Mapping[str, Any]) -> dict[str, Any]:
    known, width = fields_of(run.kind), len(run.plan["heads"])
    columns = {str(n): choice["columns"].get(str(n), "") for n in range(width)}
    columns = {column: name for column, name in columns.items() if name in known}
    twice = {name for name in columns.values() if list(columns.values()).count(name) > 1}
    if twice:
        told = joined([known[name].name for name in sorted(twice)])
        raise Problem(
            "IMPT-009", 422, tell("Hai cột cùng là {told}.", told=told), tell("Mỗi nội dung chỉ chọn một cột.")
        )
    encodings = {**run.plan["encodings"], **choice.get("encodings", {})}
    kept = {column: one for column, one in encodings.items() if one in set(Encoding) and one != Encoding.UNICODE}
    asked = str(choice.get("first_row", ""))
    is_row = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_ROW
    first_row = int(asked) if is_row else run.plan["first_row"]
    plan = run.plan
    if first_row != plan["first_row"]:
        data = node.blobs.get(run.sha256)
        plan = {**plan, **propose_plan(run.kind, read_sheet(data, run.sheet), {}, max(1, first_row))}
    return {**plan, "skips_hidden": bool(choice.get("skips_hidden")), "columns": columns, "encodings": kept}


def _remember(run: Any, plan: Mapping[str, Any]) -> Callable[[Unit], None]:
    heads = {fold(head)[:200]: plan["columns"].get(str(n), "") for n, head in enumerate(plan["heads"]) if fold(head)}

    def operation(unit: Unit) -> None:
        where = (COLUMN.c.kind == run.kind, COLUMN.c.head.in_(list(heads)))
        unit.connection.execute(delete(COLUMN).where(*where))
        rows = [{"kind": run.kind, "head": head, "field": name} for head, name in heads.items()]
        if rows:
            unit.connection.execute(insert(COLUMN), rows)

    return operation


def _open_run(node: Node, import_id: str) -> Any:
    run = get_run(node, import_id)
    if run.state not in OPEN_STATES:
        told = tell("Lần nhập đang ở bước “{states}”.", states=STATES[run.state])
        raise Problem("IMPT-010", 409, told, tell("Đợi xong bước này, hoặc tạo lần nhập mới."))
    return run


def _checking() -> dict[str, Any]:
    return {"state": "checking", "done": 0, "total": 0}


_JOBS = {"checking": "import_check", "applying": "import_apply", "undoing": "import_undo"}


def change_run(node: Node, run: Any, *, also: Callable[[Unit], None] | None = None, **values: Any) -> None:
    """Change an import that is still as it was seen; a step that takes long becomes a job in the same operation."""

    def operation(unit: Unit) -> None:
        where = (RUN.c.import_id == run.import_id, RUN.c.state == run.state, RUN.c.changed_at == run.changed_at)
        done = unit.connection.execute(update(RUN).where(*where).values(**values, changed_at=node.now()))
        if not done.rowcount:
            raise Problem("IMPT-011", 409, tell("Lần nhập vừa được người khác thay đổi."), tell("Tải lại trang."))
        if also is not None:
            also(unit)
        if values.get("state") in _JOBS:
            jobs.enqueue(unit.connection, _JOBS[values["state"]], {"import_id": run.import_id}, node.now())

    node.writer.write(operation)
