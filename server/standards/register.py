"""Packs as people read them: a list of packs, every entry of one with its evidence, the difference of two. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.telling import joined, tell

from .entry_words import class_of, rule_name
from .packs import AVERAGE, B2_POINTS, Item, PackStore, RoundStandard, Scoring, Standard
from .procedures import Procedure
from .sources import Cited
from .tiers import Tiers
from .tree import Param, Score

Pack = Standard | Scoring | Tiers | Procedure
KINDS: dict[type, str] = {Standard: "standard", Scoring: "scoring", Tiers: "tiers", Procedure: "procedure"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a pack. `value` is a number, a day or words; None: not found, the province loads it.

    `id` is a place in the pack; what stands in brackets (area, row, region) is a part of one adopted entry.
    """

    id: str
    label: str
    value: int | str | None
    unit: str
    act: str
    article: str
    from_on: str | None
    confidence: str | None
    note: str

    @property
    def adopted_as(self) -> str:
        """The id under which a value is adopted."""
        return self.id.partition("[")[0]


@dataclass(frozen=True, slots=True)
class PackHead:
    """A pack in the list. `unknown`: entries nobody found; `unsure`: entries not read in the act itself."""

    kind: str
    id: str
    title: str
    is_training: bool
    from_on: str | None
    to_on: str | None
    digest: str
    base: str
    unknown: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs between two packs; `before` or `after` None where only one has it."""

    id: str
    before: Entry | None
    after: Entry | None


def list_packs(store: PackStore) -> tuple[PackHead, ...]:
    """Every pack of the store, by kind, then first day."""
    held: list[Pack] = [*store.standards(), *store.scorings(), *store.all_tiers(), *store.procedures()]
    heads = (_head(one) for one in held)
    return tuple(sorted(heads, key=lambda one: (tuple(KINDS.values()).index(one.kind), one.from_on or "", one.id)))


def flatten(pack: Pack) -> tuple[Entry, ...]:
    """Every entry of a pack in the order of its file."""
    if isinstance(pack, Standard):
        return tuple(_of_standard(pack))
    if isinstance(pack, Scoring):
        return tuple(_of_scoring(pack))
    if isinstance(pack, Tiers):
        return tuple(_of_tiers(pack))
    return tuple(_of_procedure(pack))


def diff(before: Pack, after: Pack) -> tuple[Change, ...]:
    """The entries in which two packs differ, in the order of the first, then what only the second has."""
    old, new = ({one.id: one for one in flatten(pack)} for pack in (before, after))
    ids = [*old, *(one for one in new if one not in old)]
    return tuple(Change(one, old.get(one), new.get(one)) for one in ids if old.get(one) != new.get(one))


def needed_numbers(pack: Pack, method: str = "") -> tuple[Entry, ...]:
    """What must be adopted before an official round (R3): entries that are null or were not read in the act itself.

    For a standard only what `method` reads; other packs need all of theirs.
    """
    entries = flatten(pack)
    if isinstance(pack, Standard):
        entries = tuple(one for one in entries if _is_read(one, pack, method))
    return tuple(one for one in entries if one.value is None or one.confidence != "exact")


def needed_of_round(used: RoundStandard) -> tuple[Entry, ...]:
    """What a round's standard still needs, its scoring table included."""
    needed = needed_numbers(used.standard, used.method)
    if used.method != "points":
        return needed
    if used.scoring is None:
        missing = Entry("scoring", tell("Bảng điểm B1"), None, "points", used.standard.title, "", None, None, "")
        return (*needed, missing)
    return needed + tuple(one for one in needed_numbers(used.scoring) if _in_region(one, used.region))


def list_hints(pack: Scoring) -> tuple[Entry, ...]:
    """What a related text prints for rows of the table: shown to who loads it, never computed with."""
    hints = pack.hints
    if hints is None:
        return ()
    items = {one.id: one for one in pack.items}
    return tuple(
        _entry(
            f"items.{name}[{number}][{column}]", joined((items[name].label, row.label), ": "), value, "points", hints
        )
        for column, by_item in hints.points.items()
        for name, points in by_item.items()
        for number, (row, value) in enumerate(zip(items[name].rows, points, strict=False), start=1)
    )


def _in_region(entry: Entry, region: str) -> bool:
    parts = entry.id.split("[")
    return len(parts) < 4 or parts[3] == f"{region}]"


def _is_read(entry: Entry, standard: Standard, method: str) -> bool:
    kind, _, name = entry.adopted_as.partition(".")
    if kind == "methods":
        return name.startswith(f"{method}.")
    if kind != "parameters":
        return method != AVERAGE
    nodes = list(standard.nodes(method))
    read = {node.name for node in nodes if isinstance(node, Param)}
    if any(isinstance(node, Score) and node.name == "b2" for node in nodes):
        read.add(B2_POINTS)
    return name in read


def _head(pack: Pack) -> PackHead:
    entries = flatten(pack)
    return PackHead(
        kind=KINDS[type(pack)],
        id=pack.id,
        title=pack.title,
        is_training=pack.is_training,
        from_on=pack.in_force[0],
        to_on=pack.in_force[1],
        digest=pack.digest,
        base=pack.base,
        unknown=sum(one.value is None for one in entries),
        unsure=sum(one.value is not None and one.confidence != "exact" for one in entries),
    )


def _entry(place: str, label: str, value: int | str | None, unit: str, cited: Cited) -> Entry:
    source, confidence = cited.cited, cited.confidence if value is not None else None
    return Entry(place, label, value, unit, source.act, source.article, source.from_on, confidence, source.note)


def _of_standard(pack: Standard) -> Iterator[Entry]:
    yield _entry(
        "counted", tell("Người được tính là nhân khẩu của hộ"), pack.who_counts.wording, "text", pack.who_counts
    )
    for name, one in pack.parameters.items():
        values = one.value
        if len(set(values.values())) == 1:
            yield _entry(f"parameters.{name}", one.label, next(iter(values.values())), one.unit, one)
        else:
            for kind, value in values.items():
                yield _entry(f"parameters.{name}[{kind}]", one.label, value, one.unit, one)
    for indicator in pack.indicators:
        yield _entry(f"indicators.{indicator.id}", indicator.label, indicator.wording, "text", indicator)
    for method, rules in pack.rules.items():
        for number, rule in enumerate(rules, start=1):
            yield _entry(f"methods.{method}.{number}", rule_name(rule), rule.wording, "text", rule)


def _of_scoring(pack: Scoring) -> Iterator[Entry]:
    if not pack.items:
        yield _entry("items", pack.title, None, "points", pack)
    for item in pack.items:
        yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Entry]:
    for number, row in enumerate(item.rows, start=1):
        label = joined((item.label, row.label), ": ")
        for kind, points in row.points.items():
            place = f"items.{item.id}[{number}][{kind}]"
            if isinstance(points, dict):
                for region, one in points.items():
                    yield _entry(f"{place}[{region}]", label, one, "points", item)
            else:
                yield _entry(place, label, points, "points", item)


def _of_tiers(pack: Tiers) -> Iterator[Entry]:
    for one in pack.tiers:
        yield _entry(f"tiers.{one.id}", one.label, class_of(one), "text", one)
    order = pack.precedence.order
    labels = {one.id: one.label for one in pack.tiers}
    said = None if order is None else joined((labels[one] for one in order), " > ")
    yield _entry("precedence", tell("Thứ tự các nhóm hộ"), said, "text", pack.precedence)


def _of_procedure(pack: Procedure) -> Iterator[Entry]:
    for one in pack.provisions:
        yield _entry(f"provisions.{one.id}", one.label, one.value, one.unit, one)
    for chain, steps in pack.chains.items():
        for step in steps:
            yield _entry(f"{chain}.{step.id}", step.label, step.who, "text", step)
            for one in step.provisions:
                yield _entry(
                    f"{chain}.{step.id}.{one.id}", joined((step.label, one.label), ": "), one.value, one.unit, one
                )
