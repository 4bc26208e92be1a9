"""Reads packs strictly: a mistake is a Problem that names the file, the place and the remedy; nothing is defaulted."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from server.domain.facts import load_facts
from server.domain.yaml_reading import read_yaml
from server.domain.yaml_reading import short_name as _where
from server.errors import Problem
from sync.records.canonical import canonical_json

from .packs import AREA_KINDS, B2_POINTS, METHODS, Indicator, Item, Parameter, Row, Rule, Scoring, Standard
from .tree import Bool, TreeReader
from .tree_checks import Scope, check_tree

CONFIDENCES = ("exact", "secondary", "draft", "recalled")
UNITS = ("points", "VND/person/month", "m2/person", "indicators", "members", "years", "year")
OUTCOMES = ("poor", "near_poor", "not_poor")
REASONS = ("income", "deprivation", "above_line")


def load_standard(path: Path) -> Standard:
    """Read `standard.yaml`."""
    data, where = read_yaml(path), _where(path)
    keys = {"id", "title", "is_training", "in_force", "counted", "parameters", "indicators", "methods"}
    check_keys(data, keys, where)
    _check_heading(data, where)
    parameters = {name: _read_parameter(name, one, where) for name, one in _mapping(data["parameters"], where).items()}
    if B2_POINTS not in parameters:
        raise Problem("RULE-031", 500, f"{where}, parameters: thiếu {B2_POINTS}.", "Ghi điểm mỗi chỉ số, hoặc null.")
    reader = _Reader(where, {name: one.unit for name, one in parameters.items()})
    counted = data["counted"]
    check_keys(counted, {"source", "confidence", "when"}, f"{where}, counted")
    check_evidence(counted, f"{where}, counted")
    methods = _mapping(data["methods"], where)
    if not methods or set(methods) - set(METHODS):
        raise Problem("RULE-004", 500, f"{where}: phương pháp {sorted(methods)}.", f"Chỉ dùng {METHODS}.")
    return Standard(
        id=data["id"],
        title=data["title"],
        is_training=data["is_training"],
        in_force=_read_in_force(data, where),
        counted=reader.boolean(counted["when"], "counted.when", Scope.WHO_COUNTS),
        counted_source=counted["source"],
        parameters=parameters,
        indicators=_read_indicators(data["indicators"], where, reader),
        rules={name: _read_rules(one, f"methods.{name}", where, reader) for name, one in methods.items()},
        digest=_digest(data),
    )


def load_scoring(path: Path) -> Scoring:
    """Read `scoring.yaml`. `hints` are what a related text says: shown to who loads the real table, never used."""
    data, where = read_yaml(path), _where(path)
    keys = {"id", "title", "is_training", "regions", "items", "hints"}
    check_keys(data, keys, where, optional={"hints", "regions"})
    _check_heading(data, where)
    regions = {str(key): str(label) for key, label in _mapping(data.get("regions") or {}, where).items()}
    reader = _Reader(where, {})
    items = tuple(
        _read_item(one, f"items[{n}]", (where, reader, regions))
        for n, one in enumerate(_sequence(data["items"], f"{where}, items"))
    )
    _check_unique([one.id for one in items], f"{where}, items")
    _check_hints(data.get("hints"), items, where)
    return Scoring(data["id"], data["title"], data["is_training"], regions, items, _digest(data))


class _Reader:
    """Reads a tree and checks what it means: scopes and units."""

    def __init__(self, where: str, units: dict[str, str]) -> None:
        self._where = where
        self._units = units
        self._tree = TreeReader(where, load_facts(), frozenset(units))

    def boolean(self, value: Any, at: str, scope: Scope) -> Bool:
        """A condition that makes sense where it stands."""
        node = self._tree.boolean(value, at)
        check_tree(node, scope, self._units, f"{self._where}, {at}")
        return node


def _read_in_force(data: dict[str, Any], where: str) -> tuple[str | None, str | None]:
    at = f"{where}, in_force"
    check_keys(data["in_force"], {"from", "to"}, at)
    first, last = (_day(data["in_force"][key], at) for key in ("from", "to"))
    if first is None and not data["is_training"]:
        raise Problem("RULE-026", 500, f"{at}: thiếu ngày bắt đầu.", "Ghi from theo văn bản.")
    if first and last and last < first:
        raise Problem("RULE-026", 500, f"{at}: {last} trước {first}.", "Ngày cuối không trước ngày đầu.")
    return first, last


def _read_parameter(name: str, entry: Any, where: str) -> Parameter:
    at = f"{where}, parameters.{name}"
    check_keys(entry, {"label", "unit", "from", "source", "confidence", "value"}, at)
    if entry["unit"] not in UNITS:
        raise Problem("RULE-005", 500, f"{at}: đơn vị {entry['unit']!r} không dùng.", f"Chọn một trong {UNITS}.")
    value = _whole_by_area(entry["value"], at)
    check_evidence(entry, at, is_known=any(one is not None for one in value.values()))
    from_on = _day(entry["from"], at)
    return Parameter(name, entry["label"], entry["unit"], value, from_on, entry["source"], entry["confidence"])


def _read_indicators(entries: Any, where: str, reader: _Reader) -> tuple[Indicator, ...]:
    found: list[Indicator] = []
    for n, one in enumerate(_sequence(entries, f"{where}, indicators")):
        at = f"indicators[{n}]"
        check_keys(one, {"id", "label", "source", "confidence", "deprived"}, f"{where}, {at}")
        check_evidence(one, f"{where}, {at}")
        node = reader.boolean(one["deprived"], f"{at}.deprived", Scope.HOUSEHOLD)
        found.append(Indicator(one["id"], one["label"], node, one["source"], one["confidence"]))
    _check_unique([one.id for one in found], f"{where}, indicators")
    return tuple(found)


def _read_rules(entry: Any, at: str, where: str, reader: _Reader) -> tuple[Rule, ...]:
    check_keys(entry, {"rules"}, f"{where}, {at}")
    rules: list[Rule] = []
    for n, one in enumerate(_sequence(entry["rules"], f"{where}, {at}.rules")):
        place = f"{where}, {at}.rules[{n}]"
        check_keys(one, {"outcome", "reason", "source", "confidence", "when"}, place)
        check_evidence(one, place)
        for key, allowed in (("outcome", OUTCOMES), ("reason", REASONS)):
            if one[key] not in allowed:
                raise Problem("RULE-006", 500, f"{place}: {key} {one[key]!r}.", f"Chọn một trong {allowed}.")
        node = reader.boolean(one["when"], f"{at}.rules[{n}].when", Scope.RULE)
        rules.append(Rule(one["outcome"], one["reason"], node, one["source"], one["confidence"]))
    return tuple(rules)


def _read_item(entry: Any, at: str, context: tuple[str, _Reader, dict[str, str]]) -> Item:
    where, reader, regions = context
    place = f"{where}, {at}"
    check_keys(entry, {"id", "label", "select", "source", "confidence", "rows"}, place)
    if entry["select"] not in ("first", "sum"):
        raise Problem("RULE-007", 500, f"{place}: select {entry['select']!r}.", "Viết first hoặc sum.")
    rows: list[Row] = []
    for n, one in enumerate(_sequence(entry["rows"], f"{place}.rows")):
        check_keys(one, {"label", "when", "points"}, f"{place}.rows[{n}]")
        points = _by_area(one["points"], f"{place}.rows[{n}]", regions)
        rows.append(Row(one["label"], reader.boolean(one["when"], f"{at}.rows[{n}].when", Scope.HOUSEHOLD), points))
    check_evidence(entry, place, is_known=any(_is_known(value) for row in rows for value in row.points.values()))
    return Item(entry["id"], entry["label"], entry["select"], tuple(rows), entry["source"], entry["confidence"])


def _check_hints(hints: Any, items: tuple[Item, ...], where: str) -> None:
    """`hints`: {source, <column>: {<item>: [points of its rows]}}."""
    if hints is None:
        return
    at, rows = f"{where}, hints", {one.id: len(one.rows) for one in items}
    if not isinstance(hints, dict) or not str(hints.get("source") or "").strip():
        raise Problem("RULE-010", 500, f"{at}: thiếu nguồn.", "Ghi nguồn của gợi ý.")
    for column, by_item in hints.items():
        for item, points in _mapping(by_item, f"{at}.{column}").items() if column != "source" else ():
            is_list = isinstance(points, list) and all(map(_is_whole, points))
            if not is_list or len(points) > rows.get(item, 0):
                raise Problem("RULE-009", 500, f"{at}.{column}.{item}: {points}.", f"Các mục: {sorted(rows)}.")


def _by_area(value: Any, at: str, regions: dict[str, str]) -> dict[str, Any]:
    """{rural, urban}; where the law has regions, each side may be one number per region."""
    if value is None or _is_whole(value):
        return dict.fromkeys(AREA_KINDS, value)
    if not isinstance(value, dict) or set(value) != set(AREA_KINDS):
        raise _bad_value(value, at)
    for one in value.values():
        if isinstance(one, dict) and (set(one) != set(regions) or not regions):
            raise Problem("RULE-008", 500, f"{at}: vùng {sorted(one)}.", f"Ghi đủ các vùng {sorted(regions)}.")
        parts = one.values() if isinstance(one, dict) else (one,)
        if not all(part is None or _is_whole(part) for part in parts):
            raise _bad_value(value, at)
    return dict(value)


def _whole_by_area(value: Any, at: str) -> dict[str, int | None]:
    return _by_area(value, at, {})


def _bad_value(value: Any, at: str) -> Problem:
    remedy = "Viết số nguyên không âm, null, hoặc {rural: , urban: }."
    return Problem("RULE-008", 500, f"{at}: giá trị {value!r}.", remedy)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_known(value: Any) -> bool:
    return any(one is not None for one in value.values()) if isinstance(value, dict) else value is not None


def _day(value: Any, at: str) -> str | None:
    try:
        if value is None or dt.date.fromisoformat(value).isoformat() == value:
            return value  # type: ignore[no-any-return]
    except (TypeError, ValueError):
        pass
    raise Problem("RULE-026", 500, f"{at}: ngày {value!r}.", 'Viết trong ngoặc kép, ví dụ "2016-01-05", hoặc null.')


def _check_heading(data: dict[str, Any], where: str) -> None:
    for key, kind in (("id", str), ("title", str), ("is_training", bool)):
        if not isinstance(data[key], kind) or data[key] == "":
            raise Problem("RULE-027", 500, f"{where}: {key} {data[key]!r}.", f"Ghi {key} kiểu {kind.__name__}.")


def _check_unique(names: list[str], at: str) -> None:
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise Problem("RULE-028", 500, f"{at}: mã {twice} dùng hai lần.", "Đặt mã khác nhau.")


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Problem("RULE-009", 500, f"{where}: {value!r} không phải một mục có khóa.", "Viết khóa: giá trị.")
    return value


def _sequence(value: Any, at: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise Problem("RULE-009", 500, f"{at}: {value!r} không phải danh sách.", "Viết ít nhất một mục, mỗi mục một -.")
    return value


def check_keys(entry: Any, keys: set[str], where: str, *, optional: frozenset[str] | set[str] = frozenset()) -> None:
    """Every key known and none missing, else Problem RULE-009."""
    if not isinstance(entry, dict):
        raise Problem(
            "RULE-009", 500, f"{where}: {entry!r} không phải một mục có khóa.", f"Viết các khóa {sorted(keys)}."
        )
    unknown, missing = set(entry) - keys, keys - optional - set(entry)
    if unknown or missing:
        told = [
            f"khóa lạ {sorted(map(str, unknown))}" if unknown else "",
            f"thiếu {sorted(missing)}" if missing else "",
        ]
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
