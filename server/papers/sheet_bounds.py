"""How large a table may be that is read in, and what is told where it is larger."""

from __future__ import annotations

from typing import Any

from server.errors import Problem
from server.telling import tell

MAX_BYTES = 20_000_000
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 100_000, 200, 30
# The reader makes a full rectangle of 32 bytes a cell, however few cells hold something.
MAX_CELLS = 3_000_000


def check_area(rows: int, width: int) -> None:
    """Problem IMPT-004 where the rectangle from the first cell to the last is too large to be made."""
    if rows * width > MAX_CELLS:
        raise too_large(tell("{rows} dòng, {width} cột", rows=rows, width=width))


def too_large(what: Any) -> Problem:
    """The refusal; `what` is how large it is."""
    told = tell(
        "Bảng quá lớn: {what}. Nhiều nhất {max_rows} dòng, {max_columns} cột, {max_cells} ô, {max_bytes} MB.",
        what=what,
        max_rows=MAX_ROWS,
        max_columns=MAX_COLUMNS,
        max_cells=MAX_CELLS,
        max_bytes=MAX_BYTES // 1000000,
    )
    return Problem("IMPT-004", 413, told, tell("Xóa dòng, cột trống ở cuối bảng, hoặc tách tệp theo huyện, xã."))
