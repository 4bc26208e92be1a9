"""The explanation sheet: why a household is classed as it is under one standard, in plain Vietnamese. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.standards.packs import RoundStandard

HEADLINES = {
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
    "not_poor": "Không thuộc hộ nghèo, hộ cận nghèo",
    "undetermined": "Chưa xác định được",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table on the sheet."""

    label: str
    value: str | None
    points: int | None
    is_met: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sheet. `limit` is the line in points that decided; `line_vnd` the income line, where used."""

    title: str
    is_training: bool
    method: str
    outcome: str
    headline: str
    sentence: str
    b1: int | None
    limit: int | None
    scale: int
    income_vnd: int | None
    line_vnd: int | None
    items: tuple[Line, ...]
    indicators: tuple[Line, ...]
    counted: int | None
    member_count: int
    missing: tuple[str, ...]
    source: str


def explain(row: Any, used: RoundStandard, area_kind: str | None) -> Explanation:
    """Build the sheet from a stored assessment (`detail` holds trace and missing) and the standard it rests on."""
    detail = row.detail
    trace: Sequence[dict[str, Any]] = detail["trace"]
    limit = _limit(used, area_kind, row)
    deprived = [one for one in trace if one["kind"] == "indicator" and one["is_met"]]
    settled = next((one for one in trace if one["kind"] == "rule" and one["is_met"]), None)
    return Explanation(
        title=used.standard.title,
        is_training=used.standard.is_training,
        method=row.method,
        outcome=row.outcome,
        headline=HEADLINES[row.outcome],
        sentence=_sentence(row, detail, limit, _line_vnd(used, area_kind), len(deprived)),
        b1=row.b1,
        limit=limit,
        scale=max(200, (row.b1 or 0) + 20, (limit or 0) + 40),
        income_vnd=detail["income_vnd"],
        line_vnd=_line_vnd(used, area_kind),
        items=tuple(_line(one) for one in trace if one["kind"] == "points"),
        indicators=tuple(_line(one) for one in trace if one["kind"] == "indicator"),
        counted=detail["counted_members"],
        member_count=sum(1 for one in trace if one["kind"] == "member"),
        missing=tuple(dict.fromkeys(one["label"] for one in detail["missing"])),
        source=settled["source"] if settled else "",
    )


def _line(one: dict[str, Any]) -> Line:
    return Line(one["label"], one["value"], one["points"], one["is_met"], one["source"])


def _limit(used: RoundStandard, area_kind: str | None, row: Any) -> int | None:
    """The line that decided: the poor line for poor by income, else the near-poor line (R4)."""
    is_poor_line = row.outcome == "poor" and row.reason == "income"
    parameter = used.standard.parameters.get("b1_poor" if is_poor_line else "b1_near")
    return parameter.value.get(area_kind or "") if parameter else None


def _line_vnd(used: RoundStandard, area_kind: str | None) -> int | None:
    parameter = used.standard.parameters.get("line")
    return parameter.value.get(area_kind or "") if parameter else None


def _sentence(row: Any, detail: dict[str, Any], limit: int | None, line: int | None, deprived: int) -> str:
    if row.outcome == "undetermined":
        return "Còn thiếu thông tin dưới đây nên chưa xếp loại. Kết quả năm trước giữ nguyên đến khi có quyết định."
    parts: list[str] = []
    if row.b1 is not None and limit is not None:
        where = "không quá" if row.b1 <= limit else "trên"
        parts.append(f"Điểm thu nhập ước tính {row.b1}, {where} vạch {limit}.")
    if detail["income_vnd"] is not None and line is not None:
        where = "không quá" if row.outcome != "not_poor" else "trên"
        income = f"{detail['income_vnd']:,}".replace(",", ".")
        parts.append(
            f"Thu nhập kê khai {income} đồng một người một tháng, {where} mức {f'{line:,}'.replace(',', '.')} đồng."
        )
    parts.append(f"Thiếu hụt {deprived} chỉ số." if deprived else "Không thiếu hụt chỉ số nào.")
    return " ".join(parts)
