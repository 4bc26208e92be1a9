"""Lists with generated households for looking at a form: no real family is on a preview."""

from __future__ import annotations

from collections.abc import Mapping

from server.errors import Problem
from server.telling import tell

from . import _LISTS
from .files import to_csv

_HOUSES = ("aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002")
_HEADS = ("Nguyễn Văn Mẫu", "Lý Thị Thử")
_VILLAGE = "THON-MAU"
_ROWS: dict[str, tuple[Mapping[str, str], ...]] = {
    "households": tuple(
        {
            "name": house,
            "label": f"{head} – Thôn Mẫu (MẪU-{number})",
            "__version": "1",
            "village": _VILLAGE,
            "area_kind": "rural",
            "size": "2",
            "head": head,
            "recognised": "chưa có",
            "assessed": "chưa có",
            "case_id": f"bbbbbbbb-0000-4000-8000-00000000000{number}",
            "assignment_id": "cccccccc-0000-4000-8000-000000000001",
            "review_state": "todo",
            "roof": "tile",
        }
        for number, (house, head) in enumerate(zip(_HOUSES, _HEADS, strict=True), start=1)
    ),
    "villages": ({"name": _VILLAGE, "label": "Thôn Mẫu, Xã Mẫu", "area_kind": "rural"},),
    "members": tuple(
        {
            "hh": house,
            "no": str(no),
            "person_id": f"dddddddd-0000-4000-8000-0000000000{number}{no}",
            "full_name": head if no == 1 else "Trần Thị Mẫu",
            "relation": "head" if no == 1 else "spouse",
            "sex": "male" if no == 1 else "female",
            "birth_year": "1970",
        }
        for number, (house, head) in enumerate(zip(_HOUSES, _HEADS, strict=True), start=1)
        for no in (1, 2)
    ),
}


def sample_list(name: str) -> bytes:
    """A list as CSV with the real header and generated rows; Problem LIST-003 where no form has it."""
    if name not in _LISTS:
        raise Problem(
            "LIST-003",
            404,
            tell("Không có tệp “{name}.csv” cho biểu mẫu này.", name=name),
            tell("Xem lại tên danh sách."),
        )
    header = _LISTS[name][0]()
    rows = [[row.get(column, "") for column in header] for row in _ROWS.get(name, ())]
    return to_csv([header, *rows])
