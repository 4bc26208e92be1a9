"""The dry run: everything a file would do and everything wrong in it, counted and listed; nothing comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, update

from server.domain.imports.fields import HOUSEHOLDS
from server.domain.imports.lines import BLOCK, Fault
from server.errors import Problem
from server.services.node import Node
from server.store.writer import Unit
from server.telling import joined, to_json

from .faults import fault_row
from .known_numbers import tell_known_numbers
from .listing import Listed, list_file
from .matching import read_known
from .runs import CHANGED, FAULT, RUN, get_run
from .seen import digest_of

MOST_FAULTS = 5_000  # more are counted, not listed: a file with so many has one cause


def check_run(node: Node, args: Mapping[str, Any]) -> None:
    """Job `import_check`: read, count, list the faults."""
    run = get_run(node, str(args["import_id"]))
    if run.state != "checking":
        return
    try:
        listed = list_file(node, run)
    except Problem as problem:
        told = to_json(joined((problem.message, problem.remedy), " "))
        _store(node, run, {"problem": told, "ready": 0}, [])
        return
    if run.kind == HOUSEHOLDS:
        known = node.read(lambda c: read_known(c, {one.area_code for one in listed.items if one.area_code}))
        tell_known_numbers(node, run, listed.items, known)
    counts = _count(node, run, listed)
    if run.counts == {CHANGED: True}:
        counts[CHANGED] = True
    _store(node, run, counts, listed.faults)


def _store(node: Node, run: Any, counts: Mapping[str, Any], faults: Sequence[Fault]) -> None:
    rows = [fault_row(run.import_id, position, one) for position, one in enumerate(faults[:MOST_FAULTS])]

    def operation(unit: Unit) -> None:
        where = (RUN.c.import_id == run.import_id, RUN.c.state == "checking")
        values = {"state": "checked", "counts": dict(counts), "changed_at": node.now()}
        if not unit.connection.execute(update(RUN).where(*where).values(**values)).rowcount:
            return
        unit.connection.execute(delete(FAULT).where(FAULT.c.import_id == run.import_id))
        if rows:
            unit.connection.execute(insert(FAULT), rows)

    node.writer.write(operation)


def _count(node: Node, run: Any, listed: Listed) -> dict[str, Any]:
    severities = Counter(one.severity for one in listed.faults)
    counts: dict[str, Any] = {
        "items": len(listed.items),
        "ready": len(listed.ready),
        "outside": len(listed.items) - len(listed.ready),
        "digest": digest_of(listed.ready),
        "block": severities[BLOCK],
        "warn": severities["warn"],
        "skipped": listed.skipped.counts,
        "hidden": 0 if run.plan["skips_hidden"] else len(run.plan["hidden"]),
    }
    if run.kind == HOUSEHOLDS:
        known = node.read(lambda c: read_known(c, {one.area_code for one in listed.ready}))
        counts |= {
            "known": sum(1 for one in listed.ready if known.find(one) is not None),
            "outcomes": dict(Counter(one.outcome for one in listed.ready)),
            "persons": sum(one.persons or len(one.members) for one in listed.ready),
            "areas": dict(Counter(one.area_code for one in listed.ready)),
            "villages": _unknown_villages(listed),
        }
    return counts


def _unknown_villages(listed: Listed) -> list[dict[str, Any]]:
    """Villages the register lacks, with the one of the commune whose name is most like it."""
    found = []
    for key, name in listed.villages.unknown.items():
        area = key.partition("|")[0]
        near = listed.book.near_village(area, name)
        choices = [code for (one, _key), code in listed.book.villages.items() if one == area]
        named = [[code, listed.book.names[code]] for code in sorted(choices)]
        found.append({"key": key, "name": name, "area": area, "near": near, "choices": named})
    return found
