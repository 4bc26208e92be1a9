"""Rules on keeping: read strictly, and the day from which a record may go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from server.domain.retention import RetentionRule, may_go_from, read_rules
from server.errors import Problem


def rule(months: int | None) -> RetentionRule:
    """A rule of so many months."""
    return RetentionRule("photos", "media.received", "ảnh", months, "QĐ thử" if months else None)


@pytest.mark.parametrize(
    "months, last, first",
    [
        (None, "2016-12-31", None),
        (1, "2016-12-31", "2017-02-01"),
        (2, "2016-12-31", "2017-03-01"),
        (12, "2016-11-30", "2017-12-01"),
        (12, "2016-02-29", "2017-03-01"),
        (24, "2016-09-15", "2018-09-16"),
    ],
)
def test_the_term_counts_from_the_last_day_of_the_round(months: int | None, last: str, first: str | None) -> None:
    assert may_go_from(rule(months), last) == (dt.date.fromisoformat(first) if first else None)


def test_the_shipped_rules_invent_no_term() -> None:
    assert {(one.months, one.source) for one in read_rules()} == {(None, None)}


@pytest.mark.parametrize(
    "text, code",
    [
        ("rules: 1", "RET-001"),
        ("rules: [{id: a}]", "RET-001"),
        ("rules: [{id: a, kind: decision.line, label: x, months: null, source: null}]", "RET-002"),
        ("rules: [{id: a, kind: media.received, label: x, months: 12, source: null}]", "RET-001"),
        ("rules: [{id: a, kind: media.received, label: x, months: null, source: QĐ}]", "RET-001"),
        ("rules: [{id: a, kind: media.received, label: x, months: true, source: QĐ}]", "RET-001"),
        ("rules: [{id: a, kind: media.received, label: x, months: -1, source: QĐ}]", "RET-001"),
    ],
)
def test_a_rule_that_is_not_whole_or_names_what_must_stay_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text)
    with pytest.raises(Problem) as told:
        read_rules(path)
    assert told.value.code == code
