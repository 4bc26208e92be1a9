"""From the file of an import to what it says: the same reading for the dry run and for the application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from server.domain.imports.fields import DENOMINATORS, HOUSEHOLDS, STAFF, VILLAGES, fields_of
from server.domain.imports.households import Villages, read_households
from server.domain.imports.lines import Fault, Line, Skipped, read_lines
from server.domain.imports.others import read_totals, read_villages
from server.domain.imports.places import PlaceBook
from server.domain.imports.staff import read_staff
from server.papers.sheet_reading import read_sheet
from server.services.node import Node

from .books import read_book
from .plans import read_plan, read_terms
from .staff import check_people

_OTHERS: dict[str, Any] = {VILLAGES: read_villages, STAFF: read_staff, DENOMINATORS: read_totals}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a file says. `items` are of the kind's own shape and have `lines` and `is_blocked`."""

    items: list[Any]
    skipped: Skipped
    villages: Villages
    book: PlaceBook

    @property
    def faults(self) -> list[Fault]:
        """Every fault in the order of the sheet."""
        found = (fault for item in self.items for line in item.lines for fault in line.faults)
        return sorted(found, key=lambda one: (one.row, one.column is None, one.column or 0))

    @property
    def ready(self) -> list[Any]:
        """What can come in."""
        return [one for one in self.items if not one.is_blocked]


def list_file(node: Node, run: Any) -> Listed:
    """Read the file of an import as its plan says."""
    table = read_sheet(node.blobs.get(run.sha256), run.sheet)
    book = node.read(lambda c: read_book(c, run.area_code))
    skipped, villages = Skipped(), Villages()
    lines: Iterable[Line] = read_lines(table.rows, fields_of(run.kind), read_plan(run.plan, run.fixes), skipped)
    terms = read_terms(run.terms)
    if run.kind == HOUSEHOLDS:
        items: list[Any] = list(read_households(lines, terms, book, villages))
    else:
        items = _OTHERS[run.kind](lines, terms.area_code, book)
    if run.kind == STAFF:
        check_people(node, run, items)
    return Listed(items, skipped, villages, book)
