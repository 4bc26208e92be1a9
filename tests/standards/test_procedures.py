"""Procedure packs: what the law's days and authorities are, and that a mistake in a file is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.errors import Problem
from server.standards.procedures import PROCEDURES, Step, load_procedure, load_procedures
from server.standards.purposes import is_in_force, judged_on

ALL = load_procedures()


def step(procedure: str, step_id: str, chain: str = "annual") -> Step:
    """A step by name."""
    return next(one for one in ALL[procedure].chains[chain] if one.id == step_id)


@pytest.mark.parametrize(
    ("procedure", "chain", "where", "value", "confidence"),
    [
        ("tt17_2016", "annual", "posting.days", 7, "recalled"),
        ("tt17_2016", "annual", "meeting.agreement_share", None, None),
        ("tt17_2016", "annual", "opinion.days", None, None),
        ("tt17_2016", "ad_hoc", "recognition.days", 7, "secondary"),
        ("qd24_2021", "annual", "meeting.agreement_share", 50, "recalled"),
        ("qd24_2021", "ad_hoc", "meeting.agreement_share", 50, "exact"),
        ("qd24_2021", "annual", "meeting.quorum", None, None),
        ("qd24_2021", "annual", "posting.days", 3, "recalled"),
        ("qd24_2021", "annual", "opinion.days", 5, "recalled"),
        ("qd24_2021", "ad_hoc", "recognition.total_days", 15, "secondary"),
        ("tt13_2025", "annual", "opinion.days", None, None),
    ],
)
def test_a_provision(procedure: str, chain: str, where: str, value: int | None, confidence: str | None) -> None:
    step_id, _, name = where.partition(".")
    found = step(procedure, step_id, chain).get(name)
    assert (found.value, found.confidence) == (value, confidence)


def test_the_level_above_is_the_district_until_2025_and_then_nobody_that_was_read() -> None:
    assert step("tt17_2016", "opinion").who == "Ủy ban nhân dân cấp huyện"
    assert step("qd24_2021", "opinion").who == "Chủ tịch Ủy ban nhân dân cấp huyện"
    assert step("tt13_2025", "opinion").who is None
    assert {step(one, "recognition").who for one in ALL} == {"Chủ tịch Ủy ban nhân dân cấp xã"}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2018-11-10", ["tt17_2016"]),
        ("2021-10-01", ["tt17_2016", "qd24_2021"]),
        ("2025-06-30", ["qd24_2021"]),
        ("2025-07-01", ["tt13_2025"]),
    ],
)
def test_the_procedures_in_force_on_a_day(day: str, found: list[str]) -> None:
    assert [one.id for one in ALL.values() if is_in_force(one.in_force, day)] == found


@pytest.mark.parametrize(
    ("purpose", "day"),
    [("closes 2021", "2021-12-31"), ("opens 2022", "2022-01-01"), ("ad hoc", "2021-10-05"), ("closes", "2021-10-05")],
)
def test_a_standard_is_judged_on_the_day_of_the_status_it_decides(purpose: str, day: str) -> None:
    assert judged_on(purpose, "2021-10-05") == day


def test_a_step_without_a_provision_names_those_it_has() -> None:
    with pytest.raises(Problem, match=r"RULE-037.*hours.*agreement_share"):
        step("qd24_2021", "meeting").get("hours")


MISTAKES = [
    ("an unknown chain", "RULE-035", "  ad_hoc:\n", "  weekly:\n", "weekly"),
    ("an unknown unit", "RULE-005", "unit: copies, value: 2", "unit: sheets, value: 2", "sheets"),
    ("a number in words", "RULE-036", "unit: copies, value: 2", "unit: copies, value: hai", "hai"),
    ("a day that is none", "RULE-036", 'value: "09-01"', 'value: "13-01"', "13-01"),
    (
        "a value without confidence",
        "RULE-022",
        "art6_1, confidence: exact",
        "art6_1, confidence: null",
        "screening_max",
    ),
    ("a confidence without a value", "RULE-022", "confidence: null", "confidence: exact", "screen_ninth"),
    ("an unknown source", "RULE-010", "source: art4_1", "source: art44", "art44"),
    ("a step twice", "RULE-028", "{id: certificate,", "{id: recognition,", "recognition"),
    ("a step without words", "RULE-033", "label: Rà soát bằng Phiếu B và phân loại hộ", "label: ''", "label"),
    ("a key left out", "RULE-009", "label: Ngày đầu của đợt rà soát định kỳ, ", "", "label"),
    ("no first day", "RULE-026", 'in_force: {from: "2016-08-15"', "in_force: {from: null", "in_force"),
]


@pytest.mark.parametrize(("name", "code", "old", "new", "told"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_a_procedure_with(tmp_path: Path, name: str, code: str, old: str, new: str, told: str) -> None:
    path = Path(shutil.copy(PROCEDURES / "tt17_2016.yaml", tmp_path))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Problem) as caught:
        load_procedure(path)
    assert caught.value.code == code
    assert told in caught.value.message
    assert caught.value.remedy
