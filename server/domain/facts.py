"""The dictionary of facts and the shape in which a household's facts travel. Pure; `facts.yaml` is read once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.telling import Told, in_both, tell

from .yaml_reading import read_yaml

Value = bool | int | Decimal | str | tuple[str, ...]
TYPES = ("boolean", "integer", "decimal", "money", "code", "codes", "date", "text", "point", "photo")
NUMERIC = ("integer", "decimal", "money")
# Groups of the forms beside the review: what they ask decides no class and no status, and opens or closes no case (R1).
BESIDE = ("screening", "living")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_FACT_KEYS = {
    "type", "unit", "group", "choices", "prefill", "personal", "on_demand", "min", "max", "vi", "en", "hint", "hint_en",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a code list: stable code, labels. `vi` is also said in the reader's language (`server.telling`)."""

    code: str
    vi: Told
    en: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the dictionary. `choices` is empty for anything but `code` and `codes`.

    A form asks a fact that `is_on_demand` only where a standard of its round needs it. `vi` is a text of the catalogue:
    a page in English says `en`.
    """

    id: str
    level: str
    type: str
    group: str
    vi: Told
    en: str
    unit: str = ""
    hint: str = ""
    hint_en: str = ""
    list_name: str = ""
    choices: tuple[Choice, ...] = ()
    is_prefilled: bool = False
    is_personal: bool = False
    is_on_demand: bool = False
    min: int | None = None
    max: int | None = None

    def label_of(self, code: str) -> str:
        """The label of a choice, a text of the catalogue; an unknown code is shown as it is."""
        return next((choice.vi for choice in self.choices if choice.code == code), code)


@dataclass(frozen=True, slots=True)
class FactDictionary:
    """`household` and `member` map ids to facts in the order of the file; `groups` the sections."""

    household: dict[str, Fact]
    member: dict[str, Fact]
    groups: dict[str, tuple[Told, str]]

    def get(self, level: str, fact_id: str) -> Fact | None:
        """The fact, or None where the dictionary does not know it."""
        return (self.household if level == "household" else self.member).get(fact_id)


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What is known of a household: a missing answer is absent, never 0 or False.

    A member's dict may also hold `no` (int) and `person_id` (str), which are not facts of the dictionary.
    """

    household: dict[str, Value]
    members: tuple[dict[str, Value], ...] = field(default=())


@cache
def load_facts() -> FactDictionary:
    """Read the packaged dictionary; any mistake in it is a Problem naming the entry and the remedy."""
    return parse_facts(read_yaml(Path(__file__).with_name("facts.yaml")))


def parse_facts(data: dict[str, Any]) -> FactDictionary:
    """Build the dictionary from parsed YAML, refusing unknown keys, types, groups and lists."""
    lists = {name: _parse_choices(name, items) for name, items in data["choices"].items()}
    groups = {one["id"]: (in_both(one["vi"], one["en"]), one["en"]) for one in data["groups"]}
    household = {name: _parse_fact("household", name, one, lists, groups) for name, one in data["household"].items()}
    member = {name: _parse_fact("member", name, one, lists, groups) for name, one in data["member"].items()}
    return FactDictionary(household, member, groups)


def _parse_choices(name: str, items: list[dict[str, Any]]) -> tuple[Choice, ...]:
    found = tuple(Choice(str(one["code"]), in_both(one["vi"], one["en"]), one["en"]) for one in items)
    codes = [one.code for one in found]
    bad = sorted({code for code in codes if codes.count(code) > 1 or not _ID.fullmatch(code)})
    if bad:
        raise Problem(
            "FACT-005",
            500,
            tell("facts.yaml, choices.{name}: mã {bad}.", name=name, bad=bad),
            tell("Mã riêng, chữ thường, số và _."),
        )
    return found


def _parse_fact(
    level: str,
    name: str,
    entry: dict[str, Any],
    lists: dict[str, tuple[Choice, ...]],
    groups: dict[str, tuple[Told, str]],
) -> Fact:
    where = f"facts.yaml, {level}.{name}"
    _check_keys(entry, groups, where)
    _check_words(name, entry, where)
    list_name = "yes_no" if entry["type"] == "boolean" else entry.get("choices", "")
    if entry["type"] in ("code", "codes", "boolean") and list_name not in lists:
        raise Problem(
            "FACT-004",
            500,
            tell("{where}: danh mục “{list_name}” không có.", where=where, list_name=list_name),
            tell("Có: {lists}.", lists=sorted(lists)),
        )
    return Fact(
        id=name,
        level=level,
        type=entry["type"],
        group=entry["group"],
        vi=in_both(entry["vi"], entry["en"]),
        en=entry["en"],
        unit=entry.get("unit", ""),
        hint=entry.get("hint", ""),
        hint_en=entry.get("hint_en", ""),
        list_name=list_name,
        choices=lists.get(list_name, ()),
        is_prefilled=bool(entry.get("prefill", False)),
        is_personal=bool(entry.get("personal", False)),
        is_on_demand=bool(entry.get("on_demand", False)),
        min=entry.get("min"),
        max=entry.get("max"),
    )


def _check_keys(entry: dict[str, Any], groups: dict[str, tuple[Told, str]], where: str) -> None:
    unknown = set(entry) - _FACT_KEYS
    if unknown:
        raise Problem(
            "FACT-001",
            500,
            tell("{where}: khóa lạ {unknown}.", where=where, unknown=sorted(unknown)),
            tell("Chỉ dùng {fact_keys}.", fact_keys=sorted(_FACT_KEYS)),
        )
    if entry.get("type") not in TYPES:
        raise Problem(
            "FACT-002",
            500,
            tell("{where}: kiểu “{get}” không có.", where=where, get=entry.get("type")),
            tell("Chọn một trong {types}.", types=TYPES),
        )
    if entry.get("group") not in groups:
        raise Problem(
            "FACT-003",
            500,
            tell("{where}: nhóm “{get}” không có.", where=where, get=entry.get("group")),
            tell("Có: {groups}.", groups=sorted(groups)),
        )


def _check_words(name: str, entry: dict[str, Any], where: str) -> None:
    if not _ID.fullmatch(name):
        raise Problem(
            "FACT-005",
            500,
            tell("{where}: mã “{name}”.", where=where, name=name),
            tell("Chữ thường, số và _, bắt đầu bằng chữ."),
        )
    if not entry.get("vi") or not entry.get("en"):
        raise Problem("FACT-006", 500, tell("{where}: thiếu nhãn.", where=where), tell("Ghi vi và en."))
    if bool(entry.get("hint")) != bool(entry.get("hint_en")):
        raise Problem(
            "FACT-008",
            500,
            tell("{where}: gợi ý thiếu một ngôn ngữ.", where=where),
            tell("Ghi cả hint và hint_en, hoặc bỏ cả hai."),
        )
    if entry["type"] not in NUMERIC and ("min" in entry or "max" in entry):
        raise Problem(
            "FACT-007",
            500,
            tell("{where}: min, max cho kiểu {type}.", where=where, type=entry["type"]),
            tell("Chỉ dùng cho {numeric}.", numeric=NUMERIC),
        )


def facts_to_json(facts: HouseholdFacts) -> dict[str, Any]:
    """Plain JSON without floats: Decimal as plain text, tuples as lists."""
    return {"household": _to_json(facts.household), "members": [_to_json(one) for one in facts.members]}


def facts_from_json(data: dict[str, Any]) -> HouseholdFacts:
    """Undo `facts_to_json` by the dictionary's types."""
    household, member = _decimals()
    people = tuple(_from_json(one, member) for one in data["members"])
    return HouseholdFacts(_from_json(data["household"], household), people)


# Every submission passes here several times, with some two hundred answers: only what JSON cannot hold is touched.
def _to_json(answers: dict[str, Value]) -> dict[str, Any]:
    plain: dict[str, Any] = dict(answers)
    for name, value in answers.items():
        kind = value.__class__
        if kind is Decimal:
            plain[name] = format(value, "f")  # type: ignore[str-format]
        elif kind is tuple:
            plain[name] = list(value)  # type: ignore[arg-type]
    return plain


def _from_json(answers: dict[str, Any], decimals: frozenset[str]) -> dict[str, Value]:
    typed = dict(answers)
    for name in decimals & typed.keys():
        typed[name] = Decimal(typed[name])
    for name, value in answers.items():
        if value.__class__ is list:
            typed[name] = tuple(value)
    return typed


@cache
def _decimals() -> tuple[frozenset[str], frozenset[str]]:
    facts = load_facts()
    household, member = (
        frozenset(one.id for one in pool.values() if one.type == "decimal") for pool in (facts.household, facts.member)
    )
    return household, member
