"""Flags of moves, splits and merges with their reasons; numbers are data (R11)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from server.domain.findings import Finding
from server.domain.register_flags import (
    SHIPPED,
    Limits,
    MergeSign,
    Signs,
    SplitSign,
    all_elderly,
    find_flags,
    months_before,
    read_limits,
)
from server.errors import Problem
from server.web.findings import say_finding

LIMITS = Limits(split_months=12, same_place_m=30, elderly_age=60, closing_days=30)
HOME, NEXT_DOOR, FAR = (10.5, 107.2), (10.5001, 107.2), (10.6, 107.2)
YOUNG = ((1990, 5, 2),)


def codes(signs: Signs) -> list[str]:
    return [one.code for one in find_flags(signs, LIMITS)]


@pytest.mark.parametrize(
    "day, months, expected",
    [("2016-11-30", 12, "2015-11-30"), ("2016-03-31", 1, "2016-02-29"), ("2016-01-15", 13, "2014-12-15")],
)
def test_months_before(day: str, months: int, expected: str) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    "births, expected",
    [
        ([(1950, 1, 1)], True),
        ([(1950, None, None), (1956, 12, 13)], True),
        ([(1956, None, None)], None),
        ([(1956, 12, None)], None),
        ([(1956, 12, 15)], False),
        ([(None, None, None), (1990, None, None)], False),
        ([(None, None, None)], None),
        ([], False),
    ],
)
def test_all_elderly_on_a_day(births: list[tuple[int | None, int | None, int | None]], expected: bool | None) -> None:
    assert all_elderly(births, "2016-12-14", 60) is expected


@pytest.mark.parametrize(
    "signs, expected",
    [
        (Signs("2016-12-01"), []),
        (Signs("2016-12-01", (SplitSign("H1", "2016-03-01", HOME, NEXT_DOOR),), births=YOUNG), ["split_same_place"]),
        (Signs("2016-12-01", (SplitSign("H1", "2015-11-30", HOME, NEXT_DOOR),), births=YOUNG), []),
        (Signs("2016-12-01", (SplitSign("H1", "2015-12-01", HOME, NEXT_DOOR),), births=YOUNG), ["split_same_place"]),
        (Signs("2016-12-01", (SplitSign("H1", "2016-03-01", HOME, FAR),), births=YOUNG), []),
        (Signs("2016-12-01", (SplitSign("H1", "2016-03-01", HOME, FAR),), births=((1940, 1, 1),)), ["split_elderly"]),
        (
            Signs("2016-12-01", (SplitSign("H1", "2016-03-01"),), births=((1956, None, None),)),
            ["split_elderly_unknown", "split_no_place"],
        ),
        (Signs("2016-12-01", merges=(MergeSign("H1", "2016-12-01"),), closing_on="2016-12-14"), ["merge_late"]),
        (Signs("2016-12-01", merges=(MergeSign("H1", "2016-11-01"),), closing_on="2016-12-14"), []),
        (Signs("2016-12-01", merges=(MergeSign("H1", "2016-12-01"),)), []),
        (Signs("2016-12-01", elsewhere=(("Lê Thị Mẫu", "H2"),)), ["person_twice"]),
    ],
)
def test_flags(signs: Signs, expected: list[str]) -> None:
    assert codes(signs) == expected


def test_every_flag_has_words_with_its_values() -> None:
    split = SplitSign("H1", "2016-03-01", HOME, NEXT_DOOR)
    signs = Signs(
        "2016-12-01", (split,), (MergeSign("H3", "2016-12-01"),), ((1940, 1, 1),), "2016-12-14", (("A", "H2"),)
    )
    told = [say_finding(one) for one in find_flags(signs, LIMITS)]
    told += [say_finding(one) for one in find_flags(Signs("2016-12-01", (SplitSign("H1", "2016-03-01"),)), LIMITS)]
    assert len(told) == 5 and all("…" not in one and "{" not in one for one in told)
    assert say_finding(Finding("split_elderly_unknown", "note", values={"on": "1", "code": "H1", "age": 60})) != ""


def test_the_shipped_numbers_have_a_source_each_and_a_province_may_have_its_own(tmp_path: Path) -> None:
    assert read_limits() == LIMITS
    data = yaml.safe_load(SHIPPED.read_text("utf-8"))
    data["limits"]["split_months"] |= {"value": 24, "source": "Công văn 12/SLĐTBXH"}
    own = tmp_path / "event_limits.yaml"
    own.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert read_limits(own).split_months == 24
    for broken in ({"value": 0}, {"value": "12"}, {"source": ""}):
        changed = {**data["limits"], "split_months": {**data["limits"]["split_months"], **broken}}
        own.write_text(yaml.safe_dump({"limits": changed}), "utf-8")
        with pytest.raises(Problem, match="EVT-101"):
            read_limits(own)
