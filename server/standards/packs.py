"""Packs: dated legal data, read strictly. A mistake names the file, the place and the remedy; nothing is defaulted.

A folder `packs/<id>/` holds `standard.yaml` (lines, who counts, indicators, rules), optionally `scoring.yaml` (the
B1 table) and `cases/*.yaml`. Standards and scoring tables are separate registers with digests of their own (R2).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from server.domain.facts import FactDictionary, load_facts
from server.errors import Problem
from sync.records.canonical import canonical_json

from .tree import Bool, FactNumber, Node, OneOf, TreeReader, walk

T = TypeVar("T")
PACKS = Path(__file__).with_name("packs")
CONFIDENCES = ("exact", "secondary", "draft", "recalled")
UNITS = ("points", "VND/person/month", "indicators", "members", "m2/person")
OUTCOMES = ("poor", "near_poor", "not_poor")
METHODS = ("points", "declared_income")
AREA_KINDS = ("rural", "urban")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A legal number by area kind; None = not known, and the software says which. `confidence` None where null."""

    name: str
    label: str
    unit: str
    value: dict[str, int | None]
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a characteristic: when it applies, and its points by area kind (None = not known)."""

    label: str
    when: Bool
    points: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Item:
    """A characteristic of the scoring table: `first` takes the first row that holds, `sum` adds all that hold."""

    id: str
    label: str
    select: str
    rows: tuple[Row, ...]
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A deprivation indicator in the decree's order."""

    id: str
    label: str
    deprived: Bool
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """The first rule that holds gives the class and its reason (R4)."""

    outcome: str
    reason: str
    when: Bool
    source: str
    confidence: str | None


@dataclass(frozen=True, slots=True, eq=False)  # one object per file: hashed by identity
class Scoring:
    """A scoring table (B1); `is_training` where its points are invented."""

    id: str
    title: str
    is_training: bool
    items: tuple[Item, ...]
    digest: str


@dataclass(frozen=True, slots=True, eq=False)  # one object per file: hashed by identity
class Standard:
    """A standard: lines, members who count, indicators, and the rules of each method.

    `in_force` is its first and last day as ISO text, None where open; a training standard has neither.
    """

    id: str
    title: str
    is_training: bool
    in_force: tuple[str | None, str | None]
    counted: Bool
    counted_source: str
    parameters: dict[str, Parameter]
    indicators: tuple[Indicator, ...]
    rules: dict[str, tuple[Rule, ...]]
    digest: str

    def nodes(self, method: str) -> Iterator[Node]:
        """Every node a method reads."""
        yield from walk(self.counted)
        for indicator in self.indicators:
            yield from walk(indicator.deprived)
        for rule in self.rules[method]:
            yield from walk(rule.when)


@dataclass(frozen=True, slots=True)
class RoundStandard:
    """A standard as a round uses it. `scoring` is needed by the method `points` only."""

    standard: Standard
    scoring: Scoring | None
    method: str

    def facts_needed(self) -> frozenset[tuple[str, str]]:
        """(level, fact id) of every fact the form must ask for this standard."""
        nodes = list(self.standard.nodes(self.method))
        if self.method == "points" and self.scoring is not None:
            nodes += [node for item in self.scoring.items for row in item.rows for node in walk(row.when)]
        return frozenset((node.level, node.fact) for node in nodes if isinstance(node, OneOf | FactNumber))

    def unknown_numbers(self) -> tuple[str, ...]:
        """Labels of the numbers this method needs that are not known: an official round refuses to open on them."""
        from .tree import Param

        used = {node.name for node in self.standard.nodes(self.method) if isinstance(node, Param)}
        missing = [
            one.label
            for name, one in self.standard.parameters.items()
            if name in used and any(value is None for value in one.value.values())
        ]
        if self.method == "points":
            if self.scoring is None:
                return (*missing, "bảng điểm B1")
            missing += [
                f"{item.label}: {row.label}"
                for item in self.scoring.items
                for row in item.rows
                if any(value is None for value in row.points.values())
            ]
        return tuple(missing)


class PackStore:
    """Standards and scoring tables by id, from one or more folders. Read once at start."""

    def __init__(self, folders: tuple[Path, ...] = (PACKS,)) -> None:
        self._standards: dict[str, Standard] = {}
        self._scorings: dict[str, Scoring] = {}
        for folder in folders:
            for path in sorted(folder.glob("*/standard.yaml")):
                standard = load_standard(path)
                self._standards[standard.id] = standard
            for path in sorted(folder.glob("*/scoring.yaml")):
                scoring = load_scoring(path)
                self._scorings[scoring.id] = scoring

    def standard(self, pack_id: str) -> Standard:
        """The standard, or Problem RULE-001 naming what there is."""
        return _get(self._standards, pack_id, "chuẩn")

    def scoring(self, scoring_id: str) -> Scoring:
        """The scoring table, or Problem RULE-001."""
        return _get(self._scorings, scoring_id, "bảng điểm")

    def standards(self) -> tuple[Standard, ...]:
        """All standards, by id."""
        return tuple(self._standards.values())

    def round_standard(self, entry: dict[str, Any]) -> RoundStandard:
        """A round's entry {standard, scoring, method} with its data."""
        scoring = self.scoring(entry["scoring"]) if entry.get("scoring") else None
        return RoundStandard(self.standard(entry["standard"]), scoring, entry["method"])


def _get(known: dict[str, T], wanted: str, word: str) -> T:
    if wanted not in known:
        raise Problem("RULE-001", 409, f"Không có {word} {wanted!r}.", f"Có: {', '.join(sorted(known))}.")
    return known[wanted]


# --- strict reading ---------------------------------------------------------------------------------------


class _StrictLoader(yaml.SafeLoader):
    """Refuses a key written twice: YAML itself would silently keep the last."""


def _no_duplicates(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]  # type: ignore[no-untyped-call]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        line = node.start_mark.line + 1
        raise Problem(
            "RULE-002", 500, f"{node.start_mark.name}, dòng {line}: khóa {sorted(twice)} viết hai lần.", "Bỏ một."
        )
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_duplicates)


def read_yaml(path: Path) -> dict[str, Any]:
    """Parse a pack file; broken YAML is a Problem with the line."""
    loader = _StrictLoader(path.read_text("utf-8"))
    loader.name = "/".join(path.parts[-2:])
    try:
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        raise Problem("RULE-003", 500, f"{loader.name}: không đọc được YAML: {error}.", "Sửa cú pháp tệp.") from error
    if not isinstance(data, dict):
        raise Problem("RULE-003", 500, f"{loader.name}: tệp không có khóa nào.", "Viết theo mẫu của gói tập huấn.")
    return data


def load_standard(path: Path) -> Standard:
    """Read `standard.yaml`."""
    data = read_yaml(path)
    where = "/".join(path.parts[-2:])
    facts = load_facts()
    check_keys(
        data, {"id", "title", "is_training", "in_force", "counted", "parameters", "indicators", "methods"}, where
    )
    parameters = {name: _read_parameter(name, one, where) for name, one in data["parameters"].items()}
    reader = TreeReader(where, facts, frozenset(parameters))
    counted = data["counted"]
    check_keys(counted, {"source", "confidence", "when"}, f"{where}, counted")
    check_evidence(counted, f"{where}, counted")
    rules = {name: _read_rules(one, f"methods.{name}", where, reader) for name, one in data["methods"].items()}
    strange = set(rules) - set(METHODS)
    if strange:
        raise Problem("RULE-004", 500, f"{where}: phương pháp lạ {sorted(strange)}.", f"Chỉ dùng {METHODS}.")
    return Standard(
        id=data["id"],
        title=data["title"],
        is_training=data["is_training"],
        in_force=_read_days(data["in_force"], where),
        counted=reader.boolean(counted["when"], "counted.when"),
        counted_source=counted["source"],
        parameters=parameters,
        indicators=tuple(
            _read_indicator(one, f"indicators[{n}]", where, reader) for n, one in enumerate(data["indicators"])
        ),
        rules=rules,
        digest=_digest(data),
    )


def load_scoring(path: Path) -> Scoring:
    """Read `scoring.yaml`."""
    data = read_yaml(path)
    where = "/".join(path.parts[-2:])
    check_keys(data, {"id", "title", "is_training", "items", "hints"}, where, optional={"hints"})
    reader = TreeReader(where, load_facts(), frozenset())
    items = tuple(_read_item(one, f"items[{n}]", where, reader) for n, one in enumerate(data["items"]))
    return Scoring(data["id"], data["title"], data["is_training"], items, _digest(data))


def _read_days(entry: Any, where: str) -> tuple[str | None, str | None]:
    check_keys(entry, {"from", "to"}, f"{where}, in_force")
    for day in entry.values():
        if day is not None and not (isinstance(day, str) and DAY.fullmatch(day)):
            raise Problem("RULE-024", 500, f"{where}, in_force: ngày {day!r}.", 'Viết "2016-01-05" hoặc null.')
    return entry["from"], entry["to"]


def _read_parameter(name: str, entry: dict[str, Any], where: str) -> Parameter:
    at = f"{where}, parameters.{name}"
    check_keys(entry, {"label", "unit", "source", "confidence", "value"}, at)
    if entry["unit"] not in UNITS:
        raise Problem("RULE-005", 500, f"{at}: đơn vị {entry['unit']!r} không dùng.", f"Chọn một trong {UNITS}.")
    value = _by_area(entry["value"], at)
    check_evidence(entry, at, is_known=any(one is not None for one in value.values()))
    return Parameter(name, entry["label"], entry["unit"], value, entry["source"], entry["confidence"])


def _read_indicator(entry: dict[str, Any], at: str, where: str, reader: TreeReader) -> Indicator:
    check_keys(entry, {"id", "label", "source", "confidence", "deprived"}, f"{where}, {at}")
    check_evidence(entry, f"{where}, {at}")
    node = reader.boolean(entry["deprived"], f"{at}.deprived")
    return Indicator(entry["id"], entry["label"], node, entry["source"], entry["confidence"])


def _read_rules(entry: dict[str, Any], at: str, where: str, reader: TreeReader) -> tuple[Rule, ...]:
    check_keys(entry, {"rules"}, f"{where}, {at}")
    rules: list[Rule] = []
    for n, one in enumerate(entry["rules"]):
        place = f"{where}, {at}.rules[{n}]"
        check_keys(one, {"outcome", "reason", "source", "confidence", "when"}, place)
        check_evidence(one, place)
        if one["outcome"] not in OUTCOMES:
            raise Problem("RULE-006", 500, f"{place}: kết quả {one['outcome']!r}.", f"Chọn một trong {OUTCOMES}.")
        node = reader.boolean(one["when"], f"{at}.rules[{n}].when")
        rules.append(Rule(one["outcome"], one["reason"], node, one["source"], one["confidence"]))
    return tuple(rules)


def _read_item(entry: dict[str, Any], at: str, where: str, reader: TreeReader) -> Item:
    place = f"{where}, {at}"
    check_keys(entry, {"id", "label", "select", "source", "confidence", "rows"}, place)
    if entry["select"] not in ("first", "sum"):
        raise Problem("RULE-007", 500, f"{place}: select {entry['select']!r}.", "Viết first hoặc sum.")
    rows: list[Row] = []
    for n, one in enumerate(entry["rows"]):
        check_keys(one, {"label", "when", "points"}, f"{place}.rows[{n}]")
        points = _by_area(one["points"], f"{place}.rows[{n}]")
        rows.append(Row(one["label"], reader.boolean(one["when"], f"{at}.rows[{n}].when"), points))
    is_known = any(value is not None for row in rows for value in row.points.values())
    check_evidence(entry, place, is_known=is_known)
    return Item(entry["id"], entry["label"], entry["select"], tuple(rows), entry["source"], entry["confidence"])


def _by_area(value: Any, at: str) -> dict[str, int | None]:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return dict.fromkeys(AREA_KINDS, value)
    is_plain = isinstance(value, dict) and all(
        one is None or (isinstance(one, int) and not isinstance(one, bool)) for one in value.values()
    )
    if not is_plain or set(value) != set(AREA_KINDS):
        raise Problem("RULE-008", 500, f"{at}: giá trị {value!r}.", "Viết số nguyên, null, hoặc {rural: , urban: }.")
    return dict(value)


def check_keys(entry: Any, keys: set[str], where: str, *, optional: frozenset[str] | set[str] = frozenset()) -> None:
    """Every key known and none missing, else Problem RULE-009."""
    if not isinstance(entry, dict):
        raise Problem(
            "RULE-009", 500, f"{where}: {entry!r} không phải một mục có khóa.", f"Viết các khóa {sorted(keys)}."
        )
    unknown, missing = set(entry) - keys, keys - optional - set(entry)
    if unknown or missing:
        told = [f"khóa lạ {sorted(unknown)}" if unknown else "", f"thiếu {sorted(missing)}" if missing else ""]
        raise Problem(
            "RULE-009", 500, f"{where}: {', '.join(one for one in told if one)}.", f"Các khóa: {sorted(keys)}."
        )


def check_evidence(entry: dict[str, Any], where: str, *, is_known: bool = True) -> None:
    """A value stands on a source and a confidence; an unknown one has confidence null."""
    if not isinstance(entry["source"], str) or not entry["source"].strip():
        raise Problem("RULE-010", 500, f"{where}: thiếu nguồn.", "Ghi số văn bản và điều khoản.")
    expected = CONFIDENCES if is_known else (None,)
    if entry["confidence"] not in expected:
        raise Problem("RULE-022", 500, f"{where}: độ tin cậy {entry['confidence']!r}.", f"Chọn một trong {expected}.")


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(_plain(data))).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool) or value is None else str(value)


__all__ = ["FactDictionary", "PackStore", "RoundStandard", "Scoring", "Standard", "load_scoring", "load_standard"]
