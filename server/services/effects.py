"""What another pack would change: every form of a round classed under both, and who moves from where to where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.errors import Problem
from server.services.node import Node
from server.services.rounds import get_round
from server.standards.area_exceptions import except_standards
from server.standards.classify import make_classifier
from server.standards.engine import Context
from server.standards.packs import RoundStandard
from server.store.tables import Area, Case, Household, Submission
from server.telling import tell

Progress = Callable[[int, int], None]
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Effect:
    """Of one standard: how many households go from one class to another; most numerous first."""

    title: str
    moves: tuple[tuple[str, str, int], ...]

    @property
    def moved(self) -> int:
        """Households whose class would change."""
        return sum(count for before, after, count in self.moves if before != after)


def find_effects(
    node: Node, round_code: str, pack_id: str, areas: Sequence[str] | None = None, progress: Progress | None = None
) -> tuple[Effect, ...]:
    """Class the round's completed forms (in `areas`, else all) as they are and with `pack_id` in its base's place.

    Nothing is stored. Problem EFF-001 where the round uses no pack that this one could stand for.
    """
    row = get_round(node, round_code)
    entries = [_with_pack(entry, pack_id) for entry in row.standards]
    if entries == list(row.standards):
        used = ", ".join(sorted(one["standard"] for one in row.standards))
        told = tell("Đợt {code} không dùng gói gốc của {pack_id}.", code=row.code, pack_id=pack_id)
        raise Problem("EFF-001", 409, told, tell("Đợt này dùng: {used}.", used=used))

    def read(connection: Connection) -> tuple[Effect, ...]:
        before = tuple(node.round_standard(connection, entry) for entry in row.standards)
        after = tuple(node.round_standard(connection, entry) for entry in entries)
        counts: list[Counter[tuple[str, str]]] = [Counter() for _ in before]
        classify = _Classifier(before, after, dt.date.fromisoformat(row.reference_on))
        for facts, kind, exceptions in _read_forms(connection, row.round_id, areas, progress):
            for count, move in zip(counts, classify(facts, kind, exceptions), strict=True):
                count[move] += 1
        return tuple(_effect(used, count) for used, count in zip(after, counts, strict=True))

    return node.read(read)


class _Classifier:
    """Classes before and after; functions are made once a kind of area, anew only for a household with exceptions."""

    def __init__(
        self, before: tuple[RoundStandard, ...], after: tuple[RoundStandard, ...], reference_on: dt.date
    ) -> None:
        self._before, self._after, self._on = before, after, reference_on
        self._made: dict[str | None, Callable[[Any], Any]] = {}

    def __call__(self, facts: dict[str, Any], kind: str | None, exceptions: Any) -> list[tuple[str, str]]:
        found = (self._make(kind, exceptions) if exceptions else self._of(kind))(facts)
        half = len(self._before)
        return [(one[0], other[0]) for one, other in zip(found[:half], found[half:], strict=True)]

    def _of(self, kind: str | None) -> Callable[[Any], Any]:
        if kind not in self._made:
            self._made[kind] = self._make(kind, ())
        return self._made[kind]

    def _make(self, kind: str | None, exceptions: Any) -> Callable[[Any], Any]:
        standards = except_standards((*self._before, *self._after), exceptions)
        return make_classifier(standards, Context(kind, self._on))


def _with_pack(entry: dict[str, Any], pack_id: str) -> dict[str, Any]:
    """The entry with the pack in place of its base; the digests of what it was opened with go."""
    base = pack_id.partition("+")[0]
    changed = {
        name: pack_id
        for name in ("standard", "scoring")
        if (entry.get(name) or "").partition("+")[0] == base and entry.get(name) != pack_id
    }
    if not changed:
        return entry
    return {name: one for name, one in {**entry, **changed}.items() if not name.endswith("_digest")}


def _read_forms(
    connection: Connection, round_id: str, areas: Sequence[str] | None, progress: Progress | None
) -> Iterable[tuple[dict[str, Any], str | None, Any]]:
    """(facts, kind of area, exceptions) of every completed form shown in the round, a batch at a time."""
    shown = (Case.round_id == round_id, Case.outcome == "completed", Submission.facts.is_not(None))
    wanted = shown if areas is None else (*shown, Case.area_code.in_(areas))
    query = (
        select(Submission.instance_id, Submission.facts, Area.area_kind, Household.exceptions)
        .join(Case, Case.instance_id == Submission.instance_id)
        .join(Household, Household.household_id == Case.household_id)
        .join(Area, Area.code == Household.area_code)
        .where(*wanted)
        .order_by(Submission.instance_id)
        .limit(BATCH)
    )
    total = connection.execute(select(func.count()).select_from(query.limit(None).subquery())).scalar_one()
    done, after = 0, ""
    while rows := connection.execute(query.where(Submission.instance_id > after)).all():
        for row in rows:
            yield row.facts, row.area_kind, row.exceptions
        done, after = done + len(rows), rows[-1].instance_id
        if progress is not None:
            progress(done, total)


def _effect(used: RoundStandard, count: Counter[tuple[str, str]]) -> Effect:
    moves = sorted(((*move, number) for move, number in count.items()), key=lambda one: (-one[2], one[:2]))
    return Effect(used.standard.title, tuple(moves))


__all__ = ["Effect", "find_effects"]
