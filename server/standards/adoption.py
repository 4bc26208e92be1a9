"""What a province loads from the Official Gazette: an overlay on a shipped pack, with a digest of its own. Pure.

Who confirms and how often is the business of the adoption; here its values become a pack. A shipped pack never
changes: the overlay has the base's id with `+` and the first 8 digits of its digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from server.errors import Problem
from server.telling import tell

from .packs import Definition, Indicator, Item, Parameter, Row, Rule, Scoring, Standard
from .procedures import Procedure, Provision, Step, check_provision
from .sources import Source, read_day
from .strict_values import by_area, digest_of, is_whole
from .tiers import Precedence, Tier, Tiers, check_order
from .tree import All, Bool, Compare, FactNumber, NotFound, Num

P = TypeVar("P", bound=Standard | Scoring | Tiers | Procedure)
CONFIRMED = "exact"
_ID_REMEDY = tell("Lấy mã từ bảng các số của gói, phần trước dấu ngoặc vuông.")


@dataclass(frozen=True, slots=True)
class Adopted:
    """A value as read in the act, with act, article and first day.

    `value`: a number or {rural, urban} for a parameter; a list of points, one per row, for a characteristic (a row
    of steps has a list of {from, points}); the ids of the tiers in order for a precedence; a number, day or text for
    a provision, `who` of a step. None confirms the wording that is there (definition, indicator, rule, tier, step).
    """

    value: Any
    act: str
    article: str
    from_on: str
    note: str = ""

    def evidence(self, at: str) -> tuple[Source, str]:
        """The source the adopted entry cites, and its confidence; RULE-010, RULE-026 where a part is missing."""
        if not self.act.strip() or not self.article.strip():
            raise Problem(
                "RULE-010",
                422,
                tell("{at}: thiếu văn bản hoặc điều khoản.", at=at),
                tell("Ghi số văn bản và điều khoản."),
            )
        if read_day(self.from_on, at) is None:
            raise Problem("RULE-026", 422, tell("{at}: thiếu ngày hiệu lực.", at=at), tell("Ghi ngày theo văn bản."))
        return Source(self.act, self.article, self.from_on, self.note), CONFIRMED


def adopted_from_json(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Adopted]:
    """{entry: {value, act, article, from_on, note}} as records carry it."""
    return {
        name: Adopted(one["value"], one["act"], one["article"], one["from_on"], one.get("note", ""))
        for name, one in values.items()
    }


def overlay(pack: P, values: Mapping[str, Adopted]) -> P:
    """The pack with adopted values in place of its own; `values` by entry id (`Entry.adopted_as`)."""
    if not values:
        raise Problem(
            "RULE-040", 422, tell("{title}: không có số nào để nạp.", title=pack.title), tell("Chọn ít nhất một số.")
        )
    digest = digest_of({"base": pack.digest, "values": {name: _plain(one) for name, one in values.items()}})
    left = dict(values)
    changed: Any = _APPLY[type(pack)](pack, left)
    if left:
        raise Problem(
            "RULE-041",
            422,
            tell("{title}: không có mục {left}.", title=pack.title, left=", ".join(sorted(left))),
            _ID_REMEDY,
        )
    done: P = replace(changed, id=f"{pack.id}+{digest[:8]}", digest=digest, base=pack.digest)
    return done


def _plain(one: Adopted) -> dict[str, Any]:
    value = list(one.value) if isinstance(one.value, tuple) else one.value
    return {"value": value, "act": one.act, "article": one.article, "from": one.from_on, "note": one.note}


def _standard(pack: Standard, left: dict[str, Adopted]) -> Standard:
    parameters = {name: _number(one, f"parameters.{name}", left) for name, one in pack.parameters.items()}
    indicators = tuple(_worded(one, f"indicators.{one.id}", left) for one in pack.indicators)
    rules = {
        method: tuple(_worded(one, f"methods.{method}.{n}", left) for n, one in enumerate(found, start=1))
        for method, found in pack.rules.items()
    }
    counted = _worded(pack.who_counts, "counted", left)
    return replace(pack, who_counts=counted, parameters=parameters, indicators=indicators, rules=rules)


def _number(one: Parameter, at: str, left: dict[str, Adopted]) -> Parameter:
    adopted = left.pop(at, None)
    if adopted is None:
        return one
    value = by_area(adopted.value, at, {})
    _check_full(list(value.values()), at)
    cited, confidence = adopted.evidence(at)
    return replace(one, value=value, cited=cited, confidence=confidence)


W = TypeVar("W", Definition, Indicator, Rule, Tier)


def _worded(one: W, at: str, left: dict[str, Adopted]) -> W:
    """Words can only be confirmed: what computes them is a rule, and a rule comes with a new pack."""
    adopted = left.pop(at, None)
    if adopted is None:
        return one
    if adopted.value is not None:
        raise Problem(
            "RULE-042",
            422,
            tell("{at}: lời văn không sửa được ở đây.", at=at),
            tell("Để trống giá trị để xác nhận lời văn."),
        )
    if isinstance(one, Indicator) and isinstance(one.deprived, NotFound):
        raise Problem(
            "RULE-043",
            422,
            tell("{at}: {label} chưa có ngưỡng.", at=at, label=one.label),
            tell("Cần gói chuẩn mới có ngưỡng này."),
        )
    cited, confidence = adopted.evidence(at)
    return replace(one, cited=cited, confidence=confidence)


def _scoring(pack: Scoring, left: dict[str, Adopted]) -> Scoring:
    return replace(pack, items=tuple(_item(one, pack.regions, left) for one in pack.items))


def _item(item: Item, regions: dict[str, str], left: dict[str, Adopted]) -> Item:
    at = f"items.{item.id}"
    adopted = left.pop(at, None)
    if adopted is None:
        return item
    points = adopted.value
    if not isinstance(points, list | tuple) or len(points) != len(item.rows):
        raise Problem(
            "RULE-044",
            422,
            tell("{at}: “{points}”.", at=at, points=points),
            tell("Ghi điểm của cả {n} dòng, theo thứ tự.", n=len(item.rows)),
        )
    rows = [made for row, one in zip(item.rows, points, strict=True) for made in _rows(row, one, at, regions)]
    for row in rows:
        for one in row.points.values():
            _check_full(list(one.values()) if isinstance(one, dict) else [one], at)
    cited, confidence = adopted.evidence(at)
    return replace(item, rows=tuple(rows), cited=cited, confidence=confidence)


def _rows(row: Row, points: Any, at: str, regions: dict[str, str]) -> list[Row]:
    """The row with its points; a row of steps becomes one row a step, each up to the next one."""
    if row.bands is None:
        return [Row(row.label, row.when, by_area(points, at, regions))]
    steps = _read_steps(row, points, at)
    ends = [start for start, _points in steps[1:]]
    return [
        Row(f"{row.label} từ {start}", _step_when(row.bands, start, end), by_area(one, at, regions))
        for (start, one), end in zip(steps, [*ends, None], strict=True)
    ]


def _read_steps(row: Row, points: Any, at: str) -> list[tuple[int, Any]]:
    """(first value, points) of each step, rising; Problem RULE-048 where they do not."""
    is_list = isinstance(points, list | tuple) and bool(points)
    given = [one for one in points if isinstance(one, dict) and is_whole(one.get("from"))] if is_list else []
    steps: list[tuple[int, Any]] = [(one["from"], one.get("points")) for one in given]
    starts = [start for start, _points in steps]
    if not steps or len(steps) != len(points) or starts != sorted(set(starts)):
        remedy = tell("Ghi mỗi mức một dòng, từ thấp đến cao, không trùng nhau.")
        raise Problem(
            "RULE-048", 422, tell("{at}, {label}: các mức {starts}.", at=at, label=row.label, starts=starts), remedy
        )
    return steps


def _step_when(number: FactNumber, start: int, end: int | None) -> Bool:
    lower = Compare(">=", number, Num(start))
    return lower if end is None else All((lower, Compare("<", number, Num(end))))


def _check_full(values: list[Any], at: str) -> None:
    if None in values:
        raise Problem(
            "RULE-045", 422, tell("{at}: còn ô trống.", at=at), tell("Nạp đủ các ô của mục này, hoặc bỏ mục này ra.")
        )


def _tiers(pack: Tiers, left: dict[str, Adopted]) -> Tiers:
    tiers = tuple(_worded(one, f"tiers.{one.id}", left) for one in pack.tiers)
    adopted = left.pop("precedence", None)
    if adopted is None:
        return replace(pack, tiers=tiers)
    order = check_order(adopted.value, pack.tiers, "precedence")
    _check_full([order], "precedence")
    return replace(pack, tiers=tiers, precedence=Precedence(order, *adopted.evidence("precedence")))


def _procedure(pack: Procedure, left: dict[str, Adopted]) -> Procedure:
    chains = {
        chain: tuple(_step(one, f"{chain}.{one.id}", left) for one in steps) for chain, steps in pack.chains.items()
    }
    provisions = tuple(_provision(one, f"provisions.{one.id}", left) for one in pack.provisions)
    return replace(pack, chains=chains, provisions=provisions)


def _step(step: Step, at: str, left: dict[str, Adopted]) -> Step:
    provisions = tuple(_provision(one, f"{at}.{one.id}", left) for one in step.provisions)
    adopted = left.pop(at, None)
    if adopted is None:
        return replace(step, provisions=provisions)
    who = step.who if adopted.value is None else adopted.value
    check_provision(who, "text", at)
    _check_full([who], at)
    cited, confidence = adopted.evidence(at)
    return replace(step, who=who, provisions=provisions, cited=cited, confidence=confidence)


def _provision(one: Provision, at: str, left: dict[str, Adopted]) -> Provision:
    adopted = left.pop(at, None)
    if adopted is None:
        return one
    check_provision(adopted.value, one.unit, at)
    _check_full([adopted.value], at)
    cited, confidence = adopted.evidence(at)
    return replace(one, value=adopted.value, cited=cited, confidence=confidence)


_APPLY: dict[type, Any] = {Standard: _standard, Scoring: _scoring, Tiers: _tiers, Procedure: _procedure}
