"""A pack as lines to fill in, in the order of the official form, and back: what a person read becomes values. Pure.

One line is one row of the paper. Points and lines go into `Chung` (both areas), or into one column per kind of area
(and region); a wording is confirmed with a mark. `read_values` says every mistake at once, with place and remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.telling import Told, joined, tell

from .entry_words import AREA_WORDS, class_of, rule_name
from .packs import AREA_KINDS, Item, Scoring, Standard
from .procedures import WHOLE_UNITS, Procedure, Provision
from .register import Pack
from .sources import Cited
from .tiers import Tiers

ALL = "all"
TEXT = "text"
ORDER = "order"
# A row of steps has so many places to fill in.
BLANK_STEPS = 4
_MARKS = frozenset({"x", "có", "đúng"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column for values: `all`, an area kind, or `<area kind>:<region>`."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet. `entry_id` is what it is adopted under; `row` its place in a characteristic, from 1, else 0.

    `unit` of what is filled in; empty: the wording is confirmed. `has_steps`: one line a step. `group` and `part`: the
    characteristic and the row, of which the label is made.
    """

    code: str
    entry_id: str
    row: int
    label: str
    unit: str
    columns: tuple[str, ...]
    act: str
    article: str
    wording: str = ""
    has_steps: bool = False
    group: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line as somebody filled it in; `place` says where (row of the sheet), `cells` by column key, None if empty."""

    code: str
    place: str
    cells: Mapping[str, Any]
    step: Any = None
    article: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in what was filled in: where, what, and what to do."""

    place: str
    what: Told
    remedy: Told


@dataclass(frozen=True, slots=True)
class Given:
    """What was read: {entry id: {value, article}}, and the faults; with faults nothing may be used."""

    values: dict[str, dict[str, Any]]
    faults: tuple[Fault, ...]


def columns_of(pack: Pack) -> tuple[Column, ...]:
    """The value columns of a pack's sheet."""
    if isinstance(pack, Tiers | Procedure):
        return (Column(ALL, tell("Giá trị")),)
    regions = pack.regions if isinstance(pack, Scoring) else {}
    areas: list[tuple[str, str]] = [(kind, AREA_WORDS[kind]) for kind in AREA_KINDS]
    if regions:
        areas = [(f"{kind}:{key}", joined((word, label))) for kind, word in areas for key, label in regions.items()]
    return (Column(ALL, tell("Chung")), *(Column(key, label) for key, label in areas))


def lines_of(pack: Pack) -> tuple[Line, ...]:
    """Every line of a pack. A table whose rows were not found has none: it needs a pack of its own first."""
    columns = tuple(one.key for one in columns_of(pack))
    if isinstance(pack, Standard):
        return tuple(_of_standard(pack, columns))
    if isinstance(pack, Scoring):
        return tuple(line for item in pack.items for line in _of_item(item, columns))
    return tuple(_of_tiers(pack) if isinstance(pack, Tiers) else _of_procedure(pack))


def _line(code: str, label: str, unit: str, columns: tuple[str, ...], cited: Cited, wording: str = "") -> Line:
    entry_id = code.partition("[")[0]
    return Line(code, entry_id, 0, label, unit, columns, cited.cited.act, str(cited.cited.article), wording)


def _of_standard(pack: Standard, columns: tuple[str, ...]) -> Iterator[Line]:
    yield _line("counted", tell("Người được tính là nhân khẩu"), "", (), pack.who_counts, pack.who_counts.wording)
    for name, number in pack.parameters.items():
        yield _line(f"parameters.{name}", number.label, number.unit, columns, number)
    for one in pack.indicators:
        if one.wording is not None:
            yield _line(f"indicators.{one.id}", one.label, "", (), one, one.wording)
    for method, rules in pack.rules.items():
        for n, rule in enumerate(rules, start=1):
            yield _line(f"methods.{method}.{n}", rule_name(rule), "", (), rule, rule.wording)


def _of_item(item: Item, columns: tuple[str, ...]) -> Iterator[Line]:
    for n, row in enumerate(item.rows, start=1):
        label = joined((item.label, row.label), ": ")
        line = replace(_line(f"items.{item.id}[{n}]", label, "points", columns, item), row=n)
        yield replace(line, has_steps=row.bands is not None, group=item.label, part=row.label)


def _of_tiers(pack: Tiers) -> Iterator[Line]:
    for one in pack.tiers:
        yield _line(f"tiers.{one.id}", one.label, "", (), one, class_of(one))
    for n, one in enumerate(pack.tiers, start=1):
        line = _line(
            f"precedence[{one.id}]", tell("Thứ tự của: {label}", label=one.label), ORDER, (ALL,), pack.precedence
        )
        yield replace(line, row=n)


def _of_procedure(pack: Procedure) -> Iterator[Line]:
    yield from (_of_provision(f"provisions.{one.id}", one, "") for one in pack.provisions)
    for chain, steps in pack.chains.items():
        for step in steps:
            at, unit = f"{chain}.{step.id}", TEXT if step.who is None else ""
            yield _line(
                at, tell("{label}: ai làm", label=step.label), unit, (ALL,) if unit else (), step, step.who or ""
            )
            yield from (_of_provision(f"{at}.{one.id}", one, step.label) for one in step.provisions)


def _of_provision(code: str, one: Provision, before: str) -> Line:
    label = joined((before, one.label), ": ") if before else one.label
    return _line(code, label, one.unit, (ALL,), one)


# --- reading what was filled in ---------------------------------------------------------------------------


def read_values(pack: Pack, given: Iterable[GivenLine]) -> Given:
    """Values by entry id, or every fault. Entries of which nothing is filled in are left out; half ones are faults."""
    lines = {one.code: one for one in lines_of(pack)}
    faults: list[Fault] = []
    found: dict[str, list[GivenLine]] = {}
    for one in given:
        if one.code not in lines:
            faults.append(
                Fault(
                    one.place,
                    tell("mã “{code}” không có trong gói", code=one.code),
                    tell("Dùng mẫu mới của đúng gói này."),
                )
            )
        else:
            found.setdefault(one.code, []).append(one)
    for code, line in lines.items():
        faults += _count_faults(line, found.get(code, []))
    if faults:
        return Given({}, tuple(faults))
    by_entry: dict[str, list[Line]] = {}
    for line in lines.values():
        by_entry.setdefault(line.entry_id, []).append(line)
    values = {}
    for entry_id, own in by_entry.items():
        value, wrong = _read_entry(own, found)
        faults += wrong
        if value is not None:
            values[entry_id] = value
    return Given({} if faults else values, tuple(faults))


def _count_faults(line: Line, given: Sequence[GivenLine]) -> Iterator[Fault]:
    if not given:
        yield Fault(
            line.label, tell("thiếu dòng {code}", code=line.code), tell("Chèn lại dòng này, đúng mã, như trong mẫu.")
        )
    if len(given) > 1 and not line.has_steps:
        places = ", ".join(one.place for one in given)
        yield Fault(
            places,
            tell("{label}: dòng {code} có {n} lần", label=line.label, code=line.code, n=len(given)),
            tell("Chỉ giữ một dòng."),
        )


def _read_entry(
    lines: Sequence[Line], found: Mapping[str, list[GivenLine]]
) -> tuple[dict[str, Any] | None, list[Fault]]:
    """One entry of one or more lines: (its value, its faults)."""
    own = [(line, one) for line in lines for one in found[line.code] if _is_filled(one)]
    if not own:
        return None, []
    faults: list[Fault] = []
    parts = [_read_line(line, found[line.code], faults) for line in lines]
    empty = [line.label for line, part in zip(lines, parts, strict=True) if part is None and line.unit]
    if empty and not faults:
        faults.append(
            Fault(
                own[0][1].place, tell("còn trống: {empty}", empty="; ".join(empty)), tell("Ghi đủ các ô của mục này.")
            )
        )
    article = next((one.article for _line, one in own if one.article), lines[0].article)
    if not article.strip():
        faults.append(
            Fault(
                own[0][1].place,
                tell("{label}: thiếu điều khoản", label=lines[0].label),
                tell("Ghi điều khoản của văn bản."),
            )
        )
    if faults:
        return None, faults
    value, wrong = _join(lines, parts, own[0][1].place)
    return {"value": value, "article": article.strip()}, wrong


def _is_filled(one: GivenLine) -> bool:
    cells = [*one.cells.values(), one.step, one.mark or None]
    return any(cell is not None and cell != "" for cell in cells)


def _join(lines: Sequence[Line], parts: list[Any], place: str) -> tuple[Any, list[Fault]]:
    first = lines[0]
    if first.unit == ORDER:
        ids = [line.code.partition("[")[2].rstrip("]") for line in lines]
        if sorted(parts) != list(range(1, len(parts) + 1)):
            return None, [
                Fault(
                    place,
                    tell("thứ tự {parts}", parts=parts),
                    tell("Đánh số từ 1 đến {n}, mỗi số một lần.", n=len(parts)),
                )
            ]
        return [name for _number, name in sorted(zip(parts, ids, strict=True))], []
    return (parts if first.row else parts[0]), []


def _read_line(line: Line, given: Sequence[GivenLine], faults: list[Fault]) -> Any:
    """The value of a line; None where it is empty (a confirmed wording has none either)."""
    filled = [one for one in given if _is_filled(one)]
    if not line.unit:
        faults += [fault for one in filled for fault in _mark_faults(line, one)]
        return None
    if not line.has_steps:
        return _read_cells(line, filled[0], faults) if filled else None
    steps = [_read_step(line, one, faults) for one in filled]
    starts = [one["from"] for one in steps]
    if not faults and starts != sorted(set(starts)):
        faults.append(
            Fault(
                filled[0].place,
                tell("{label}: các mức {starts}", label=line.label, starts=starts),
                tell("Xếp từ thấp đến cao, không trùng."),
            )
        )
    return steps or None


def _read_step(line: Line, one: GivenLine, faults: list[Fault]) -> dict[str, Any]:
    start, points = _number(one.step, one, "Từ mức", faults), _read_cells(line, one, faults)
    if points is None and not faults:
        faults.append(
            Fault(
                one.place,
                tell("{label}: mức {start} chưa có điểm", label=line.label, start=start),
                tell("Ghi điểm của mức này, hoặc xóa mức."),
            )
        )
    return {"from": start, "points": points}


def _mark_faults(line: Line, one: GivenLine) -> Iterator[Fault]:
    if one.mark.strip().lower() not in _MARKS:
        yield Fault(
            one.place,
            tell("{label}: “{mark}”", label=line.label, mark=one.mark),
            tell("Ghi x nếu lời văn đúng với văn bản, để trống nếu chưa xem."),
        )


def _read_cells(line: Line, one: GivenLine, faults: list[Fault]) -> Any:
    cells = {key: cell for key, cell in one.cells.items() if cell is not None and cell != ""}
    strange = [key for key in cells if key not in line.columns]
    if strange:
        faults.append(
            Fault(one.place, tell("{label}: ghi nhầm cột", label=line.label), tell("Dòng này không có cột đó."))
        )
        return None
    if ALL in cells and len(cells) > 1:
        faults.append(
            Fault(
                one.place,
                tell("{label}: ghi cả cột Chung và cột riêng", label=line.label),
                tell("Chỉ ghi một trong hai."),
            )
        )
        return None
    if line.unit not in (*_NUMBERS, *WHOLE_UNITS):
        return _text(cells.get(ALL), one, faults) if cells else None
    read = {key: _number(cell, one, key, faults) for key, cell in cells.items()}
    if ALL in read or not read:
        return read.get(ALL)
    lacking = [key for key in line.columns if key != ALL and key not in read]
    if lacking:
        faults.append(
            Fault(
                one.place,
                tell("{label}: thiếu {map}", label=line.label, map=joined(map(say_column, lacking))),
                tell("Ghi cả các cột."),
            )
        )
        return None
    return _nest(read)


_NUMBERS = ("points", "VND/person/month", "m2/person", "indicators", "members", "years", "year", "percent", ORDER)


def say_column(key: str) -> Told:
    """A column's name in a message."""
    kind, _, region = key.partition(":")
    word = AREA_WORDS.get(kind) or (tell("Chung") if kind == ALL else Told(kind))
    return tell("{word} vùng {region}", word=word, region=region) if region else word


def _nest(read: Mapping[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in read.items():
        kind, _, region = key.partition(":")
        if region:
            nested.setdefault(kind, {})[region] = value
        else:
            nested[kind] = value
    return nested


def _number(cell: Any, one: GivenLine, column: str, faults: list[Fault]) -> int | None:
    """A whole number that is not negative; one written as text is a fault: nobody knows how it was meant."""
    where = tell("cột {column}", column=say_column(column))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    if isinstance(cell, str) and cell.startswith("="):
        what = tell("{where} là công thức “{cell}”", where=where, cell=cell)
        remedy = tell("Thay công thức bằng số.")
    elif isinstance(cell, str):
        what = tell("{where} là chữ “{cell}”, không phải số", where=where, cell=cell)
        remedy = tell("Xóa ô, gõ lại số, không có dấu nháy và dấu cách.")
    elif cell is None:
        what, remedy = tell("{where} còn trống", where=where), tell("Ghi số theo văn bản.")
    else:
        what, remedy = tell("{where} là {cell}", where=where, cell=str(cell)), tell("Ghi số nguyên, không âm.")
    faults.append(Fault(one.place, what, remedy))
    return None


def _text(cell: Any, one: GivenLine, faults: list[Fault]) -> str | None:
    if isinstance(cell, str):
        return cell.strip()
    faults.append(
        Fault(one.place, tell("giá trị “{cell}” không phải chữ", cell=cell), tell("Định dạng ô là Text rồi gõ lại."))
    )
    return None


__all__ = ["Column", "Fault", "Given", "GivenLine", "Line", "columns_of", "lines_of", "read_values", "say_column"]
