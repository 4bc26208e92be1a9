"""Reads packs strictly: a mistake is a Problem that names the file, the place and the remedy; nothing is defaulted."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from server.domain.facts import load_facts
from server.domain.yaml_reading import parse_yaml, short_name
from server.errors import Problem
from server.telling import Told, in_both, kept, tell

from .packs import (
    AVERAGE,
    B2_POINTS,
    METHODS,
    Definition,
    Hints,
    Indicator,
    Item,
    Parameter,
    Row,
    Rule,
    Scoring,
    Standard,
)
from .sources import Sources, read_in_force
from .strict_values import (
    as_mapping,
    as_sequence,
    by_area,
    check_heading,
    check_keys,
    check_unique,
    check_words,
    digest_of,
    is_known,
    is_whole,
)
from .tree import Bool, FactNumber, NotFound, TreeReader
from .tree_checks import Scope, check_tree

KEPT = 64  # files read, more than are shipped
UNITS = ("points", "VND/person/month", "m2/person", "indicators", "members", "years", "months", "year", "percent")
_CLASSES = {"outcome": ("poor", "near_poor", "not_poor"), "reason": ("income", "deprivation", "above_line")}
_BAND = {"outcome": ("average", "not_average"), "reason": ("income", "not_farm", "below_band", "above_band")}


def load_standard(path: Path) -> Standard:
    """Read `standard.yaml`; while its text stays the same, every store of this process shares one object."""
    return _parse_standard(path.read_text("utf-8"), short_name(path))


def load_scoring(path: Path) -> Scoring:
    """Read `scoring.yaml`, shared like a standard. `hints` are what a related text says: shown, never used.

    `items: null` says that the table itself was not found; then its confidence is null.
    """
    return _parse_scoring(path.read_text("utf-8"), short_name(path))


@lru_cache(maxsize=KEPT)
def _parse_standard(text: str, where: str) -> Standard:
    data = parse_yaml(text, where)
    keys = {"id", "title", "is_training", "in_force", "sources", "counted", "parameters", "indicators", "methods"}
    check_keys(data, keys, where)
    check_heading(data, where)
    in_force = read_in_force(data, where)
    sources = Sources(data["sources"], where, is_training=data["is_training"])
    parameters = {
        name: _read_parameter(name, one, where, sources) for name, one in as_mapping(data["parameters"], where).items()
    }
    if B2_POINTS not in parameters:
        raise Problem(
            "RULE-031",
            500,
            tell("{where}, parameters: thiếu {b2_points}.", where=where, b2_points=B2_POINTS),
            tell("Ghi điểm mỗi chỉ số, hoặc null."),
        )
    reader = _Reader(where, {name: one.unit for name, one in parameters.items()}, sources)
    methods = as_mapping(data["methods"], where)
    if not methods or set(methods) - set(METHODS):
        raise Problem(
            "RULE-004",
            500,
            tell("{where}: phương pháp {methods}.", where=where, methods=sorted(methods)),
            tell("Chỉ dùng {methods}.", methods=METHODS),
        )
    return Standard(
        id=data["id"],
        title=kept(data["title"]),
        is_training=data["is_training"],
        in_force=in_force,
        who_counts=_read_counted(data["counted"], where, reader),
        parameters=parameters,
        indicators=_read_indicators(data["indicators"], where, reader),
        rules={name: _read_rules(one, name, reader) for name, one in methods.items()},
        digest=digest_of(data),
    )


@lru_cache(maxsize=KEPT)
def _parse_scoring(text: str, where: str) -> Scoring:
    data = parse_yaml(text, where)
    keys = {"id", "title", "is_training", "in_force", "sources", "source", "confidence", "regions", "items", "hints"}
    check_keys(data, keys, where, optional={"hints", "regions"})
    check_heading(data, where)
    sources = Sources(data["sources"], where, is_training=data["is_training"])
    named = as_mapping(data.get("regions") or {}, where)
    regions: dict[str, str] = {str(key): kept(str(label)) for key, label in named.items()}
    reader = _Reader(where, {}, sources)
    entries = [] if data["items"] is None else as_sequence(data["items"], f"{where}, items")
    items = tuple(_read_item(one, f"items[{n}]", reader, regions) for n, one in enumerate(entries))
    check_unique([one.id for one in items], f"{where}, items")
    hints = _read_hints(data.get("hints"), items, where, sources)
    cited, confidence = sources.cite(data, where, is_known=bool(items))
    return Scoring(
        id=data["id"],
        title=kept(data["title"]),
        is_training=data["is_training"],
        in_force=read_in_force(data, where),
        regions=regions,
        items=items,
        cited=cited,
        confidence=confidence,
        digest=digest_of(data),
        hints=hints,
    )


class _Reader:
    """Reads a tree and checks what it means: scopes and units."""

    def __init__(self, where: str, units: dict[str, str], sources: Sources) -> None:
        self.where = where
        self.sources = sources
        self._units = units
        self._tree = TreeReader(where, load_facts(), frozenset(units))

    def boolean(self, value: Any, at: str, scope: Scope) -> Bool:
        """A condition that makes sense where it stands."""
        node = self._tree.boolean(value, at)
        check_tree(node, scope, self._units, f"{self.where}, {at}")
        return node

    def fact_number(self, name: Any, at: str) -> FactNumber:
        """A number of the household, by the id of its fact."""
        return FactNumber("household", self._tree.read_number_fact(name, at))


def _read_parameter(name: str, entry: Any, where: str, sources: Sources) -> Parameter:
    at = f"{where}, parameters.{name}"
    check_keys(entry, {"label", "unit", "source", "confidence", "value"}, at)
    check_words(entry, ("label",), at)
    if entry["unit"] not in UNITS:
        raise Problem(
            "RULE-005",
            500,
            tell("{at}: đơn vị “{unit}” không dùng.", at=at, unit=entry["unit"]),
            tell("Chọn một trong {units}.", units=UNITS),
        )
    value = by_area(entry["value"], at, {})
    cited, confidence = sources.cite(entry, at, is_known=any(one is not None for one in value.values()))
    return Parameter(name, kept(entry["label"]), entry["unit"], value, cited, confidence)


def _read_counted(entry: Any, where: str, reader: _Reader) -> Definition:
    at = f"{where}, counted"
    check_keys(entry, {"wording", "en", "source", "confidence", "when"}, at, optional={"en"})
    check_words(entry, ("wording", "en") if "en" in entry else ("wording",), at)
    cited, confidence = reader.sources.cite(entry, at)
    when = reader.boolean(entry["when"], "counted.when", Scope.WHO_COUNTS)
    return Definition(_label(entry, "wording"), when, cited, confidence, entry.get("en", ""))


def _read_indicators(entries: Any, where: str, reader: _Reader) -> tuple[Indicator, ...]:
    found = tuple(
        _read_indicator(one, f"indicators[{n}]", reader)
        for n, one in enumerate(as_sequence(entries, f"{where}, indicators"))
    )
    check_unique([one.id for one in found], f"{where}, indicators")
    return found


def _read_indicator(entry: Any, at: str, reader: _Reader) -> Indicator:
    """`wording` and `deprived` are null together: the name is known, the threshold is not."""
    place = f"{reader.where}, {at}"
    keys = {"id", "label", "en", "wording", "source", "confidence", "deprived"}
    check_keys(entry, keys, place, optional={"en"})
    known = entry["deprived"] is not None
    words = ("id", "label", *(one for one in ("wording",) if known), *(one for one in ("en",) if one in entry))
    check_words(entry, words, place)
    if not known and entry["wording"] is not None:
        raise Problem(
            "RULE-032",
            500,
            tell("{place}: có wording mà deprived là null.", place=place),
            tell("Ghi cả hai, hoặc cả hai null."),
        )
    cited, confidence = reader.sources.cite(entry, place, is_known=known)
    node: Bool = NotFound(entry["id"], _label(entry, "label"))
    if known:
        node = reader.boolean(entry["deprived"], f"{at}.deprived", Scope.HOUSEHOLD)
    label, wording = _label(entry, "label"), None if entry["wording"] is None else kept(entry["wording"])
    return Indicator(entry["id"], label, wording, node, cited, confidence, entry.get("en", ""))


def _read_rules(entry: Any, method: str, reader: _Reader) -> tuple[Rule, ...]:
    at = f"methods.{method}"
    words, scope = (_BAND, Scope.ANSWERS) if method == AVERAGE else (_CLASSES, Scope.RULE)
    check_keys(entry, {"rules"}, f"{reader.where}, {at}")
    rules: list[Rule] = []
    for n, one in enumerate(as_sequence(entry["rules"], f"{reader.where}, {at}.rules")):
        place = f"{reader.where}, {at}.rules[{n}]"
        check_keys(one, {"outcome", "reason", "wording", "source", "confidence", "when"}, place)
        check_words(one, ("wording",), place)
        for key, allowed in words.items():
            if one[key] not in allowed:
                raise Problem(
                    "RULE-006",
                    500,
                    tell("{place}: {key} “{one}”.", place=place, key=key, one=one[key]),
                    tell("Chọn một trong {allowed}.", allowed=allowed),
                )
        cited, confidence = reader.sources.cite(one, place)
        node = reader.boolean(one["when"], f"{at}.rules[{n}].when", scope)
        rules.append(Rule(one["outcome"], one["reason"], kept(one["wording"]), node, cited, confidence))
    return tuple(rules)


def _read_item(entry: Any, at: str, reader: _Reader, regions: dict[str, str]) -> Item:
    place = f"{reader.where}, {at}"
    check_keys(entry, {"id", "label", "select", "source", "confidence", "rows"}, place)
    if entry["select"] not in ("first", "sum"):
        raise Problem(
            "RULE-007",
            500,
            tell("{place}: select “{select}”.", place=place, select=entry["select"]),
            tell("Viết first hoặc sum."),
        )
    rows = [
        _read_row(one, f"{at}.rows[{n}]", reader, regions)
        for n, one in enumerate(as_sequence(entry["rows"], f"{place}.rows"))
    ]
    has_points = any(is_known(value) for row in rows for value in row.points.values())
    cited, confidence = reader.sources.cite(entry, place, is_known=has_points)
    return Item(entry["id"], kept(entry["label"]), entry["select"], tuple(rows), cited, confidence)


def _read_row(entry: Any, at: str, reader: _Reader, regions: dict[str, str]) -> Row:
    """`bands` names the number whose steps nobody found; until they are adopted there are no points."""
    place = f"{reader.where}, {at}"
    check_keys(entry, {"label", "when", "points", "bands"}, place, optional={"bands"})
    points = by_area(entry["points"], place, regions)
    bands = reader.fact_number(entry["bands"], f"{at}.bands") if "bands" in entry else None
    if bands is not None and entry["points"] is not None:
        raise Problem(
            "RULE-046",
            500,
            tell("{place}: có bands mà đã có điểm.", place=place),
            tell("Bỏ bands, hoặc để points null."),
        )
    return Row(kept(entry["label"]), reader.boolean(entry["when"], f"{at}.when", Scope.HOUSEHOLD), points, bands)


def _read_hints(hints: Any, items: tuple[Item, ...], where: str, sources: Sources) -> Hints | None:
    """`hints`: {source, confidence, points: {<column>: {<item>: [points of its rows]}}}."""
    if hints is None:
        return None
    at, rows = f"{where}, hints", {one.id: len(one.rows) for one in items}
    check_keys(hints, {"source", "confidence", "points"}, at)
    cited, confidence = sources.cite(hints, at, is_dated=False)
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for column, by_item in as_mapping(hints["points"], f"{at}.points").items():
        for item, points in as_mapping(by_item, f"{at}.{column}").items():
            is_list = isinstance(points, list) and all(map(is_whole, points))
            if not is_list or len(points) > rows.get(item, 0):
                raise Problem(
                    "RULE-009",
                    500,
                    tell("{at}.{column}.{item}: {points}.", at=at, column=column, item=item, points=points),
                    tell("Các mục: {rows}.", rows=sorted(rows)),
                )
            found.setdefault(str(column), {})[item] = tuple(points)
    return Hints(found, cited, confidence)


def _label(entry: dict[str, Any], name: str) -> Told:
    """Words that may bring their own English, else the catalogue's."""
    return in_both(entry[name], entry["en"]) if entry.get("en") else kept(entry[name])
