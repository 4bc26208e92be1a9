"""Every case beside a pack holds. The test's name is the case's own sentence."""

from __future__ import annotations

from typing import Any

import pytest

from server.errors import Problem
from server.standards.assessment import Assessment
from server.standards.cases import Case, list_cases, read_cases
from server.standards.cases_table import cases_table
from server.standards.engine import assess
from server.standards.packs import PACKS, PackStore
from server.standards.purposes import is_in_force, judged_on

STORE = PackStore()
CASES = tuple(list_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.pack}: {case.name}")
def test_case(case: Case) -> None:
    for entry, expected in zip(case.entries, case.expects, strict=True):
        found = assess(case.facts, STORE.round_standard(entry), case.context)
        assert {name: _plain(found, name) for name in expected} == expected, entry


def _plain(found: Assessment, name: str) -> Any:
    value = getattr(found, name)
    if name == "missing":
        return [one.name for one in value]
    return list(value) if isinstance(value, tuple) else value


def test_every_case_says_its_outcome_and_reason_and_every_standard_has_cases() -> None:
    assert all({"outcome", "reason"} <= set(one) for case in CASES for one in case.expects)
    assert {entry["standard"] for case in CASES for entry in case.entries} == {one.id for one in STORE.standards()}


def test_the_rounds_of_two_standards_name_one_in_force_for_the_year_it_closes_and_the_year_it_opens() -> None:
    rounds = {tuple(one["purpose"] for one in case.entries): case for case in CASES if len(case.entries) > 1}
    assert set(rounds) == {("closes 2021", "opens 2022"), ("closes 2026", "opens 2027"), ("closes 2018", "closes 2018")}
    for purposes, case in rounds.items():
        for purpose, entry in zip(purposes, case.entries, strict=True):
            day = judged_on(purpose, case.context.reference_on.isoformat())
            assert is_in_force(STORE.standard(entry["standard"]).in_force, day), (purpose, entry)


@pytest.mark.parametrize(
    ("day", "tables"),
    [
        ("2018-11-09", ["vn_2016_b1"]),
        ("2018-11-10", ["vn_2016_b1_2018"]),
        ("2021-10-01", ["vn_2016_b1_2018", "vn_2022_b1"]),
    ],
)
def test_the_scoring_tables_in_force_on_a_day_inside_a_season(day: str, tables: list[str]) -> None:
    real = [one for one in STORE.scorings() if not one.is_training]
    assert [one.id for one in real if is_in_force(one.in_force, day)] == tables


def test_the_table_of_cases_reads_in_words() -> None:
    rows = cases_table(read_cases(PACKS / "vn_2022" / "cases" / "round_autumn_2021.yaml"), STORE)
    assert rows[-1].household == (
        "Tổng thu nhập cả hộ, bình quân một tháng trong 12 tháng qua (đồng): 3.600.000, Nhà tiêu: Không có, "
        "Nguồn nước chính để ăn uống: Giếng không bảo vệ, ao, sông, suối, "
        "Có phương tiện phục vụ tiếp cận thông tin trong danh mục của chuẩn: không có câu trả lời"
    )
    assert (rows[-1].area, rows[-1].people) == ("nông thôn", "4 người")
    assert rows[-1].expected == (
        "Chuẩn nghèo tiếp cận đa chiều quốc gia 2016-2020: hộ cận nghèo, theo thu nhập; "
        "Chuẩn nghèo đa chiều quốc gia 2022-2025 (kéo dài hết năm 2026): chưa xác định, còn thiếu thông tin, "
        "thiếu Có phương tiện phục vụ tiếp cận thông tin trong danh mục của chuẩn"
    )
    assert rows[-2].people.startswith("3 người; người số 3: Năm sinh: 2006")


def test_the_table_of_every_pack_is_whole() -> None:
    rows = cases_table(CASES, STORE)
    assert len(rows) == len(CASES)
    assert all(row.name and row.article and row.expected and row.people for row in rows)


def test_a_case_with_fewer_results_than_standards_is_refused(tmp_path: Any) -> None:
    folder = tmp_path / "vn_2027" / "cases"
    folder.mkdir(parents=True)
    text = (PACKS / "vn_2027" / "cases" / "round_autumn_2026.yaml").read_text("utf-8")
    first = "      - {outcome: not_poor, reason: above_line}\n"
    assert first in text
    (folder / "short.yaml").write_text(text.replace(first, "", 1), "utf-8")
    with pytest.raises(Problem, match="RULE-038"):
        list(read_cases(folder / "short.yaml"))
