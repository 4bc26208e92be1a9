"""The lines of a sheet as values by field: encodings undone, corrections put in, what cannot be read told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.telling import Told, tell

from .cells import Cell, CellError, is_empty, is_failed, show
from .encodings import Encoding, decode
from .fields import Field
from .headings import Heading, Row, column_letter, is_no_data

LONGEST_CELL = 1_000
BLOCK, WARN = "block", "warn"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a cell (or with a whole line, `column` None). `severity` block: the line stays outside."""

    row: int
    column: int | None
    what: Told
    remedy: Told
    value: str = ""
    severity: str = BLOCK

    @property
    def cell(self) -> str:
        """The place as a spreadsheet names it."""
        return f"dòng {self.row}" if self.column is None else f"{column_letter(self.column)}{self.row}"


def sentence(what: Told, say: Callable[[Told], str] = str) -> str:
    """What is wrong as a sentence, in the words of `say`."""
    text = say(what).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is to be read: field of each column (from 0), encodings, corrections by (row from 1, column)."""

    heading: Heading
    columns: Mapping[int, str]
    encodings: Mapping[int, Encoding] = field(default_factory=dict)
    fixes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    skips_hidden: bool = False

    def column_of(self, field_id: str) -> int | None:
        """The column a field stands in."""
        return next((column for column, name in self.columns.items() if name == field_id), None)


@dataclass(slots=True)
class Line:
    """One line of data: values by field, absent where the cell is empty or cannot be read.

    `written` is what stands in the cell of a value.
    """

    row: int
    values: dict[str, Any]
    faults: list[Fault]
    plan: Plan
    written: dict[str, str] = field(default_factory=dict)

    def blame(self, field_id: str, what: Told, remedy: Told, severity: str = BLOCK) -> None:
        """Note a fault at a field's cell; the number of somebody's paper is not shown where it can be read."""
        is_number = isinstance(self.values.get(field_id), tuple)
        shown = "" if is_number else self.written.get(field_id, "")
        self.faults.append(Fault(self.row, self.plan.column_of(field_id), what, remedy, shown, severity))

    def is_told(self, field_id: str) -> bool:
        """Whether something is wrong with a field's cell already."""
        column = self.plan.column_of(field_id)
        return column is not None and any(one.column == column for one in self.faults)

    @property
    def is_blocked(self) -> bool:
        """Whether the line stays outside."""
        return any(one.severity == BLOCK for one in self.faults)


@dataclass(slots=True)
class Skipped:
    """How many lines were no data, by reason."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str) -> None:
        """One more."""
        self.counts[reason] = self.counts.get(reason, 0) + 1


def read_lines(rows: Sequence[Row], fields: Mapping[str, Field], plan: Plan, skipped: Skipped) -> Iterator[Line]:
    """Every line of data below the heading; `skipped` is told of the others."""
    for number, row in enumerate(rows[plan.heading.first_row - 1 :], start=plan.heading.first_row):
        reason = is_no_data(row, plan.heading)
        if reason is None and plan.skips_hidden and number in plan.hidden:
            reason = "hidden"
        if reason is not None:
            skipped.add(reason)
            continue
        line = _read_line(number, row, fields, plan)
        if _is_data(line, fields):
            yield line
        else:
            skipped.add("other")


def _read_line(number: int, row: Row, fields: Mapping[str, Field], plan: Plan) -> Line:
    line = Line(number, {}, [], plan)
    for column, name in plan.columns.items():
        cell: Cell = row[column] if column < len(row) else None
        cell = plan.fixes.get((number, column), cell)
        if is_empty(cell):
            continue
        if isinstance(cell, str):
            cell = decode(cell, plan.encodings.get(column, Encoding.UNICODE))
        one = fields[name]
        if is_failed(cell):
            remedy = tell("Mở tệp gốc, sửa công thức hoặc gõ giá trị vào ô, lưu lại rồi nạp lại.")
            line.faults.append(
                Fault(number, column, tell("công thức trong ô bị lỗi"), remedy, show(cell), _severity(one))
            )
            continue
        if len(show(cell)) > LONGEST_CELL:
            told = tell("ô dài {length} ký tự, quá {most}", length=len(show(cell)), most=LONGEST_CELL)
            line.faults.append(Fault(number, column, told, tell("Rút ngắn ô này."), show(cell)[:60], _severity(one)))
            continue
        try:
            line.values[name] = one.read(cell)
            line.written[name] = show(cell)[:120]
        except CellError as error:
            line.faults.append(Fault(number, column, error.what, error.remedy, show(cell)[:120], _severity(one)))
    return line


def _is_data(line: Line, fields: Mapping[str, Field]) -> bool:
    """Something in a column the list needs, or in two others: who signed below the table stands in one cell."""
    columns = {fault.column for fault in line.faults} | {line.plan.column_of(name) for name in line.values}
    needed = {line.plan.column_of(one.id) for one in fields.values() if one.is_required}
    return len(columns) > 1 or bool(columns & needed)


def _severity(one: Field) -> str:
    return BLOCK if one.is_required or one.blocks else WARN
