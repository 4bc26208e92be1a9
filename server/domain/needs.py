"""What the official tables and the departments' lists are computed from (R13). Pure; `needs.yaml` is read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.telling import tell
from sync.records import KINDS

from .facts import FactDictionary, load_facts
from .yaml_reading import read_yaml

ASSESSED = ("average", "deprived", "reason")
AREA = ("local_minorities", "specially_difficult", "village")


@dataclass(frozen=True, slots=True)
class Need:
    """One column of a table, or one part of a department's list. `unknown`: what nobody supplies yet, and why."""

    where: str
    column: str
    what: str
    sources: tuple[str, ...]
    unknown: str


@cache
def load_needs() -> tuple[Need, ...]:
    """Every need in the order of the reports, then of the plan's part III; an unknown source is a Problem."""
    data = read_yaml(Path(__file__).with_name("needs.yaml"))
    return tuple(_read_needs(data, load_facts()))


def _read_needs(data: dict[str, Any], facts: FactDictionary) -> Iterator[Need]:
    for where, part in _parts(data):
        for one in part["columns"]:
            for source in one["from"]:
                if not _is_known(source, facts, data["imports"]):
                    raise Problem(
                        "FACT-010",
                        500,
                        tell(
                            "needs.yaml, {where}, cột {column}: nguồn “{source}” không có.",
                            where=where,
                            column=one["column"],
                            source=source,
                        ),
                        tell(
                            "Ghi household.<mục>, member.<mục>, record.<loại>, assessment, area, status hoặc "
                            "import.<tên>."
                        ),
                    )
            yield Need(where, str(one["column"]), one["what"], tuple(one["from"]), one.get("unknown", ""))


def _parts(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"báo cáo {one['report']}", one) for one in data["reports"])
    yield from ((one["clause"], one) for one in data["lists"])


def _is_known(source: str, facts: FactDictionary, imports: dict[str, str]) -> bool:
    kind, _, name = source.partition(".")
    known = {
        "household": facts.household.keys(),
        "member": facts.member.keys(),
        "record": KINDS.keys(),
        "assessment": ASSESSED,
        "area": AREA,
        "import": imports.keys(),
        "status": ("",),
    }
    return name in known.get(kind, ())
