"""What is ready comes in: villages first, then households in batches, each by its records, under the import's id.

A job may run twice: a household's id comes from the import and its line, and what is in is passed over.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, update

from server.domain.imports.fields import HOUSEHOLDS
from server.domain.imports.households import NEW, ListedHousehold
from server.domain.imports.places import village_key
from server.domain.imports.statuses import add_status
from server.services.node import Node
from server.services.registry import register_new
from server.store.statistics import refresh_statistics
from server.store.tables import Area, Household, ImportDone, ImportEffect
from server.store.writer import Unit
from sync.log import authority_heads
from sync.records import Draft

from .books import read_book
from .listing import Listed, list_file
from .matching import Known, read_known
from .others import APPLY
from .runs import RUN, check_again, get_run
from .seen import digest_of
from .villages import register_villages

# Ids are random: a small batch writes nearly a page of every index for each household. A phone waits for one batch.
BATCH = 1_000
# After these batches the tables are several times as large as before.
GROWN = frozenset({0, 3, 15, 63})
REGISTERED = "household.registered"
AREA, HOUSEHOLD, EFFECT, DONE = Area.__table__, Household.__table__, ImportEffect.__table__, ImportDone.__table__
_NUMBER = re.compile(r"-(\d+)$")


def apply_run(node: Node, args: Mapping[str, Any]) -> None:
    """Job `import_apply`. Where the register has changed so that the file says something else, it is checked again."""
    run = get_run(node, str(args["import_id"]))
    if run.state != "applying":
        return
    listed = list_file(node, run)
    if digest_of(listed.ready) != run.counts.get("digest"):
        check_again(node, run)
        return
    if run.kind == HOUSEHOLDS:
        counts = _apply_households(node, run, listed)
    else:
        counts = APPLY[run.kind](node, run, listed.ready)
    _finish(node, run, listed, counts)


def _finish(node: Node, run: Any, listed: Listed, counts: Mapping[str, Counter[str]]) -> None:
    """One record for each area says what the import was; doubles are looked for afterwards."""

    def operation(unit: Unit) -> None:
        told = select(DONE.c.area_code).where(DONE.c.import_id == run.import_id)
        already = set(unit.connection.execute(told).scalars())
        for area, found in sorted(counts.items()):
            if area not in already:
                payload = {"import_id": run.import_id, "area_code": area, "what": run.kind, "sha256": run.sha256}
                draft = Draft(area, "import.applied", (), run.actor_id, {**payload, "counts": dict(found)})
                node.record(unit, draft)
        values = {"state": "applied", "done": len(listed.ready), "changed_at": node.now()}
        unit.connection.execute(update(RUN).where(RUN.c.import_id == run.import_id).values(**values))

    node.writer.write(operation)


# --- households -----------------------------------------------------------------------------------------


def _apply_households(node: Node, run: Any, listed: Listed) -> dict[str, Counter[str]]:
    ready: list[ListedHousehold] = listed.ready
    areas = sorted({one.area_code for one in ready})
    _make_villages(node, run, ready)
    known = node.read(lambda c: read_known(c, areas, without=run.import_id))
    codes = node.read(lambda c: {area: _count_codes(c, area) for area in areas})
    done = node.read(lambda c: set(c.execute(_effects(run.import_id)).scalars()))
    counts: dict[str, Counter[str]] = {area: Counter() for area in areas}
    place = _Place(_find_targets(known, ready), codes, done)
    for number, batch in enumerate(_batches(ready)):
        node.writer.write(_batch_operation(node, run, batch, place, number))
        if number in GROWN:
            node.writer.write(lambda unit: refresh_statistics(unit.connection))
    for one in ready:
        found = counts[one.area_code]
        found.update(("households", one.outcome), persons=one.persons or len(one.members))  # type: ignore[call-overload]
    return counts


def _find_targets(known: Known, ready: Sequence[ListedHousehold]) -> dict[int, Any]:
    """By line, the household it is about, if that is here; of two lines that look like it the second is one of its own.

    Decided once, from what was here before this import: an operation or the whole job may run again.
    """
    found: dict[int, Any] = {}
    taken: set[str] = set()
    for one in ready:
        here = known.find(one)
        if here is not None and here.household_id not in taken:
            taken.add(here.household_id)
            found[one.row] = here
    return found


class _Place:
    """What a batch needs to know: who is here (by line), the next codes, what this import has brought already."""

    def __init__(self, targets: dict[int, Any], codes: dict[str, Iterator[str]], done: set[str]) -> None:
        self.targets, self.codes, self.done = targets, codes, done


def _batch_operation(node: Node, run: Any, batch: Sequence[ListedHousehold], place: _Place, number: int) -> Any:
    def operation(unit: Unit) -> None:
        knows = tuple(authority_heads(unit.connection, node.key.node_id))
        codes = _free_codes(unit.connection, run, batch, place)
        new: list[list[Draft]] = []
        for one in batch:
            drafts = _drafts_of(run, one, place, codes, knows)
            if drafts and drafts[0].kind == REGISTERED:
                new.append(drafts)
            else:
                for draft in drafts:
                    node.record(unit, draft)
        register_new(node, unit, new)
        values = {"done": number * BATCH + len(batch), "changed_at": node.now()}
        unit.connection.execute(update(RUN).where(RUN.c.import_id == run.import_id).values(**values))

    return operation


def _free_codes(
    connection: Connection, run: Any, batch: Sequence[ListedHousehold], place: _Place
) -> dict[str, Iterator[str]]:
    """By commune, a code for each new line that nobody has been given since the import began.

    The communes' rows are locked, as for a household registered by itself: who counts next sees these codes.
    """
    new = Counter(one.area_code for one in batch if one.row not in place.targets)
    lock = select(AREA.c.code).where(AREA.c.code.in_(sorted(new))).order_by(AREA.c.code).with_for_update()
    connection.execute(lock).all()
    found: dict[str, Iterator[str]] = {}
    for area in new:
        lines = [one for one in batch if one.area_code == area and one.row not in place.targets]
        count = sum(household_id_of(run.import_id, one.row) not in place.done for one in lines)
        free: list[str] = []
        while len(free) < count:
            wanted = list(islice(place.codes[area], count - len(free)))
            taken = set(connection.execute(select(HOUSEHOLD.c.code).where(HOUSEHOLD.c.code.in_(wanted))).scalars())
            free += [one for one in wanted if one not in taken]
        found[area] = iter(free)
    return found


def _drafts_of(
    run: Any, one: ListedHousehold, place: _Place, codes: dict[str, Iterator[str]], knows: tuple[str, ...]
) -> list[Draft]:
    """What the register is told of one line: the household where it is new, its status where the line has one."""
    here = place.targets.get(one.row)
    household_id = here.household_id if here is not None else household_id_of(run.import_id, one.row)
    if household_id in place.done:
        return []
    if here is not None:
        told = _statuses(run, one, household_id, (here.recognised, here.last_assessed), knows)
        return [*told, *_code_of_list(run, one, household_id, knows)]
    code = next(codes[one.area_code])
    registered = _registration(run, one, household_id, code, knows)
    return [registered, *_statuses(run, one, household_id, ({}, {}), knows)]


def _statuses(
    run: Any, one: ListedHousehold, household_id: str, before: tuple[dict[str, Any], dict[str, Any]], knows: Any
) -> list[Draft]:
    recognised, assessed = before
    if one.status is None and not one.assessed:
        return []
    standard = run.terms["standard"]
    if one.status is not None:
        recognised = add_status(recognised, standard, one.status)
    if one.assessed:
        assessed = {**assessed, standard: one.assessed}
    payload = {"household_id": household_id, "recognised": recognised, "assessed": assessed}
    payload["import_id"] = run.import_id
    return [Draft(one.area_code, "status.imported", (household_id,), run.actor_id, payload, None, knows)]


def _code_of_list(run: Any, one: ListedHousehold, household_id: str, knows: Any) -> list[Draft]:
    """The code by which this list names a household that is here already, beside those of other lists."""
    if not one.old_code:
        return []
    payload = {"household_id": household_id, "import_id": run.import_id, "old_code": one.old_code}
    return [Draft(one.area_code, "household.listed", (household_id,), run.actor_id, payload, None, knows)]


def _registration(run: Any, one: ListedHousehold, household_id: str, code: str, knows: tuple[str, ...]) -> Draft:
    members = [
        {**member, "person_id": _person_id(household_id, member["no"])}
        for member in one.members
        if "full_name" in member
    ]
    payload: dict[str, Any] = {
        "household_id": household_id,
        "code": code,
        "village_code": one.village,
        "head_name": one.head_name,
        "facts": {"household": {}, "members": members},
        "import_id": run.import_id,
    }
    payload |= {"old_code": one.old_code} if one.old_code else {}
    payload |= {"persons": one.persons} if one.persons else {}
    return Draft(one.area_code, REGISTERED, (household_id,), run.actor_id, payload, {}, knows)


def household_id_of(import_id: str, row: int) -> str:
    """The v4 id of the household on a line: the import's own id is random, so this is as hard to guess."""
    return _id_of(f"{import_id}|{row}")


def _person_id(household_id: str, number: int) -> str:
    return _id_of(f"{household_id}|{number}")


def _id_of(text: str) -> str:
    return str(uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4))


def _batches(ready: Sequence[ListedHousehold]) -> Iterator[Sequence[ListedHousehold]]:
    for start in range(0, len(ready), BATCH):
        yield ready[start : start + BATCH]


def _count_codes(connection: Connection, area: str) -> Iterator[str]:
    """Codes of a commune from the highest number on: given once, kept for good."""
    given = HOUSEHOLD.c.code.startswith(f"{area}-", autoescape=True)
    codes = connection.execute(select(HOUSEHOLD.c.code).where(given)).scalars()
    found = [int(match[1]) for code in codes if (match := _NUMBER.search(code))]
    number = max(found, default=0)

    def count() -> Iterator[str]:
        last = number
        while True:
            last += 1
            yield f"{area}-{last:05d}"

    return count()


def _effects(import_id: str) -> Any:
    return select(EFFECT.c.household_id).where(EFFECT.c.import_id == import_id)


def _make_villages(node: Node, run: Any, ready: Sequence[ListedHousehold]) -> None:
    """Villages a person has said are new; every household of the list then names its village by code."""
    wanted = dict.fromkeys(
        (one.area_code, one.village.partition("|")[2]) for one in ready if one.village.startswith(f"{NEW}|")
    )
    by_area: dict[str, list[str]] = {}
    for area, name in wanted:
        by_area.setdefault(area, []).append(name)
    for area, names in by_area.items():
        register_villages(node, run, area, names)
    book = node.read(lambda c: read_book(c, run.area_code))
    for one in ready:
        if one.village.startswith(f"{NEW}|"):
            one.village = book.villages[one.area_code, village_key(one.village.partition("|")[2])]
