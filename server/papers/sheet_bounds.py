"""How large a table may be that is read in, and what is told where it is larger."""

from __future__ import annotations

from typing import Any

from server.errors import Problem
from server.telling import tell

MAX_BYTES = 20_000_000
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 100_000, 200, 30


def too_large(what: Any) -> Problem:
    """The refusal; `what` is how large it is."""
    told = tell(
        "Bảng quá lớn: {what}. Nhiều nhất {max_rows} dòng, {max_columns} cột, {max_bytes} MB.",
        what=what,
        max_rows=MAX_ROWS,
        max_columns=MAX_COLUMNS,
        max_bytes=MAX_BYTES // 1000000,
    )
    return Problem("IMPT-004", 413, told, tell("Xóa dòng, cột trống ở cuối bảng, hoặc tách tệp theo huyện, xã."))
