"""The tablet's notes of an interview: read as Collect writes them, and never broken by what is not as expected."""

from __future__ import annotations

import datetime as dt

import pytest

from server.domain.interview_audit import InterviewAudit, read_audit

HEAD = "event,node,start,end,latitude,longitude,accuracy,old-value,new-value\n"
AUDIT = (
    HEAD
    + "form start,,1795421314664,,10.41234,107.13456,8.0,,\n"
    + "question,/data/wall,1795421315000,1795421327900,10.41234,107.13456,8.0,,concrete\n"
    + "question,/data/wall,1795421330000,1795421331000,10.41240,107.13456,8.0,concrete,brick\n"
    + 'group questions,"/data/known[2]/m_state",1795421340000,1795421345000,,,,in,"away, near"\n'
    + "form resume,,1795421400000,,,,,,\n"
    + "question,/data/toilet,not a time,,,,,,\n"
)


def test_times_corrections_places_and_pauses_are_read() -> None:
    audit = read_audit(AUDIT.encode())
    assert audit.began_at == dt.datetime.fromtimestamp(1795421315, dt.UTC)
    assert (audit.seconds, audit.resumed, audit.unread) == (12 + 1 + 5, 1, 1)
    assert audit.places == ((10.41234, 107.13456), (10.4124, 107.13456))
    assert [(one.node, one.before, one.after) for one in audit.changed] == [
        ("/data/wall", "concrete", "brick"),
        ("/data/known[2]/m_state", "in", "away, near"),
    ]
    assert audit.slowest(1) == [("/data/wall", 13)]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"not,a,table\n1,2,3\n", HEAD.encode(), b"event\nquestion\n"])
def test_what_is_no_audit_gives_no_steps(data: bytes) -> None:
    audit = read_audit(data)
    assert (audit.steps, audit.began_at, audit.slowest(3)) == ((), None, [])


def test_a_clock_that_runs_backwards_and_a_time_without_end_take_no_time() -> None:
    audit = read_audit((HEAD + "question,/data/a,2000,1000,,,,,\nquestion,/data/b,2000,,,,,,\n").encode())
    assert isinstance(audit, InterviewAudit)
    assert [one.seconds for one in audit.steps] == [0, 0]


@pytest.mark.parametrize("spoil", [b'x\r"y",\r', b"question," + b"n" * 200_000 + b",1,2\n"])
def test_what_breaks_the_table_costs_the_rest_of_it_and_not_the_page(spoil: bytes) -> None:
    good = b"event,node,start,end\nquestion,/data/a,1795421315000,1795421316000\n"
    audit = read_audit(good + spoil)
    assert len(audit.steps) == 1 and audit.seconds == 1
    assert audit.unread == (len(spoil) > 100_000)
