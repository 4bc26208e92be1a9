"""What the lists may carry into the form engine: one mistyped value there would abort every later prefill."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.domain.facts import Fact, Value, load_facts
from server.forms.read import prefill_text

FACTS = load_facts()
INTEGER, MONEY, DECIMAL = (FACTS.household[one] for one in ("electricity_kwh", "income_vnd", "floor_area_m2"))
YES_NO, CODE, CODES = (FACTS.household[one] for one in ("has_tv", "wall", "wishes"))
DAY, TEXT, POINT = (FACTS.household[one] for one in ("interview_on", "witness_name", "house_point"))


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        (INTEGER, 7, "7"),
        (INTEGER, Decimal("7.0"), "7"),
        (INTEGER, "7.0", "7"),
        (INTEGER, Decimal("7.5"), ""),
        (INTEGER, "12,5", ""),
        (INTEGER, -3, "-3"),
        (INTEGER, True, ""),
        (INTEGER, "NaN", ""),
        (INTEGER, "Infinity", ""),
        (MONEY, 2_147_483_647, "2147483647"),
        (MONEY, 3_000_000_000, ""),
        (MONEY, Decimal("1.2E+7"), "12000000"),
        (DECIMAL, Decimal("36.50"), "36.50"),
        (DECIMAL, Decimal("1E+3"), "1000"),
        (DECIMAL, 36, "36"),
        (DECIMAL, "12,5", ""),
        (DECIMAL, Decimal("NaN"), ""),
        (DECIMAL, Decimal("1E+400"), ""),
        (YES_NO, True, "yes"),
        (YES_NO, False, "no"),
        (YES_NO, "maybe", ""),
        (CODE, "light", "light"),
        (CODE, "gone", ""),
        (CODE, True, ""),
        (CODES, ("credit", "gone", "job"), "credit job"),
        (CODES, "credit", "credit"),
        (DAY, "2018-09-20", "2018-09-20"),
        (DAY, "2018-09-20T10:00:00.000+07:00", "2018-09-20"),
        (DAY, "30/09/2018", ""),
        (DAY, "2018-02-30", ""),
        (TEXT, 'Lê\n"Bé" <b>', 'Lê\n"Bé" <b>'),
        (TEXT, "Lê\x0b Văn\x00 A", "Lê Văn A"),
        (POINT, "10.5 107.2 3.0 5.0", "10.5 107.2 3.0 5.0"),
        (POINT, "10.5", ""),
        (POINT, "10,5 107,2", ""),
        (POINT, "107.2 10.5 0 0", ""),
    ],
)
def test_an_answer_is_written_as_the_engine_reads_it_or_left_blank(fact: Fact, value: Value, text: str) -> None:
    assert prefill_text(fact, value) == text


@pytest.mark.parametrize("fact", [*FACTS.household.values(), *FACTS.member.values()], ids=lambda one: one.id)
def test_a_missing_answer_is_blank_for_every_fact(fact: Fact) -> None:
    assert prefill_text(fact, None) == ""
