"""Rules on how long records are kept, as data: read strictly, and the day from which one may go. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.telling import Told, kept, tell
from sync.records import KINDS

from .yaml_reading import read_yaml

SHIPPED = Path(__file__).with_name("retention.yaml")
FIELDS = {"id", "kind", "label", "months", "source"}
MOST_MONTHS = 1_200


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """`months` after the round's last day, by the text `source`; both None where no term is decided."""

    id: str
    kind: str
    label: str
    months: int | None
    source: str | None


def read_rules(path: Path = SHIPPED) -> tuple[RetentionRule, ...]:
    """The rules of a file; Problem RET-001 where one is not whole, RET-002 where what it names is never erased."""
    data = read_yaml(path)
    if not isinstance(data.get("rules"), list):
        raise _wrong(path.name, tell("thiếu mục rules"))
    return tuple(_read(one, path.name) for one in data["rules"])


def set_term(rule: RetentionRule, months: str | int | None, source: str | None) -> RetentionRule:
    """The rule with a province's own term, as typed; Problem RET-001 where it has no number of months or no text."""
    text, named = str(months if months is not None else "").strip(), (source or "").strip()
    if text and not (text.isascii() and text.isdigit()):
        raise _wrong(rule.label, tell("số tháng “{text}” không phải là số", text=text))
    told = {"id": rule.id, "kind": rule.kind, "label": rule.label}
    return _read({**told, "months": int(text) if text else None, "source": named or None}, rule.label)


def may_go_from(rule: RetentionRule, season_to_on: str) -> dt.date | None:
    """The first day on which records of a round may be destroyed; None where no term is decided."""
    if rule.months is None:
        return None
    last = dt.date.fromisoformat(season_to_on)
    months = last.month - 1 + rule.months
    year, month = last.year + months // 12, months % 12 + 1
    # The day after the same day of that month, or after its end where the month is shorter.
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    same_day = min(last.day, (first_of_next - dt.timedelta(days=1)).day)
    return dt.date(year, month, same_day) + dt.timedelta(days=1)


def _read(one: Any, name: str) -> RetentionRule:
    if not isinstance(one, dict) or set(one) != FIELDS:
        raise _wrong(name, tell("quy tắc “{one}” phải có đủ: {fields}", one=one, fields=", ".join(sorted(FIELDS))))
    rule = RetentionRule(**{**one, "label": kept(str(one["label"]))})
    kind = KINDS.get(rule.kind)
    if kind is None or not kind.is_erasable:
        told = tell("{name}: “{kind}” không phải loại bản ghi được hủy.", name=name, kind=rule.kind)
        names = ", ".join(name for name, each in KINDS.items() if each.is_erasable)
        raise Problem("RET-002", 422, told, tell("Loại được hủy: {names}.", names=names))
    if rule.months is not None and (type(rule.months) is not int or not 0 < rule.months <= MOST_MONTHS):
        raise _wrong(
            name,
            tell(
                "{id}: months “{months}” phải là số tháng từ 1 đến {most_months}",
                id=rule.id,
                months=rule.months,
                most_months=MOST_MONTHS,
            ),
        )
    if (rule.months is None) != (not rule.source):
        raise _wrong(name, tell("{id}: có thời hạn thì phải ghi văn bản (source), và ngược lại", id=rule.id))
    return rule


def _wrong(name: str, what: Told) -> Problem:
    return Problem(
        "RET-001",
        422,
        tell("{name}: {what}.", name=name, what=what),
        tell("Ghi số tháng và văn bản của tỉnh quy định thời hạn."),
    )
