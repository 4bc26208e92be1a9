"""What pages show of imports: runs, faults, and the register beside published totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.totals import Difference, compare_totals
from server.services.imports.faults import ShownFault, read_fault
from server.services.imports.signing import Counted, count_register, newest_signings, sum_counts
from server.store.tables import Account, Area, ImportFault, ImportRun

RUN, FAULT = ImportRun.__table__, ImportFault.__table__
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Faults:
    """A page of the faults of an import."""

    rows: tuple[ShownFault, ...]
    total: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Checked:
    """One place's register beside what was last signed for it."""

    code: str
    name: str
    level: str
    counted: Counted
    signing: Any
    differences: tuple[Difference, ...]

    @property
    def is_current(self) -> bool:
        """Whether the register is still what was signed."""
        return self.signing is not None and self.signing.counted == self.counted


def list_imports(connection: Connection, areas: Sequence[str]) -> list[Any]:
    """Imports whose area is one of these, newest first, with who brings them in."""
    query = (
        select(RUN, Account.name.label("who"), Area.name.label("area_name"))
        .outerjoin(Account, Account.actor_id == RUN.c.actor_id)
        .outerjoin(Area, Area.code == RUN.c.area_code)
        .where(RUN.c.area_code.in_(list(areas)))
        .order_by(RUN.c.created_at.desc())
        .limit(200)
    )
    return list(connection.execute(query).all())


def list_faults(connection: Connection, import_id: str, severity: str = "", page: int = 1) -> Faults:
    """Faults in the order of the sheet, those that keep a line outside first."""
    query = select(FAULT).where(FAULT.c.import_id == import_id)
    if severity:
        query = query.where(FAULT.c.severity == severity)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    ordered = query.order_by(FAULT.c.severity, FAULT.c.position).limit(PAGE_SIZE).offset(PAGE_SIZE * (number - 1))
    return Faults(tuple(map(read_fault, connection.execute(ordered))), total, number)


def all_faults(connection: Connection, import_id: str) -> list[ShownFault]:
    """Every listed fault in the order of the sheet."""
    query = select(FAULT).where(FAULT.c.import_id == import_id).order_by(FAULT.c.position)
    return [read_fault(row) for row in connection.execute(query)]


def check_places(connection: Connection, areas: Sequence[str], above: str, standard: str) -> list[Checked]:
    """Each commune's register beside its last signing, the sum of all of them (for `above`) last."""
    counts = count_register(connection, areas, standard)
    signed = newest_signings(connection, [*areas, above], standard)
    rows = connection.execute(
        select(Area.code, Area.name).where(Area.code.in_(list(areas))).order_by(Area.sort_key)
    ).all()
    found = [_checked(row.code, row.name, "commune", counts[row.code], signed) for row in rows]
    if above and above not in areas:
        name = connection.execute(select(Area.name).where(Area.code == above)).scalar_one()
        found.append(_checked(above, name, "above", sum_counts(counts), signed))
    return found


def _checked(code: str, name: str, level: str, counted: Counted, signed: dict[str, Any]) -> Checked:
    signing = signed.get(code)
    differences = compare_totals(signing.published, counted) if signing is not None else ()
    return Checked(code, name, level, counted, signing, differences)
