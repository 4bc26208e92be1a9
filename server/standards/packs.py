"""Packs: dated legal data. A standard and a scoring table are separate registers with digests of their own (R2).

A folder `packs/<id>/` holds `standard.yaml` (lines, who counts, indicators, rules), optionally `scoring*.yaml` (B1
tables), `tiers.yaml` (a provincial order of tiers) and `cases/*.yaml`, which people can read. `strict` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from server.errors import Problem
from server.telling import tell

from .sources import Cited, Source
from .tree import Bool, FactNumber, Node, OneOf, walk

if TYPE_CHECKING:
    from .procedures import Procedure
    from .tiers import Tiers

T = TypeVar("T")
PACKS = Path(__file__).with_name("packs")
AREA_KINDS = ("rural", "urban")
AVERAGE = "average"
METHODS = ("points", "declared_income", AVERAGE)
B2_POINTS = "b2_points"
ByArea = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Parameter(Cited):
    """A legal number by area kind; None = not known, and the software says which. `confidence` None where null."""

    name: str
    label: str
    unit: str
    value: ByArea
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a characteristic: when it applies, and its points by area kind, each one number or one by region.

    `bands`: the number whose steps were not found; an adoption brings them, each with its own points.
    """

    label: str
    when: Bool
    points: dict[str, int | ByArea | None]
    bands: FactNumber | None = None


@dataclass(frozen=True, slots=True)
class Item(Cited):
    """A characteristic of the scoring table: `first` takes the first row that holds, `sum` adds all that hold."""

    id: str
    label: str
    select: str
    rows: tuple[Row, ...]
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Indicator(Cited):
    """A deprivation indicator in the decree's order. `wording`: its threshold in words; None where not found.

    `en`: its name in English, an unofficial translation for who reads the form in English; empty where there is none.
    """

    id: str
    label: str
    wording: str | None
    deprived: Bool
    cited: Source
    confidence: str | None
    en: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Cited):
    """The first rule that holds gives the class and its reason (R4); `wording` is the clause in words."""

    outcome: str
    reason: str
    wording: str
    when: Bool
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Definition(Cited):
    """Who counts as a member (R7). `en`: the wording in English, unofficial; empty where there is none."""

    wording: str
    when: Bool
    cited: Source
    confidence: str | None
    en: str = ""


@dataclass(frozen=True, slots=True)
class Hints(Cited):
    """Points printed in a related text: column to item to points of its rows. Shown, never computed with."""

    points: dict[str, dict[str, tuple[int, ...]]]
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True, eq=False)  # one object per file: hashed by identity
class Scoring(Cited):
    """A scoring table (B1); `is_training` where its points are invented. `regions`: id to label, if points differ.

    No `items` and no `confidence`: the table itself was not found. `base`: digest of the pack an adoption stands on.
    """

    id: str
    title: str
    is_training: bool
    in_force: tuple[str | None, str | None]
    regions: dict[str, str]
    items: tuple[Item, ...]
    cited: Source
    confidence: str | None
    digest: str
    hints: Hints | None = None
    base: str = ""


@dataclass(frozen=True, slots=True, eq=False)  # one object per file: hashed by identity
class Standard:
    """A standard: lines, members who count, indicators, and the rules of each method.

    The method `average` (farm households of average living standard) stands beside the classes: it reads answers of the
    household only, no person, indicator or score.

    `in_force` is its first and last day as ISO text, None where open; a training standard has neither. `base`: digest
    of the pack an adoption stands on.
    """

    id: str
    title: str
    is_training: bool
    in_force: tuple[str | None, str | None]
    who_counts: Definition
    parameters: dict[str, Parameter]
    indicators: tuple[Indicator, ...]
    rules: dict[str, tuple[Rule, ...]]
    digest: str
    base: str = ""

    @property
    def counted(self) -> Bool:
        """The condition under which a member counts."""
        return self.who_counts.when

    def nodes(self, method: str) -> Iterator[Node]:
        """Every node a method reads."""
        if method != AVERAGE:
            yield from walk(self.counted)
            for indicator in self.indicators:
                yield from walk(indicator.deprived)
        for rule in self.rules[method]:
            yield from walk(rule.when)


@dataclass(frozen=True, slots=True)
class RoundStandard:
    """A standard as a round uses it. `scoring` (and its `region`) is needed by the method `points` only."""

    standard: Standard
    scoring: Scoring | None
    method: str
    region: str = ""

    @property
    def reads_people(self) -> bool:
        """Whether the method counts who lives in the household."""
        return self.method != AVERAGE

    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators the method reads."""
        return self.standard.indicators if self.reads_people else ()

    def items(self) -> tuple[Item, ...]:
        """The characteristics that are scored."""
        return self.scoring.items if self.method == "points" and self.scoring is not None else ()

    def points_of(self, row: Row) -> ByArea:
        """A row's points by area kind, in the round's region."""
        return {kind: one.get(self.region) if isinstance(one, dict) else one for kind, one in row.points.items()}

    def facts_needed(self) -> frozenset[tuple[str, str]]:
        """(level, fact id) of every fact the form must ask for this standard."""
        nodes = list(self.standard.nodes(self.method))
        nodes += [node for item in self.items() for row in item.rows for node in walk(row.when)]
        return frozenset((node.level, node.fact) for node in nodes if isinstance(node, OneOf | FactNumber))


class PackStore:
    """Standards, scoring tables, tiers and procedures by id. Read at start; stores share what unchanged files say."""

    def __init__(self, folders: tuple[Path, ...] = (PACKS,)) -> None:
        from .procedures import load_procedures
        from .strict import load_scoring, load_standard
        from .tiers import load_tiers

        self._standards: dict[str, Standard] = {}
        self._scorings: dict[str, Scoring] = {}
        self._tiers: dict[str, Tiers] = {}
        self._procedures: dict[str, Procedure] = load_procedures() if folders else {}
        for folder in folders:
            for path in sorted(folder.glob("*/standard.yaml")):
                standard = load_standard(path)
                _add(self._standards, standard.id, standard, path)
            for path in sorted(folder.glob("*/scoring*.yaml")):
                scoring = load_scoring(path)
                _add(self._scorings, scoring.id, scoring, path)
            for path in sorted(folder.glob("*/tiers.yaml")):
                tiers = load_tiers(path)
                _add(self._tiers, tiers.id, tiers, path)

    def with_adopted(self, *adopted: Standard | Scoring | Tiers | Procedure) -> PackStore:
        """A store that also holds what a province adopted (`adoption.overlay`); ids differ from those of the base."""
        store = PackStore(())
        for own, mine in zip(store._registers(), self._registers(), strict=True):
            own.update(mine)
        for one in adopted:
            store._register_of(one)[one.id] = one
        return store

    def find(self, pack_id: str) -> Standard | Scoring | Tiers | Procedure:
        """The pack of any register under this id, or Problem RULE-001."""
        everything: dict[str, Standard | Scoring | Tiers | Procedure] = {}
        for register in self._registers():
            everything.update(register)
        return _get(everything, pack_id, tell("gói"))

    def has(self, pack_id: str) -> bool:
        """Whether any register has this id."""
        return any(pack_id in register for register in self._registers())

    def _registers(self) -> tuple[dict[str, Any], ...]:
        return self._standards, self._scorings, self._procedures, self._tiers

    def _register_of(self, pack: object) -> dict[str, Any]:
        from .procedures import Procedure

        kinds = (Standard, Scoring, Procedure)
        number = next((n for n, kind in enumerate(kinds) if isinstance(pack, kind)), len(kinds))
        return self._registers()[number]

    def standard(self, pack_id: str) -> Standard:
        """The standard, or Problem RULE-001 naming what there is."""
        return _get(self._standards, pack_id, tell("chuẩn"))

    def scoring(self, scoring_id: str) -> Scoring:
        """The scoring table, or Problem RULE-001."""
        return _get(self._scorings, scoring_id, tell("bảng điểm"))

    def tiers(self, tiers_id: str) -> Tiers:
        """The order of tiers, or Problem RULE-001."""
        return _get(self._tiers, tiers_id, tell("thứ tự nhóm hộ"))

    def procedure(self, procedure_id: str) -> Procedure:
        """The procedure, or Problem RULE-001."""
        return _get(self._procedures, procedure_id, tell("quy trình"))

    def procedures(self) -> tuple[Procedure, ...]:
        """All procedures."""
        return tuple(self._procedures.values())

    def standards(self) -> tuple[Standard, ...]:
        """All standards, by id."""
        return tuple(self._standards.values())

    def scorings(self) -> tuple[Scoring, ...]:
        """All scoring tables."""
        return tuple(self._scorings.values())

    def all_tiers(self) -> tuple[Tiers, ...]:
        """All orders of tiers."""
        return tuple(self._tiers.values())

    def round_standard(self, entry: dict[str, Any]) -> RoundStandard:
        """A round's entry {standard, scoring, method, region} with its data."""
        standard = self.standard(entry["standard"])
        scoring = self.scoring(entry["scoring"]) if entry.get("scoring") else None
        region = entry.get("region") or ""
        if scoring is not None and region not in (scoring.regions or {"": ""}):
            raise Problem(
                "RULE-030",
                409,
                tell("{title} không có vùng “{region}”.", title=scoring.title, region=region),
                tell("Chọn một trong: {value}.", value=", ".join(scoring.regions) or tell("để trống")),
            )
        return RoundStandard(standard, scoring, entry["method"], region)


def _add(known: dict[str, T], name: str, value: T, path: Path) -> None:
    if name in known:
        raise Problem(
            "RULE-029",
            500,
            tell("{name}/{name2}: mã “{name3}” đã có.", name=path.parent.name, name2=path.name, name3=name),
            tell("Đặt mã khác cho gói."),
        )
    known[name] = value


def _get(known: dict[str, T], wanted: str, word: str) -> T:
    if wanted not in known:
        raise Problem(
            "RULE-001",
            409,
            tell("Không có {word} “{wanted}”.", word=word, wanted=wanted),
            tell("Có: {known}.", known=", ".join(sorted(known))),
        )
    return known[wanted]
