"""The cases of a pack as a table in words: what a lawyer reads and signs. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from server.domain.facts import load_facts

from .cases import Answers, Case
from .packs import PackStore
from .say import say

AREAS = {"rural": "nông thôn", "urban": "thành thị", None: "chưa rõ khu vực"}
OUTCOMES = {
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
    "not_poor": "không nghèo",
    "average": "có mức sống trung bình",
    "not_average": "không thuộc mức sống trung bình",
    "undetermined": "chưa xác định",
}
REASONS = {
    "income": "theo thu nhập",
    "deprivation": "theo mức độ thiếu hụt",
    "above_line": "trên chuẩn",
    "not_farm": "không làm nông, lâm, ngư, diêm nghiệp",
    "below_band": "thu nhập từ mức dưới trở xuống",
    "above_band": "thu nhập trên mức trên",
    "missing": "còn thiếu thông tin",
}
NO_ANSWER = "không có câu trả lời"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in words. `household` and `people` are what the case says; the rest is the file's usual household."""

    pack: str
    name: str
    article: str
    area: str
    household: str
    people: str
    expected: str


def cases_table(cases: Iterable[Case], store: PackStore) -> tuple[CaseRow, ...]:
    """The cases as rows, in their order."""
    return tuple(_row(one, store) for one in cases)


def _row(case: Case, store: PackStore) -> CaseRow:
    return CaseRow(
        pack=case.pack,
        name=case.name,
        article=case.article,
        area=AREAS[case.context.area_kind],
        household=_answers("household", case.changed),
        people=_people(case.people),
        expected="; ".join(
            _expected(entry, expect, store) for entry, expect in zip(case.entries, case.expects, strict=True)
        ),
    )


def _people(people: tuple[Answers, ...]) -> str:
    told = [f"người số {number}: {_answers('member', one)}" for number, one in enumerate(people, start=1) if one]
    return "; ".join([f"{len(people)} người", *told])


def _answers(level: str, answers: Answers) -> str:
    return ", ".join(f"{_label(level, name)}: {_value(name, one, level)}" for name, one in answers.items())


def _label(level: str, name: str) -> str:
    fact = load_facts().get(level, name)
    return fact.vi if fact else name


def _value(name: str, value: Any, level: str) -> str:
    if value is None:
        return NO_ANSWER
    fact = load_facts().get(level, name)
    if fact is not None and fact.type == "money":
        return f"{value:,}".replace(",", ".")
    return say(name, tuple(value) if isinstance(value, list) else value, level)


def _expected(entry: dict[str, Any], expect: dict[str, Any], store: PackStore) -> str:
    title = store.standard(entry["standard"]).title
    said = [OUTCOMES[expect["outcome"]], REASONS[expect["reason"]]]
    said += [f"{name.upper()} {expect[name]} điểm" for name in ("b1", "b2") if expect.get(name) is not None]
    if expect.get("missing"):
        said.append("thiếu " + ", ".join(_missing(one, entry, store) for one in expect["missing"]))
    return f"{title}: {', '.join(said)}"


def _missing(name: str, entry: dict[str, Any], store: PackStore) -> str:
    """The question or the legal number in words, as the engine names it."""
    level, _, fact = name.rpartition(".")
    parameter = store.standard(entry["standard"]).parameters.get(name)
    return parameter.label if parameter else _label(level or "household", fact)
