"""How well a node is: each judgement at and around its line; the log without personal data; the text of metrics."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys

import pytest

from server.domain import health
from server.domain.health import Check, worst
from server.logs import JsonFormatter, PlainFormatter
from server.services.metrics import Sample, render

NOW = dt.datetime(2026, 11, 23, 2, 40, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "check, level",
    [
        (health.judge_disk(511_000_000, 10**12), "bad"),
        (health.judge_disk(4_999_000_000, 10**10), "warn"),
        (health.judge_disk(50_000_000_000, 10**12), "warn"),
        (health.judge_disk(200_000_000_000, 10**12), "ok"),
        (health.judge_clock(NOW, None), "ok"),
        (health.judge_clock(NOW, NOW + dt.timedelta(minutes=5)), "ok"),
        (health.judge_clock(NOW, NOW + dt.timedelta(minutes=6)), "bad"),
        (health.judge_keys(is_private=False, is_wrapped=True, has_recovery=True), "bad"),
        (health.judge_keys(is_private=True, is_wrapped=True, has_recovery=False), "warn"),
        (health.judge_keys(is_private=True, is_wrapped=False, has_recovery=True), "warn"),
        (health.judge_keys(is_private=True, is_wrapped=True, has_recovery=True), "ok"),
        (health.judge_writing(None), "bad"),
        (health.judge_writing(5.1), "bad"),
        (health.judge_writing(0.6), "warn"),
        (health.judge_writing(0.02), "ok"),
        (health.judge_jobs(3, 0, 0), "ok"),
        (health.judge_jobs(3, 0, 1), "warn"),
        (health.judge_jobs(0, 1, 0), "warn"),
        (health.judge_forms(0, 0, 0), "ok"),
        (health.judge_forms(0, 2, 0), "warn"),
        (health.judge_forms(1, 0, 0), "bad"),
        (health.judge_versions("0009", "0009", "0.1.0"), "ok"),
        (health.judge_versions("0008", "0009", "0.1.0"), "bad"),
        (health.judge_backup(None, is_checked=False), "bad"),
        (health.judge_backup(DAY, is_checked=False), "warn"),
        (health.judge_backup(DAY, is_checked=True), "ok"),
        (health.judge_backup(2 * DAY + HOUR, is_checked=True), "warn"),
        (health.judge_backup(8 * DAY, is_checked=True), "bad"),
        (health.judge_integrity([], "10 bản ghi"), "ok"),
        (health.judge_integrity(["LOG-GAP x"], "10 bản ghi"), "bad"),
        (health.judge_address("http://192.168.1.10:8080", is_served_to_others=True), "ok"),
        (health.judge_address("http://172.31.0.2", is_served_to_others=True), "ok"),
        (health.judge_address("http://172.32.0.2", is_served_to_others=True), "bad"),
        (health.judge_address("http://rasoat.example", is_served_to_others=True), "bad"),
        (health.judge_address("http://rasoat.example", is_served_to_others=False), "ok"),
        (health.judge_address("https://rasoat.example", is_served_to_others=True), "ok"),
    ],
)
def test_each_thing_is_judged_and_what_is_not_well_has_a_remedy(check: Check, level: str) -> None:
    assert (check.level, bool(check.remedy)) == (level, level != "ok")
    assert check.told


def test_the_whole_is_as_bad_as_its_worst_part() -> None:
    assert worst([Check("a", "ok", ""), Check("b", "bad", ""), Check("c", "warn", "")]) == "bad"
    assert worst([]) == "ok"


@pytest.mark.parametrize("formatter", [JsonFormatter(), PlainFormatter()])
def test_the_log_names_an_error_and_where_and_never_what_it_says(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("Nguyễn Thị Mẫu, 079123456789")
    except ValueError:
        record = logging.LogRecord("rasoat.x", logging.ERROR, __file__, 1, "page %s failed", ("phiếu",), sys.exc_info())
    line = formatter.format(record)
    assert "\n" not in line and "Mẫu" not in line and "0791" not in line
    assert "ValueError" in line and "test_health.py:" in line and "page phiếu failed" in line


def test_a_line_of_the_json_log_is_one_object() -> None:
    record = logging.LogRecord("rasoat.x", logging.WARNING, __file__, 1, 'a "quoted"\nline', (), None)
    told = json.loads(JsonFormatter().format(record))
    assert (told["level"], told["logger"], told["message"]) == ("warning", "rasoat.x", 'a "quoted"\nline')


def test_metrics_are_prometheus_text_with_one_head_a_name() -> None:
    text = render(
        [
            Sample("jobs", "gauge", "Jobs.", 2, (("kind", 'a"b\\\n'),)),
            Sample("jobs", "gauge", "Jobs.", 0, (("kind", "c"),)),
            Sample("up", "gauge", "Up.", 1),
        ]
    )
    assert text == (
        "# HELP rasoat_jobs Jobs.\n# TYPE rasoat_jobs gauge\n"
        'rasoat_jobs{kind="a\\"b\\\\\\n"} 2\nrasoat_jobs{kind="c"} 0\n'
        "# HELP rasoat_up Up.\n# TYPE rasoat_up gauge\nrasoat_up 1\n"
    )
