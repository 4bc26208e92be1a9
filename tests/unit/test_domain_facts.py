"""The dictionary of facts: what it refuses, and that answers survive the trip through JSON."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import server.domain
from server.domain.facts import Fact, HouseholdFacts, Value, facts_from_json, facts_to_json, load_facts, parse_facts
from server.domain.yaml_reading import read_yaml
from server.errors import Problem

FACTS = load_facts()
GOOD: dict[str, Any] = {"type": "integer", "group": "g", "vi": "Số xe", "en": "Cars", "min": 0}


def dictionary(name: str = "cars", codes: tuple[str, ...] = ("yes", "no"), **changes: Any) -> dict[str, Any]:
    """A dictionary of one fact; a change to None removes the key."""
    entry = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    choices = {"yes_no": [{"code": one, "vi": "Có", "en": "Yes"} for one in codes]}
    return {
        "choices": choices,
        "groups": [{"id": "g", "vi": "Xe", "en": "Cars"}],
        "household": {name: entry},
        "member": {},
    }


def test_a_good_dictionary_is_read() -> None:
    assert parse_facts(dictionary()).household["cars"].min == 0


@pytest.mark.parametrize(
    ("name", "codes", "changes", "code"),
    [
        ("cars", ("yes", "no"), {"colour": "red"}, "FACT-001"),
        ("cars", ("yes", "no"), {"type": "number"}, "FACT-002"),
        ("cars", ("yes", "no"), {"group": "h"}, "FACT-003"),
        ("cars", ("yes", "no"), {"type": "code", "choices": "h", "min": None}, "FACT-004"),
        ("Số xe", ("yes", "no"), {}, "FACT-005"),
        ("cars", ("yes", "yes"), {}, "FACT-005"),
        ("cars", ("yes", "no way"), {}, "FACT-005"),
        ("cars", ("yes", "no"), {"en": None}, "FACT-006"),
        ("cars", ("yes", "no"), {"type": "text"}, "FACT-007"),
        ("cars", ("yes", "no"), {"hint": "Đếm xe chạy được."}, "FACT-008"),
    ],
)
def test_a_mistake_in_the_dictionary_is_a_problem(
    name: str, codes: tuple[str, ...], changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Problem) as caught:
        parse_facts(dictionary(name, codes, **changes))
    assert caught.value.code == code
    assert "facts.yaml" in caught.value.message
    assert caught.value.remedy


def test_a_key_written_twice_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("choices: {}\nmember:\n  sex: 1\n  sex: 2\n", "utf-8")
    with pytest.raises(Problem, match=r"DATA-001.*facts\.yaml, dòng 3.*sex"):
        read_yaml(path)


def test_the_words_of_the_dictionary_are_nfc() -> None:
    text = Path(server.domain.__file__).with_name("facts.yaml").read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_what_names_or_places_a_person_is_personal() -> None:
    personal = {one.id for pool in (FACTS.household, FACTS.member) for one in pool.values() if one.is_personal}
    assert personal >= {"full_name", "birth_year", "birth_month", "birth_day", "id_number", "witness_name"}
    assert personal >= {"house_point", "house_photo", "confirmation_photo", "signature", "outcome_note"}


def answers(fact: Fact) -> st.SearchStrategy[Value]:
    """Any answer of a fact's type."""
    by_type: dict[str, st.SearchStrategy[Value]] = {
        "boolean": st.booleans(),
        "integer": st.integers(0, 10_000),
        "money": st.integers(0, 10**10),
        "decimal": st.decimals(0, 2000, places=2, allow_nan=False).map(lambda one: one.normalize()),
        "codes": st.lists(st.sampled_from([one.code for one in fact.choices] or ["x"]), unique=True).map(tuple),
    }
    return by_type.get(fact.type, st.text(max_size=8))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_facts_survive_json(data: st.DataObject) -> None:
    def some(pool: dict[str, Fact]) -> dict[str, Value]:
        names = data.draw(st.lists(st.sampled_from(sorted(pool)), unique=True, max_size=12))
        return {name: data.draw(answers(pool[name])) for name in names}

    facts = HouseholdFacts(some(FACTS.household), (some(FACTS.member), {"no": 2, "person_id": "p"}))
    assert facts_from_json(facts_to_json(facts)) == facts


def test_json_of_facts_holds_no_float_and_no_exponent() -> None:
    assert facts_to_json(HouseholdFacts({"floor_area_m2": Decimal("1E+2")}))["household"] == {"floor_area_m2": "100"}
