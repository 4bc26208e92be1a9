"""How a file is read: proposed from its headings and letters, corrected by a person, kept as JSON beside the import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.domain.imports.cells import show
from server.domain.imports.encodings import Encoding, decode, judge_column
from server.domain.imports.fields import DENOMINATORS, HOUSEHOLDS, STAFF, fields_of
from server.domain.imports.headings import Heading, Row, find_heading, propose_columns
from server.domain.imports.households import Terms
from server.domain.imports.lines import Plan
from server.papers.sheet_reading import SheetTable
from server.telling import Told, tell

SAMPLE_ROWS = 2_000
TERMS = ("standard", "decision_no", "decision_on", "from_on", "to_on", "area_code", "outcome", "source", "counted_on")


def propose_plan(
    kind: str, table: SheetTable, remembered: Mapping[str, str], first_row: int | None = None
) -> dict[str, Any]:
    """Heading, columns and encodings as they seem to be; `first_row`: where a person says the data begins."""
    width = max((len(row) for row in table.rows), default=0)
    encodings, examples = _judge(table.rows, width)
    rows = [_decoded(row, encodings) for row in table.rows[:50]]
    chosen = {head for head, name in remembered.items() if name}
    heading = find_heading(rows, fields_of(kind), chosen)
    if first_row is not None and first_row != heading.first_row:
        above = rows[first_row - 2] if 1 < first_row <= len(rows) + 1 else ()
        heading = Heading(tuple(" ".join(show(cell).split()) for cell in above), first_row, 0)
    columns = propose_columns(heading, fields_of(kind), remembered)
    return {
        "first_row": heading.first_row,
        "heads": [heading.texts[n] if n < len(heading.texts) else "" for n in range(width)],
        "columns": {str(column): name for column, name in columns.items()},
        "encodings": {str(column): one.value for column, one in encodings.items() if one is not Encoding.UNICODE},
        "examples": {str(column): found for column, found in examples.items()},
        "samples": _samples(table, heading.first_row, width),
        "hidden": sorted(table.hidden),
        "skips_hidden": False,
        "rows": len(table.rows),
        "merged": table.merged,
    }


def read_plan(stored: Mapping[str, Any], fixes: Mapping[str, str]) -> Plan:
    """The plan as the pure part uses it."""
    heading = Heading(tuple(stored["heads"]), int(stored["first_row"]), len(stored["heads"]))
    return Plan(
        heading=heading,
        columns={int(column): name for column, name in stored["columns"].items() if name},
        encodings={int(column): Encoding(one) for column, one in stored["encodings"].items()},
        fixes={_place(key): text for key, text in fixes.items()},
        hidden=frozenset(stored["hidden"]),
        skips_hidden=bool(stored["skips_hidden"]),
    )


def read_terms(stored: Mapping[str, Any]) -> Terms:
    """The terms as the pure part uses them."""
    names = [name for name in TERMS if name in Terms.__dataclass_fields__]
    return Terms(
        **{name: str(stored.get(name, "")) for name in names},
        villages={str(key): str(value) for key, value in stored.get("villages", {}).items()},
    )


def missing_terms(kind: str, plan: Mapping[str, Any], terms: Mapping[str, Any]) -> list[Told]:
    """What a person must still say before the file can be checked, in words."""
    fields, chosen = fields_of(kind), set(plan["columns"].values())
    lacking = [_column(one.name) for one in fields.values() if one.is_required and one.id not in chosen]
    if kind == DENOMINATORS:
        lacking += [
            word
            for name, word in (("source", tell("nguồn số liệu")), ("counted_on", tell("ngày của số liệu")))
            if not terms.get(name)
        ]
    if kind == STAFF:
        return lacking  # a role may be over a district or the province: each line tells what it lacks
    if kind != HOUSEHOLDS:
        return lacking + (
            [] if chosen & {"commune"} or terms.get("area_code") else [tell("cột Xã, hoặc một xã cho cả tệp")]
        )
    if "person_name" in chosen and "relation" in chosen:
        lacking = [one for one in lacking if one != _column(fields["head_name"].name)]
    if not chosen & {"outcome", "is_poor", "is_near_poor", "is_escaped"} and not terms.get("outcome"):
        lacking.append(tell("cột Kết quả, hoặc một kết quả cho cả danh sách"))
    if not chosen & {"commune"} and not terms.get("area_code"):
        lacking.append(tell("cột Xã, hoặc một xã cho cả danh sách"))
    if not terms.get("standard"):
        lacking.append(tell("chuẩn nghèo của danh sách"))
    return lacking


def _column(name: Told) -> Told:
    return tell("cột {name}", name=name)


def _place(key: str) -> tuple[int, int]:
    row, _, column = key.partition(":")
    return int(row), int(column)


def _judge(rows: Any, width: int) -> tuple[dict[int, Encoding], dict[int, list[list[str]]]]:
    encodings: dict[int, Encoding] = {}
    examples: dict[int, list[list[str]]] = {}
    for column in range(width):
        texts = [row[column] for row in rows[:SAMPLE_ROWS] if column < len(row) and isinstance(row[column], str)]
        found = judge_column(texts)
        encodings[column] = found.encoding
        if found.examples:
            examples[column] = [list(pair) for pair in found.examples]
    return encodings, examples


def _decoded(row: Row, encodings: Mapping[int, Encoding]) -> list[Any]:
    return [decode(cell, encodings[n]) if isinstance(cell, str) else cell for n, cell in enumerate(row)]


def _samples(table: SheetTable, first_row: int, width: int) -> list[list[str]]:
    """The first lines of data as they stand in the file, cut short."""
    rows = table.rows[first_row - 1 : first_row + 2]
    return [[show(row[n])[:60] if n < len(row) else "" for n in range(width)] for row in rows]
